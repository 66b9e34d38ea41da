"""The font that pictures are drawn with as pixels, and how much room its text takes.

It comes with a package of its own, so that it is there on every machine. A browser draws the same picture with a font
of its own: hence the room to spare.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import ttf_opensans

FAMILY = "Open Sans"
FACES = {False: ttf_opensans.OPENSANS_REGULAR, True: ttf_opensans.OPENSANS_SEMIBOLD}
FILES = tuple(str(face.path) for face in (*FACES.values(), ttf_opensans.OPENSANS_ITALIC))
_STRANGE = 1.1  # the width of a character that the font does not have, in the unit of the font size
_ROOM = 1.04


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The room that a line of text needs, in the unit of `size`, with some to spare."""
    widths = _advances(bold)
    return sum(widths.get(ord(char), _STRANGE) for char in text) * size * _ROOM


def lacks(text: str) -> bool:
    """True where the font has no sign for a character of the text."""
    widths = _advances(False)
    return any(ord(char) not in widths and not char.isspace() for char in text)


@cache
def _advances(bold: bool) -> Mapping[int, float]:
    """Each character's width, by its code."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to load, and not everybody draws

    with TTFont(FACES[bold].path, lazy=True) as font:
        unit = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / unit for code, name in font.getBestCmap().items()}
