"""Pictures of the graph at addresses of their own, to be shown anywhere: as SVG, as PNG, and as data."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from graph.showing.around import DRAWN, MOST_DRAWN, article, neighbourhood, said_in, sifted, strongest
from graph.showing.draw import draw
from graph.showing.parts import Drawing
from graph.showing.png import WIDEST, png
from graph.showing.style import STYLE, Theme
from search.picture import picture_of
from web import params
from web.answers import answer_between, answer_to
from web.concepts import surroundings_of
from web.errors import NotFoundError
from web.filters import the_sieve
from web.jsonpages import picture_json
from web.render import address, reading, shown_graph, the_settings

pictures = Blueprint("pictures", __name__)


@pictures.get("/graph/links.json")
@pictures.get("/graph/links.png")
@pictures.get("/graph/links.svg")
def links_picture() -> Response:
    """The chains between two names, drawn; as JSON: what is drawn."""
    with reading() as generation:
        start, goal = ends()
        return _shown(picture_of(answer_between(start, goal, generation), between(start, goal), outside))


@pictures.get("/graph/ask.json")
@pictures.get("/graph/ask.png")
@pictures.get("/graph/ask.svg")
def answer_picture() -> Response:
    """The links that answer a question in words, drawn; as JSON: what is drawn."""
    q = params.required(request.args, "q", the_settings().question_length)
    with reading() as generation:
        return _shown(picture_of(answer_to(q, generation), q, outside))


@pictures.get("/graph/concept/<key:slug>.json")
@pictures.get("/graph/concept/<key:slug>.png")
@pictures.get("/graph/concept/<key:slug>.svg")
def concept_picture(slug: str) -> Response:
    """A concept among its strongest links, drawn; as JSON: what is drawn."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = sifted(surroundings_of(slug, graph), the_sieve(), graph)
        return _shown(neighbourhood(found, strongest(found, graph, _most()), outside))


@pictures.get("/graph/document/<key:key>.json")
@pictures.get("/graph/document/<key:key>.png")
@pictures.get("/graph/document/<key:key>.svg")
def article_picture(key: str) -> Response:
    """What an article says most often, drawn; as JSON: what is drawn."""
    with reading() as generation:
        graph = shown_graph(generation)
        source = graph.source(key)
        if source is None:
            raise NotFoundError(key, kind="document")
        return _shown(article(source.title, said_in(key, graph, the_sieve())[: _most()], outside))


@pictures.get("/static/graph.css")
def style() -> Response:
    """How the lines and boxes of pictures look."""
    return Response(STYLE, mimetype="text/css")


def ends() -> tuple[str, str]:
    """The two names that `from` and `to` of the address give. Raises BadParameterError."""
    limit = the_settings().question_length
    return params.required(request.args, "from", limit), params.required(request.args, "to", limit)


def between(start: str, goal: str) -> str:
    """The title of a picture of chains."""
    return f"What links {start} to {goal}"


def outside(key: str) -> str:
    """A concept's page, for a picture that may be shown anywhere."""
    return request.host_url.rstrip("/") + address(f"/concept/{key}")


def theme() -> Theme:
    """The colours that the address asks for: those that the reader likes, where it asks for none."""
    return Theme(params.choice(request.args, "theme", tuple(Theme)))


def _most() -> int:
    return params.whole(request.args, "most", DRAWN, MOST_DRAWN)


def _shown(drawing: Drawing) -> Response:
    """A drawing in the form that the end of the address names."""
    if request.path.endswith(".json"):
        return jsonify(picture_json(drawing))
    if request.path.endswith(".png"):
        width = params.whole(request.args, "width", 0, WIDEST)
        return Response(png(drawing, theme(), width or None), mimetype="image/png")
    return Response(draw(drawing, alone=True, theme=theme()), mimetype="image/svg+xml")
