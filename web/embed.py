"""Views for other people's pages: small pages that stand alone in a frame, and the script that puts them there."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request, send_from_directory
from markupsafe import Markup

from graph.model import Evidence
from myograph.generation import Generation
from web import params
from web.embedstyle import style, style_hash
from web.render import reading, the_settings, titles
from web.shown import Shown, shown, sources_line
from web.views import View, view_here

embed = Blueprint("embed", __name__)
_FILE = "default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"
_OURS = "en"  # the language of every label: vocabularies are read for their English names


@embed.get("/embed/links")
@embed.get("/embed/links.html")
def links() -> Response:
    """The chains between two names, with the sentences under them, for a frame; `.html`: as one file."""
    return _answered("from", "to")


@embed.get("/embed/ask")
@embed.get("/embed/ask.html")
def ask() -> Response:
    """The links that answer a question, with the sentences under them, for a frame; `.html`: as one file."""
    return _answered("q")


@embed.get("/embed/concept/<key:slug>")
@embed.get("/embed/concept/<key:slug>.html")
def concept(slug: str) -> Response:  # noqa: ARG001 - a view is read from its whole address
    """A concept among its strongest links, for a frame; `.html`: as one file."""
    return _answered()


@embed.get("/embed/document/<key:key>")
@embed.get("/embed/document/<key:key>.html")
def document(key: str) -> Response:  # noqa: ARG001 - as above
    """What an article says most often, for a frame; `.html`: as one file."""
    return _answered()


@embed.get("/embed/<any(auto, light, dark):theme>.css")
def sheet(theme: str) -> Response:
    """What frames look like, light, dark, or as the reader's system is."""
    return Response(style(theme), mimetype="text/css")


@embed.get("/embed.js")
def element() -> Response:
    """The custom element `<myograph-view>`, a module for the pages of others."""
    return send_from_directory("static", "embed.js")


def file_name(title: str) -> str:
    """What a download of a view is called: ASCII, without anything that a file system minds."""
    return (re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").lower()[:80] or "view") + ".html"


def _answered(*needed: str) -> Response:
    for name in needed:
        params.required(request.args, name, the_settings().question_length)
    view = view_here()
    assert view is not None  # the route fits, and nothing is missing
    with reading() as generation:
        found = shown(view, generation)
        whole = request.path.endswith(".html")
        answer = Response(_page(view, found, generation, whole=whole), mimetype="text/html")
    if whole:
        answer.headers["Content-Security-Policy"] = _FILE.format(style=style_hash(view.looks.get("theme", "auto")))
    if whole and "download" in request.args:
        answer.headers.set("Content-Disposition", "attachment", filename=file_name(found.title))
    return answer


def _page(view: View, found: Shown, generation: Generation, *, whole: bool) -> str:
    theme = view.looks.get("theme", "auto")
    return render_template(
        "embed_view.html",
        title=found.title,
        sentence=found.sentence,
        links=found.links,
        more=found.more,
        svg=Markup(found.svg),  # whatever draws it escapes everything
        source=sources_line(found.links, generation.graph) if found.links or not found.sentence else "",
        note=_note(view.looks.get("lang", "")),
        number=f"Generation {view.choices['generation']}." if "generation" in view.choices else "",
        page=view.page,
        theme=theme,
        style=Markup(style(theme)) if whole else "",
        policy=_FILE.format(style=style_hash(theme)),
        titles=titles(generation.graph),
        concept=lambda one: view.leading(f"concept/{one.id}"),
        document=lambda passage: view.leading(f"document/{passage.document}", "passage", _lit(passage)),
    )


def _lit(passage: Evidence) -> dict[str, str]:
    """What lights a passage up in its article."""
    return {"passage": f"{passage.passage.start}-{passage.passage.end}"}


def _note(wanted: str) -> str:
    """What is to be said where labels in another language were asked for."""
    if not wanted or wanted.partition("-")[0].lower() == _OURS:
        return ""
    return f"Labels are in English: this library has no names in “{wanted}”."
