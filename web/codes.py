"""What a publisher copies to show a view: HTML for a frame, an element or a picture, an address, Markdown."""

from __future__ import annotations

import re
from html import escape

from web.oembed import iframe
from web.shown import Shown
from web.views import View, service

_MARKS = re.compile(r"([\\`*_\[\]<>&])")  # what Markdown would take for its own


def codes(view: View, found: Shown, width: str, height: int) -> dict[str, str]:
    """All the ways to show a view, by name; each can be pasted as it stands."""
    return {
        "frame": iframe(view, found.title, width, height),
        "element": _element(view, found.title),
        "address": view.address,
        "png": _picture(view, found, "png"),
        "svg": _picture(view, found, "svg"),
        "markdown": _markdown(view, found),
    }


def _element(view: View, title: str) -> str:
    about = {str(view.kind): view.about} if view.about else {}
    given = {**about, **view.asked, **view.choices, **view.looks}
    return (
        f'<script type="module" src="{service()}/embed.js"></script>\n'
        f'<myograph-view{_attributes(given)}><a href="{escape(view.page)}">{escape(title)}</a></myograph-view>'
    )


def _picture(view: View, found: Shown, form: str) -> str:
    given = {"src": view.picture(form), "alt": found.alternative}
    wide, high = found.size
    given |= {"width": str(wide), "height": str(high), "style": "max-width:100%;height:auto"} if wide else {}
    return f'<a href="{escape(view.page)}"><img{_attributes(given)}></a>'


def _markdown(view: View, found: Shown) -> str:
    words = _MARKS.sub(r"\\\1", found.alternative)
    return f"[![{words}]({view.picture('png')})]({view.page})"


def _attributes(given: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in given.items())
