"""Linked data: every IRI of the library answers with a page or with RDF; a dump of the whole."""

from __future__ import annotations

import gzip
import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from flask import Blueprint, Response, redirect, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.describe import describe, edge_of, place_of
from graph.ids import Iris
from graph.ontology import ontology_in
from graph.terms import prefixes
from myograph.generation import Generation
from web.errors import NotAcceptableError, NotFoundError
from web.negotiate import GRAPHS, HTML, Form, choose
from web.render import address, reading, the_library

linked = Blueprint("linked", __name__)
_PAGED = ("concept", "document", "assertion")
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
        body = generation.store.union_bytes(form.format, prefixes(library.iris), told)
    return Response(body, content_type=_content_type(form))


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
    return Response(ontology_in(suffix), content_type=_content_type(_BY_SUFFIX[suffix]))


@linked.get("/dump.nq.gz")
def dump() -> Response:
    """The whole library as sorted N-Quads, packed; the same library gives the same bytes."""
    with reading() as generation:
        return _DUMPS.of(generation)


class _Dumps:
    """The packed dump of the generation that was last asked for, in a file that goes with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._content: IO[bytes] | None = None

    def of(self, generation: Generation) -> Response:
        """The dump of a generation, which is made when it is first asked for."""
        with self._lock:
            if self._content is None or self._path != generation.path:
                self._content = _packed(generation.store.nquads())
                self._path = generation.path
            name = f"myograph-{generation.number}.nq.gz"
            return send_file(self._content.name, "application/gzip", as_attachment=True, download_name=name, etag=False)


_DUMPS = _Dumps()


def _packed(content: bytes) -> IO[bytes]:
    file = NamedTemporaryFile(prefix="myograph-", suffix=".nq.gz")  # noqa: SIM115 - removed when it is let go of
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packer:
        packer.write(content)
    file.flush()
    return file


def _page_about(generation: Generation, iris: Iris, iri: str) -> str | None:
    """The page that shows a thing, for a person: its own, or the place on another's; None where no page shows it."""
    kind, key = iris.parse(iri) or ("", "")
    if kind == "evidence" and (place := place_of(generation.store, iris, iri)):
        document, span = place
        shown = f"{span.start}-{span.end}"
        return url_for("documents.document", key=document, passage=shown, _anchor="passage")
    if kind == "link" and (edge := edge_of(generation.store, iris, iri)):
        return url_for("concepts.concept", slug=edge[0], _anchor=".".join(edge))
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


def _content_type(form: Form) -> str:
    """What stands in the header of an answer in a form."""
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
