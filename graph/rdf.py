"""Readings, vocabulary and summary as N-Quads: pure string building, since an ingest writes millions of lines.

`docs/` and `data/ontology.ttl` describe the shape of the graph; `graph.decode` reads it back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from graph.copies import fingerprint
from graph.corrected import applied_nquads
from graph.ids import Iris, assertion_id, evidence_id, link_id
from graph.model import (
    Assertion,
    Certainty,
    Concept,
    Evidence,
    Link,
    Mention,
    Polarity,
    Reading,
    Source,
)
from graph.nquads import is_web_address, lines, literal, template, typed
from graph.terms import DCTERMS, MYO, RDF, SCHEMA, SKOS, class_iri, identifier_iri, predicate_iri
from graph.vocabulary import Vocabulary

_TYPE = f"{RDF}type"
_AT_ONCE = 10_000  # concepts of a part: some 15 MB of N-Quads
# A place in an article is a text fragment identifier (RFC 5147): which characters of which document. Four in ten quads
# of a library would be about mentions if their ends stood there as numbers.
_MENTION = template("""
    <{graph}#char={start},{end}> myo:mentionOf <{concept}>
""")
_ASSERTION = template("""
    <{assertion}> rdf:type myo:Assertion
    <{assertion}> rdf:type rdf:Statement
    <{assertion}> rdf:subject <{subject}>
    <{assertion}> rdf:predicate <{predicate}>
    <{assertion}> rdf:object <{object}>
    <{assertion}> myo:polarity "{polarity}"
    <{assertion}> myo:certainty "{certainty}"
""")
_EVIDENCE = template("""
    <{evidence}> rdf:type oa:Annotation
    <{evidence}> oa:hasBody <{assertion}>
    <{evidence}> oa:hasTarget <{evidence}#target>
    <{evidence}> myo:certainty "{certainty}"
    <{evidence}> myo:rule {rule}
    <{evidence}> myo:section {section}
    <{evidence}> myo:cues {cues}
    <{evidence}> myo:subjectAt <{graph}#char={subject_start},{subject_end}>
    <{evidence}> myo:subjectText {subject_text}
    <{evidence}> myo:objectAt <{graph}#char={object_start},{object_end}>
    <{evidence}> myo:objectText {object_text}
    <{evidence}#target> rdf:type oa:SpecificResource
    <{evidence}#target> oa:hasSource <{graph}>
    <{evidence}#target> oa:hasSelector <{evidence}#quote>
    <{evidence}#target> oa:hasSelector <{evidence}#position>
    <{evidence}#quote> rdf:type oa:TextQuoteSelector
    <{evidence}#quote> oa:exact {quote}
    <{evidence}#quote> oa:prefix {prefix}
    <{evidence}#quote> oa:suffix {suffix}
    <{evidence}#position> rdf:type oa:TextPositionSelector
    <{evidence}#position> oa:start "{start}"^^xsd:integer
    <{evidence}#position> oa:end "{end}"^^xsd:integer
""")
_LINK = template("""
    <{link}> rdf:type myo:Link
    <{link}> rdf:type rdf:Statement
    <{link}> rdf:subject <{subject}>
    <{link}> rdf:predicate <{predicate}>
    <{link}> rdf:object <{object}>
    <{link}> myo:belief "{belief}"^^xsd:decimal
    <{link}> myo:support "{support}"^^xsd:integer
    <{link}> myo:against "{against}"^^xsd:integer
    <{link}> myo:disputed "{disputed}"^^xsd:integer
""")
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
_DAY = re.compile(r"[1-9]\d{3}-\d\d-\d\d", re.ASCII)


def reading_nquads(reading: Reading, iris: Iris) -> str:
    """One document's named graph, as `reading_quads` gives it, in one piece."""
    return "".join(reading_quads(reading, iris))


def reading_quads(reading: Reading, iris: Iris) -> Iterator[str]:
    """One document's named graph, some whole quads at a time: the document, its concepts, its mentions, what it says.

    What an assertion consists of stands apart, in the assertions graph: two documents that make one assertion are two
    evidences of one node, and a query over all graphs together meets that node once.

    Its fingerprint (see `graph.copies`) is kept with it, so that copies are found without reading it again.
    """
    graph = iris.document(reading.document.id)
    yield lines(graph, _document(reading), graph)
    for concept in reading.concepts:
        yield lines(iris.concept(concept.id), _concept(concept, iris), graph)
    for mention in reading.mentions:
        yield _mention(mention, iris, graph)
    for assertion in reading.assertions:
        yield from _assertion(assertion, iris, graph)
    yield from applied_nquads(reading, iris)


def vocabulary_nquads(vocabulary: Vocabulary, iris: Iris) -> str:
    """The vocabulary's named graph: a SKOS scheme and its concepts."""
    return "".join(vocabulary_parts(vocabulary, iris))


def vocabulary_parts(vocabulary: Vocabulary, iris: Iris) -> Iterator[str]:
    """The same in parts of many concepts each: a large vocabulary is not to be written out as one text."""
    graph = iris.vocabulary_graph()
    scheme = (f"{SKOS}inScheme", f"<{graph}>")
    yield lines(graph, [(_TYPE, f"<{SKOS}ConceptScheme>")], graph)
    concepts = iter(sorted(vocabulary.concepts))
    while some := tuple(islice(concepts, _AT_ONCE)):
        several = (vocabulary.concepts[one] for one in some)
        yield "".join(lines(iris.concept(one.id), [*_concept(one, iris), scheme], graph) for one in several)


