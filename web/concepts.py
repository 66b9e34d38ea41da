"""The page of a concept: its names, what it does and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from flask import Blueprint, Response
from markupsafe import Markup

from graph.links import edge_of
from graph.model import Concept, Link, Predicate
from graph.reader import GraphReader
from graph.terms import identifier_iri
from web.corrections import corrections_json, corrections_of
from web.errors import NotFoundError
from web.graphview import Drawing, draw
from web.jsonpages import concept_json
from web.present import drawing, has_provisional
from web.render import concept_address, reading, show, shown_graph, titles
from web.words import WORDING

concepts = Blueprint("concepts", __name__)
SHOWN = 30  # links under one heading of a page
_DRAWN = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading; `total` where there are more than are shown."""

    heading: str
    links: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A concept and all that touches it: its links without their passages, most believed first."""

    concept: Concept
    broader: tuple[Concept, ...]
    narrower: tuple[Concept, ...]
    outward: tuple[Link, ...]
    inward: tuple[Link, ...]


@concepts.get("/api/v1/concept/<key:slug>")
@concepts.get("/concept/<key:slug>.json")
@concepts.get("/concept/<key:slug>")
def concept(slug: str) -> Response:
    """Everything about one concept."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = surroundings(graph, slug)
        picture = neighbourhood(found, strongest(found, graph), concept_address)
        return show(
            "concept.html",
            lambda: concept_json(found, graph) | {"corrections": corrections_json(corrections_of(graph, slug), graph)},
            found=found,
            concept=found.concept,
            provisional=has_provisional((*found.outward, *found.inward)),
            corrections=corrections_of(graph, slug),
            groups=groups(found, graph),
            svg=Markup(draw(picture)) if picture.edges else "",  # draw escapes everything
            titles=titles(graph),
            identifiers=[(one, identifier_iri(one)) for one in found.concept.identifiers],
        )


def surroundings(graph: GraphReader, slug: str) -> Surroundings:
    """A concept of the library with its links. Raises NotFoundError."""
    found = graph.concept(slug)
    if found is None:
        raise NotFoundError(slug, kind="concept")
    above = _known(graph.concept(key) for key in found.broader)
    outward, inward = graph.bare_links(subject={slug}), graph.bare_links(object={slug})
    return Surroundings(found, above, graph.below(slug), outward, inward)


def _known(found: Iterable[Concept | None]) -> tuple[Concept, ...]:
    return tuple(one for one in found if one)


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


def strongest(found: Surroundings, graph: GraphReader) -> tuple[Link, ...]:
    """The links that a picture shows, with their passages: the most believed of each kind in turn."""
    kinds = [
        [link for link in links if link.predicate is predicate]
        for predicate in Predicate
        for links in (found.outward, found.inward)
    ]
    turns = [link for turn in zip_longest(*kinds) for link in turn if link]
    return graph.with_evidence(turns[:_DRAWN])


def neighbourhood(found: Surroundings, links: tuple[Link, ...], address: Callable[[str], str]) -> Drawing:
    """The picture of a concept among some of its links; `address`: a concept's id to its page."""
    title = f"What {found.concept.label} is linked to"
    return drawing("around", title, links, {found.concept.id}, address)
