"""A query's answer as Python values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from rdflib import BNode, URIRef

from graph.errors import ResultFormatError
from graph.reader import GraphReader
from graph.scope import Scope
from graph.terms import XSD, prefixes
from myograph.analysis.rows import Rows
from myograph.analysis.subgraph import Subgraph, subgraph

_WHOLE = "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger"
_READ: Mapping[str, Callable[[str], Any]] = {
    **{f"{XSD}{name}": int for name in _WHOLE.split()},
    **{f"{XSD}{name}": float for name in ("decimal", "double", "float")},
    f"{XSD}boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    f"{XSD}date": date.fromisoformat,
    f"{XSD}dateTime": datetime.fromisoformat,
}


def answered(sparql: str, scope: Scope, graph: GraphReader) -> Rows | bool | Subgraph:
    """The answer to a query that may be run: rows, yes or no, or a graph. Raises QueryError."""
    try:
        content = graph.store.query_bytes(sparql, "json", scope)
    except ResultFormatError:  # it makes triples
        return subgraph(graph.store.query_bytes(sparql, "nt", scope), graph)
    found = json.loads(content)
    return found["boolean"] if "boolean" in found else _rows(found, graph)


def _rows(found: Mapping[str, Any], graph: GraphReader) -> Rows:
    variables = tuple(found["head"]["vars"])
    rows = tuple(
        tuple(value(row[name]) if name in row else None for name in variables) for row in found["results"]["bindings"]
    )
    return Rows(variables, rows, prefixes(graph.iris))


@lru_cache(maxsize=65_536)
def _iri(text: str) -> URIRef:
    return URIRef(text)  # rdflib looks through each for what no IRI may hold, and the same come again and again


def value(term: Mapping[str, str]) -> Any:
    """A term of the SPARQL JSON format as Python has it; a literal that is not what it says it is stays text."""
    text = term["value"]
    if term["type"] in {"uri", "bnode"}:
        return _iri(text) if term["type"] == "uri" else BNode(text)
    try:
        return _READ.get(term.get("datatype", ""), str)(text)
    except (ValueError, KeyError):
        return text
