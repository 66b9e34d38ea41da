"""The W3C's manifests, read into plain records: which query is asked of which files, and what must come out.

The W3C's tests are no part of this repository. Where their folder does not lie beside it there is nothing to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

W3C = Path(__file__).parents[3] / "shared" / "w3c" / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"  # where the files stand, by the manifests
QUERIES = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")
PROTOCOL = "protocol/manifest.ttl"

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
_UPDATES = re.compile("(bad_)?(multiple_)?update")


class Group(StrEnum):
    """What a test is about; the figures are told group by group."""

    PROTOCOL = "protocol"
    SYNTAX = "query syntax"
    EVALUATION = "query evaluation"
    FORMATS = "result formats"


@dataclass(frozen=True, slots=True)
class QueryTest:
    """A query over files. `default`, `named`: IRIs of the files that are its dataset; `result`: the file with what
    must come out. A test of the syntax has none of these: the query is to be taken, or to be refused if it is `bad`.
    """

    name: str
    group: Group
    query: Path
    bad: bool = False
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """An HTTP request and what must come back: the first digits of the status, a form of answer, yes or no."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[str]
    form: str
    boolean: bool | None


@dataclass(frozen=True, slots=True)
class ProtocolTest:
    """Requests in a row."""

    name: str
    exchanges: tuple[Exchange, ...]
    group: Group = Group.PROTOCOL


def path_of(iri: str) -> Path:
    """The file with an IRI of the manifests."""
    return W3C / iri.removeprefix(BASE)


@cache
def query_tests() -> tuple[QueryTest, ...]:
    """All tests of syntax, evaluation and result formats, in the manifests' order."""
    return tuple(test for manifest in QUERIES if W3C.is_dir() for test in _query_tests(BASE + manifest))


@cache
def protocol_tests() -> tuple[ProtocolTest, ...]:
    """All tests of the protocol but those of updates."""
    if not W3C.is_dir():
        return ()
    graph = _read(BASE + PROTOCOL)
    named = ((_fragment(entry), entry) for entry in _entries(graph))
    return tuple(
        ProtocolTest(f"protocol/{name}", tuple(_exchanges(graph, entry)))
        for name, entry in named
        if not _UPDATES.match(name)
    )


def protocol_graphs() -> dict[str, Path]:
    """The files that the tests of the protocol ask, by the names under which they do."""
    graph = _read(BASE + PROTOCOL)
    data = set(graph.objects(None, UT.graphData))
    return {str(graph.value(one, RDFS.label)): path_of(str(graph.value(one, UT.graph))) for one in data}


def _read(iri: str) -> Graph:
    return Graph().parse(path_of(iri), format="turtle", publicID=iri)


def _entries(graph: Graph, predicate: Node = MF.entries) -> list[Node]:
    head = graph.value(graph.value(None, RDF.type, MF.Manifest), predicate)
    return list(Collection(graph, head)) if head else []


def _query_tests(manifest: str) -> Iterator[QueryTest]:
    graph = _read(manifest)
    for included in _entries(graph, MF.include):
        yield from _query_tests(str(included))
    folder = path_of(manifest).parent.name
    for entry in _entries(graph):
        yield _query_test(graph, entry, folder)


def _query_test(graph: Graph, entry: Node, folder: str) -> QueryTest:
    name = f"{folder}/{_fragment(entry)}"
    kind = _fragment(graph.value(entry, RDF.type))
    action = graph.value(entry, MF.action)
    assert action is not None, name
    if kind in ("PositiveSyntaxTest11", "NegativeSyntaxTest11"):
        return QueryTest(name, Group.SYNTAX, path_of(str(action)), bad=kind.startswith("Negative"))
    assert kind in ("QueryEvaluationTest", "CSVResultFormatTest"), name
    return QueryTest(
        name,
        Group.FORMATS if folder.endswith("-res") else Group.EVALUATION,
        path_of(str(graph.value(action, QT.query))),
        default=tuple(sorted(map(str, graph.objects(action, QT.data)))),
        named=tuple(sorted(map(str, graph.objects(action, QT.graphData)))),
        result=path_of(str(graph.value(entry, MF.result))),
    )


def _exchanges(graph: Graph, entry: Node) -> Iterator[Exchange]:
    head = graph.value(graph.value(entry, MF.action), HT.requests)
    for request in Collection(graph, head) if head else ():
        answer = graph.value(request, HT.resp)
        boolean = graph.value(answer, MF.expectedBoolean)
        yield Exchange(
            method=str(graph.value(request, HT.methodName)),
            path=str(graph.value(request, HT.absolutePath)),
            headers=tuple(_headers(graph, request)),
            body=_body(graph, request),
            statuses=frozenset(_fragment(status)[len("StatusCode")] for status in graph[answer : MF.expectedStatus]),
            form=str(graph.value(answer, MF.expectedFormat) or ""),
            boolean=None if boolean is None else bool(boolean.toPython()),  # type: ignore[attr-defined]  # a literal
        )


def _headers(graph: Graph, request: Node) -> Iterator[tuple[str, str]]:
    head = graph.value(request, HT.headers)
    for header in Collection(graph, head) if head else ():
        yield str(graph.value(header, HT.fieldName)), str(graph.value(header, HT.fieldValue))


def _body(graph: Graph, request: Node) -> bytes | None:
    body = graph.value(request, HT.body)
    if body is None:
        return None
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def _fragment(node: Node | None) -> str:
    return str(node).rpartition("#")[2]
