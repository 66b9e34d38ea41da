"""Readings of texts with all that the program knows, and what must hold of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graph.model import Document, Evidence, Reading, Span
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read
from tests.known import known


def knowledge() -> Knowledge:
    return known()


def document_of(text: str, name: str = "a.md") -> Document:
    return read_document(name, text.encode())[0]


def reading_of(text: str, name: str = "a.md") -> Reading:
    return read(document_of(text, name), knowledge())


def check_places(reading: Reading) -> None:
    """Every mention and every passage stands in the text where the reading says, and none overlaps another."""
    text = reading.document.text
    sentences = [sentence.span for sentence in reading.sentences]
    assert all(first.end <= second.start for first, second in pairwise(sentences))
    places = frozenset(sentences)
    answered = frozenset(Span(first.start, second.end) for first, second in pairwise(sentences))
    for mention in reading.mentions:
        assert text[mention.span.start : mention.span.end] == mention.surface
    for evidence in evidence_of(reading):
        passage = evidence.passage
        assert passage in places or (evidence.rule == "asked" and passage in answered)  # a question and its reply
        assert text[passage.start : passage.end] == evidence.quote
        assert text[max(0, passage.start - 32) : passage.start] == evidence.prefix
        assert text[passage.end : passage.end + 32] == evidence.suffix
        assert evidence.subject_text == " ".join(text[evidence.subject.start : evidence.subject.end].split())
        assert evidence.object_text == " ".join(text[evidence.object.start : evidence.object.end].split())


def evidence_of(reading: Reading) -> Iterator[Evidence]:
    return (evidence for assertion in reading.assertions for evidence in assertion.evidence)
