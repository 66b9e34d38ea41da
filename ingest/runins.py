"""Headings that lost their line, in text copied from a page: "- Heart scan IMMEDIATE TREATMENT", "late. Surgery"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.headings import looks_like_heading
from ingest.lines import Piece

_SENTENCE = r" (?=(?:[A-Z][a-z’']+|A|I) [a-z])"
_CAPITALS = re.compile(
    rf"(?<![\w-])(?!(?:DO|NOT|NEVER|ALWAYS|CALL)\b)[A-Z][A-Z-]{{3,}}(?:,? [(]?[A-Z][A-Z-]*[)]?)*(?:{_SENTENCE}|$)"
)
_SOME = re.compile(r"[A-Z]{4}")  # rules most lines out at once
_LETTERS = 8  # of a heading at least: fewer may be a short form
_ALONE = 10  # of a heading of one word
_LAST = re.compile(r"[.?!:][”\"’')\]]* (?=[A-Z][^.?!:;]*$)")
_OPENS = re.compile(
    r"\b(?:treatment|therap|medicat|medicine|drug|surg|procedure|remed|lifestyle|prevent|"
    r"complication|supplement)",
    re.IGNORECASE,
)
_WORDS = 6  # of a heading that only its place at an item's end shows


def without_run_ins(text: str, parts: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with headings that stand within one as pieces of their own."""
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else None
        yield from _cut(text, part, list(_spans(text, part, after)))


def _spans(text: str, part: Piece, after: Piece | None) -> Iterator[tuple[int, int]]:
    """Where such headings begin and end."""
    if _SOME.search(text, part.start, part.end) and not text[part.start : part.end].isupper():
        for match in _CAPITALS.finditer(text[: part.end], part.start):
            if _is_heading(match[0].strip(), whole=match.end() - match.start() == part.size):
                yield match.start(), match.start() + len(match[0].rstrip())
    ends = text[part.end - 1].isalnum() and part.marker and after is not None and after.marker
    last = _LAST.search(text[: part.end], part.start) if ends else None
    if last and text.count(" ", last.end(), part.end) < _WORDS:
        words = text[last.end() : part.end]
        if looks_like_heading(words) and _OPENS.search(words) and not words.isupper():
            yield last.end(), part.end


def _is_heading(words: str, whole: bool) -> bool:
    letters = sum(letter.isalpha() for letter in words)
    return not whole and letters >= (_LETTERS if " " in words else _ALONE)


def _cut(text: str, part: Piece, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    begin = part.start
    for start, end in spans:
        if text[begin:start].strip():
            yield _between(text, part, begin, start)
        yield Piece(start, end, part.indent, "", 0, True)
        begin = end
    if text[begin : part.end].strip():
        yield _between(text, part, begin, part.end)


def _between(text: str, part: Piece, start: int, end: int) -> Piece:
    """What stands before a heading, as it was; or behind one, as a paragraph."""
    if start == part.start:
        return part._replace(end=start + len(text[start:end].rstrip()))
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Piece(start, start + len(text[start:end].rstrip()), part.indent, "", 0, True)
