"""How the lines and boxes of pictures look: one style sheet for pages and pictures, light and dark."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final


class Theme(StrEnum):
    """The colours of a picture; `auto` takes those that its reader likes."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


_WRITTEN: Final = files("graph.showing").joinpath("graph.css").read_text(encoding="utf-8")
_DARK: Final = re.compile(r"\.graph\.dark \{([^}]*)\}")
_COLOUR: Final = re.compile(r"(--g-[a-z]+): ([^;]*);")
# Who asks for neither gets what the browser says; what it says in words is the same block of colours again.
STYLE: Final = (
    f"{_WRITTEN}@media (prefers-color-scheme: dark) {{ .graph:not(.light) {{{_DARK.findall(_WRITTEN)[0]}}} }}\n"
)
STYLE_HASH: Final = hashlib.sha256(STYLE.encode()).digest()


@cache
def plain_style(theme: Theme) -> str:
    """The style sheet with its colours in their places, for a drawer that knows no variables."""
    colours = _colours(theme)
    return re.sub(r"var\((--g-[a-z]+)\)", lambda name: colours[name[1]], _COLOUR.sub("", _WRITTEN))


def _colours(theme: Theme) -> Mapping[str, str]:
    light, _, _ = _WRITTEN.partition(".graph.dark")
    dark = _DARK.findall(_WRITTEN)[0]
    return dict(_COLOUR.findall(light)) | (dict(_COLOUR.findall(dark)) if theme is Theme.DARK else {})
