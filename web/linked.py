"""Linked data: every IRI of the library answers with a page or with RDF; a description and a dump of the whole."""

from __future__ import annotations

import gzip
import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from urllib.parse import urljoin

from flask import Blueprint, Response, redirect, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.ids import Iris
from graph.queries import iri, named
from graph.terms import prefixes
from myograph.generation import Generation
from web.errors import NotAcceptableError, NotFoundError
from web.negotiate import GRAPHS, HTML, Form, choose
from web.render import the_library

linked = Blueprint("linked", __name__)
_PAGES = {
    "concept": ("concepts.concept", "slug"),
    "document": ("documents.document", "key"),
    "assertion": ("documents.assertion", "key"),
}
_BY_SUFFIX = {form.format: form for form in GRAPHS}
_MEDIA_TYPES = tuple(form.media_type for form in (HTML, *GRAPHS))


@linked.get("/id/<key:kind>/<key:key>")
def thing(kind: str, key: str) -> AnyResponse:
    """See other (303): the page about a thing, or its data in the form that the client likes best."""
    header = request.headers.get("Accept", "")
    offers = (HTML, *GRAPHS) if kind in _PAGES else GRAPHS
    form = choose(header, offers)
    if form is None and kind not in _PAGES and choose(header, (HTML,)):
        form = GRAPHS[0]  # a browser that follows the IRI of a passage
    if form is None:
        raise NotAcceptableError(header, _MEDIA_TYPES)
    answer = redirect(_page(kind, key) if form is HTML else f"{request.root_path}/id/{kind}/{key}.{form.format}", 303)
    answer.vary.add("Accept")
    return answer


@linked.get("/id/<key:kind>/<key:key>.<any(ttl, nt, rdf, jsonld):suffix>")
def data(kind: str, key: str, suffix: str) -> Response:
    """What the graph says of a thing, in RDF."""
    form = _BY_SUFFIX[suffix]
    library = the_library()
    with library.reading() as generation:
        query = named("describe", library.iris, subject=iri(_iri(library.iris, kind, key)))
        body = generation.store.query_bytes(query, form.format, prefixes=prefixes(library.iris))
        if not generation.store.query_bytes(query, "nt").strip():
            raise NotFoundError(key, kind)
        return Response(body, content_type=_content_type(form))


@linked.get("/id/<key:kind>/<key:key>.json")
def page_json(kind: str, key: str) -> AnyResponse:
    """See other (303): the JSON twin of the page about a thing."""
    return redirect(_page(kind, key) + ".json", 303)


@linked.get("/.well-known/void")
def void() -> Response:
    """What the dataset is and where to get it (VoID), in Turtle."""
    library = the_library()
    base = library.settings.base
    with library.reading() as generation:
        triples = generation.graph.counts().triples
    lines = [
        "@prefix void: <http://rdfs.org/ns/void#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .",
        f"<{urljoin(base, '.well-known/void')}> a void:DatasetDescription ; foaf:topic <{base}> .",
        f'<{base}> a void:Dataset ; dcterms:title "Myograph"@en ; void:triples {triples} ;',
        f'  void:uriSpace "{base}id/" ; void:exampleResource <{library.iris.concept("muscle-cramp")}> ;',
        f"  void:sparqlEndpoint <{urljoin(base, 'sparql')}> ; void:dataDump <{urljoin(base, 'dump.nq.gz')}> .",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/turtle; charset=utf-8")


@linked.get("/dump.nq.gz")
def dump() -> Response:
    """The whole library as sorted N-Quads, packed; the same library gives the same bytes."""
    with the_library().reading() as generation:
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


def _page(kind: str, key: str) -> str:
    if kind not in _PAGES:
        raise NotFoundError(key, kind="page about the " + kind)
    endpoint, argument = _PAGES[kind]
    return url_for(endpoint, **{argument: key})  # type: ignore[arg-type]  # a view's own argument


def _iri(iris: Iris, kind: str, key: str) -> str:
    found = f"{iris.base}id/{kind}/{key}"
    if iris.parse(found) is None:
        raise NotFoundError(key, kind)
    return found


def _content_type(form: Form) -> str:
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
