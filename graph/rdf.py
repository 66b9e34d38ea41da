"""Readings, vocabulary and summary as N-Quads: pure string building, since an ingest writes millions of lines.

`docs/` and `data/ontology.ttl` describe the shape of the graph; `graph.decode` reads it back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from graph.ids import Iris, assertion_id, evidence_id, link_id, mention_id
from graph.model import (
    Assertion,
    Certainty,
    Concept,
    Document,
    Evidence,
    Link,
    Mention,
    Polarity,
    Reading,
    Source,
    Span,
)
from graph.nquads import is_web_address, lines, literal, typed
from graph.terms import DCTERMS, MYO, OA, RDF, SCHEMA, SKOS, class_iri, identifier_iri, predicate_iri
from graph.vocabulary import Vocabulary

_TYPE = f"{RDF}type"
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
_DAY = re.compile(r"[1-9]\d{3}-\d\d-\d\d", re.ASCII)


def reading_nquads(reading: Reading, iris: Iris, *, fingerprint: str = "") -> str:
    """One document's named graph: the document, its own concepts, its mentions, what it says and where.

    `fingerprint` (see `graph.copies`) is kept with the document, so that copies are found without reading it again.
    """
    graph = iris.document(reading.document.id)
    parts = [lines(graph, _document(reading.document, fingerprint), graph)]
    parts += [lines(iris.concept(concept.id), _concept(concept, iris), graph) for concept in reading.concepts]
    for mention in reading.mentions:
        iri = iris.mention(mention_id(reading.document.id, mention))
        parts.append(lines(iri, _mention(mention, iris), graph))
    for assertion in reading.assertions:
        parts += _assertion(assertion, iris, graph)
    return "".join(parts)


def vocabulary_nquads(vocabulary: Vocabulary, iris: Iris) -> str:
    """The vocabulary's named graph: a SKOS scheme and its concepts."""
    graph = iris.vocabulary_graph()
    scheme = (f"{SKOS}inScheme", f"<{graph}>")
    parts = [lines(graph, [(_TYPE, f"<{SKOS}ConceptScheme>")], graph)]
    for _, concept in sorted(vocabulary.concepts.items()):
        parts.append(lines(iris.concept(concept.id), [*_concept(concept, iris), scheme], graph))
    return "".join(parts)


def summary_nquads(links: Iterable[Link], sources: Iterable[Source], iris: Iris) -> str:
    """The summary's named graph: each link's belief and counts, each document's family of copies."""
    graph = iris.summary_graph()
    parts = []
    for link in links:
        iri = iris.link(link_id(link.subject.id, link.predicate, link.object.id))
        parts.append(lines(iri, _link(link, iris), graph))
    for source in sources:
        family = (f"{MYO}family", f"<{iris.document(source.family)}>")
        parts.append(lines(iris.document(source.id), [family], graph))
    return "".join(parts)


def _document(document: Document, fingerprint: str) -> Iterator[tuple[str, str]]:
    outline = [[block.kind.value, block.level, block.span.start, block.span.end] for block in document.blocks]
    yield _TYPE, f"<{MYO}Document>"
    yield _TYPE, f"<{SCHEMA}Article>"
    yield f"{DCTERMS}title", literal(document.title)
    yield f"{MYO}name", literal(document.name)
    yield f"{MYO}sha256", literal(document.sha256)
    yield f"{MYO}text", literal(document.text)
    yield f"{MYO}outline", literal(json.dumps(outline, separators=(",", ":")))
    if fingerprint:
        yield f"{MYO}fingerprint", literal(fingerprint)
    if document.source:
        yield (
            f"{DCTERMS}source",
            f"<{document.source}>" if is_web_address(document.source) else literal(document.source),
        )
    if document.publisher:
        yield f"{SCHEMA}publisher", literal(document.publisher)
    if document.published:
        yield f"{DCTERMS}issued", _day(document.published)


def _day(text: str) -> str:
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


def _mention(mention: Mention, iris: Iris) -> Iterator[tuple[str, str]]:
    yield _TYPE, f"<{MYO}Mention>"
    yield f"{MYO}mentionOf", f"<{iris.concept(mention.concept)}>"
    yield f"{MYO}start", typed(mention.span.start, "integer")
    yield f"{MYO}end", typed(mention.span.end, "integer")


