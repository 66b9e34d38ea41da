"""The whole library in formats that other programs read. The same articles give the same bytes.

N-Quads keep the named graphs; Turtle and JSON-LD hold all graphs together, as one; JSON lines hold one claim of one
passage each; GraphML holds the links over all documents; nanopublications hold one claim each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from graph.ids import link_id
from graph.known import known_quads
from graph.model import Assertion, Concept, Evidence, Origin, Reading
from graph.nanopub import nanopubs_trig
from graph.paths import to_networkx
from graph.reader import GraphReader
from graph.streams import nquads_of, rewritten, triples_of
from graph.terms import prefixes

Row = dict[str, object]

NANOPUB: Final = "nanopub"
_AT_ONCE = 50  # documents that one query asks about: half the time of one by one


def export(reader: GraphReader, format: str, version: str = "") -> Iterator[bytes]:
    """The library in one of FORMATS, in pieces; what the reader hides is left out.

    `version`: of the Myograph that read the articles; nanopublications tell it.
    """
    return nanopubs_trig(reader, version) if format == NANOPUB else FORMATS[format](reader)


def jsonl(reader: GraphReader) -> Iterator[str]:
    """One line of JSON, without its end, for each assertion and passage, sorted by document name and place."""
    concepts = {concept.id: concept for concept in reader.concepts()}
    sources = sorted(reader.documents(), key=lambda source: source.name)
    for at in range(0, len(sources), _AT_ONCE):
        names = {source.id: source.name for source in sources[at : at + _AT_ONCE]}
        for row in _rows(reader.said_in(names), names, concepts):
            yield json.dumps(row, ensure_ascii=False)


def assertion_rows(reading: Reading, concepts: Mapping[str, Concept]) -> Iterator[Row]:
    """The same rows for one reading; `concepts` must hold every concept that it asserts something of."""
    yield from _rows(reading.assertions, {reading.document.id: reading.document.name}, concepts)


def _rows(said: Iterable[Assertion], names: Mapping[str, str], concepts: Mapping[str, Concept]) -> Iterator[Row]:
    passages = [
        (names[evidence.document], evidence, assertion) for assertion in said for evidence in assertion.evidence
    ]
    return (_row(*passage, concepts) for passage in sorted(passages, key=_place))


def _place(passage: tuple[str, Evidence, Assertion]) -> tuple[object, ...]:
    name, evidence, assertion = passage
    return (name, evidence.passage, assertion.key, evidence.subject, evidence.object, evidence.rule)


def _row(name: str, evidence: Evidence, assertion: Assertion, concepts: Mapping[str, Concept]) -> Row:
    return {
        "doc": name,
        "start": evidence.passage.start,
        "end": evidence.passage.end,
        "quote": evidence.quote,
        "subject": _end(concepts[assertion.subject], evidence.subject_text),
        "predicate": assertion.predicate,
        "object": _end(concepts[assertion.object], evidence.object_text),
        "polarity": assertion.polarity,
        "certainty": assertion.certainty,
        "rule": evidence.rule,
        "section": evidence.section,
    }


def _end(concept: Concept, text: str) -> Row:
    row: Row = {"id": concept.id, "label": concept.label, "text": text, "type": concept.type}
    return row | {"provisional": True} if concept.origin is Origin.PROVISIONAL else row


def _nq(reader: GraphReader) -> Iterator[bytes]:
    hidden = reader.hidden()
    if hidden:
        return iter(known_quads(reader.store.nquads(), reader.iris, hidden).splitlines(keepends=True))
    return nquads_of(reader.store)


def _ttl(reader: GraphReader) -> Iterator[bytes]:
    return rewritten(triples_of(_nq(reader)), "ttl", prefixes(reader.iris))


def _jsonld(reader: GraphReader) -> Iterator[bytes]:
    return rewritten(triples_of(_nq(reader)), "jsonld", prefixes(reader.iris))


def _jsonl(reader: GraphReader) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in jsonl(reader))


def _graphml(reader: GraphReader) -> Iterator[bytes]:
    from networkx import generate_graphml  # noqa: PLC0415 - slow to import, and only this format needs it

    graph = to_networkx(sorted(reader.bare_links(), key=lambda link: (link.subject.id, link.object.id, link.predicate)))
    for subject, object_, predicate, about in graph.edges(keys=True, data=True):
        about["predicate"] = predicate
        about["id"] = link_id(subject, predicate, object_)
    yield b'<?xml version="1.0" encoding="utf-8"?>\n'
    for line in generate_graphml(graph, edge_id_from_attribute="id"):
        yield f"{line}\n".encode()


FORMATS: Mapping[str, Callable[[GraphReader], Iterator[bytes]]] = {
    "nq": _nq,
    "ttl": _ttl,
    "jsonld": _jsonld,
    "jsonl": _jsonl,
    "graphml": _graphml,
    NANOPUB: partial(nanopubs_trig, version=""),
}
