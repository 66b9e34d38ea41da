"""Assertions as nanopublications (https://nanopub.net): each claim with where it comes from, to be cited by itself.

Four graphs for each assertion: the head, the assertion, its provenance (the passages word for word, and what read
them), and what is known of the publication itself. No clock goes in: the date is that of the newest article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from graph.ids import Iris, assertion_id, evidence_id
from graph.links import edge_of
from graph.model import Assertion, Source
from graph.nquads import is_web_address, lines, literal
from graph.rdf import assertion_quads, day, evidence_quads, plain_quads
from graph.reader import GraphReader
from graph.streams import rewritten
from graph.terms import DCTERMS, MYO, PROV, RDF, RDFS, SCHEMA, SKOS, prefixes

NP: Final = "http://www.nanopub.org/nschema#"
LICENCE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
_RIGHTS = "The licence is for the claim and what is told about it; the quoted sentences remain those of their articles."
_DATED = "The date is that of the newest article that says so. When this was written down is not kept."
_TYPE = f"{RDF}type"
_DATE = re.compile(r"\d{4}(?:-\d\d-\d\d)?", re.ASCII)
_GRAPH = re.compile(r" <[^<>]*> \.$", re.MULTILINE)
_AT_ONCE = 50  # links whose passages are fetched together

Facts = list[tuple[str, str]]


def nanopub_iri(iris: Iris, key: str) -> str:
    """The IRI of an assertion's nanopublication."""
    return f"{iris.assertion(key)}.nanopub"


def nanopub_trig(reader: GraphReader, key: str, version: str) -> bytes | None:
    """An assertion (its id) in TriG; None if nobody says it. `version`: of the Myograph that read the articles."""
    said = reader.assertion(key)
    return b"".join(_trig(reader, said, version)) if said else None


def nanopubs_trig(reader: GraphReader, version: str) -> Iterator[bytes]:
    """All assertions that the reader shows, each as a nanopublication, in TriG, in pieces."""
    return _trig(reader, _all(reader), version)


def _trig(reader: GraphReader, said: Iterable[Assertion], version: str) -> Iterator[bytes]:
    quads = (line for one in said for line in nanopub_quads(reader, one, version).encode().splitlines(keepends=True))
    return rewritten(quads, "trig", prefixes(reader.iris) | {"np": NP})


def _all(reader: GraphReader) -> Iterator[Assertion]:
    rest = iter(sorted(reader.bare_links(), key=edge_of))
    while some := tuple(islice(rest, _AT_ONCE)):
        yield from (assertion for link in reader.with_evidence(some) for assertion in link.assertions)


def nanopub_quads(reader: GraphReader, said: Assertion, version: str) -> str:
    """One assertion as a nanopublication, in N-Quads."""
    iris = reader.iris
    this = nanopub_iri(iris, assertion_id(said.key))
    documents = sorted({evidence.document for evidence in said.evidence})
    sources = [source for document in documents if (source := reader.source(document))]
    assertion, provenance, about = (f"{this}#{part}" for part in ("assertion", "provenance", "pubinfo"))
    parts = {"hasAssertion": assertion, "hasProvenance": provenance, "hasPublicationInfo": about}
    head = [(_TYPE, f"<{NP}Nanopublication>"), *((f"{NP}{name}", f"<{part}>") for name, part in parts.items())]
    passages = "".join(evidence_quads(said, evidence, iris) for evidence in said.evidence)
    return "".join(
        (
            lines(this, head, f"{this}#head"),
            plain_quads(said, iris, assertion),
            _moved(assertion_quads(said, iris), assertion),
            lines(assertion, _origin(said, this, iris), provenance),
            _reading(said, this, version, provenance),
            _moved(passages, provenance),
            *(lines(iris.document(source.id), _article(source), provenance) for source in sources),
            lines(this, _publication(reader, said, this, sources), about),
            *(lines(iris.concept(end), _label(reader, end), about) for end in (said.subject, said.object)),
        )
    )


def _origin(said: Assertion, this: str, iris: Iris) -> Facts:
    passages = [iris.evidence(evidence_id(said, evidence)) for evidence in said.evidence]
    documents = sorted({iris.document(evidence.document) for evidence in said.evidence})
    return [
        *((f"{PROV}wasDerivedFrom", f"<{passage}>") for passage in passages),
        *((f"{PROV}hadPrimarySource", f"<{document}>") for document in documents),
        (f"{PROV}wasGeneratedBy", f"<{this}#reading>"),
    ]


def _reading(said: Assertion, this: str, version: str, graph: str) -> str:
    rules = sorted({evidence.rule for evidence in said.evidence})
    activity = [
        (_TYPE, f"<{PROV}Activity>"),
        (f"{RDFS}label", literal("Articles were read by rules")),
        *((f"{MYO}rule", literal(rule)) for rule in rules),
        (f"{PROV}wasAssociatedWith", f"<{this}#software>"),
    ]
    software = [(_TYPE, f"<{PROV}SoftwareAgent>"), (f"{RDFS}label", literal("Myograph"))]
    if version:
        software.append((f"{SCHEMA}softwareVersion", literal(version)))
    return lines(f"{this}#reading", activity, graph) + lines(f"{this}#software", software, graph)


def _article(source: Source) -> Facts:
    facts = [(_TYPE, f"<{SCHEMA}Article>"), (f"{DCTERMS}title", literal(source.title))]
    if source.source:
        found = f"<{source.source}>" if is_web_address(source.source) else literal(source.source)
        facts.append((f"{DCTERMS}source", found))
    if source.publisher:
        facts.append((f"{SCHEMA}publisher", literal(source.publisher)))
    if source.published:
        facts.append((f"{DCTERMS}issued", day(source.published)))
    return facts


def _publication(reader: GraphReader, said: Assertion, this: str, sources: Iterable[Source]) -> Facts:
    subject, object_ = (reader.concept(end) for end in (said.subject, said.object))
    ends = (subject.label if subject else said.subject), (object_.label if object_ else said.object)
    words = f"{ends[0]} {said.predicate.replace('_', ' ')} {ends[1]} ({said.polarity}, {said.certainty})"
    dates = [source.published for source in sources if source.published and _DATE.fullmatch(source.published)]
    facts = [
        (f"{RDFS}label", literal(words)),
        (f"{RDFS}seeAlso", f"<{reader.iris.assertion(assertion_id(said.key))}>"),
        (f"{DCTERMS}creator", f"<{this}#software>"),
        (f"{DCTERMS}isPartOf", f"<{reader.iris.base}>"),
        (f"{DCTERMS}license", f"<{LICENCE}>"),
        (f"{DCTERMS}rights", literal(_RIGHTS)),
    ]
    if dates:
        facts += [(f"{DCTERMS}date", day(max(dates))), (f"{DCTERMS}description", literal(_DATED))]
    return facts


def _label(reader: GraphReader, end: str) -> Facts:
    concept = reader.concept(end)
    return [(f"{SKOS}prefLabel", literal(concept.label if concept else end))]


def _moved(quads: str, graph: str) -> str:
    """The same quads in another graph."""
    return _GRAPH.sub(f" <{graph}> .", quads)
