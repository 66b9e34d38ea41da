"""Views for other people's pages: pictures as SVG, and small pages that stand alone in a frame."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from graph.showing.around import neighbourhood, strongest
from graph.showing.draw import STYLE, Drawing, draw
from search.picture import picture_of
from web import params
from web.answers import answer_between, answer_to
from web.concepts import surroundings_of
from web.render import address, reading, shown_graph, the_settings, titles

embed = Blueprint("embed", __name__)


@embed.get("/graph/links.svg")
def links_picture() -> Response:
    """The chains between two names, drawn."""
    with reading() as generation:
        start, goal = _ends()
        return _svg(picture_of(answer_between(start, goal, generation), _title(start, goal), _outside))


@embed.get("/graph/ask.svg")
def answer_picture() -> Response:
    """The links that answer a question in words, drawn."""
    q = params.required(request.args, "q", the_settings().question_length)
    with reading() as generation:
        return _svg(picture_of(answer_to(q, generation), q, _outside))


@embed.get("/graph/concept/<key:slug>.svg")
def concept_picture(slug: str) -> Response:
    """A concept among its strongest links, drawn."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = surroundings_of(slug, graph)
        return _svg(neighbourhood(found, strongest(found, graph), _outside))


@embed.get("/static/graph.css")
def style() -> Response:
    """How the lines and boxes of pictures look."""
    return Response(STYLE, mimetype="text/css")


@embed.get("/embed/links")
def links_page() -> Response:
    """The chains between two names, with the sentences under them, for a frame."""
    start, goal = _ends()
    with reading() as generation:
        found = answer_between(start, goal, generation)
        picture = picture_of(found, _title(start, goal), _outside)
        svg = Markup(draw(picture)) if picture.edges else ""
        page = render_template(
            "embed_links.html", answer=found, svg=svg, start=start, goal=goal, titles=titles(generation.graph)
        )
        return Response(page, mimetype="text/html")


@embed.get("/embed/concept/<key:slug>")
def concept_page(slug: str) -> Response:
    """A concept among its strongest links, for a frame."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = surroundings_of(slug, graph)
        links = strongest(found, graph)
        svg = Markup(draw(neighbourhood(found, links, _outside))) if links else ""  # as above
        page = render_template("embed_concept.html", concept=found.concept, links=links, svg=svg, titles=titles(graph))
        return Response(page, mimetype="text/html")


def _ends() -> tuple[str, str]:
    limit = the_settings().question_length
    return params.required(request.args, "from", limit), params.required(request.args, "to", limit)


def _title(start: str, goal: str) -> str:
    return f"What links {start} to {goal}"


def _outside(key: str) -> str:
    """A concept's page, for a picture that may be shown anywhere."""
    return request.host_url.rstrip("/") + address(f"/concept/{key}")


def _svg(picture: Drawing) -> Response:
    return Response(draw(picture, alone=True), mimetype="image/svg+xml")
