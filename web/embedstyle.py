"""The one style sheet of embedded views: the colours of the pages, what embeds look like, and the pictures' own."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from graph.showing.style import STYLE

_ASKED = "@media (prefers-color-scheme: dark)"  # what "auto" leaves to the reader's system
_COLOURS = re.compile(rf"^(?::root|{re.escape(_ASKED)} {{\n  :root) {{.*?^}}$", re.DOTALL | re.MULTILINE)


@cache
def style(theme: str) -> str:
    """The style sheet for a theme: the same rules, but which of them hold is settled where the theme is."""
    text = "\n".join((*_COLOURS.findall(_file("style.css")), _file("embed.css"), STYLE))
    if theme == "auto":
        return text
    holds = "@media all" if theme == "dark" else "@media not all"
    return text.replace(_ASKED, holds).replace("color-scheme: light dark", f"color-scheme: {theme}")


@cache
def style_hash(theme: str) -> str:
    """The sheet's hash, as a policy names it where the sheet stands in a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style(theme).encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return files("web").joinpath("static", name).read_text(encoding="utf-8")
