"""Pictures as pixels: the same drawing as PNG, for places that take no SVG."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import Final

from graph.showing import fonts
from graph.showing.draw import picture
from graph.showing.parts import Drawing
from graph.showing.style import Theme, plain_style

WIDEST: Final = 4000  # pixels
_MOST: Final = 8_000_000  # pixels in all: half a second of work
_SCALE: Final = 2.0  # pixels for each unit of the drawing, where nothing else is asked for: sharp on most screens
_LARGEST: Final = 4.0
_AFTER_HEADER: Final = 33  # bytes of a PNG file before which its text may not stand
_KEPT: Final = 64  # pictures that are remembered


def png(drawing: Drawing, theme: Theme = Theme.LIGHT, width: int | None = None) -> bytes:
    """The drawing as a PNG file that is `width` pixels wide, at most; what it shows stands inside it in words, too.

    One that would be too large, or so much larger than drawn that it is of no use, is made smaller.
    """
    colours = Theme.DARK if theme is Theme.DARK else Theme.LIGHT
    drawn = picture(drawing, colours, plain_style(colours))
    natural = drawn.size
    scale = min(width / natural.width if width else _SCALE, _LARGEST, WIDEST / natural.width)
    fitting = min(scale, (_MOST / (natural.width * natural.height)) ** 0.5)
    return _described(
        _pixels(drawn.svg, max(1, round(natural.width * fitting))), f"{drawing.title}. {drawing.description}"
    )


@lru_cache(maxsize=_KEPT)
def _pixels(svg: str, width: int) -> bytes:
    import resvg_py  # noqa: PLC0415 - few processes need it

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        font_files=list(fonts.FILES),
        font_family=fonts.FAMILY,
        sans_serif_family=fonts.FAMILY,
        skip_system_fonts=not fonts.lacks(svg),  # what our font has not, another may
    )


def _described(made: bytes, text: str) -> bytes:
    """A PNG file with a text that says what it shows."""
    content = b"Description\0\0\0en\0\0" + text.encode("utf-8", "replace")
    chunk = b"iTXt" + content
    whole = struct.pack(">I", len(content)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return made[:_AFTER_HEADER] + whole + made[_AFTER_HEADER:]
