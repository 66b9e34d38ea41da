"""The page of a concept: its names, what it does and what is done to it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response
from markupsafe import Markup

from graph.links import edge_of
from graph.model import Link, Predicate
from graph.reader import GraphReader
from graph.showing.around import Surroundings, neighbourhood, strongest, surroundings
from graph.showing.draw import draw
from graph.showing.picture import has_provisional
from graph.showing.words import WORDING
from graph.terms import identifier_iri
from web import schemaorg
from web.corrections import corrections_json, corrections_of
from web.errors import NotFoundError
from web.jsonpages import concept_json
from web.render import concept_address, reading, show, shown_graph, titles

concepts = Blueprint("concepts", __name__)
SHOWN = 30  # links under one heading of a page


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading; `total` where there are more than are shown."""

    heading: str
    links: tuple[Link, ...]
    total: int


@concepts.get("/api/v1/concept/<key:slug>")
@concepts.get("/concept/<key:slug>.json")
@concepts.get("/concept/<key:slug>")
def concept(slug: str) -> Response:
    """Everything about one concept."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = surroundings_of(slug, graph)
        picture = neighbourhood(found, strongest(found, graph), concept_address)
        return show(
            "concept.html",
            lambda: concept_json(found, graph) | {"corrections": corrections_json(corrections_of(graph, slug), graph)},
            about=("concept", slug),
            schema=schemaorg.block(schemaorg.concept(found.concept, graph.iris)),
            found=found,
            concept=found.concept,
            provisional=has_provisional((*found.outward, *found.inward)),
            corrections=corrections_of(graph, slug),
            groups=groups(found, graph),
            svg=Markup(draw(picture)) if picture.edges else "",  # draw escapes everything
            drawn=picture,
            titles=titles(graph),
            identifiers=[(one, identifier_iri(one)) for one in found.concept.identifiers],
        )


def surroundings_of(slug: str, graph: GraphReader) -> Surroundings:
    """A concept of the library with its links. Raises NotFoundError."""
    found = graph.concept(slug)
    if found is None:
        raise NotFoundError(slug, kind="concept")
    return surroundings(graph, found)


def groups(found: Surroundings, graph: GraphReader) -> tuple[Group, ...]:
    """The links of a concept by what they say, in the order of the predicates, with their passages."""
    bare = [
        (heading, [link for link in links if link.predicate is predicate])
        for predicate in Predicate
        for heading, links in (
            (WORDING[predicate].forward, found.outward),
            (WORDING[predicate].backward, found.inward),
        )
    ]
    shown = graph.with_evidence(link for _, links in bare for link in links[:SHOWN])
    full = {edge_of(link): link for link in shown}
    return tuple(
        Group(heading, tuple(full[edge_of(link)] for link in links[:SHOWN]), len(links))
        for heading, links in bare
        if links
    )
