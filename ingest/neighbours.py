"""The lists of names that a trigger joins: who does it on the left, to what on the right."""

from __future__ import annotations

import re

from ingest.passage import RELATIVE, Group, Passage, Segment
from ingest.reference import antecedent, has_pronoun, stands_for_other

_ADDITION = re.compile(r"(?:\s|,|/|&|\b(?:and|or|to|even|also|help|helps|helping|both|possibly|perhaps)\b)*")
_APPOSED = re.compile(r"\s*(?:a|an|one of|the most|another|also known as|known as|used|which)\b")
_FAR = 90  # characters between a trigger and what it acts on


def leftmost(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The subject of a clause: its first list of names of these types, carried over commas and pronouns."""
    number = passage.segment_at(position)
    segment = passage.segments[number]
    own = _within(passage, segment.start, position, types)
    if own and stands_for_other(own[0], passage):
        return antecedent(passage, own[0].start, types) or own[0]
    if own:
        return _unless_apposed(passage, number, own[0], types)
    return _from_before(passage, number, position, types)


def nearest(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The closest list of names of these types before a position, in its clause."""
    number = passage.segment_at(position)
    own = _within(passage, passage.segments[number].start, position, types)
    if own:
        return own[-1]
    return _from_before(passage, number, position, types)


def right(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The first list of names of these types after a position, before the next clause or trigger."""
    limit = _limit(passage, position)
    for group in passage.groups:
        kept = group.only(types) if position <= group.start < limit else None
        if kept:
            return kept if kept.start - position <= _FAR else None
    following = _following(passage, position)
    return right(passage, following, types) if following is not None else None


def _limit(passage: Passage, position: int) -> int:
    limit = passage.end
    for segment in passage.segments:
        if segment.start > position and (segment.hard or segment.opener in RELATIVE):
            limit = min(limit, segment.start)
            break
    for hit, _ in passage.triggers:
        if hit.start >= position:
            return min(limit, hit.start)
    return limit


def _following(passage: Passage, position: int) -> int | None:
    """The end of a second trigger that shares this one's object: "treat and prevent"."""
    for hit, _ in passage.triggers:
        if hit.start >= position:
            return hit.end if _ADDITION.fullmatch(passage.flat, position, hit.start) else None
    return None


def _within(passage: Passage, start: int, end: int, types: frozenset[str]) -> list[Group]:
    inside = (group for group in passage.groups if start <= group.start and group.end <= end)
    return [kept for kept in (group.only(types) for group in inside) if kept]


def _unless_apposed(passage: Passage, number: int, group: Group, types: frozenset[str]) -> Group:
    """For "diuretics, a class of medicines used to ..." the name before the comma rather than the class."""
    segment = passage.segments[number]
    if number == 0 or segment.opener not in (",", "(") or not _APPOSED.match(passage.flat, segment.start):
        return group
    described = _ending_at(passage, passage.segments[number - 1], types)
    return described or group


def _ending_at(passage: Passage, segment: Segment, types: frozenset[str]) -> Group | None:
    inside = _within(passage, segment.start, segment.end, types)
    return inside[-1] if inside and not passage.flat[inside[-1].end : segment.end].strip() else None


def _from_before(passage: Passage, number: int, position: int, types: frozenset[str]) -> Group | None:
    segment = passage.segments[number]
    if segment.opener in RELATIVE or segment.opener == "(":
        found = _within(passage, passage.start, segment.start, types)
        return found[-1] if found else None
    if has_pronoun(passage.flat[segment.start : position]):
        return antecedent(passage, position, types)
    first = number
    while first > 0 and not passage.segments[first].hard:
        first -= 1
    found = _within(passage, passage.segments[first].start, segment.start, types)
    if found:
        return found[0]
    if has_pronoun(passage.flat[passage.segments[first].start : position]):
        return antecedent(passage, passage.segments[first].start, types)
    return None
