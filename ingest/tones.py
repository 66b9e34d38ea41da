"""How surely a place says what it says of the things in it: "Myths", "What does not help", a column "Does it help?"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from graph.model import Assertion, Block, BlockKind, Certainty, Document, Polarity, Span
from graph.tables import data, read_table
from ingest.consistency import CORE
from ingest.governing import Governors
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage
from ingest.wording import expand, flat

_SAYS = {
    "negated": (Polarity.NEGATED, Certainty.STATED),
    "affirmed": (Polarity.AFFIRMED, Certainty.STATED),
    "possible": (Polarity.AFFIRMED, Certainty.POSSIBLE),
    "disputed": (Polarity.AFFIRMED, Certainty.DISPUTED),
}
_COLUMNS = ("help", "evidence")
_PLACES = ("heading", "column", *_COLUMNS)
_BY_PLACE = ("structure", "prose")  # rules that go by a thing's place
_FACT = re.compile(r"\W*(?:facts?|truth|the truth|reality|answer|in fact|actually|right)\b")
_MIXED = re.compile(r"\b(?:facts?|truths?|reality)\b")  # "Myths and facts": what is which, only labels tell
_QUESTION = " ?:.!*"
_SHORT = 45  # characters of a lead-in that is like a heading

Cues = Callable[[Span], Sequence[tuple[Hit, Cue]]]


class Tone(NamedTuple):
    """How a place says what it says, and the words that show it. `mixed`: of some of what stands there."""

    polarity: Polarity
    certainty: Certainty
    words: str
    mixed: bool = False


@cache
def _table() -> dict[str, dict[str, str]]:
    """What each wording says, by its place. Raises TableError."""
    found: dict[str, dict[str, str]] = {place: {} for place in _PLACES}
    for row in read_table(data("relations", "tones.tsv"), ("wording", "place", "says")):
        place = row.one_of("place", _PLACES)
        says = row.one_of("says", _COLUMNS if place == "column" else tuple(_SAYS))
        found[place].update(dict.fromkeys(expand(row.filled("wording")), says))
    return found


@cache
def _pattern(place: str) -> re.Pattern[str]:
    """The wordings of a place, the longest first."""
    longest = sorted(_table()[place], key=lambda wording: (-len(wording), wording))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


class Tones:
    """The tones of one document's places. `cues_in` gives the cues of a stretch."""

    def __init__(self, document: Document, governors: Governors, cues_in: Cues) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._starts = [block.span.start for block in document.blocks]
        self._governors = governors
        self._cues_in = cues_in

    def heard(self, passage: Passage, governing: Span | None, said: tuple[Assertion, ...]) -> tuple[Assertion, ...]:
        """What a passage asserts, in the tone of its place. `governing`: the text that says what stands there."""
        if not said:
            return said
        tone = self._of_row(passage) or self._of_headings(passage, governing)
        if tone is None or passage.led is not None:
            return said
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

    def _of_row(self, passage: Passage) -> Tone | None:
        """What the other cells of a table's row say of its first one."""
        if passage.sentence.kind is not BlockKind.CELL or passage.sentence.lead is None:
            return None
        at = bisect_left(self._starts, passage.start)
        if at >= len(self._blocks) or self._starts[at] != passage.start or self._blocks[at].level != 1:
            return None
        headers = {
            block.level: block.span for block in self._row(bisect_left(self._starts, passage.sentence.lead.start))
        }
        for cell in self._row(at):
            header = headers.get(cell.level)
            about = column(self._text[header.start : header.end]) if header and cell.level > 1 else ""
            if about:
                return self._of_cell(cell.span, about)
        return None

    def _row(self, at: int) -> Iterator[Block]:
        """The cells of the row that begins at a block."""
        level = 0
        for block in map(self._blocks.__getitem__, range(at, len(self._blocks))):
            if block.kind is not BlockKind.CELL or block.level <= level:
                return
            level = block.level
            yield block

    def _of_cell(self, span: Span, about: str) -> Tone | None:
        words = self._text[span.start : span.end]
        told = flat(words).strip()
        found = _pattern(about).match(told)
        says = _table()[about][found.group()] if found else _cued([cue.category for _, cue in self._cues_in(span)])
        return Tone(*_SAYS[says], words) if says else None


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


def column(header: str) -> str:
    """What a column tells by its header: "help", "evidence", or nothing."""
    return _table()["column"].get(flat(header).strip(_QUESTION), "")


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
