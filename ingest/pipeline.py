"""A document to its reading: names, passages, and every extractor in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graph.model import Assertion, Concept, Document, Evidence, Mention, Origin, Reading, Span
from ingest.consistency import without_denied_headings
from ingest.curated import without_orphans
from ingest.extractors import extract
from ingest.knowledge import Knowledge
from ingest.mentions import Named
from ingest.work import Step, Work

__all__ = ("Step", "extract", "read", "steps", "traced")


def steps(document: Document, knowledge: Knowledge, given: Sequence[Named] = ()) -> tuple[Step, ...]:
    """How a document is read, sentence by sentence: for those who want to see why."""
    return tuple(Work(document, knowledge, given).steps())


def read(document: Document, knowledge: Knowledge, given: Sequence[Named] = ()) -> Reading:
    """Everything that one document says: a pure function of what is handed in.

    `given`: names that are known beforehand to stand in the text; they take the place of any that meet them.
    """
    work = Work(document, knowledge, given)
    return _reading(document, work, work.assertions())


def traced(document: Document, knowledge: Knowledge, seen: Callable[[int], None]) -> tuple[Reading, tuple[Step, ...]]:
    """The reading, and how it came about, sentence by sentence. `seen` is told after each how many there are."""
    work = Work(document, knowledge, ())
    found = []
    for step in work.steps():
        found.append(step)
        seen(len(work.sentences))
    return _reading(document, work, without_denied_headings([said for step in found for said in step.said])), tuple(
        found
    )


def _reading(document: Document, work: Work, said: Sequence[Assertion]) -> Reading:
    assertions, applied = work.curator.without_rejected(_merged(said))
    names = without_orphans(work.names(), assertions, applied)
    return Reading(
        document=document,
        sentences=work.sentences,
        mentions=tuple(_mention(named, document) for named in names),
        assertions=assertions,
        concepts=_own_concepts(names),
        applied=applied,
    )


def _mention(named: Named, document: Document) -> Mention:
    return Mention(named.concept.id, named.span, document.text[named.span.start : named.span.end])


def _own_concepts(names: Iterable[Named]) -> tuple[Concept, ...]:
    own = {n.concept.id: n.concept for n in names if n.concept.origin in (Origin.COMPOSED, Origin.PROVISIONAL)}
    return tuple(own[key] for key in sorted(own))


def _merged(assertions: Sequence[Assertion]) -> tuple[Assertion, ...]:
    """One assertion for each thing said, with one evidence for each passage that says it, in text order."""
    said: dict[tuple[str, ...], dict[Span, Evidence]] = {}
    first: dict[tuple[str, ...], Assertion] = {}
    for assertion in assertions:
        first.setdefault(assertion.key, assertion)
        said.setdefault(assertion.key, {}).setdefault(assertion.evidence[0].passage, assertion.evidence[0])
    merged = [
        first[key] if len(passages) == 1 else replace(first[key], evidence=tuple(passages.values()))
        for key, passages in said.items()
    ]
    return tuple(sorted(merged, key=lambda a: (a.evidence[0].passage.start, a.evidence[0].passage.end, a.key)))
