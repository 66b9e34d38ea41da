"""The page of a concept: its names, what it does and what is done to it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from graph.links import edge_of
from graph.model import Link, Predicate
from graph.reader import GraphReader
from graph.showing.around import Surroundings, neighbourhood, strongest, surroundings
from graph.showing.doctor import advice_about
from graph.showing.picture import has_provisional
from graph.showing.words import WORDING
from graph.terms import identifier_iri
from web import params, schemaorg
from web.corrections import corrections_json, corrections_of
from web.errors import NotFoundError
from web.jsonpages import advice_json, concept_json
from web.listing import Page
from web.render import concept_address, pictured, reading, show, shown_graph, titles

concepts = Blueprint("concepts", __name__)
# The headings in their order: the key that asks for one, what it holds, its words, and whether links lead out from it.
_HEADINGS = tuple(
    heading
    for predicate in Predicate
    for heading in (
        (predicate.value, predicate, WORDING[predicate].forward, True),
        (f"{predicate.value}-by", predicate, WORDING[predicate].backward, False),
    )
)
SHOWN = 10  # links under one heading of a page
_ALONE = 40  # where only one heading is shown
_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading, a page of them; `total`: all that there are. `key`: what asks for this one alone."""

    key: str
    heading: str
    links: tuple[Link, ...]
    total: int


@concepts.get("/api/v1/concept/<key:slug>")
@concepts.get("/concept/<key:slug>.json")
@concepts.get("/concept/<key:slug>")
def concept(slug: str) -> Response:
    """Everything about one concept."""
    alone = params.choice(request.args, "group", ("", *(key for key, *_ in _HEADINGS)))
    number = params.whole(request.args, "page", 1, params.LAST_PAGE)
    with reading() as generation:
        graph = shown_graph(generation)
        found = surroundings_of(slug, graph)
        picture = neighbourhood(found, strongest(found, graph), concept_address)
        doctor = advice_about((found.concept,), graph)
        articles, corrected = graph.mentioning(graph.narrower(slug)), corrections_of(graph, slug)
        shown = groups(found, graph, alone, number)
        return show(
            "concept.html",
            lambda: (
                concept_json(found, graph)
                | {
                    "corrections": corrections_json(corrected, graph),
                    "doctor": advice_json(doctor, graph),
                }
            ),
            about=("concept", slug),
            schema=schemaorg.block(schemaorg.concept(found.concept, graph.iris)),
            found=found,
            concept=found.concept,
            provisional=has_provisional((*found.outward, *found.inward)),
            corrections=corrected,
            alone=alone,
            groups=shown,
            page=Page.of(number, _ALONE, shown[0].total) if alone and shown else None,
            doctor=doctor,
            articles=articles[:_ARTICLES],
            articles_in_all=len(articles),
            **pictured(picture),
            titles=titles(graph),
            identifiers=[(one, identifier_iri(one)) for one in found.concept.identifiers],
        )


def surroundings_of(slug: str, graph: GraphReader) -> Surroundings:
    """A concept of the library with its links. Raises NotFoundError."""
    found = graph.concept(slug)
    if found is None:
        raise NotFoundError(slug, kind="concept")
    return surroundings(graph, found)


def groups(found: Surroundings, graph: GraphReader, alone: str = "", page: int = 1) -> tuple[Group, ...]:
    """The links of a concept by what they say, in the order of the predicates, with their passages.

    The first few of each; with `alone`, the key of a group, a page of that one.
    """
    size = _ALONE if alone else SHOWN
    part = slice((page - 1) * size, page * size)
    bare = []
    for key, predicate, heading, outward in _HEADINGS:
        links = [link for link in (found.outward if outward else found.inward) if link.predicate is predicate]
        if links and alone in ("", key):
            bare.append((key, heading, links))
    shown = graph.with_evidence(link for _, _, links in bare for link in links[part])
    full = {edge_of(link): link for link in shown}
    return tuple(
        Group(key, heading, tuple(full[edge_of(link)] for link in links[part]), len(links))
        for key, heading, links in bare
    )
