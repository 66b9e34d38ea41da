"""What a client reads before it asks: the descriptions of the service and of the dataset, in any form of RDF."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flask import Blueprint, Response, request

from graph import terms
from graph.catalogue import PREFIXES, dataset_quads, service_quads
from graph.streams import rewritten, triples_of
from myograph.generation import Generation
from myograph.library import KEPT
from web.errors import NotAcceptableError
from web.negotiate import GRAPHS, HTML, Form, choose, named
from web.render import reading, the_library

catalogue = Blueprint("catalogue", __name__)


@catalogue.get("/.well-known/void")
def void() -> Response:
    """What the dataset is, where to get it, and how much of what it holds (VoID), in RDF."""
    header = request.headers.get("Accept", "")
    form = choose(header, GRAPHS) or (GRAPHS[0] if choose(header, (HTML,)) else None)  # a browser is given Turtle
    with reading() as generation:
        return _answer(_DATASETS.of(generation), form, header)


def described(format: str = "") -> Response:
    """What the SPARQL service is (W3C Service Description), with example queries; `format` goes before Accept."""
    header = request.headers.get("Accept", "")
    form = named(format, GRAPHS) if format else choose(header, GRAPHS)
    with reading() as generation:
        quads = service_quads(generation.store, the_library().iris, _endpoint())
        return _answer(quads, form, format or header)


def _endpoint() -> str:
    """The address of the service, as the client knows it."""
    own = urljoin(the_library().settings.base, "sparql")
    # Behind a proxy the scheme and the folder of the request are not those that the client used.
    return own if urlsplit(own).netloc == request.host else request.base_url


class _Datasets:
    """The descriptions of the generations that were asked for: all of a graph must be read to make one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[Path, bytes] = {}

    def of(self, generation: Generation) -> bytes:
        """As N-Quads; made when it is first asked for."""
        with self._lock:
            if generation.path not in self._made:
                self._made[generation.path] = dataset_quads(generation.store, the_library().iris)
                for old in list(self._made)[:-KEPT]:
                    del self._made[old]
            return self._made[generation.path]


_DATASETS = _Datasets()


def _answer(quads: bytes, form: Form | None, wanted: str) -> Response:
    if form is None:
        raise NotAcceptableError(wanted, tuple(form.media_type for form in GRAPHS))
    known = {**terms.prefixes(the_library().iris), **PREFIXES}
    body = b"".join(rewritten(triples_of(quads.splitlines(keepends=True)), form.format, known))
    answer = Response(body, content_type=form.content_type)
    answer.vary.add("Accept")
    return answer
