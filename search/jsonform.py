"""Answers and hits as plain dictionaries for JSON: the form that the command line and the pages promise."""

from __future__ import annotations

from typing import Any

from graph.model import Assertion, Concept, Evidence, Link, Path
from graph.reader import GraphReader
from search.answer import Answer
from search.model import Hit, Hits
from search.nearest import Nearest
from search.questions import Question

Json = dict[str, Any]


def answer_json(answer: Answer, graph: GraphReader) -> Json:
    """An answer with everything that a page shows of it."""
    return {
        "question": question_json(answer),
        "answer": {
            "paths": [path_json(path, graph) for path in answer.paths],
            "links": [link_json(link, graph) for link in answer.links],
            "against": [link_json(link, graph) for link in answer.against],
            "hits": [hit_json(hit, graph) for hit in answer.hits.hits],
            "verdict": answer.verdict,
            "sentence": answer.sentence,
            "sparql": answer.sparql,
            "note": answer.note,
            "nearest": nearest_json(answer.nearest, graph),
        },
        "stopped": answer.stopped,
    }


def question_json(answer: Answer) -> Json:
    """How a text was understood; `form` is null where it was only searched for."""
    question: Question | None = answer.question
    slots = question.slots if question else ()
    return {
        "text": answer.text,
        "form": question.form.name if question else None,
        "types": sorted(question.types) if question else [],
        "slots": [{"name": slot.name, "text": slot.text, "concept": concept_line(slot.concept)} for slot in slots],
    }


def concept_line(concept: Concept) -> Json:
    """A concept, short: what it is called, its type, and where it comes from."""
    return {"id": concept.id, "label": concept.label, "type": concept.type, "origin": concept.origin}


def path_json(path: Path, graph: GraphReader) -> Json:
    """A chain of links with what each says."""
    return {
        "nodes": [concept_line(node) for node in path.nodes],
        "links": [link_json(link, graph) for link in path.links],
        "cost": round(path.cost, 6),
        "pattern": path.pattern,
    }


def link_json(link: Link, graph: GraphReader) -> Json:
    """A link with its passages; those of one `family` are copies."""
    passages = [_evidence(said, passage, graph) for said in link.assertions for passage in said.evidence]
    return link_line(link) | {"evidence": passages}


def link_line(link: Link) -> Json:
    """A link, short; `for`, `against` and `disputed` count independent documents."""
    return {
        "subject": concept_line(link.subject),
        "predicate": link.predicate,
        "object": concept_line(link.object),
        "belief": link.belief,
        "for": link.support,
        "against": link.against,
        "disputed": link.disputed,
    }


def nearest_json(found: Nearest | None, graph: GraphReader) -> Json | None:
    """What is offered where nothing links two concepts; null where something does."""
    if found is None:
        return None
    return {
        "around": [
            {"concept": concept_line(one.concept), "links": [link_json(link, graph) for link in one.links]}
            for one in found.around
        ],
        "pairs": [[concept_line(one) for one in pair] for pair in found.pairs],
    }


def hits_json(hits: Hits, graph: GraphReader) -> Json:
    """One page of search results."""
    return {
        "query": hits.query,
        "total": hits.total,
        "note": hits.note,
        "hits": [hit_json(hit, graph) for hit in hits.hits],
    }


def hit_json(hit: Hit, graph: GraphReader) -> Json:
    """A passage or document found by its words; `marks` are places in `snippet`."""
    start = hit.snippet.span.start
    return {
        **_document(hit.document, graph),
        "unit": hit.unit,
        "section": hit.section,
        "start": hit.span.start,
        "end": hit.span.end,
        "score": hit.score,
        "snippet": hit.snippet.text,
        "marks": [[mark.start - start, mark.end - start] for mark in hit.snippet.marks],
    }


def _evidence(assertion: Assertion, passage: Evidence, graph: GraphReader) -> Json:
    return {
        **_document(passage.document, graph),
        "family": graph.family(passage.document),
        "quote": passage.quote,
        "start": passage.passage.start,
        "end": passage.passage.end,
        "polarity": assertion.polarity,
        "certainty": assertion.certainty,
    }


def _document(id: str, graph: GraphReader) -> Json:
    """A document's id, its file name and its title."""
    source = graph.source(id)
    return {"document": id, "doc": source.name if source else id, "title": source.title if source else id}
