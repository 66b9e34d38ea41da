"""Answers in every form, made comparable: two answers are the same if their graphs are isomorphic.

A table becomes a graph too, a node for each of its rows, so that blank nodes are compared by what is said of them and
equal rows are counted. Numbers are compared by value (-3 is the same integer whatever its subtype), and in CSV, which
has no types, what reads as a number is one. Language tags have no case. Everything else is compared as it is written.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, BNode, Graph, Literal, Namespace
from rdflib.compare import isomorphic
from rdflib.query import Result
from rdflib.term import Node

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
MEDIA_TYPES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
}
_TABLES = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}
_SAID = Namespace("urn:conformance:")  # of rows, in the graph that stands for a table
Answer = bool | Graph
Row = Mapping[str, Node]


def read(content: bytes, suffix: str, base: str = "", *, ordered: bool = False) -> Answer:
    """An answer in the form that a file with this suffix has. `ordered`: the rows of a table count in their order."""
    if suffix == ".ttl":
        graph = Graph().parse(io.BytesIO(content), format="turtle", publicID=base)
        listed = graph.value(None, RDF.type, RS.ResultSet)
        return _listed(graph, listed, ordered=ordered) if listed else _same_values(graph)
    found = Result.parse(io.BytesIO(content), format=_TABLES[suffix])
    if found.type == "ASK":
        return bool(found.askAnswer)
    rows = [{str(name): _cell(value, suffix) for name, value in row.items()} for row in found.bindings]
    return _table(map(str, found.vars or ()), rows, ordered=ordered)


def same(found: Answer, wanted: Answer) -> bool:
    """Whether two answers say the same."""
    if isinstance(found, Graph) and isinstance(wanted, Graph):
        return isomorphic(found, wanted)
    return found is wanted


def shown(answer: Answer) -> str:
    """An answer as text, for people who look for a difference."""
    return answer.serialize(format="turtle") if isinstance(answer, Graph) else str(answer)


def form_of(path: Path) -> str:
    """The suffix of the form in which to ask for what a file holds: a table that is written in Turtle is a table."""
    return ".srj" if path.suffix == ".ttl" and RS in path.read_text(encoding="utf-8") else path.suffix


def _listed(graph: Graph, result: Node, *, ordered: bool) -> Graph:
    rows = [
        {
            str(graph.value(cell, RS.variable)): value
            for cell in graph[row : RS.binding]
            for value in graph[cell : RS.value]
        }
        for row in graph[result : RS.solution]
    ]
    return _table(map(str, graph[result : RS.resultVariable]), rows, ordered=ordered)


def _table(heads: Iterable[str], rows: Iterable[Row], *, ordered: bool) -> Graph:
    made = Graph()
    for head in heads:
        made.add((_SAID.table, _SAID.column, Literal(head)))
    for number, row in enumerate(rows):
        node = BNode()
        made.add((node, RDF.type, _SAID.Row))
        if ordered:
            made.add((node, _SAID.number, Literal(number)))
        for name, value in row.items():
            made.add((node, _SAID[name], _same_value(value)))
    return made


def _same_values(graph: Graph) -> Graph:
    made = Graph()
    for subject, predicate, object_ in graph:
        made.add((subject, predicate, _same_value(object_)))
    return made


def _same_value(node: Node) -> Node:
    """A term that is the same for all ways to write a value."""
    if not isinstance(node, Literal):
        return node
    if node.language:
        return Literal(node, lang=node.language.lower())
    if isinstance(node.value, Decimal):
        return Literal(f"{node.value.normalize():f}", datatype=node.datatype, normalize=False)
    if isinstance(node.value, float):
        return Literal(repr(node.value), datatype=node.datatype, normalize=False)
    return Literal(node.value) if isinstance(node.value, int) else node


def _cell(node: Node, suffix: str) -> Node:
    if suffix == ".csv" and isinstance(node, Literal):
        with suppress(ValueError):
            return Literal(float(node))
    return node
