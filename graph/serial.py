"""Answers of the engine in the formats of the W3C, written piece by piece: a long one is never held as a whole."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Protocol

import pyoxigraph as ox

from graph.jsonld import context, node

ROW_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Described = Callable[[Iterable[str]], bytes]

_DESCRIBED = 50  # things of which a DESCRIBE tells more than their own triples
_AT_ONCE = 2000  # triples of JSON-LD that are held together, and the rest of their last node


class Output(Protocol):
    """Whatever takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Takes some bytes and says how many."""

    def flush(self) -> None:
        """Passes on what is held back."""


def write_rows(found: ox.QuerySolutions | ox.QueryBoolean, format: str, output: Output) -> None:
    """Writes the answer to a SELECT or ASK, in one of ROW_FORMATS."""
    found.serialize(_safe(output, format), format=ROW_FORMATS[format])  # type: ignore[arg-type]  # it only writes


def write_triples(triples: Iterable[ox.Triple], format: str, prefixes: Mapping[str, str], output: Output) -> None:
    """Writes triples in one of GRAPH_FORMATS, with these prefixes where it has such."""
    if format == "jsonld":
        _write_jsonld(triples, prefixes, output)
        return
    ox.serialize(triples, _safe(output, format), format=GRAPH_FORMATS[format], prefixes=dict(prefixes))  # type: ignore[arg-type]  # it only writes


def with_more(told: Iterable[ox.Triple], described: Described) -> Iterable[ox.Triple]:
    """What the engine tells of things, which is each one's own triples, and what else is told of the first of them."""
    own = dict.fromkeys(told)
    things = dict.fromkeys(one.subject.value for one in own if isinstance(one.subject, ox.NamedNode))
    more = ox.parse(described(islice(things, _DESCRIBED)), ox.RdfFormat.N_TRIPLES)
    return own | dict.fromkeys(quad.triple for quad in more)


def _write_jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], output: Output) -> None:
    output.write(b'{"@context": ' + context(prefixes) + b', "@graph": [\n')
    between = b""
    for some in _stretches(triples):
        expanded = json.loads(ox.serialize(some, format=ox.RdfFormat.JSON_LD) or b"[]")
        output.write(between + b",\n".join(node(one, prefixes) for one in expanded))
        between = b",\n"
    output.write(b"\n]}\n")


def _stretches(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Some triples at a time, cut between nodes where these stand together."""
    held: list[ox.Triple] = []
    for triple in triples:
        if len(held) >= _AT_ONCE and triple.subject != held[-1].subject:
            yield held
            held = []
        held.append(triple)
    if held:
        yield held


def _safe(output: Output, format: str) -> Output:
    return _Xml(output) if format in ("xml", "rdf") else output


class _Xml:
    """Takes XML and passes it on without the control characters that a text may hold and XML has no way to write."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, data: bytes, /) -> int:
        text = _NOT_XML.sub("\ufffd", self._decoder.decode(data))
        self._output.write(text.encode())
        return len(data)

    def flush(self) -> None:
        self._output.flush()
