"""oEmbed: what a site that is given the address of a page of ours needs, to show its view (see oembed.com)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from html import escape
from math import ceil
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, request

from graph.errors import SameNameError
from myograph.generation import Generation
from web import params
from web.caching import WEEK
from web.errors import BadParameterError, NotAQuestionError, NotPublicError, NoViewError, UnknownFormatError
from web.headers import NOBODY
from web.render import reading, the_settings
from web.shown import Shown, shown
from web.views import View, service, view_here, view_of

oembed = Blueprint("oembed", __name__)
FORMS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
LONGEST = 8000  # characters of an address
_MOST = 10_000  # pixels
_SMALL = 480  # pixels: a thumbnail
USUAL = 640  # pixels: a column of text
_PROVIDER = "Myograph"
_DAY = 86_400


@oembed.get("/oembed")
def answer() -> Response:
    """How to show the view at an address (`url`) of this service in another page, after the oEmbed specification."""
    form = params.text(request.args, "format", 20) or "json"
    if form not in FORMS:
        raise UnknownFormatError(form, tuple(FORMS))
    if the_settings().frame_ancestors == NOBODY:
        raise NotPublicError
    url = params.required(request.args, "url", LONGEST)
    room = tuple(params.whole(request.args, name, _MOST, _MOST) for name in ("maxwidth", "maxheight"))
    view = _view(url)
    with reading(view.number) as generation:
        told = _told(view, _shown(view, url, generation), room)
    if form == "json":
        return jsonify(told)
    return Response(_xml(told), content_type="text/xml; charset=utf-8")


@oembed.app_template_global()
def shown_view() -> View | None:
    """The view of this page; None for other pages, and where words were no question."""
    try:
        return None if g.get("no_view") else view_here()
    except BadParameterError:  # the page itself says so
        return None


@oembed.app_template_global()
def discovery() -> list[tuple[str, str]]:
    """The media types and addresses at which the view of this page can be had by oEmbed; none for other pages."""
    view = shown_view()
    return [
        (media_type, f"{service()}/oembed?{urlencode({'url': view.page, 'format': form})}")
        for form, media_type in FORMS.items()
        if view
    ]


def iframe(view: View, title: str, width: str, height: int) -> str:
    """The HTML that shows a view: XHTML too, and without styles, which the policy of a site may forbid."""
    given = {"src": view.frame, "title": title, "width": width, "height": str(height)}
    given |= {"frameborder": "0", "loading": "lazy"}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    return f"<iframe{attributes}></iframe>"


def _view(url: str) -> View:
    try:
        found = view_of(url)
    except BadParameterError as error:
        raise NoViewError(url, str(error)) from error
    if found is None:
        raise NoViewError(url)
    return found


def _shown(view: View, url: str, generation: Generation) -> Shown:
    try:
        return shown(view, generation)
    except (SameNameError, NotAQuestionError) as error:  # the request is well, but there is nothing to show
        raise NoViewError(url, str(error)) from error


def _told(view: View, found: Shown, room: tuple[int, ...]) -> Mapping[str, Any]:
    width = min(USUAL, room[0])
    height = min(found.height(width), room[1])
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": _PROVIDER,
        "provider_url": f"{service()}/",
        "cache_age": WEEK if view.number else _DAY,
        "html": iframe(view, found.title, str(width), height),
        "width": width,
        "height": height,
    }
    return {**told, **_thumbnail(view, found, room)}


def _thumbnail(view: View, found: Shown, room: tuple[int, ...]) -> Mapping[str, Any]:
    """A small picture of the view that fits into the room, too; nothing where nothing is drawn."""
    wide, high = found.size
    if not wide:
        return {}
    # a pixel less, since the height of a picture is rounded up
    width = max(1, int(wide * min(1, _SMALL / wide, room[0] / wide, (room[1] - 1) / high)))
    url = view.picture("png", {"width": str(width)})
    return {"thumbnail_url": url, "thumbnail_width": width, "thumbnail_height": ceil(width * high / wide)}


def _xml(told: Mapping[str, Any]) -> str:
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = str(value)
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n{ET.tostring(root, encoding="unicode")}\n'
