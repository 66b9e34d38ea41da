"""The JSON twins of the pages that show one thing."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ids import assertion_id
from graph.model import Assertion, Document, Evidence, Mention, Span
from graph.reader import GraphReader
from graph.showing.around import Surroundings
from graph.showing.doctor import Advice
from graph.showing.parts import Drawing, Edge
from search.jsonform import Json, concept_line, link_json


def concept_json(found: Surroundings, graph: GraphReader) -> Json:
    """A concept with everything that touches it."""
    links = graph.with_evidence((*found.outward, *found.inward))
    return concept_line(found.concept) | {
        "names": list(found.concept.names),
        "identifiers": list(found.concept.identifiers),
        "broader": [concept_line(one) for one in found.broader],
        "narrower": [concept_line(one) for one in found.narrower],
        "links": [link_json(link, graph) for link in links],
    }


def document_json(document: Document, mentions: Sequence[Mention], assertions: Sequence[Assertion]) -> Json:
    """An article: its text, its blocks, and what was read from it. Positions are code points of `text`."""
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "source": document.source,
        "publisher": document.publisher,
        "published": document.published,
        "sha256": document.sha256,
        "text": document.text,
        "blocks": [{"kind": b.kind.value, "level": b.level, **_span(b.span)} for b in document.blocks],
        "mentions": [{"concept": m.concept, "text": m.surface, **_span(m.span)} for m in mentions],
        "assertions": [_assertion(one) for one in assertions],
    }


def assertion_json(key: str, found: Sequence[Assertion]) -> Json:
    """What is said, and every passage that says it."""
    evidence = [_evidence(passage) for one in found for passage in one.evidence]
    return _assertion(found[0]) | {"id": key, "evidence": evidence}


def picture_json(drawing: Drawing) -> Json:
    """What a picture shows: its things, and the claims between them."""
    nodes = [
        {
            "id": node.id,
            "label": node.label,
            "type": node.kind,
            "href": node.href,
            "focus": node.focus,
            "provisional": node.unknown,
        }
        for node in drawing.nodes
    ]
    return {"title": drawing.title, "nodes": nodes, "edges": [_edge(edge) for edge in drawing.edges]}


def _edge(edge: Edge) -> Json:
    link = edge.link
    held = {"predicate": link.predicate, "belief": link.belief} if link else {}
    counts = {"for": link.support, "against": link.against, "disputed": link.disputed} if link else {}
    shown = {"source": edge.source, "target": edge.target, "label": edge.label, "standing": edge.standing}
    return shown | held | counts | {"sentence": edge.note, "href": edge.href}


def advice_json(found: Sequence[Advice], graph: GraphReader) -> list[Json]:
    """Passages that say when to see a doctor."""
    return [
        {
            "document": one.document,
            "title": source.title if (source := graph.source(one.document)) else one.document,
            "heading": one.heading,
            "text": "\n".join(text for _, text in one.lines),
            **_span(one.span),
        }
        for one in found
    ]


def _assertion(assertion: Assertion) -> Json:
    return {
        "id": assertion_id(assertion.key),
        "subject": assertion.subject,
        "predicate": assertion.predicate.value,
        "object": assertion.object,
        "polarity": assertion.polarity.value,
        "certainty": assertion.certainty.value,
        "evidence": [_evidence(passage) for passage in assertion.evidence],
    }


def _evidence(passage: Evidence) -> Json:
    return {
        "doc": passage.document,
        "quote": passage.quote,
        **_span(passage.passage),
        "subject": {"text": passage.subject_text, **_span(passage.subject)},
        "object": {"text": passage.object_text, **_span(passage.object)},
        "section": passage.section,
        "rule": passage.rule,
        "cues": list(passage.cues),
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}
