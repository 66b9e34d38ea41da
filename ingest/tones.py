"""How surely a place says what it says of the things in it: "Myths", "What does not help", a column "Does it help?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from graph.model import Assertion, BlockKind, Certainty, Document, Polarity, Span
from graph.tables import data, read_table
from ingest.consistency import CORE
from ingest.governing import Governors, Rule
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage
from ingest.wording import expand, flat

_SAYS = {
    "negated": (Polarity.NEGATED, Certainty.STATED),
    "affirmed": (Polarity.AFFIRMED, Certainty.STATED),
    "possible": (Polarity.AFFIRMED, Certainty.POSSIBLE),
    "disputed": (Polarity.AFFIRMED, Certainty.DISPUTED),
}
_COLUMNS = ("help", "evidence", "truth", "effect", "myth", "claim")
_CELLS = ("help", "evidence")
_PLACES = ("heading", "column", *_CELLS)
_HARMS = "harms"  # what an answer says that tells to leave a thing alone
_BY_PLACE = ("structure", "prose")  # rules that go by a thing's place
_FACT = re.compile(r"\W*(?:facts?|truth|the truth|reality|answer|in fact|actually|right)\b")
_MIXED = re.compile(r"\b(?:facts?|truths?|reality)\b")  # "Myths and facts": what is which, only labels tell
_QUESTION = " ?:.!*"
_ABOUT = re.compile(
    r" (?:(?:for|with|against|on|in) .{1,40}|(?:to )?(?:ease|help|treat|prevent|relieve) .{1,40}|it|them|you)$"
)
_APART = re.compile(r"\s*(?:$|[,;:.!(–—]|- )")
_SHORT = 45  # characters of a lead-in that is like a heading


class Tone(NamedTuple):
    """How a place says what it says, and the words that show it. `mixed`: of some of what stands there.

    `of_claim`: of whatever is said there, as another cell tells whether that is true.
    """

    polarity: Polarity
    certainty: Certainty
    words: str
    mixed: bool = False
    of_claim: bool = False


class Answer(NamedTuple):
    """What a cell answers: its tone, or that the thing does harm; the rules where it says what the thing does."""

    tone: Tone | None
    harms: bool = False
    rules: tuple[Rule, ...] = ()


@cache
def _table() -> dict[str, dict[str, str]]:
    """What each wording says, by its place. Raises TableError."""
    found: dict[str, dict[str, str]] = {place: {} for place in _PLACES}
    for row in read_table(data("relations", "tones.tsv"), ("wording", "place", "says")):
        place = row.one_of("place", _PLACES)
        says = row.one_of("says", _COLUMNS if place == "column" else (*_SAYS, *((_HARMS,) if place == "help" else ())))
        found[place].update(dict.fromkeys(expand(row.filled("wording")), says))
    return found


@cache
def _pattern(place: str) -> re.Pattern[str]:
    """The wordings of a place, the longest first."""
    longest = sorted(_table()[place], key=lambda wording: (-len(wording), wording))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


class Tones:
    """The tones of one document's places. `cues_in` gives the cues of a stretch."""

    def __init__(self, document: Document, governors: Governors) -> None:
        self._text = document.text
        self._governors = governors

    def heard(
        self, passage: Passage, governing: Span | None, said: tuple[Assertion, ...], row: Tone | None = None
    ) -> tuple[Assertion, ...]:
        """What a passage asserts, in the tone of its place.

        `governing`: the text that says what stands there; `row`: what another cell of its row answers.
        """
        if not said:
            return said
        tone = row or self._of_headings(passage, governing)
        if tone is None or passage.led is not None:
            return said
        if tone.of_claim and tone.polarity is Polarity.NEGATED:
            said = tuple(assertion for assertion in said if assertion.polarity is Polarity.AFFIRMED)
        return tuple(
            _in_tone(assertion, tone) if _is_meant(assertion, passage, tone) else assertion for assertion in said
        )

    def _of_headings(self, passage: Passage, governing: Span | None) -> Tone | None:
        """The tone of what governs, or of the nearest heading with one, up to a heading that says something itself."""
        above = tuple(reversed(passage.sentence.headings))
        for span in dict.fromkeys((governing, *above)):
            if span is None or (span not in above and len(span) > _SHORT):
                continue  # "Surgery is chosen where medicines are ineffective: ..." denies nothing of its items
            tone = self._of_heading(span)
            if tone is not None or self._governors.of(self._text[span.start : span.end]):
                return tone
        return None

    def _of_heading(self, span: Span) -> Tone | None:
        words = self._text[span.start : span.end]
        return heading_tone(words)


