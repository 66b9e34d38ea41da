"""Slots that stand elsewhere than on either side of a verb: "A makes cramps worse", "to ease cramps, try A"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.claims import OBJECTS, SUBJECTS
from ingest.clausal import Region, Slot, Slots, clause_after, clause_before, has_name
from ingest.lexicon import Direction, Hit, Trigger

HELPED = ("treats", "prevents")
_OF_WHAT = re.compile(r" (?:of|for|in|behind|against|when it comes to) (?:[\w']+ ){0,3}")
_FOR_WHAT = re.compile(r"\W*(?:for|against|in|with) ")
_MAKES = re.compile(r"\b(?:makes?|made|making) ")
_GIVES = re.compile(r"g(?:ive|ives|ave|iving) ")
_FOR = re.compile(r" (?:for|against|to (?:treat|ease|relieve|prevent|reduce|control|manage|help with|help)) ")
_TO_DO = re.compile(r"\W*(?:(?:and|also|so|in order|if you want|if you would like) )*to (?:help )?(?:\w+ly )?")
_THEN_TRY = re.compile(
    r", (?:(?:you can|you could|you might|instead|first|also|just) )*(?:try|consider|opt for|go for|use) "
)


def indirect(slots: Slots, hit: Hit, trigger: Trigger, subject: Slot) -> Iterator[tuple[Region, Slot]]:
    """The slots of wordings that have their subject elsewhere."""
    if trigger.direction is Direction.WORSE:
        made = _MAKES.search(slots.flat, slots.sentence.span.start, hit.start)
        if made is not None and has_name(slots, (made.end(), hit.start), OBJECTS[subject.predicate]):
            yield clause_before(slots, made.start()), subject
    elif trigger.direction is Direction.LIKELY and _GIVES.match(slots.flat, hit.start):
        if has_name(slots, clause_after(slots, hit.end), OBJECTS[subject.predicate]):
            yield clause_before(slots, hit.start), subject
    elif trigger.direction is Direction.ASSOCIATED:
        yield from _associated(slots, hit, subject._replace(done=True))
    elif trigger.direction is Direction.FORWARD and trigger.form != "ing":
        yield from _aimed_at(slots, hit, subject)


def _associated(slots: Slots, hit: Hit, subject: Slot) -> Iterator[tuple[Region, Slot]]:
    """Either side of "is linked to", where a complaint is named at the other."""
    before, after = clause_before(slots, hit.start), clause_after(slots, hit.end)
    if has_name(slots, before, OBJECTS["causes"]):
        yield after, subject
    elif has_name(slots, after, OBJECTS["causes"]):
        yield before, subject


def advised(slots: Slots, hit: Hit) -> Iterator[tuple[Region, Slot]]:
    """What is advised for a complaint that is named behind it: "doctors may prescribe A for cramps"."""
    start, end = clause_after(slots, hit.end)
    aim = _FOR.search(slots.flat, start, end)
    if aim is not None and has_name(slots, (aim.end(), end), OBJECTS["treats"]):
        yield (start, aim.start()), Slot("treats", "subject", SUBJECTS["treats"], loose=True)


def _aimed_at(slots: Slots, hit: Hit, subject: Slot) -> Iterator[tuple[Region, Slot]]:
    """What to try in "To ease cramps, try A"."""
    if subject.predicate not in HELPED or not _TO_DO.fullmatch(slots.flat, slots.sentence.span.start, hit.start):
        return
    tried = _THEN_TRY.search(slots.flat, hit.end, slots.sentence.span.end)
    if tried is not None and has_name(slots, (hit.end, tried.start()), OBJECTS[subject.predicate]):
        yield clause_after(slots, tried.end()), subject


def is_spoken_of(slots: Slots, hit: Hit, types: frozenset[str]) -> bool:
    """True where a wording says of which complaint: "is a known trigger of cramps", "for cramps, ... works wonders"."""
    for named in slots.names:
        if named.concept.type not in types:
            continue
        if named.span.start >= hit.end and _OF_WHAT.fullmatch(slots.flat, hit.end, named.span.start):
            return True
        if named.span.end <= hit.start and _FOR_WHAT.fullmatch(slots.flat, slots.sentence.span.start, named.span.start):
            return True
    return False
