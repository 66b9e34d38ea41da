"""Views for other people's pages: small pages that stand alone in a frame."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from graph.showing.around import neighbourhood, strongest
from graph.showing.draw import draw
from search.picture import picture_of
from web.answers import answer_between
from web.concepts import surroundings_of
from web.pictures import between, ends, outside
from web.render import reading, shown_graph, titles

embed = Blueprint("embed", __name__)


@embed.get("/embed/links")
def links_page() -> Response:
    """The chains between two names, with the sentences under them, for a frame."""
    start, goal = ends()
    with reading() as generation:
        found = answer_between(start, goal, generation)
        picture = picture_of(found, between(start, goal), outside)
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
        svg = Markup(draw(neighbourhood(found, links, outside))) if links else ""  # as above
        page = render_template("embed_concept.html", concept=found.concept, links=links, svg=svg, titles=titles(graph))
        return Response(page, mimetype="text/html")
