"""The page of an article, marked."""

from __future__ import annotations

from flask import Blueprint, Response, request

from graph.model import ConceptType, Origin
from graph.showing.around import DRAWN, article, said_in
from web import params, schemaorg
from web.errors import NotFoundError
from web.jsonpages import document_json
from web.marking import claims_of, mark
from web.render import concept_address, pictured, reading, show, shown_graph, titles

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
        concepts = {one.concept: graph.concept(one.concept) for one in mentions}
        picture = article(found.title, said_in(key, graph)[:DRAWN], concept_address)
        return show(
            "document.html",
            lambda: document_json(found, mentions, assertions) | {"copies": [one.id for one in graph.copies(key)]},
            about=("document", key),
            schema=schemaorg.block(schemaorg.document(found, graph.iris)),
            document=found,
            copies=graph.copies(key),
            provisional=any(one and one.origin is Origin.PROVISIONAL for one in concepts.values()),
            kinds=[kind for kind in ConceptType if any(one and one.type is kind for one in concepts.values())],
            **pictured(picture),
            groups=mark(found, mentions, claims, params.span(request.args, "passage")),
            claims=claims,
            concept_of=graph.concept,
            titles=titles(graph),
        )
