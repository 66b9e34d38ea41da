"""The page of a single assertion, and that of all that is said of one link."""

from __future__ import annotations

from flask import Blueprint, Response

from graph.describe import edge_of
from graph.model import Link
from graph.reader import GraphReader
from graph.showing.passages import passages, sides
from graph.showing.words import WORDING, standing_of
from search.jsonform import link_json
from search.rows import links_csv
from web import schemaorg
from web.cite import citation
from web.corrections import corrections_of, rejected_json
from web.errors import NotFoundError
from web.jsonpages import assertion_json
from web.render import outside_of, permalink, reading, show, shown_graph, titles

claims = Blueprint("claims", __name__)


@claims.get("/link/<key:key>.json")
@claims.get("/link/<key:key>")
def link(key: str) -> Response:
    """All that articles say of one link, for and against, and how its belief comes about."""
    with reading() as generation:
        graph = shown_graph(generation)
        found = _link(key, graph)
        words = f"{found.subject.label} {WORDING[found.predicate].verb} {found.object.label}"
        cited = citation(words[:1].upper() + words[1:], permalink(generation.number), generation)
        return show(
            "link.html",
            lambda: link_json(found, graph),
            about=("link", key),
            words=words,
            link=found,
            found=sides(found, graph.family),
            cited=cited,
            titles=titles(graph),
        )


@claims.get("/link/<key:key>.csv")
def table(key: str) -> Response:
    """The same as a table (CSV): a line for each passage."""
    with reading() as generation:
        graph = shown_graph(generation)
        rows = links_csv([("link", 1, _link(key, graph))], graph, outside_of)
        return Response(rows, content_type="text/csv; charset=utf-8; header=present")


@claims.get("/api/v1/assertion/<key:key>")
@claims.get("/assertion/<key:key>.json")
@claims.get("/assertion/<key:key>")
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
            concept_of=graph.concept,
            titles=titles(graph),
        )


def _link(key: str, graph: GraphReader) -> Link:
    edge = edge_of(graph.store, graph.iris, graph.iris.link(key))
    subject, predicate, object_ = edge or ("", None, "")
    for found in graph.links(subject={subject}, predicate=predicate, object={object_}):
        return found
    raise NotFoundError(key, kind="link")
