"""The parts of the JSON interface that no page has; the others are the pages' own functions (see their routes)."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from graph.model import ConceptType
from graph.names import fold
from graph.reader import GraphReader
from web import params
from web.errors import BadParameterError
from web.jsonpages import Json, concept_line
from web.render import reading, shown_graph, the_library, the_settings

api = Blueprint("api", __name__, url_prefix="/api/v1")
_OFFERED = 10
_PAGE = 100


@api.get("/suggest")
def suggest() -> Response:
    """Concepts whose label or other name begins like what is being typed."""
    q = fold(params.text(request.args, "q", the_settings().question_length))
    with reading() as generation:
        found = suggestions(shown_graph(generation), q) if q else []
        return jsonify({"query": q, "suggestions": found})


def suggestions(graph: GraphReader, typed: str) -> list[Json]:
    """At most ten concepts: those whose label begins so first, then other names, then words inside; by label."""
    return [concept_line(found.concept) | {"name": found.name} for found in graph.begun(typed, _OFFERED)]


@api.get("/concepts")
def concepts() -> Response:
    """All concepts of the library, a page at a time, by id; `type` chooses one type."""
    kind = params.text(request.args, "type", 40)
    page = params.whole(request.args, "page", 1, params.LAST_PAGE)
    if kind and kind not in list(ConceptType):
        raise BadParameterError(name="type", value=kind, allowed=", ".join(ConceptType))
    with reading() as generation:
        chosen = [concept for concept in shown_graph(generation).concepts() if kind in ("", concept.type)]
        some = chosen[(page - 1) * _PAGE : page * _PAGE]
        return jsonify({"total": len(chosen), "page": page, "concepts": [concept_line(one) for one in some]})


@api.get("/status")
def status() -> Response:
    """Which generation is shown, and how much it holds."""
    library = the_library()
    with reading() as generation:
        counts = generation.graph.counts()._asdict()
        made = generation.manifest.created
        return jsonify(
            {
                "generation": generation.number,
                "created": made,
                "base": library.settings.base,
                "counts": counts,
                "kept": library.kept(),
            }
        )
