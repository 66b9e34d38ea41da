"""When to see a doctor, in the articles' own words: the passages that say so of a complaint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from graph.emphasis import Shown
from graph.model import Block, BlockKind, Concept, ConceptType, Document, Span
from graph.names import fold
from graph.reader import GraphReader
from graph.tables import data, read_table

SHOWN: Final = 3
_ARTICLES = 12  # that name the complaint most often: in others it is a side issue
_LONGEST = 700  # code points of a passage


class Advice(NamedTuple):
    """A passage that says when to see a doctor: its place, the heading above it, and its blocks as people see them."""

    document: str
    heading: str
    span: Span
    lines: tuple[tuple[BlockKind, str], ...]


def advice_about(concepts: Iterable[Concept], graph: GraphReader, most: int = SHOWN) -> tuple[Advice, ...]:
    """The passages for the complaints among some concepts, those of each in turn; no article's copies twice."""
    found = [_of(one, graph) for one in concepts if one.type is ConceptType.CONDITION]
    turns = [one for one in chain.from_iterable(zip_longest(*found)) if one]
    first = {graph.family(one.document): one for one in reversed(turns)}
    return tuple(one for one in turns if first[graph.family(one.document)] is one)[:most]


def _of(concept: Concept, graph: GraphReader) -> tuple[Advice, ...]:
    """Of a complaint and its kinds; where no article says anything, of what it is a kind of."""
    for wide in (concept.id, *concept.broader):
        ids = graph.narrower(wide)
        names = _naming(ids, graph)
        articles = [document for key, _ in graph.mentioning(ids)[:_ARTICLES] if (document := graph.document(key))]
        about = [_About(document, names) for document in articles]
        found = tuple(advice for headed in (True, False) for one in about if (advice := one.first(headed=headed)))
        if found:
            return found
    return ()


def _naming(ids: Iterable[str], graph: GraphReader) -> re.Pattern[str]:
    """What finds a name of these concepts in folded text."""
    concepts = [concept for one in ids if (concept := graph.concept(one))]
    names = "|".join(re.escape(fold(name)) for one in concepts for name in (one.label, *one.names))
    return re.compile(rf"\b(?:{names})(?:e?s)?\b")


class _About:
    """An article, and where it is about what certain names stand for."""

    def __init__(self, document: Document, names: re.Pattern[str]) -> None:
        self._document, self._names = document, names

    def first(self, *, headed: bool) -> Advice | None:
        """The first passage about the complaint: below a heading of that kind, or in a paragraph with such words."""
        cues = _cues()[0 if headed else 1]
        above: list[Block] = []
        for at, block in enumerate(self._document.blocks):
            heading = block.kind is BlockKind.HEADING
            if heading:
                above = [one for one in above if one.level < block.level] + [block]
            if heading is headed and cues.search(self._words(block)) and self._meant(above):
                last = _end(self._document.blocks, at, heading)
                if last > at or not headed:
                    return _advice(self._document, at, last)
        return None

    def _meant(self, above: Iterable[Block]) -> bool:
        """Whether the complaint is named by the article's title or by a heading above."""
        titles = (fold(self._document.title), *map(self._words, above))
        return any(self._names.search(title) for title in titles)

    def _words(self, block: Block) -> str:
        return fold(_text(self._document, block.span))


def _end(blocks: Sequence[Block], at: int, headed: bool) -> int:
    """The last block below a heading, or of the list that a paragraph begins."""
    after = range(at + 1, len(blocks))
    ends = {BlockKind.HEADING} if headed else set(BlockKind) - {BlockKind.ITEM}
    return next((one for one in after if blocks[one].kind in ends), len(blocks)) - 1


def _advice(document: Document, at: int, last: int) -> Advice:
    headed = document.blocks[at].kind is BlockKind.HEADING
    first = at + headed
    shown = [document.blocks[first]]
    for block in document.blocks[first + 1 : last + 1]:
        if block.span.end - shown[0].span.start > _LONGEST:
            break
        shown.append(block)
    heading = _text(document, document.blocks[at].span) if headed else ""
    lines = tuple((block.kind, _text(document, block.span)) for block in shown)
    return Advice(document.id, heading, Span(shown[0].span.start, shown[-1].span.end), lines)


def _text(document: Document, span: Span) -> str:
    text = document.text[span.start : span.end]
    return " ".join(Shown(text).cut(0, len(text)).split())


def _pattern(cue: str) -> str:
    return re.escape(cue).replace(r"\ \*\ ", r"(?:\W+\w+){0,4}\W+")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = list(read_table(data("doctor.tsv"), ("cue", "place")))
    headings, texts = (
        [_pattern(row.filled("cue")) for row in rows if row.one_of("place", ["heading", "text"]) == place]
        for place in ("heading", "text")
    )
    return re.compile(rf"\b(?:{'|'.join(headings)})\b"), re.compile(rf"\b(?:{'|'.join(texts)})\b")
