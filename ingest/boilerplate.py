"""What stands on a page and is not the article: menus, adverts, cookie notes, appeals, disclaimers, comments.

The cues are rows of data/boilerplate.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick

from graph.model import Block, BlockKind, Span
from graph.tables import Row, data, read_table

_SCOPES = ("line", "paragraph", "section", "rest")
_LINE_WORDS = 15
_SHORT = 60  # code points: longer lines are no headings of such sections
_DEEPEST = 9  # below any heading
_UNDER_WAY = 400  # code points of article before a comments marker is believed
_WORTH = 160  # code points: what is left beside a sentence with a cue must be as much, and more than the half
_REFERENCES = "references"  # a kind whose sections are left out only if they hold a reference
_REFERENCE = re.compile(
    r"https?:|www\.|\b(?:19|20)\d\d\b|\bet al\b|\bdoi\b|\b(?:Journal|Association|Foundation|Institute|Press|Edition)\b"
)
_NEAR = 20  # blocks
_WHOLE = frozenset(("disclaimer", "cookies"))  # kinds whose cue takes the whole block along
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_EDGE = " \t*_#>|[]()•·-–—:;.,!?\"'“”‘»«→"
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
    """The table, by scope. `signs` finds whether a line has any words of `paragraph`: hardly any line does."""

    line: Lines
    section: Lines
    references: Lines
    rest: Lines
    paragraph: tuple[Cue, ...]
    signs: ahocorasick.Automaton


@cache
def cues() -> Cues:
    """The cue table that ships with Myograph. Raises TableError."""
    rows = list(read_table(data("boilerplate.tsv"), ("cue", "kind", "scope", "note")))
    by_scope = {scope: [row for row in rows if row.one_of("scope", _SCOPES) == scope] for scope in _SCOPES}
    paragraph = tuple(Cue(row.filled("cue"), row["kind"] in _WHOLE) for row in by_scope["paragraph"])
    signs = ahocorasick.Automaton()
    for cue in paragraph:
        signs.add_word(cue.words, None)
    signs.make_automaton()
    return Cues(
        _lines(by_scope["line"]),
        _lines([row for row in by_scope["section"] if row["kind"] != _REFERENCES]),
        _lines([row for row in by_scope["section"] if row["kind"] == _REFERENCES]),
        _lines(by_scope["rest"]),
        paragraph,
        signs,
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
    if words.count(" ") < _LINE_WORDS and (not line or cues().line.fit(line) or cues().line.fit(_uncounted(line))):
        return ()
    if next(cues().signs.iter(line), None) is None:
        return (span,)
    found = [cue for cue in cues().paragraph if cue.words in line]
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


def ends_article(text: str, span: Span, before: int) -> bool:
    """Whether a line is the mark after which readers speak: "Leave a reply", "12 comments".

    `before`: code points of article above it. A page's head may hold such a line as a link.
    """
    if before < _UNDER_WAY or len(span) > _SHORT:
        return False
    return cues().rest.fit(_uncounted(_plain(text[span.start : span.end])))


def without_sections(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without sections such as "Related articles" or "References".

    A section ends at the next heading of its rank; one that a mere line opens ends at the next heading. "Sources" is
    left out only if something in it looks like a reference: it may tell of foods.
    """
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _section_end(text, blocks, at)
        if end == at:
            kept.append(blocks[at])
        at = max(end, at + 1)
    return tuple(kept)


def _section_end(text: str, blocks: Sequence[Block], at: int) -> int:
    """Where the section ends that is left out from `at` on; `at` itself if none begins here."""
    line = _line(text, blocks[at])
    if not (cues().section.fit(line) or cues().references.fit(line)):
        return at
    rank = blocks[at].level or _DEEPEST
    if cues().references.fit(line) and not _refers(text, blocks, at, rank):
        return at
    return next((n for n in range(at + 1, len(blocks)) if _ends_section(blocks, n, rank)), len(blocks))


def _refers(text: str, blocks: Sequence[Block], at: int, rank: int) -> bool:
    """Whether the section holds a reference near its begin, or nothing at all."""
    for n in range(at + 1, min(at + _NEAR, len(blocks))):
        if _ends_section(blocks, n, rank):
            return n == at + 1
        if _REFERENCE.search(text, blocks[n].span.start, blocks[n].span.end):
            return True
    return at + 1 == len(blocks)


def _ends_section(blocks: Sequence[Block], at: int, rank: int) -> bool:
    """Whether a block is a heading of this rank or above, and no mere title in a list of titles."""
    block = blocks[at]
    after = blocks[at + 1] if at + 1 < len(blocks) else block
    titles = after.kind is BlockKind.HEADING and after.level <= block.level
    return block.kind is BlockKind.HEADING and block.level <= rank and not titles


def _line(text: str, block: Block) -> str:
    """The plain words of a block that may open a section; of any other, nothing."""
    if block.kind is BlockKind.CELL or len(block.span) > _SHORT:
        return ""
    return _plain(text[block.span.start : block.span.end])


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split()).strip(_EDGE)


def _uncounted(line: str) -> str:
    """A plain line without its numbers: "12 comments", "page 3 of 9"."""
    return " ".join(_COUNT.sub("", line).split()).strip(_EDGE) if _COUNT.search(line) else line
