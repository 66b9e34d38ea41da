"""Polarity and certainty of a trigger from the cues around it, after ConText (Harkema et al. 2009)."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model import Certainty, Polarity, Span
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage

_OR = re.compile(r"\b(?:or|nor)\b")
_NEGATION_REACH = 40  # characters between a negation and the trigger it denies


class Context(NamedTuple):
    """How something is said, and the words that show it."""

    polarity: Polarity
    certainty: Certainty
    cues: tuple[str, ...]


STATED = Context(Polarity.AFFIRMED, Certainty.STATED, ())


def context_at(passage: Passage, trigger: Span, reach: int) -> Context:
    """The context of a trigger whose clause ends at `reach`."""
    start = clause_start(passage, trigger.start)
    kept = [(hit, cue) for hit, cue in passage.cues if _applies(passage, hit, cue, (start, trigger, reach))]
    return _resolve(kept, passage)


def context_of_sentence(passage: Passage, start: int, end: int) -> Context:
    """The context of a whole stretch: for items and headings that have no trigger of their own."""
    kept = [
        (hit, cue)
        for hit, cue in passage.cues
        if start <= hit.start < end and cue.category not in ("negated", "nothing")
    ]
    return _resolve(kept, passage)


def clause_start(passage: Passage, position: int) -> int:
    """Where the clause of a position begins: after the last hard boundary before it."""
    number = passage.segment_at(position)
    while number > 0 and not passage.segments[number].hard:
        number -= 1
    return passage.segments[number].start


def _applies(passage: Passage, hit: Hit, cue: Cue, clause: tuple[int, Span, int]) -> bool:
    start, trigger, reach = clause
    if cue.scope == "sentence":
        first, last = sorted((hit.start, trigger.start))
        return ";" not in passage.flat[first:last]
    if cue.category == "negated":
        if trigger.start <= hit.start and hit.end <= trigger.end:
            return True  # "does not help" holds its own negation
        near = start <= hit.start and hit.end <= trigger.start + 1 and trigger.start - hit.end <= _NEGATION_REACH
        return near and not _named_between(passage, hit.end, trigger.start)
    return start <= hit.start < reach


def _named_between(passage: Passage, start: int, end: int) -> bool:
    """True where a negation is used up before the trigger: "cannot take A, B helps"; "does not help and can worsen"."""
    gap = passage.flat[start:end]
    if _OR.search(gap):
        return False
    names = any(start <= group.start and group.end <= end for group in passage.groups)
    verbs = any(start <= hit.start and hit.end <= end for hit, _ in passage.triggers)
    return names or (verbs and " and " in gap)


def _resolve(cues: list[tuple[Hit, Cue]], passage: Passage) -> Context:
    categories = {cue.category for _, cue in cues}
    polarity = Polarity.NEGATED if "negated" in categories else Polarity.AFFIRMED
    if "disputed" in categories and polarity is Polarity.AFFIRMED:
        return Context(Polarity.AFFIRMED, Certainty.DISPUTED, _words(cues, passage, "disputed"))
    certainty = Certainty.POSSIBLE if "possible" in categories else Certainty.STATED
    return Context(polarity, certainty, _words(cues, passage, "negated", "possible"))


def _words(cues: list[tuple[Hit, Cue]], passage: Passage, *categories: str) -> tuple[str, ...]:
    text = passage.document.text
    return tuple(dict.fromkeys(text[hit.start : hit.end] for hit, cue in cues if cue.category in categories))
