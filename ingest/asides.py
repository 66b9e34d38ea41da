"""Names of which a cue says something else than their clause: "caused by A, not B"; "A instead of B"."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model import ConceptType
from ingest.lexicon import Hit
from ingest.passage import Passage

_BEFORE_NAME = re.compile(r" (?:(?!(?:that|which|who|evidence|proof|research|doubt|reason)\b)[\w']+ ){0,2}")
_VERB_AND_NAME = re.compile(r" (?:[\w']+ ){0,4}")
_GAPS = {
    "not": _VERB_AND_NAME,
    "lacking": re.compile(r" (?:(?!(?:and|or|but|that|whether|if|know|say|show|prove)\b)[\w']+ ){0,2}"),
}
_DONE = ConceptType.REMEDY  # "avoid alcohol and drink water": what is done is another piece of advice
_TAKEN = frozenset(ConceptType) - {_DONE}
_NEXT = re.compile(r" (?:(?:by|from|because of|due to|with|for|in|to|the|a|an|your|any) ){0,2}")


class Aside(NamedTuple):
    """A name that a cue takes out of a claim, or of which it is said otherwise. `effect`: the cue's category."""

    start: int
    end: int
    effect: str
    cue: str


def asides_of(passage: Passage, hit: Hit, effect: str) -> list[Aside]:
    """The names that stand directly behind a cue: the first one, and those listed with it that go with it."""
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
        if effect == "lacking":  # "who do not take A get B"
            effect = "absent"
        kind = listed[0].concept.type
        alike = (n for n in listed if n.concept.type in (kind, *(() if kind is _DONE else _TAKEN)))
        return [Aside(named.span.start, named.span.end, effect, text) for named in alike]
    return []


def _stands_behind(passage: Passage, hit: Hit, start: int, effect: str) -> bool:
    if any(hit.end <= other.start and other.end <= start for other, _ in passage.triggers):
        return False
    gap = _GAPS.get(effect, _BEFORE_NAME)
    return gap.fullmatch(passage.flat, hit.end, start) is not None
