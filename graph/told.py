"""Passages told once: what a copy of an article repeats is no second voice, and is named beside the first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from graph.model import Assertion, Certainty, Evidence, Polarity


class Told(NamedTuple):
    """A passage, and the ids of the documents that are copies of its own and say the same of it."""

    assertion: Assertion
    evidence: Evidence
    also: tuple[str, ...] = ()


def told_once(said: Iterable[tuple[Assertion, Evidence]], family: Callable[[str], str]) -> tuple[Told, ...]:
    """The passages in their order, those of copies folded. `family`: the document that stands for all copies of one.

    Of the copies that affirm (doubt, deny) the same, the one whose passage comes first keeps its passages; the others
    are named with the first of these.
    """
    pairs = tuple(said)
    documents: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for assertion, evidence in pairs:
        documents[_side(assertion), family(evidence.document)][evidence.document] = None
    found = []
    for assertion, evidence in pairs:
        same = documents[_side(assertion), family(evidence.document)]
        first, *others = same
        if evidence.document == first:
            found.append(Told(assertion, evidence, tuple(others)))
            for other in others:  # they are named once
                del same[other]
    return tuple(found)


def _side(assertion: Assertion) -> str:
    if assertion.polarity is Polarity.NEGATED:
        return "denied"
    return "doubted" if assertion.certainty is Certainty.DISPUTED else "affirmed"
