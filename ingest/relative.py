"""Relative clauses: whether a clause is one, and the clause that goes on behind it."""

from __future__ import annotations

import re

from ingest.passage import Group, Passage
from ingest.phrases import plain_verbs
from ingest.segments import RELATIVE, Segment

_MODAL = re.compile(
    r" (?:can|may|might|could|will|should|is|are|was|were)(?: (?:also|often|sometimes|usually|be|being|well|widely|"
    r"known|thought|believed|said|shown|found|likely|able|used|to|for))* $"
)
_BEGINS = re.compile(r"(?:can|may|might|could|will|should|is|are) ")  # a wording with a verb of its own in it
_RELATIVE_VERB = re.compile(
    r"\b(?:which|that|who) (?:also |often |\w+ly )?(?!\w+ing\b|(?:the|an?|you|we|they|he|she|it|i|your|people|some|"
    r"many|most|is|are|was|were|can|may|might|could|will|would|should|do|does|did|has|have|had|there|this|these|"
    r"not)\b)[^\W\d_]+ "
)
_TELLING = frozenset(
    "found shown thought believed said known sure likely clear evidence proof doubt fact suggested belief notion idea "
    "claim claims theory myth misconception hypothesis suggestion view true unlikely possible".split()
)
_VERBAL = re.compile(
    r" (?>(?:can|may|might|could|will|do|does|also|often|sometimes|usually|not|never|help|helps|to|\w+ly) )*"
)
_JOINED = re.compile(r"(?:,|;|\b(?:and|but|while|whereas|or)) (?:(?:the|an?|your|some|too much|many|most|certain) )?$")
_OPENER = 7  # characters of a relative pronoun with its blank


def main_clause(passage: Passage, position: int) -> int:
    """The segment in which the subject of a verb at a position stands: before a relative clause with a verb of its own.

    In "cramps that wake you may be treated with A" the second verb is the main clause's.
    """
    number = passage.segment_at(position)
    segment = passage.segments[number]
    if number == 0 or not is_relative(passage, segment):
        return number
    modal = _MODAL.search(passage.flat, segment.start + 6, position)
    if modal is None and not _BEGINS.match(passage.flat, position):
        return number
    if not _acts(passage, segment.start, modal.start() if modal else position):
        return number
    while number > 0 and passage.segments[number].opener in RELATIVE:
        number -= 1
    return number


def is_relative(passage: Passage, segment: Segment) -> bool:
    """True in "a protein that does not work", not in "people find that it works"."""
    if segment.opener not in RELATIVE:
        return False
    before = passage.flat[passage.start : segment.start].removesuffix(segment.opener).split()[-1:]
    return segment.opener != "that" or not set(before) & (plain_verbs() | _TELLING)


def _acts(passage: Passage, start: int, end: int) -> bool:
    """True where a verb stands between two positions."""
    if any(start <= hit.start < end for hit, _ in passage.triggers):
        return True
    if any(start <= named.span.start <= start + 2 for named in passage.names):
        return True  # "cramps that interrupt sleep": a name that holds its verb
    if _RELATIVE_VERB.search(passage.flat, max(passage.start, start - _OPENER), end):
        return True  # "muscles that support your head": no clause has begun there
    return any(word in plain_verbs() or word in ("do", "does", "did") for word in passage.flat[start:end].split())


def subject_anew(passage: Passage, position: int) -> Group | None:
    """The list right before a verb that begins another clause: C in "A eases B and C treats D"."""
    before = [group for group in passage.groups if group.end <= position]
    if len(before) < 2 or not _VERBAL.fullmatch(passage.flat, before[-1].end, position):
        return None
    joined = _JOINED.search(passage.flat, passage.start, before[-1].start)
    if joined is None:
        return None
    other = any(hit.end <= joined.start() for hit, _ in passage.triggers)
    return before[-1] if other or len(before) > 2 else None