@lru_cache(maxsize=4096)  # articles of one site repeat their headings
def heading_tone(words: str) -> Tone | None:
    """The tone of a heading, or None where it has none."""
    told = flat(words)
    found = _pattern("heading").search(told)
    if found is None or words.rstrip().endswith("?"):
        return None
    return Tone(
        *_SAYS[_table()["heading"][found.group()]], words[found.start() : found.end()], bool(_MIXED.search(told))
    )


@lru_cache(maxsize=4096)
def column(header: str) -> str:
    """What a column tells of the first one by its header: "help", "evidence", "truth", "effect", or nothing."""
    says = _column(header)
    return "" if says in ("myth", "claim") else says


def claim_column(header: str) -> str:
    """Whether the cells of a column are what some believe: "myth" where that is wrong, "claim" where it is open."""
    says = _column(header)
    return says if says in ("myth", "claim") else ""


def _column(header: str) -> str:
    plain = flat(header).strip(_QUESTION)
    return _table()["column"].get(plain) or _table()["column"].get(_ABOUT.sub("", plain), "")


def answered(words: str, about: str, cues: Sequence[tuple[Hit, Cue]], *, whole: bool) -> Answer | None:
    """What a cell of a column `about` something answers. `whole`: an answer stands apart from what follows it."""
    if about == "effect":
        return None
    of = "help" if about == "truth" else about
    told = flat(words).strip()
    found = _pattern(of).match(told)
    if found is not None and whole and not _APART.match(told, found.end()):
        return None
    if found is None:
        tone = cued(words, cues)
        return Answer(tone) if tone else None
    says = _table()[of][found.group()]
    harms = says == _HARMS
    return Answer(Tone(*_SAYS["affirmed" if harms else says], words), harms)


def cued(words: str, cues: Sequence[tuple[Hit, Cue]]) -> Tone | None:
    """The tone of a cell with a sentence of its own, by its cues."""
    says = _cued([cue.category for _, cue in cues])
    return Tone(*_SAYS[says], words) if says else None


def _cued(categories: Sequence[str]) -> str:
    """What a cell with a sentence of its own says, by its cues in order."""
    denied = categories.index("negated") if "negated" in categories else len(categories)
    if "tested" in categories[denied:] or "disputed" in categories or "weak" in categories:
        return "disputed"
    if "negated" in categories:
        return "negated"
    return "possible" if "possible" in categories else ""


def _is_meant(assertion: Assertion, passage: Passage, tone: Tone) -> bool:
    """Whether a tone reaches a claim: one that goes by its place, or a belief that stands under "Myths"."""
    if tone.of_claim:
        return assertion.predicate in CORE and assertion.polarity is Polarity.AFFIRMED
    if assertion.polarity is Polarity.NEGATED or assertion.certainty is Certainty.DISPUTED:
        return False
    if assertion.evidence[0].rule in _BY_PLACE:
        return not tone.mixed
    if tone.certainty is not Certainty.DISPUTED or assertion.predicate not in CORE or not passage.is_first_of_block:
        return False
    words = passage.flat[passage.start : passage.end]
    listed = passage.sentence.kind in (BlockKind.HEADING, BlockKind.ITEM)
    return listed and not tone.mixed and not _FACT.match(words)


def _in_tone(assertion: Assertion, tone: Tone) -> Assertion:
    evidence = assertion.evidence[0]
    cues = tuple(dict.fromkeys((*evidence.cues, tone.words)))
    return replace(
        assertion, polarity=tone.polarity, certainty=tone.certainty, evidence=(replace(evidence, cues=cues),)
    )
