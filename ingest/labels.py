"""What a name that no vocabulary holds is called, and what type of thing it is taken for."""

from __future__ import annotations

import re

from graph.model import ConceptType
from graph.names import singular
from ingest.phrases import PREPOSITIONS, told_by
from ingest.unnamed import Phrase, is_ailing, words_of

# What an unknown thing is where its head does not tell, by the relation of its slot and the end that it takes.
KINDS = {
    ("causes", "subject"): ConceptType.FACTOR,
    ("worsens", "subject"): ConceptType.FACTOR,
    ("causes", "object"): ConceptType.CONDITION,
    ("worsens", "object"): ConceptType.CONDITION,
    ("has_symptom", "object"): ConceptType.CONDITION,
    ("treats", "subject"): ConceptType.REMEDY,
    ("prevents", "subject"): ConceptType.REMEDY,
    ("treats", "object"): ConceptType.CONDITION,
    ("prevents", "object"): ConceptType.CONDITION,
    ("contains", "subject"): ConceptType.FOOD,
}
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[*_\"“”]+")
_KEPT = re.compile(r".*(?:\d|[^\W\d_]+[A-Z]).*")  # "B12", "5-HTP", "HIV", "pH"
_WHOSE = dict.fromkeys(("my", "our", "his", "her", "their"), "your")  # "grinding my teeth"
_ACTED_IN = frozenset(("lack",))  # what one lacks is how one lives where it is a cause, and a complaint elsewhere


def label_of(raw: str, gerund: bool) -> str:
    """How a phrase is written as a label: lower case but for short forms, its head in the singular."""
    plain = _SPACE.sub(" ", _MARKS.sub("", raw)).replace("’", "'").strip()
    shouted = plain.isupper() and len(plain) > 5
    words = [word if _KEPT.fullmatch(word) and not shouted else word.lower() for word in plain.split()]
    words = [_WHOSE.get(word, word) if gerund else ("the" if word in _WHOSE else word) for word in words]
    if (
        gerund
        or not words
        or words[:2] in (["too", "many"], ["too", "few"])
        or any(word in PREPOSITIONS or word in ("as", "by", "for") for word in words)
    ):
        return " ".join(words)
    return " ".join((*words[:-1], _one(words[-1])))


def _one(word: str) -> str:
    stem, hyphen, last = word.rpartition("-")
    if last in words_of("plural") or last.endswith("ics") or last != last.lower():
        return word
    return f"{stem}{hyphen}{singular(last)}"


def kind_of(phrase: Phrase) -> ConceptType:
    """The type of a phrase: of what it says itself, and else of what stands in its slot."""
    default = KINDS.get(phrase.slot, ConceptType.CONDITION)
    told = told_by(phrase.head)
    harms = default is ConceptType.FACTOR
    if phrase.gerund or told in (None, "none") or phrase.head in words_of("neutral"):
        return default
    if harms and (phrase.head in _ACTED_IN or (told == ConceptType.REMEDY and is_ailing(phrase))):
        return ConceptType.FACTOR
    return ConceptType(told)
