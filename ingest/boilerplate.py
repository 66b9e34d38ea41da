"""What stands on a page and is not the article: menus, adverts, cookie notes, appeals, disclaimers, comments.

The cues are rows of data/boilerplate.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.model import Block, BlockKind, Span
from graph.tables import Row, data, read_table

_SCOPES = ("line", "paragraph", "section", "rest")
_LINE_WORDS = 15
_SHORT = 60  # code points: longer lines are no headings of such sections
_DEEPEST = 9  # below any heading
_WORTH = 160  # code points: what is left beside a sentence with a cue must be as much, and more than the half
_WHOLE = frozenset(("disclaimer", "cookies"))  # kinds whose cue takes the whole block along
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_EDGE = " \t*_#>|[]()©•·-–—:;.,!?\"'“”‘»«→"
_COUNT = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Lines:
    """Cues that a whole short line must fit."""

    exact: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]

    def fit(self, line: str) -> bool:
        """Whether a line, already plain, is one of them."""
        return line in self.exact or line.startswith(self.starts) or line.endswith(self.ends)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give away a sentence, or (`whole`) the block they stand in."""

    words: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """The table, by scope."""

    line: Lines
    section: Lines
    rest: Lines
    paragraph: tuple[Cue, ...]


@cache
def cues() -> Cues:
    """The cue table that ships with Myograph. Raises TableError."""
    rows = list(read_table(data("boilerplate.tsv"), ("cue", "kind", "scope", "note")))
    by_scope = {scope: [row for row in rows if row.one_of("scope", _SCOPES) == scope] for scope in _SCOPES}
    return Cues(
        _lines(by_scope["line"]),
        _lines(by_scope["section"]),
        _lines(by_scope["rest"]),
        tuple(Cue(row.filled("cue"), row["kind"] in _WHOLE) for row in by_scope["paragraph"]),
    )


def _lines(rows: Sequence[Row]) -> Lines:
    found = [row.filled("cue") for row in rows]
    return Lines(
        frozenset(cue for cue in found if "*" not in cue),
        tuple(cue[:-1] for cue in found if cue.endswith("*")),
        tuple(cue[1:] for cue in found if cue.startswith("*")),
    )


def article_parts(text: str, span: Span) -> tuple[Span, ...]:
    """What of a line or paragraph is article: all of it, nothing, or what stands beside a sentence with a cue."""
    words = text[span.start : span.end]
    line = _plain(words)
    if words.count(" ") < _LINE_WORDS and (cues().line.fit(line) or not line):
        return ()
    found = [cue for cue in cues().paragraph if cue.words in line]
    if not found:
        return (span,)
    if any(cue.whole for cue in found):
        return ()
    rest = tuple(part for part in _sentences(text, span) if not _holds(text, part, found))
    kept = sum(len(part) for part in rest)
    return _joined(text, rest) if kept >= _WORTH and kept * 2 > len(span) else ()


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for end in _SENTENCE_END.finditer(text, span.start, span.end):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, span.end)


def _holds(text: str, part: Span, found: Sequence[Cue]) -> bool:
    line = _plain(text[part.start : part.end])
    return any(cue.words in line for cue in found)


def _joined(text: str, parts: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbouring sentences as one part again."""
    joined: list[Span] = []
    for part in parts:
        if joined and not text[joined[-1].end : part.start].strip():
            joined[-1] = Span(joined[-1].start, part.end)
        else:
            joined.append(part)
    return tuple(joined)


def opens_comments(words: str) -> bool:
    """Whether a line is the mark after which readers speak: "Leave a reply", "12 comments"."""
    return words.count(" ") < _LINE_WORDS and cues().rest.fit(_COUNT.sub("", _plain(words)).strip(_EDGE))


def without_sections(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without sections such as "Related articles" or "References".

    A section ends at the next heading of its rank; one that a mere line opens ends at the next heading.
    """
    kept = []
    dropped = 0  # level of the heading whose section is being left out
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level <= dropped:
            dropped = 0
        if not dropped and _opens_section(text, block):
            dropped = block.level or _DEEPEST
        if not dropped:
            kept.append(block)
    return tuple(kept)


def _opens_section(text: str, block: Block) -> bool:
    words = text[block.span.start : block.span.end]
    return block.kind is not BlockKind.CELL and len(words) < _SHORT and cues().section.fit(_plain(words))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split()).strip(_EDGE)
