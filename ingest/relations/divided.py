"""Fixed wordings in two parts: "keeps A away", "protects people from A", "many find A helpful"."""

from __future__ import annotations

import re

from graph.model import Predicate
from ingest.claims import OBJECTS, SUBJECTS
from ingest.lexicon import Hit, Trigger
from ingest.neighbours import leftmost, right
from ingest.passage import Group, Passage
from ingest.pronouns import IT
from ingest.reference import antecedent

Ends = tuple[Group | None, Group | None]  # subject, object

_FAR = 25  # characters between "find" and what is found helpful
_FOR_DOING = re.compile(
    r" (?:much |a lot |a bit |a little )?(?:easier|better|off)(?: \w+)? (?:to|for|of)\b|"
    r" off(?:[.,;:)]|$)"
)  # "makes it easier to focus", "lose weight and keep it off"
_REST = 20  # characters between what is kept and "away"


def around(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "A keeps B away": the wording's second part stands behind B."""
    rest = hit.entry.rest if isinstance(hit.entry, Trigger) else ""
    for group in passage.groups:
        kept = group.only(OBJECTS[predicate]) if group.start >= hit.end else None
        if kept and rest_stands(passage.flat, kept.end, rest):
            return leftmost(passage, hit.start, SUBJECTS[predicate]), kept
    it = IT.match(passage.flat, hit.end, passage.end)
    if it and rest_stands(passage.flat, it.end(), rest) and not _FOR_DOING.match(passage.flat, it.end(), passage.end):
        return leftmost(passage, hit.start, SUBJECTS[predicate]), _topic(passage)
    return None, None


def found_so(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "Many find A helpful", "I found it useful for B": A stands between; B may be left to the topic."""
    rest = hit.entry.rest if isinstance(hit.entry, Trigger) else ""
    between = next((kept for g in passage.groups if g.start >= hit.end and (kept := g.only(SUBJECTS[predicate]))), None)
    it = IT.match(passage.flat, hit.end, passage.end)
    subject = antecedent(passage, hit.start, SUBJECTS[predicate]) if it else between
    end = it.end() if it else between.end if between else hit.end
    told = re.compile(rf"(?: (?!to\b|not\b)\w+){{0,3}}? (?:{rest})\b(?! (?:to|in|that)\b)").match(passage.flat, end)
    if subject is None or told is None or (between is not None and between.start - hit.end > _FAR and not it):
        return None, None
    return subject, right(passage, told.end(), OBJECTS[predicate]) or _topic(passage)


def via(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "A protects older women from B": the object stands behind the wording's second part."""
    rest = hit.entry.rest if isinstance(hit.entry, Trigger) else ""
    found = re.compile(rf"\b(?:{rest})\b").search(passage.flat, hit.end, passage.end)
    object_ = right(passage, found.end(), OBJECTS[predicate]) if found else None
    return leftmost(passage, hit.start, SUBJECTS[predicate]), object_


def _topic(passage: Passage) -> Group | None:
    return Group((passage.topic,)) if passage.topic else None


def rest_stands(flat: str, position: int, rest: str) -> bool:
    """True where the second part of a wording follows a position closely."""
    return re.compile(rf"[^.;:]{{0,{_REST}}}?\b(?:{rest})\b").match(flat, position) is not None
