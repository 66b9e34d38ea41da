"""Linked data: every IRI of the library answers with a page or with RDF."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.describe import describe, place_of
from graph.ids import Iris
from graph.nanopub import nanopub_trig
from graph.ontology import ontology_in
from graph.streams import rewritten
from graph.terms import prefixes
from myograph.generation import Generation
from web.errors import NotAcceptableError, NotFoundError
from web.negotiate import GRAPHS, HTML, Form, choose
from web.render import address, reading, the_library

linked = Blueprint("linked", __name__)
_PAGED = ("concept", "document", "assertion", "link")
_BY_SUFFIX = {form.format: form for form in GRAPHS}
_MEDIA_TYPES = tuple(form.media_type for form in (HTML, *GRAPHS))
_SUFFIXES = "any(ttl, nt, rdf, jsonld, trig, nq):suffix"


@linked.get("/id/<key:kind>/<key:key>")
def thing(kind: str, key: str) -> AnyResponse:
    """See other (303): the page about a thing, or its data in the form that the client likes best."""
    library = the_library()
    iri = _iri(library.iris, kind, key)
    form = _liked()
    page = None
    if form is HTML:
        with reading() as generation:
            page = _page_about(generation, library.iris, iri)
    return _elsewhere(page or address(f"/id/{kind}/{key}.{_as_data(form).format}"))


@linked.get(f"/id/<key:kind>/<key:key>.<{_SUFFIXES}>")
def data(kind: str, key: str, suffix: str) -> Response:
    """What the graph says of a thing, in RDF."""
    form = _BY_SUFFIX[suffix]
    library = the_library()
    with reading() as generation:
        told = describe(generation.store, library.iris, [_iri(library.iris, kind, key)])
        if not told:
            raise NotFoundError(key, kind)
    body = b"".join(rewritten(told.splitlines(keepends=True), form.format, prefixes(library.iris)))
    return Response(body, content_type=form.content_type)


@linked.get("/id/<key:kind>/<key:key>.json")
def page_json(kind: str, key: str) -> AnyResponse:
    """See other (303): the JSON twin of the page about a thing, or its JSON-LD where it has none."""
    _iri(the_library().iris, kind, key)
    return redirect(_own_page(kind, key, ".json") or address(f"/id/{kind}/{key}.jsonld"), 303)


@linked.get("/ns")
def terms() -> AnyResponse:
    """See other (303): the words that the graph is written with, in the form that the client likes best."""
    return _elsewhere(address(f"/ns.{_as_data(_liked()).format}"))


@linked.get(f"/ns.<{_SUFFIXES}>")
def ontology(suffix: str) -> Response:
    """The words that the graph is written with: classes and properties, and what each of them means."""
    return Response(ontology_in(suffix), content_type=_BY_SUFFIX[suffix].content_type)


@linked.get("/id/assertion/<key:key>.nanopub")
def nanopub(key: str) -> AnyResponse:
    """See other (303): an assertion as a nanopublication."""
    return redirect(address(f"/id/assertion/{key}.nanopub.trig"), 303)


@linked.get("/id/assertion/<key:key>.nanopub.trig")
def nanopub_data(key: str) -> Response:
    """An assertion as a nanopublication, with every passage that makes it, in TriG."""
    with reading() as generation:
        body = nanopub_trig(generation.graph, key, generation.manifest.myograph)
    if body is None:
        raise NotFoundError(key, kind="assertion")
    return Response(body, content_type="application/trig")


def _page_about(generation: Generation, iris: Iris, iri: str) -> str | None:
    """The page that shows a thing, for a person: its own, or the place on another's; None where no page shows it."""
    kind, key = iris.parse(iri) or ("", "")
    if kind == "evidence" and (place := place_of(generation.store, iris, iri)):
        document, span = place
        shown = f"{span.start}-{span.end}"
        return url_for("documents.document", key=document, passage=shown, _anchor="passage")
    return _own_page(kind, key)


def _own_page(kind: str, key: str, suffix: str = "") -> str | None:
    """The page that is about nothing but a thing; None for kinds that have no pages."""
    return address(f"/{kind}/{key}{suffix}") if kind in _PAGED else None


def _liked() -> Form:
    """The form that the client likes best. Raises NotAcceptableError."""
    header = request.headers.get("Accept", "")
    form = choose(header, (HTML, *GRAPHS))
    if form is None:
        raise NotAcceptableError(header, _MEDIA_TYPES)
    return form


def _as_data(form: Form) -> Form:
    return GRAPHS[0] if form is HTML else form


def _elsewhere(address: str) -> AnyResponse:
    answer = redirect(address, 303)
    answer.vary.add("Accept")
    return answer


def _iri(iris: Iris, kind: str, key: str) -> str:
    found = f"{iris.base}id/{kind}/{key}"
    if iris.parse(found) is None:
        raise NotFoundError(key, kind)
    return found
