"""Pictures of the graph at addresses of their own, to be shown anywhere."""

from __future__ import annotations

from flask import Blueprint, Response, request

from graph.showing.around import neighbourhood, strongest
from graph.showing.draw import STYLE, Drawing, draw
from search.picture import picture_of
from web import params
from web.answers import answer_between, answer_to
from web.concepts import surroundings_of
from web.render import address, reading, shown_graph, the_settings

pictures = Blueprint("pictures", __name__)


@pictures.get("/graph/links.svg")
def links_picture() -> Response:
    """The chains between two names, drawn."""
    with reading() as generation:
        start, goal = ends()
        return _svg(picture_of(answer_between(start, goal, generation), between(start, goal), outside))


@pictures.get("/graph/ask.svg")
def answer_picture() -> Response:
    """The links that answer a question in words, drawn."""
    q = params.required(request.args, "q", the_settings().question_length)
    with reading() as generation:
        return _svg(picture_of(answer_to(q, generation), q, outside))


@pictures.get("/graph/concept/<key:slug>.svg")
def concept_picture(slug: str) -> Response:
    """A concept among its strongest links, drawn."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = surroundings_of(slug, graph)
        return _svg(neighbourhood(found, strongest(found, graph), outside))


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


def _svg(picture: Drawing) -> Response:
    return Response(draw(picture, alone=True), mimetype="image/svg+xml")
