"""The page of an article, marked, and the page of a single assertion."""

from __future__ import annotations

from flask import Blueprint, Response, request

from graph.model import Concept, Origin
from graph.reader import GraphReader
from graph.showing.passages import passages
from graph.showing.words import standing_of
from web import params, schemaorg
from web.corrections import corrections_of, rejected_json
from web.errors import NotFoundError
from web.jsonpages import assertion_json, document_json
from web.marking import claims_of, mark
from web.render import reading, show, shown_graph, titles

documents = Blueprint("documents", __name__)


@documents.get("/api/v1/document/<key:key>")
@documents.get("/document/<key:key>.json")
@documents.get("/document/<key:key>")
def document(key: str) -> Response:
    """The text of an article with its mentions and claims marked."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = graph.document(key)
        if found is None:
            raise NotFoundError(key, kind="document")
        mentions, assertions = graph.reading_of(key)
        claims = claims_of(assertions)
        return show(
            "document.html",
            lambda: document_json(found, mentions, assertions) | {"copies": [one.id for one in graph.copies(key)]},
            about=("document", key),
            schema=schemaorg.block(schemaorg.document(found, graph.iris)),
            document=found,
            copies=graph.copies(key),
            provisional=any(_is_provisional(named(graph, one.concept)) for one in mentions),
            groups=mark(found, mentions, claims, params.span(request.args, "passage")),
            claims=claims,
            concept_of=lambda slug: named(graph, slug),
            titles=titles(graph),
        )


@documents.get("/api/v1/assertion/<key:key>")
@documents.get("/assertion/<key:key>.json")
@documents.get("/assertion/<key:key>")
def assertion(key: str) -> Response:
    """One thing that is said, and every passage that says it."""
    with reading() as generation:
        graph = generation.graph
        found, corrections = graph.assertion(key), corrections_of(graph, key)
        if not found and corrections:
            return show("rejected.html", lambda: rejected_json(key, corrections, graph), corrections=corrections)
        if not found:
            raise NotFoundError(key, kind="assertion")
        first = found[0]
        links = graph.links(subject={first.subject}, predicate=first.predicate, object={first.object})
        return show(
            "assertion.html",
            lambda: assertion_json(key, found),
            about=("assertion", key),
            schema=schemaorg.block(schemaorg.assertion(found, graph)),
            key=key,
            corrections=corrections,
            assertion=first,
            standing_word=standing_of(first.polarity, first.certainty),
            passages=passages(found, graph.family),
            links=links,
            concept_of=lambda slug: named(graph, slug),
            titles=titles(graph),
        )


def _is_provisional(concept: Concept | None) -> bool:
    return concept is not None and concept.origin is Origin.PROVISIONAL


def named(graph: GraphReader, slug: str) -> Concept | None:
    """A concept for a template."""
    return graph.concept(slug)
