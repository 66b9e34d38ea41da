"""Polarity and certainty of a claim from the cues around its trigger, after ConText (Harkema et al. 2009)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from graph.model import Certainty, Polarity, Predicate, Span
from ingest.asides import Aside, asides_of
from ingest.doubts import is_doubt
from ingest.lexicon import Cue, Hit
from ingest.limits import is_averted
from ingest.passage import Passage
from ingest.scope import DENIALS, DOUBTS, Scope

_HELPS = frozenset((Predicate.TREATS, Predicate.PREVENTS))
_ACTS = frozenset((*_HELPS, Predicate.CAUSES, Predicate.WORSENS, Predicate.DEPLETES))
_ASKS = re.compile(r"\b(?:if|what)\b")
_EVERYWHERE = (0, 1 << 62)


class Context(NamedTuple):
    """How something is said, and the words that show it. `asides`: names of which it is said otherwise."""

    polarity: Polarity
    certainty: Certainty
    cues: tuple[str, ...]
    asides: tuple[Aside, ...] = ()

    def between(self, subject: Span, object_: Span, predicate: Predicate) -> Context | None:
        """The context for one pair of names, or None where nothing is claimed of them ("instead of A", "avoid A")."""
        said: Context = self
        for aside in self.asides:
            is_subject = aside.start <= subject.start < aside.end
            if not is_subject and not aside.start <= object_.start < aside.end:
                continue
            if _is_out(aside.effect, is_subject, predicate):
                return None
            said = _weakened(said, aside)
        return said


STATED = Context(Polarity.AFFIRMED, Certainty.STATED, ())
_SILENT = STATED._replace(asides=(Aside(*_EVERYWHERE, "absent", ""),))


def context_at(passage: Passage, trigger: Span, reach: int) -> Context:
    """The context of a trigger that acts as far as `reach`."""
    if is_averted(passage, trigger.start):
        return _SILENT
    if not passage.cues and not _ASKS.search(passage.flat, passage.start, passage.end):
        return STATED
    scope = Scope(passage, trigger, reach)
    kept = scope.cues()
    if scope.is_silent(kept):
        return _SILENT
    said = _resolve(kept, passage, scope.asides())
    if said.certainty is Certainty.STATED and scope.is_condition():
        return said._replace(certainty=Certainty.POSSIBLE)
    return said


def context_of_sentence(passage: Passage, start: int, end: int) -> Context:
    """The context of a whole stretch: for items and headings that have no trigger of their own."""
    inside = [(hit, cue) for hit, cue in passage.cues if start <= hit.start < end]
    if not inside:
        return STATED
    if any(cue.category == "silent" for _, cue in inside):
        return _SILENT
    doubts = [(hit, cue) for hit, cue in inside if is_doubt(passage, hit, cue, ((start, hit.start),))]
    asides: list[Aside] = []
    for hit, cue in inside:
        if cue.scope == "next":
            effect = "avoided" if cue.category == "shunned" else cue.category
            asides.extend(asides_of(passage, hit, effect))
    return _resolve(doubts, passage, tuple(asides))


def _is_out(effect: str, is_subject: bool, predicate: Predicate) -> bool:
    """Whether nothing is claimed of a name. "Avoid A" under "Causes" says that A causes it, else nothing."""
    if effect == "avoided":
        return is_subject and predicate in _HELPS
    return effect == "absent" or (effect == "shunned" and is_subject and predicate in _ACTS)


def _weakened(said: Context, aside: Aside) -> Context:
    if aside.effect == "denied":
        return said._replace(polarity=Polarity.NEGATED, cues=(*said.cues, aside.cue))
    if aside.effect == "possible" and said.certainty is Certainty.STATED:
        return said._replace(certainty=Certainty.POSSIBLE, cues=(*said.cues, aside.cue))
    return said


def _resolve(cues: list[tuple[Hit, Cue]], passage: Passage, asides: tuple[Aside, ...]) -> Context:
    polarity = Polarity.AFFIRMED if all(cue.category not in DENIALS for _, cue in cues) else Polarity.NEGATED
    if polarity is Polarity.NEGATED:  # "in one small study A did no better than a placebo" is no "may not"
        cues = [(hit, cue) for hit, cue in cues if cue.category != "possible" or cue.scope != "sentence"]
    categories = {cue.category for _, cue in cues}
    if categories.isdisjoint(DOUBTS):
        certainty = Certainty.POSSIBLE if "possible" in categories else Certainty.STATED
        return Context(polarity, certainty, _words(cues, passage, (*DENIALS, "possible")), asides)
    return Context(polarity, Certainty.DISPUTED, _words(cues, passage, (*DENIALS, *DOUBTS)), asides)


def _words(cues: list[tuple[Hit, Cue]], passage: Passage, categories: Collection[str]) -> tuple[str, ...]:
    text = passage.document.text
    return tuple(dict.fromkeys(text[hit.start : hit.end] for hit, cue in cues if cue.category in categories))
