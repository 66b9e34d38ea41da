"""Which wordings of a sentence count, where they overlap each other or stand inside names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.lexicon import Cue, Direction, Hit, Matter, Opener, Trigger
from ingest.mentions import Named

_DESCRIBING = re.compile(r"\b(?:of|from|with|by|to|in|the|a|an|your|their|its|any|some|as)(?: \w+ly)? $")
_LISTED = re.compile(r"(?:[,;:(-] (?:and |or )?|\b(?:include|includes|including|such as|cause|causes|has|have|with) )$")
_AGENT = re.compile(r" (?:by|with|from|in|to)\b")
_SIGNS = re.compile(r" (?:(?:the|your|some|many|any|its|common|typical|early|other|and|signs) )*")
_IS = re.compile(r"(?:\b(?:is|are|was|were|it's|isn't|aren't|wasn't)(?: not| still| yet)*|\bnot yet|\bstill not) $")
_BETWEEN = 60  # characters between the two parts of a wording


def choose_triggers(hits: Sequence[Hit], names: Sequence[Named], flat: str) -> tuple[tuple[Hit, Trigger], ...]:
    """Triggers, the longest first where they overlap; none inside a name, nor "raised" in "from raised pressure"."""
    kept: list[tuple[Hit, Trigger]] = []
    reach = -1
    for hit in hits:
        if not isinstance(hit.entry, Trigger) or _covered(hit, names):
            continue
        if hit.start < reach and not (hit.entry.direction is Direction.FUNCTION and hit.end > reach):
            continue
        if hit.start < reach:
            kept.pop()  # "may help" in "may help you sleep" is part of what the longer wording says
        if kept and hit.entry.predicate == "has_symptom" and _SIGNS.fullmatch(flat, kept[-1][0].end, hit.start):
            continue  # "causes the signs and symptoms of B": the verb says it
        if hit.entry.form == "base" and _IS.search(flat, max(0, hit.start - 16), hit.start):
            continue  # "it is not clear"
        if (hit.entry.form != "past" or not is_adjective(flat, hit)) and _complete(flat, hit, hit.entry):
            kept.append((hit, hit.entry))
            reach = hit.end
    return tuple(kept)


def _complete(flat: str, hit: Hit, trigger: Trigger) -> bool:
    """True for a wording whose second part, if it has one, follows: "keep ... away"."""
    rest = "" if trigger.direction is Direction.FUNCTION else trigger.rest
    return not rest or _soon(rest).match(flat, hit.end) is not None


@cache
def _soon(rest: str) -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{1,{_BETWEEN}}}\b(?:{rest})\b")


def is_adjective(flat: str, hit: Hit) -> bool:
    """True for a participle that only describes: "from persistently raised pressure"."""
    if flat.startswith("increased ", hit.start) and _LISTED.search(flat, max(0, hit.start - 30), hit.start):
        return True
    described = _DESCRIBING.search(flat, max(0, hit.start - 30), hit.start)
    return described is not None and not _AGENT.match(flat, hit.end)


def choose_cues(hits: Sequence[Hit], names: Sequence[Named] = ()) -> tuple[tuple[Hit, Cue], ...]:
    """Cues, the longest first where they overlap; none inside a name ("not enough blood"). One wording may be two."""
    kept: list[tuple[Hit, Cue]] = []
    start = end = -1  # of the last one
    whole = [named for named in names if named.base is not named.concept]  # "the joint may be swollen" only may be
    for hit in hits:
        if not isinstance(hit.entry, Cue) or not (hit.start >= end or (hit.start == start and hit.end == end)):
            continue
        if not _covered(hit, whole) and not _runs_into(hit, whole):
            kept.append((hit, hit.entry))
            start, end = hit.start, hit.end
    return tuple(kept)


def _runs_into(hit: Hit, names: Sequence[Named]) -> bool:
    """True for "and not" in "exercise and not smoking": the "not" is the name's."""
    return any(hit.start < named.span.start < hit.end < named.span.end for named in names)


def choose_openers(hits: Sequence[Hit], names: Sequence[Named]) -> tuple[tuple[Hit, Opener], ...]:
    """Nouns that may open a list; none inside a longer one ("factors" in "protective factors")."""
    found = [(hit, hit.entry) for hit in hits if isinstance(hit.entry, Opener) and not _covered(hit, names)]
    return tuple((hit, opener) for hit, opener in found if not any(_inside(hit, wider) for wider, _ in found))


def choose_matters(hits: Sequence[Hit]) -> tuple[tuple[Hit, Matter], ...]:
    """Things that something may be done to; none inside a longer one ("acid" in "stomach acid")."""
    found = [(hit, hit.entry) for hit in hits if isinstance(hit.entry, Matter)]
    return tuple((hit, matter) for hit, matter in found if not any(_inside(hit, wider) for wider, _ in found))


def _inside(hit: Hit, wider: Hit) -> bool:
    return wider.start <= hit.start and hit.end <= wider.end and wider.end - wider.start > hit.end - hit.start


def _covered(hit: Hit, names: Sequence[Named]) -> bool:
    start, end = hit.start, hit.end
    for named in names:
        span = named.span
        if span.start <= start and end <= span.end:
            return True
    return False
