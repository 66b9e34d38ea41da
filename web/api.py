"""The parts of the JSON interface that no page has; the others are the pages' own functions (see their routes)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from graph.beginnings import Begun
from graph.model import ConceptType
from graph.names import fold
from graph.reader import GraphReader
from myograph.errors import DamagedLibraryError
from myograph.library import Library
from myograph.manifest import Manifest, read_manifest
from search.jsonform import Json, concept_line
from search.suggestions import questions_begun
from web import paging, params
from web.errors import BadParameterError, NotAcceptableError
from web.negotiate import Form, choose
from web.render import reading, shown_graph, the_library, the_settings

api = Blueprint("api", __name__, url_prefix="/api/v1")
_OFFERED = 10
_LOOKED_AT = 100  # names, to find those of which something is said
_NEAR = 3  # names that are offered where none begins so
_JSON = Form("json", "application/json", ("json",), ("application/problem+json",))


@api.before_app_request
def accept() -> None:
    """See that the client takes JSON, wherever nothing else is to be had. Raises NotAcceptableError."""
    header = request.headers.get("Accept", "")
    ours = request.url_rule is not None and request.url_rule.rule.startswith("/api/v1/")
    if ours and choose(header, (_JSON,)) is None:
        raise NotAcceptableError(header, (_JSON.media_type,))


@api.get("/suggest")
def suggest() -> Response:
    """Concepts with a name that begins like what is being typed, and questions that do; else the names most like it."""
    q = fold(params.text(request.args, "q", the_settings().question_length))
    with reading() as generation:
        graph = shown_graph(generation)
        found = suggestions(graph, q) if q else []
        asked = questions_begun(q, lambda name: _spoken_of(name, graph), graph.network().foremost) if q else ()
        meant = graph.nearest(q, _NEAR) if q and not (found or asked) else ()
        return jsonify({"query": q, "suggestions": found, "questions": asked, "meant": meant})


def _spoken_of(name: str, graph: GraphReader) -> list[Begun]:
    """The concepts with a name that begins so, of which articles say something."""
    some = ((one, {one.concept.id}) for one in graph.begun(name, _LOOKED_AT))
    return [one for one, key in some if graph.bare_links(subject=key) or graph.bare_links(object=key)]


def suggestions(graph: GraphReader, typed: str) -> list[Json]:
    """At most ten concepts: those whose label begins so first, then other names, then words inside; by label."""
    return [concept_line(found.concept) | {"name": found.name} for found in graph.begun(typed, _OFFERED)]


@api.get("/concepts")
def concepts() -> Response:
    """All concepts of the library, a part at a time, by id; `type` chooses one type."""
    kind = params.text(request.args, "type", 40)
    part = paging.part(paging.MOST)
    if kind and kind not in list(ConceptType):
        raise BadParameterError(name="type", value=kind, allowed=", ".join(ConceptType))
    with reading(part.generation) as generation:
        chosen = [concept for concept in shown_graph(generation).concepts() if kind in ("", concept.type)]
        told = part.told(len(chosen), generation.number)
        return jsonify(told | {"concepts": [concept_line(one) for one in chosen[part.here]]})


@api.get("/documents")
def documents() -> Response:
    """All articles of the library, without their texts, a part at a time, by id."""
    part = paging.part(paging.MOST)
    with reading(part.generation) as generation:
        found = generation.graph.documents()
        told = part.told(len(found), generation.number)
        return jsonify(told | {"documents": [asdict(one) for one in found[part.here]]})


@api.get("/status")
def status() -> Response:
    """Which generation is shown, and how much it holds."""
    library = the_library()
    with reading() as generation:
        return jsonify(
            {
                "generation": generation.number,
                "created": generation.manifest.created,
                "base": library.settings.base,
                "counts": generation.graph.counts()._asdict(),
                "kept": library.kept(),
            }
        )


@api.get("/generations")
def generations() -> Response:
    """The generations that are kept, the newest first: what `generation=` can be."""
    library = the_library()
    found = [one for number in reversed(library.kept()) if (one := _manifest(library, number))]
    return jsonify({"published": library.current(), "generations": [_generation(one) for one in found]})


def _manifest(library: Library, number: int) -> Manifest | None:
    try:
        return read_manifest(library.folder(number))
    except DamagedLibraryError:  # or a writer has removed it since
        return None


def _generation(manifest: Manifest) -> dict[str, Any]:
    return {
        "number": manifest.number,
        "parent": manifest.parent,
        "created": manifest.created,
        "version": manifest.myograph,
        "documents": len(manifest.documents),
    }
