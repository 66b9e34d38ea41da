"""Lines as typed to pieces: hard-wrapped lines are joined, list markers recognised, rules and blanks skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

BULLETS = "•●▪■◦‣⁃∙►▸➤✓✔"
_MARKER = re.compile(
    rf"(?P<bullet>[{BULLETS}·])\s*|(?P<star>[*+])(?:\s+|(?=[A-Z][^*\n]*(?:\n|$)))|(?P<dash>[-–—])(?:\s+|(?=[^\W\d_]))"
    r"|\(?(?P<number>\d{1,2})[.)]\s+|(?P<letter>[a-h])\)\s+"
)
_WORDLIKE = re.compile(r"[^\W_]")
_TERMINAL = ".!?:;…"
_TAB = 4  # columns
_NARROW, _WIDE = 40, 120  # code points: a hard-wrapped text has lines between these lengths
_RAGGED = 0.85  # of the width: lines of proportional type end unevenly


class Piece(NamedTuple):
    """A paragraph, heading or item to be. The span leaves out the list marker; `gap`: a blank line stands before it."""

    start: int
    end: int
    indent: int  # columns before the marker
    marker: str  # "" for none, "1" for a number, "a" for a letter, else the bullet
    number: int  # of a numbered item, else 0
    gap: bool

    @property
    def size(self) -> int:
        """Length in code points."""
        return self.end - self.start


def pieces(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces of a text from `start` to `end`, in order."""
    lines = list(_lines(text, start, len(text) if end is None else end))
    width = _wrap_width(text, lines)
    found: list[Piece] = []
    last = 0  # start of the last physical line that went into the last piece
    for line in lines:
        if found and not line.gap and _continues(text, found[-1]._replace(start=last), line, width):
            last = line.start
            found[-1] = found[-1]._replace(end=line.end)
        else:
            found.append(line)
            last = line.start
    return found


def _lines(text: str, start: int, end: int) -> Iterator[Piece]:
    gap = True
    position = start
    for raw in text[start:end].split("\n"):
        body = raw.strip(" \t\r\f\v\xa0\ufeff\u200b\u2003")
        if body and _WORDLIKE.search(body):
            left = position + raw.index(body)
            yield _line(text, position, left, left + len(body), gap)
            gap = False
        else:
            gap = True
        position += len(raw) + 1


def _line(text: str, line: int, start: int, end: int, gap: bool) -> Piece:
    marker = ""
    number = 0
    indent = start - line
    if indent and "\t" in text[line:start]:
        indent = len(text[line:start].expandtabs(_TAB))
    found = _MARKER.match(text, start, end)
    if found and found.end() < end:
        marker = found[0].strip("( ")[0] if not found["number"] and not found["letter"] else "a"
        if found["number"]:
            marker, number = "1", int(found["number"])
        start = found.end()
    return Piece(start, end, indent, marker, number, gap)


def _wrap_width(text: str, lines: Sequence[Piece]) -> int:
    """The length at which the text is broken into lines; 0 where paragraphs stand on one line.

    Seen from the lines that break before a small letter.
    """
    sizes = sorted(
        line.size
        for line, after in pairwise(lines)
        if not after.gap and not after.marker and text[after.start].islower() and text[line.end - 1] not in _TERMINAL
    )
    sizes = [size for size in sizes if _NARROW <= size <= _WIDE]
    return sizes[(len(sizes) * 9) // 10] if sizes else 0


def _continues(text: str, line: Piece, after: Piece, width: int) -> bool:
    """Whether a line goes on in the one right below it."""
    last = text[line.end - 1]
    full = bool(width) and line.size + 1 + _first_word(text, after) > width * _RAGGED
    if after.marker:
        return full and after.marker in "-–—1" and after.number != line.number + 1 and not line.marker and last != ":"
    first = text[after.start]
    if first.islower() and width:
        return line.size > width / 2
    if first.islower():  # a title or an odd break; short lines that all begin small are a list
        return last not in _TERMINAL and (line.size > _WIDE or text[line.start].isupper())
    return full or (first == "(" and last not in _TERMINAL)


def _first_word(text: str, line: Piece) -> int:
    end = text.find(" ", line.start, line.end)
    return (line.end if end < 0 else end) - line.start