def summary_nquads(links: Iterable[Link], sources: Iterable[Source], iris: Iris) -> str:
    """The summary's named graph: each link's belief and counts, each document's family of copies."""
    graph = iris.summary_graph()
    parts = [_link(link, iris) for link in links]
    for source in sources:
        family = (f"{MYO}family", f"<{iris.document(source.family)}>")
        parts.append(lines(iris.document(source.id), [family], graph))
    return "".join(parts)


def _document(reading: Reading) -> Iterator[tuple[str, str]]:
    document = reading.document
    outline = [[block.kind.value, block.level, block.span.start, block.span.end] for block in document.blocks]
    yield _TYPE, f"<{MYO}Document>"
    yield _TYPE, f"<{SCHEMA}Article>"
    yield f"{DCTERMS}title", literal(document.title)
    yield f"{MYO}name", literal(document.name)
    yield f"{MYO}sha256", literal(document.sha256)
    yield f"{MYO}text", literal(document.text)
    yield f"{MYO}outline", literal(json.dumps(outline, separators=(",", ":")))
    yield f"{MYO}fingerprint", literal(str(fingerprint(reading)))
    if document.source:
        yield (
            f"{DCTERMS}source",
            f"<{document.source}>" if is_web_address(document.source) else literal(document.source),
        )
    if document.publisher:
        yield f"{SCHEMA}publisher", literal(document.publisher)
    if document.published:
        yield f"{DCTERMS}issued", day(document.published)


def day(text: str) -> str:
    """A day or a year as a literal of its type; anything else as text."""
    if _YEAR.fullmatch(text):
        return typed(text, "gYear")
    if _DAY.fullmatch(text):
        try:
            return typed(date.fromisoformat(text), "date")
        except ValueError:  # the 30th of February: kept as it was written
            return literal(text)
    return literal(text)


def _concept(concept: Concept, iris: Iris) -> Iterator[tuple[str, str]]:
    yield _TYPE, f"<{SKOS}Concept>"
    yield _TYPE, f"<{class_iri(concept.type)}>"
    yield f"{SKOS}prefLabel", literal(concept.label)
    yield f"{MYO}origin", literal(concept.origin)
    for name in concept.names:
        yield f"{SKOS}altLabel", literal(name)
    for broader in concept.broader:
        yield f"{SKOS}broader", f"<{iris.concept(broader)}>"
    for identifier in concept.identifiers:
        yield f"{SKOS}exactMatch", f"<{identifier_iri(identifier)}>"
        yield f"{SKOS}notation", literal(identifier)


def _mention(mention: Mention, iris: Iris, graph: str) -> str:
    span = mention.span
    return _MENTION % {"graph": graph, "start": span.start, "end": span.end, "concept": iris.concept(mention.concept)}


def _assertion(assertion: Assertion, iris: Iris, graph: str) -> Iterator[str]:
    yield plain_quads(assertion, iris, graph)
    yield assertion_quads(assertion, iris)
    yield from (evidence_quads(assertion, evidence, iris) for evidence in assertion.evidence)


def plain_quads(assertion: Assertion, iris: Iris, graph: str) -> str:
    """The plain triple of what is said to be so, at least possibly; else nothing."""
    if assertion.polarity is not Polarity.AFFIRMED or assertion.certainty is Certainty.DISPUTED:
        return ""
    said = [(predicate_iri(assertion.predicate), f"<{iris.concept(assertion.object)}>")]
    return lines(iris.concept(assertion.subject), said, graph)


def assertion_quads(assertion: Assertion, iris: Iris) -> str:
    """What an assertion consists of, in the assertions graph."""
    return _ASSERTION % {
        "assertion": iris.assertion(assertion_id(assertion.key)),
        "subject": iris.concept(assertion.subject),
        "predicate": predicate_iri(assertion.predicate),
        "object": iris.concept(assertion.object),
        "polarity": assertion.polarity,
        "certainty": assertion.certainty,
        "graph": iris.assertions_graph(),
    }


def evidence_quads(assertion: Assertion, evidence: Evidence, iris: Iris) -> str:
    """One passage of an assertion, in the graph of its document."""
    about = {
        "assertion": iris.assertion(assertion_id(assertion.key)),
        "evidence": iris.evidence(evidence_id(assertion, evidence)),
        "certainty": assertion.certainty,
        "graph": iris.document(evidence.document),
    }
    return _EVIDENCE % (about | _passage(evidence))


def _passage(evidence: Evidence) -> dict[str, object]:
    return {
        "rule": literal(evidence.rule),
        "section": literal(evidence.section),
        "cues": literal(json.dumps(evidence.cues, ensure_ascii=False)),
        "subject_start": evidence.subject.start,
        "subject_end": evidence.subject.end,
        "subject_text": literal(evidence.subject_text),
        "object_start": evidence.object.start,
        "object_end": evidence.object.end,
        "object_text": literal(evidence.object_text),
        "quote": literal(evidence.quote),
        "prefix": literal(evidence.prefix),
        "suffix": literal(evidence.suffix),
        "start": evidence.passage.start,
        "end": evidence.passage.end,
    }


def _link(link: Link, iris: Iris) -> str:
    return _LINK % {
        "link": iris.link(link_id(link.subject.id, link.predicate, link.object.id)),
        "subject": iris.concept(link.subject.id),
        "predicate": predicate_iri(link.predicate),
        "object": iris.concept(link.object.id),
        "belief": _decimal(link.belief),
        "support": link.support,
        "against": link.against,
        "disputed": link.disputed,
        "graph": iris.summary_graph(),
    }


def _decimal(number: float) -> str:
    # As the engine writes it back, so that dumps agree with what was loaded.
    return f"{number:.6f}".rstrip("0").rstrip(".")
