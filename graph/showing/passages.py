"""Passages as people see them: with their parts marked, each on its side of a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from graph.emphasis import Shown
from graph.ids import assertion_id
from graph.model import Assertion, Evidence, Link, Span
from graph.showing.words import Standing, standing_of
from graph.told import told_once


class Part(NamedTuple):
    """A stretch of a passage. `role`: "" or what it is marked as."""

    text: str
    role: str = ""


class Passage(NamedTuple):
    """One passage that speaks of a link."""

    standing: Standing
    assertion: str
    evidence: Evidence
    parts: tuple[Part, ...]
    also: tuple[str, ...] = ()  # ids of copies of the article that say the same


class Sides(NamedTuple):
    """The passages of a link: those that affirm it, those that doubt it, those that deny it."""

    supporting: tuple[Passage, ...]
    disputing: tuple[Passage, ...]
    refuting: tuple[Passage, ...]


def marked(text: str, marks: Iterable[tuple[Span, str]]) -> tuple[Part, ...]:
    """The text as people see it, cut into parts by marks with positions in it. Where marks meet, the first one keeps
    its place.
    """
    seen = Shown(text)
    parts: list[Part] = []
    at = 0
    for span, role in sorted(marks):
        start, end = max(span.start, 0), min(span.end, len(text))
        if start < at or end <= start:
            continue
        parts += [Part(seen.cut(at, start)), Part(seen.cut(start, end), role)]
        at = end
    return tuple(part for part in (*parts, Part(seen.cut(at, len(text)))) if part.text)


def passage(assertion: Assertion, evidence: Evidence, also: tuple[str, ...] = ()) -> Passage:
    """A passage with its subject and object marked, where they are named inside it."""
    start = evidence.passage.start
    marks = [
        (Span(span.start - start, span.end - start), role)
        for span, role in ((evidence.subject, "subject"), (evidence.object, "object"))
        if evidence.passage.holds(span)
    ]
    found = standing_of(assertion.polarity, assertion.certainty)
    return Passage(found, assertion_id(assertion.key), evidence, marked(evidence.quote, marks), also)


def passages(assertions: Iterable[Assertion], family: Callable[[str], str]) -> list[Passage]:
    """The passages of assertions, the plainest first; what copies of one article say is shown once."""
    pairs = [(assertion, evidence) for assertion in assertions for evidence in assertion.evidence]
    order = list(Standing)
    pairs.sort(key=lambda pair: order.index(standing_of(pair[0].polarity, pair[0].certainty)))
    return [passage(*told) for told in told_once(pairs, family)]


def sides(link: Link, family: Callable[[str], str]) -> Sides:
    """The passages of a link, each on its side; stated before possible, else in the order of the link."""
    found = passages(link.assertions, family)

    def of(*kinds: Standing) -> tuple[Passage, ...]:
        return tuple(one for one in found if one.standing in kinds)

    return Sides(of(Standing.STATED, Standing.POSSIBLE), of(Standing.DISPUTED), of(Standing.DENIED))
