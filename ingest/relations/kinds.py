"""What a thing is a kind of: "naproxen, a pain reliever", "minerals such as magnesium", "gout drugs like A"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, ConceptType, Predicate
from ingest.claims import claim, claims
from ingest.context import STATED
from ingest.mentions import Named
from ingest.passage import Group, Passage

_APPOSITION = re.compile(r"(?:, | \(| is | are )(?:a|an)(?: (?:kind|type|form|class) of)?(?: common| popular)? ")
_EXAMPLES = re.compile(
    r"(?: drugs?| medications?| medicines?| meds)?,? (?:like|such as|including|for example|e\.g\.,?) "
)
_FOR_WHAT = re.compile(r" (?:drugs?|medications?|medicines?|meds|pills) (?:like|such as|including) ")


def extract(passage: Passage) -> Iterator[Assertion]:
    """Kinds by apposition and by example."""
    if passage.is_question:
        return
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        gap = passage.flat[left.end : right.start]
        if _APPOSITION.fullmatch(gap):
            yield from _kinds(passage, left.names[-1:], right.names[0])
        elif _FOR_WHAT.fullmatch(gap) and left.names[-1].concept.type is ConceptType.CONDITION:
            yield from claims(passage, (right, Group(left.names[-1:])), Predicate.TREATS, STATED, "kind")
        elif _EXAMPLES.fullmatch(gap):
            yield from _kinds(passage, right.names, left.names[-1])


def _kinds(passage: Passage, members: tuple[Named, ...], kind: Named) -> Iterator[Assertion]:
    for member in members:
        if member.concept.type is kind.concept.type and member.concept.id != kind.concept.id:
            yield claim(passage, (member, kind), Predicate.IS_A, STATED, "kind")
