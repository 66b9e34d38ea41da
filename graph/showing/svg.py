"""Writing SVG: elements with everything escaped, and text that is wrapped, never cut."""

from __future__ import annotations

import re
from html import escape

from graph.showing.fonts import width

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("(?<=[-/–])(?=.)")  # where a long word may go on in the next line


def element(name: str, attributes: dict[str, str | float | None], *children: str) -> str:
    """An element; attributes that are None are left out, all values are escaped. Children are finished SVG."""
    given = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    inside = "".join(children)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def words(text: str) -> str:
    """Text as it may stand between tags."""
    return escape(_NOT_XML.sub(" ", text), quote=False)


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return escape(_NOT_XML.sub(" ", value))
    return f"{value:.1f}".removesuffix(".0")


def wrap(text: str, size: float, most: float, longest: float = 0, *, bold: bool = False) -> tuple[str, ...]:
    """Lines of at most `most` width, or as wide as one word; a word that is wider than `longest`, too, is divided."""
    lines: list[str] = []
    line = ""
    room = max(most, longest)
    for word in text.split():
        glue = " " if line else ""
        for piece in _pieces(word, size, most, room, bold=bold):
            if line and width(line + glue + piece, size, bold=bold) > most:
                lines.append(line)
                line = ""
            line, glue = (line + glue if line else "") + piece, ""
    return (*lines, line)


def _pieces(word: str, size: float, most: float, room: float, *, bold: bool) -> list[str]:
    if width(word, size, bold=bold) <= most:
        return [word]
    return [piece for part in _BREAK.split(word) for piece in _divide(part, size, room, bold=bold)]


def _divide(word: str, size: float, most: float, *, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char, size, bold=bold) > most:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]