def _assertion(assertion: Assertion, iris: Iris, graph: str) -> Iterator[str]:
    node = iris.assertion(assertion_id(assertion.key))
    said = (iris.concept(assertion.subject), predicate_iri(assertion.predicate), iris.concept(assertion.object))
    if assertion.polarity is Polarity.AFFIRMED and assertion.certainty is not Certainty.DISPUTED:
        yield lines(said[0], [(said[1], f"<{said[2]}>")], graph)
    yield lines(node, _statement(*said), graph)
    yield lines(node, _stance(assertion), graph)
    for evidence in assertion.evidence:
        passage = iris.evidence(evidence_id(assertion, evidence))
        yield lines(passage, _annotation(assertion, evidence, passage, iris), graph)
        yield _target(evidence, passage, graph)


def _statement(subject: str, predicate: str, object: str) -> Iterator[tuple[str, str]]:
    yield _TYPE, f"<{RDF}Statement>"
    yield f"{RDF}subject", f"<{subject}>"
    yield f"{RDF}predicate", f"<{predicate}>"
    yield f"{RDF}object", f"<{object}>"


def _stance(assertion: Assertion) -> Iterator[tuple[str, str]]:
    yield _TYPE, f"<{MYO}Assertion>"
    yield f"{MYO}polarity", literal(assertion.polarity)
    yield f"{MYO}certainty", literal(assertion.certainty)


def _annotation(assertion: Assertion, evidence: Evidence, iri: str, iris: Iris) -> Iterator[tuple[str, str]]:
    yield _TYPE, f"<{OA}Annotation>"
    yield f"{OA}hasBody", f"<{iris.assertion(assertion_id(assertion.key))}>"
    yield f"{OA}hasTarget", f"<{iri}#target>"
    yield f"{MYO}certainty", literal(assertion.certainty)
    yield f"{MYO}rule", literal(evidence.rule)
    yield f"{MYO}section", literal(evidence.section)
    yield f"{MYO}cues", literal(json.dumps(evidence.cues, ensure_ascii=False))
    document = iris.document(evidence.document)
    yield f"{MYO}subjectAt", _place(document, evidence.subject)
    yield f"{MYO}subjectText", literal(evidence.subject_text)
    yield f"{MYO}objectAt", _place(document, evidence.object)
    yield f"{MYO}objectText", literal(evidence.object_text)


def _place(document: str, span: Span) -> str:
    # A text fragment identifier (RFC 5147): one term says which characters of which document.
    return f"<{document}#char={span.start},{span.end}>"


def _target(evidence: Evidence, iri: str, graph: str) -> str:
    target: tuple[tuple[str, str], ...] = (
        (_TYPE, f"<{OA}SpecificResource>"),
        (f"{OA}hasSource", f"<{graph}>"),
        (f"{OA}hasSelector", f"<{iri}#quote>"),
        (f"{OA}hasSelector", f"<{iri}#position>"),
    )
    quote = (
        (_TYPE, f"<{OA}TextQuoteSelector>"),
        (f"{OA}exact", literal(evidence.quote)),
        (f"{OA}prefix", literal(evidence.prefix)),
        (f"{OA}suffix", literal(evidence.suffix)),
    )
    position = (
        (_TYPE, f"<{OA}TextPositionSelector>"),
        (f"{OA}start", typed(evidence.passage.start, "integer")),
        (f"{OA}end", typed(evidence.passage.end, "integer")),
    )
    return (
        lines(f"{iri}#target", target, graph)
        + lines(f"{iri}#quote", quote, graph)
        + lines(f"{iri}#position", position, graph)
    )


def _link(link: Link, iris: Iris) -> Iterator[tuple[str, str]]:
    yield _TYPE, f"<{MYO}Link>"
    yield from _statement(iris.concept(link.subject.id), predicate_iri(link.predicate), iris.concept(link.object.id))
    yield f"{MYO}belief", typed(_decimal(link.belief), "decimal")
    yield f"{MYO}support", typed(link.support, "integer")
    yield f"{MYO}against", typed(link.against, "integer")
    yield f"{MYO}disputed", typed(link.disputed, "integer")


def _decimal(number: float) -> str:
    # As the engine writes it back, so that dumps agree with what was loaded.
    return f"{number:.6f}".rstrip("0").rstrip(".")
