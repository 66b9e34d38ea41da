"""Sentences that go on where the one before left off: "Another is overuse.", "So does coffee.", "These include A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.model import Assertion, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.lexicon import Hit, Opener
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.relations.openers import complaint_of
from ingest.wording import expand

_SIDES = ("right", "left", "listed")
_OPENING = r"\W*(?:(?:and|but|then|finally|also|less often|sometimes|occasionally|rarely|of course|in addition),? )?"
_NEAR = 60  # characters from a sentence's start in which the new thing's wording begins
_CARRIED = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Raises TableError."""
    wordings: dict[str, list[str]] = {side: [] for side in _SIDES}
    for row in read_table(data("relations", "continuations.tsv"), ("wording", "side")):
        wordings[row.one_of("side", _SIDES)].extend(re.escape(w) for w in expand(row.filled("wording")))
    return {
        side: re.compile((r" " if side == "left" else _OPENING) + rf"(?P<is>{'|'.join(sorted(found, key=_longest))})\b")
        for side, found in wordings.items()
    }


def _longest(wording: str) -> tuple[int, str]:
    return -len(wording), wording


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the sentence before says, of the new things."""
    if passage.previous is None or passage.is_question or passage.refers_to_doctor or not passage.groups:
        return
    listed = _patterns()["listed"].match(passage.flat, passage.start, passage.end)
    if listed:
        yield from _listed(passage, listed.end())
        return
    right = _patterns()["right"].match(passage.flat, passage.start, passage.end)
    if right:
        yield from _same(passage, Span(*right.span("is")), _after(passage, right.end()))
        return
    left = _patterns()["left"].match(passage.flat, passage.groups[0].end, passage.end)
    if left and passage.groups[0].start - passage.start <= _NEAR:
        yield from _same(passage, Span(*left.span("is")), passage.groups[:1])


def _after(passage: Passage, position: int) -> tuple[Group, ...]:
    """The lists behind a position, up to the next trigger."""
    limit = next((hit.start for hit, _ in passage.triggers if hit.start >= position), passage.end)
    return tuple(group for group in passage.groups if position <= group.start < limit)


def _same(passage: Passage, wording: Span, things: tuple[Group, ...]) -> Iterator[Assertion]:
    """The predicate and object of what was said before, with new subjects."""
    before = next((a for a in passage.previous_said if a.predicate in _CARRIED), None)
    object_ = _named(passage, before.object) if before else None
    if before is None or object_ is None:
        return
    context = context_at(passage, wording, passage.end)
    for group in things:
        only = group.only(SUBJECTS[before.predicate])
        if only is not None:
            yield from claims(passage, (only, Group((object_,))), before.predicate, context, "continued")


def _named(passage: Passage, concept: str) -> Named | None:
    """Where the sentence before names a concept, or the topic."""
    previous = passage.previous
    if previous is None:
        return None
    names = (
        *previous.names,
        *(previous.target.names if previous.target else ()),
        *((previous.topic,) if previous.topic else ()),
    )
    earlier = (named for group in previous.before for named in group.names)
    return next((named for named in (*names, *earlier) if named.concept.id == concept), None)


def _listed(passage: Passage, position: int) -> Iterator[Assertion]:
    """What the last list-opening noun of the sentence before announces: side effects, symptoms, causes."""
    previous = passage.previous
    if previous is None or not previous.openers:
        return
    hit, opener = previous.openers[-1]
    predicate = Predicate(opener.predicate)
    other = complaint_of(previous, hit, opener, previous.end) or _subject_before(previous, hit, opener)
    if other is None:
        return
    context = context_at(passage, Span(passage.start, position), passage.end)
    for things in _after(passage, position):
        ends = (things, other) if opener.role == "subject" else (other, things)
        yield from claims(passage, ends, predicate, context, "continued")


def _subject_before(previous: Passage, hit: Hit, opener: Opener) -> Group | None:
    types = frozenset(opener.target) or (OBJECTS if opener.role == "subject" else SUBJECTS)[opener.predicate]
    named = [kept for group in previous.groups if group.end <= hit.start and (kept := group.only(types))]
    return named[-1] if named else None
