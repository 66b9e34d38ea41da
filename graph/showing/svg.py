"""Writing SVG: elements with everything escaped, and text that is measured and wrapped, never cut."""

from __future__ import annotations

import re
from html import escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTHS = {  # thousandths of the font size, for a plain sans serif
    222: "ijl'|",
    278: " tfI.,:;!/[]",
    333: "r-()`",
    500: "cksvxyzJ",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W@%",
}
_WIDTH = {char: width for width, chars in _WIDTHS.items() for char in chars}
_ROOM = 1.18  # other fonts are wider than the one measured


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


def width(text: str, size: float) -> float:
    """The room that a line of text needs, in the unit of `size`, with some to spare."""
    return sum(_WIDTH.get(char, 556 if char.isascii() else 1000) for char in text) * size * _ROOM / 1000


def wrap(text: str, size: float, most: float) -> tuple[str, ...]:
    """Lines of at most `most` width; a word that is wider than that is divided."""
    lines: list[str] = []
    line = ""
    for word in (piece for whole in text.split() for piece in _divide(whole, size, most)):
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > most:
            lines.append(line)
            longer = word
        line = longer
    return (*lines, line)


def _divide(word: str, size: float, most: float) -> list[str]:
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char, size) > most:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]
