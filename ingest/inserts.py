"""What is set into a clause between commas: "A, which eases B, and C can cause D", "A, when severe, can cause D"."""

from __future__ import annotations

import re

from ingest.passage import Passage
from ingest.phrases import plain_verbs
from ingest.segments import RELATIVE, Segment

_SUBORDINATING = frozenset("if when where while although though unless until since because".split())
_INSERT = re.compile(
    r"\s*(?:used|prescribed|given|taken|known|called|also|sold|made|found|caused|once|especially|particularly|including|"
    r"such as|like|for example|e\.g\.|rather than|or|in|at|on|as|with|without|because of|due to|thanks to|an?|the|one|"
    r"often|usually|sometimes|available|common|[^\W\d_]+ed|[^\W\d_]+ing)\b"
)
_FINITE = re.compile(
    r"\b(?:can|may|might|could|will|would|should|is|are|was|were|has|have|had|do|does|did|you|we|they|it|he|she|i)\b"
)
_ING = re.compile(r"\w+ing\b")
_AND = re.compile(r" (?:and|or|as well as|plus) (?:\w+ ){0,7}")
_PEOPLE = re.compile(
    r"\b(?:people|those|anyone|someone|women|men|children|babies|patients|adults|you|if|when|who|person|smokers)\b"
)


def holds_on(passage: Passage, first: int, number: int, position: int) -> bool:
    """Whether a subordinate clause only interrupts the one that goes on at a position: "A, when severe, can cause B".

    `first`: the segment in which that clause begins; `number`: the one in which the interrupted clause goes on.
    """
    if first >= number or passage.segments[number].opener != ",":
        return False
    if passage.segments[first].opener not in _SUBORDINATING or _ING.match(passage.flat, position):
        return False
    return any(not _is_blank(passage, segment) for segment in passage.segments[:first])


def begins_blank(passage: Passage, number: int) -> bool:
    """True for the "which" of "A, which, when severe, can cause B"."""
    segment = passage.segments[number]
    words = passage.flat[segment.start : segment.end].strip()
    return words in RELATIVE or (segment.opener in RELATIVE and not words)


def interrupted_before(passage: Passage, number: int, first: int) -> int | None:
    """The segment of A in "A, which eases B, and C can cause D"; `number`: that of C, which stands at `first`."""
    segment = passage.segments[number]
    if segment.opener != "," or not _AND.fullmatch(passage.flat, segment.start, first):
        return None
    head = number - 1
    while head >= 0 and _is_insert(passage, passage.segments[head]):
        head -= 1
    if head < 0 or head == number - 1:
        return None
    subject = passage.segments[head]
    return None if _says_something(passage, subject) else head


def is_interrupted_subject(passage: Passage, position: int) -> bool:
    """True where a verb goes on with a thing's clause: "A, given to people with B, can bring on C"."""
    number = passage.segment_at(position)
    segment = passage.segments[number]
    if segment.opener != "," or any(segment.start <= group.start < position for group in passage.groups):
        return False
    if not _FINITE.match(passage.flat[segment.start : position].strip() or "-"):
        return False
    subject = passage.segments[0]
    return number > 1 and not _says_something(passage, subject) and not _PEOPLE.search(passage.flat, *subject[:2])


def _is_insert(passage: Passage, segment: Segment) -> bool:
    if segment.opener in RELATIVE or segment.opener in _SUBORDINATING or segment.opener == "(":
        return True
    if _is_blank(passage, segment):
        return True
    begins = segment.opener == "," and _INSERT.match(passage.flat, segment.start, segment.end)
    return bool(begins) and not _FINITE.search(passage.flat, segment.start, segment.end)


def _says_something(passage: Passage, segment: Segment) -> bool:
    """True for a segment with a verb of its own."""
    if any(segment.start <= hit.start < segment.end for hit, _ in passage.triggers):
        return True
    words = passage.flat[segment.start : segment.end]
    return _FINITE.search(words) is not None or any(word in plain_verbs() for word in words.split())


def _is_blank(passage: Passage, segment: Segment) -> bool:
    return not passage.flat[segment.start : segment.end].strip()
