"""A server over a library that holds the files of the W3C's tests, each as a named graph."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from graph.store import Store
from myograph.build import Options, ingest
from myograph.generation import GRAPH
from myograph.library import Library
from tests.conformance.manifests import path_of, protocol_graphs, query_tests


@pytest.fixture(scope="session")
def tested_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one short article; its graph holds the W3C's files instead."""
    place: Path = tmp_path_factory.mktemp("conformance")
    (place / "article.txt").write_text("Rest eases cramps.", encoding="utf-8")
    library = Library.open(place / "library", create=True)
    ingest(library, [place / "article.txt"], Options(jobs=1))
    number = library.current()
    library.close()
    assert number is not None
    files = {iri: path_of(iri) for test in query_tests() for iri in (*test.default, *test.named)}
    with Store.open_writable(library.folder(number) / GRAPH) as store:
        for iri, path in (files | protocol_graphs()).items():
            store.load(_nquads(path, iri))
    return library.home


def _nquads(path: Path, graph: str) -> bytes:
    suffix = path.suffix.removeprefix(".")
    read = ox.parse(path=str(path), format=ox.RdfFormat.from_extension(suffix), base_iri=graph, rename_blank_nodes=True)
    quads = (ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)) for quad in read)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


@pytest.fixture(scope="session")
def served(tested_home: Path, serving: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """Where the server is: host and port."""
    with serving(tested_home) as address:
        yield urlsplit(address).netloc


@pytest.fixture
def line(served: str) -> Iterator[http.client.HTTPConnection]:
    """A connection to the server."""
    made = http.client.HTTPConnection(served, timeout=60)
    yield made
    made.close()
