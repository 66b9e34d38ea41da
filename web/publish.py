"""The page where a publisher chooses a view, sees it, and takes the code that puts it into another page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response, jsonify, render_template, request

from graph.errors import MyographError, UnknownNameError
from graph.reader import GraphReader
from graph.showing.words import WORDING
from search.jsonform import Json
from web import params
from web.codes import codes
from web.errors import NoViewError, status_of
from web.headers import PUBLISHING
from web.oembed import LONGEST
from web.render import reading, the_settings, twin, wants_json
from web.shown import Shown, shown
from web.views import Kind, View, options, view_of

publish = Blueprint("publish", __name__)
_ASKED = ("url", "from", "to", "concept", "document", "q")
_LARGEST = 4000  # pixels
_WHOLE_WIDTH = "100%"
_COLUMNS = (360, 800, 1400)  # pixels: how wide that may be


@dataclass(frozen=True, slots=True)
class Chosen:
    """A view with what it shows and the size of its frame. `now`: the number of the published generation."""

    view: View
    found: Shown
    width: str
    height: int
    now: int

    @property
    def codes(self) -> dict[str, str]:
        """What is to be copied, by its name."""
        return codes(self.view, self.found, self.width, self.height)


@publish.get("/publish.json")
@publish.get("/publish")
def page() -> Response:
    """A view to choose, as it looks, and the code to copy: frame, element, address, picture, Markdown."""
    chosen, wrong = None, None
    try:
        chosen = _chosen()
    except MyographError as error:
        wrong = error
        if wants_json():
            raise
    if wants_json():
        return jsonify(_json(chosen))
    made = render_template(
        "publish.html", chosen=chosen, wrong=wrong, args=request.args, predicates=WORDING, twin=twin()
    )
    answer = Response(made, status=status_of(wrong) if wrong else 200, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = PUBLISHING
    return answer


def _chosen() -> Chosen | None:
    """What the address asks for; None where it asks for nothing yet."""
    given = {name: params.text(request.args, name, _limit(name)) for name in _ASKED}
    if not any(given.values()):
        return None
    view = _by_url(given["url"]) if given["url"] else _by_name(given)
    with reading(view.number) as generation:
        if view.kind is Kind.CONCEPT:
            view = replace(view, about=_concept(view.about, generation.graph))
        found = shown(view, generation)
        width = params.whole(request.args, "width", 0, _LARGEST)
        needed = max(map(found.height, [width] if width else _COLUMNS))
        height = params.whole(request.args, "height", 0, _LARGEST) or needed
        return Chosen(view, found, str(width or _WHOLE_WIDTH), height, generation.number)


def _limit(name: str) -> int:
    return LONGEST if name == "url" else the_settings().question_length


def _by_url(url: str) -> View:
    found = view_of(url)
    if found is None:
        raise NoViewError(url)
    return found


def _by_name(given: dict[str, str]) -> View:
    chosen = options(request.args)
    for kind in (Kind.CONCEPT, Kind.DOCUMENT):
        if given[kind]:
            return View(kind, given[kind], {}, *chosen)
    if given["q"]:
        return View(Kind.ASK, "", {"q": given["q"]}, *chosen)
    limit = the_settings().question_length
    return View(Kind.LINKS, "", {name: params.required(request.args, name, limit) for name in ("from", "to")}, *chosen)


def _concept(name: str, graph: GraphReader) -> str:
    """The id of the concept with this id or name. Raises UnknownNameError."""
    found = graph.concept(name) or graph.find(name)
    if found is None:
        raise UnknownNameError(name, graph.nearest(name))
    return found.id


def _json(chosen: Chosen | None) -> Json:
    if chosen is None:
        return {"view": None, "codes": {}}
    view = chosen.view
    return {
        "view": {
            "title": chosen.found.title,
            "page": view.page,
            "frame": view.frame,
            "file": view.file,
            "svg": view.picture("svg"),
            "png": view.picture("png"),
        },
        "codes": chosen.codes,
    }
