"""Names of which a cue says something else than their clause: "caused by A, not B"; "A instead of B"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.lexicon import Hit
from ingest.passage import Passage

_BEFORE_NAME = re.compile(r" (?:[\w']+ ){0,2}")
_VERB_AND_NAME = re.compile(r" (?:[\w']+ ){0,4}")
_NEXT = re.compile(r" (?:(?:by|from|because of|due to|with|for|in|to|the|a|an|your|any) ){0,2}")


class Aside(NamedTuple):
    """A name that a cue takes out of a claim, or of which it is said otherwise. `effect`: the cue's category."""

    start: int
    end: int
    effect: str
    cue: str


def asides_of(passage: Passage, hit: Hit, effect: str) -> list[Aside]:
    """The names that stand directly behind a cue: the first one, and those listed with it that are of its type."""
    text = passage.document.text[hit.start : hit.end]
    for group in passage.groups:
        if group.end <= hit.end:
            continue
        listed = [named for named in group.names if named.span.start >= hit.end]
        if not listed or not _stands_behind(passage, hit, listed[0].span.start, effect):
            return []
        if effect == "not":  # "not by A" denies A; of A in "does not make enough A" nothing is said
            is_next = _NEXT.fullmatch(passage.flat, hit.end, listed[0].span.start)
            effect = "denied" if is_next else "absent"
        alike = (named for named in listed if named.concept.type is listed[0].concept.type)
        return [Aside(named.span.start, named.span.end, effect, text) for named in alike]
    return []


def _stands_behind(passage: Passage, hit: Hit, start: int, effect: str) -> bool:
    if any(hit.end <= other.start and other.end <= start for other, _ in passage.triggers):
        return False
    gap = _VERB_AND_NAME if effect == "not" else _BEFORE_NAME
    return gap.fullmatch(passage.flat, hit.end, start) is not None
