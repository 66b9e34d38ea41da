"""A small hand-made article, its reading, and stores that hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.ids import Iris, document_id
from graph.model import (
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Concept,
    ConceptType,
    Document,
    Evidence,
    Mention,
    Origin,
    Polarity,
    Predicate,
    Reading,
    Sentence,
    Span,
)
from graph.rdf import reading_nquads, vocabulary_nquads
from graph.store import Store
from graph.tables import Row
from graph.vocabulary import COLUMNS, Vocabulary, build

TITLE = "Leg cramps 🦵"
LINES = (
    TITLE,
    "Causes",
    'Dehydration can cause leg cramps,\t"they" say — at 100\\%.',
    "A lack of magnesium does not cause leg cramps.",
    "Some believe that tonic water relieves cramps.",
)
TEXT = "\n".join(LINES)


@pytest.fixture
def iris() -> Iris:
    return Iris()


@pytest.fixture
def vocabulary() -> Vocabulary:
    rows = (
        (("muscle cramp", "cramp|muscle spasm", "", "MESH:D009120"), ConceptType.CONDITION),
        (("leg cramp", "", "muscle cramp", ""), ConceptType.CONDITION),
        (("dehydration", "", "", "MESH:D003681"), ConceptType.CONDITION),
        (("magnesium", "", "", "CHEBI:25107"), ConceptType.NUTRIENT),
        (("tonic water", "", "", ""), ConceptType.REMEDY),
    )
    return build((Row(dict(zip(COLUMNS, fields, strict=True)), "test", 1), kind) for fields, kind in rows)


@pytest.fixture
def reading() -> Reading:
    return _reading("leaflets/leg cramps.txt")


@pytest.fixture
def read_as() -> Callable[[str], Reading]:
    """The same article under another file name."""
    return _reading


def _reading(name: str) -> Reading:
    """Three claims, one of each stance, and one concept that no vocabulary has."""
    document = _document(name)
    deficiency = Concept(
        "magnesium-deficiency",
        "magnesium deficiency",
        ConceptType.CONDITION,
        ("lack of magnesium",),
        ("dehydration",),
        (),
        Origin.COMPOSED,
    )
    claims = (
        (2, "dehydration", "Dehydration", Predicate.CAUSES, "leg cramps", Polarity.AFFIRMED, Certainty.POSSIBLE),
        (3, deficiency.id, "lack of magnesium", Predicate.CAUSES, "leg cramps", Polarity.NEGATED, Certainty.STATED),
        (4, "tonic-water", "tonic water", Predicate.TREATS, "cramps", Polarity.AFFIRMED, Certainty.DISPUTED),
    )
    assertions = []
    mentions = []
    for line, subject, subject_text, predicate, object_text, polarity, certainty in claims:
        evidence = _evidence(document, line, subject_text, object_text)
        target = "leg-cramp" if object_text.startswith("leg") else "muscle-cramp"
        assertions.append(Assertion(subject, predicate, target, polarity, certainty, (evidence,)))
        mentions += [Mention(subject, evidence.subject, subject_text), Mention(target, evidence.object, object_text)]
    sentences = tuple(Sentence(block.span, block.kind) for block in document.blocks)
    return Reading(document, sentences, tuple(mentions), tuple(assertions), (deficiency,))


def _evidence(document: Document, line: int, subject: str, object: str) -> Evidence:
    """Evidence whose passage is one line of the document."""
    passage = document.blocks[line].span
    at, to = document.text.index(subject, passage.start), document.text.index(object, passage.start)
    return Evidence(
        document=document.id,
        passage=passage,
        quote=document.text[passage.start : passage.end],
        subject=Span(at, at + len(subject)),
        object=Span(to, to + len(object)),
        subject_text=subject,
        object_text=object,
        cues=("can", "“maybe”") if line == 2 else (),
        rule="verbs",
        section=f"{TITLE} > Causes",
        prefix=document.text[max(0, passage.start - 32) : passage.start],
        suffix=document.text[passage.end : passage.end + 32],
    )


def _document(name: str) -> Document:
    blocks, at = [], 0
    for number, line in enumerate(LINES):
        kind = BlockKind.HEADING if number < 2 else BlockKind.PARAGRAPH
        blocks.append(Block(kind, number + 1 if number < 2 else 0, Span(at, at + len(line))))
        at += len(line) + 1
    return Document(
        id=document_id(name),
        name=name,
        title=TITLE,
        text=TEXT,
        blocks=tuple(blocks),
        sha256="ab" * 32,
        source="https://example.org/cramps?page=1#top",
        publisher="A “clinic”",
        published="2021-03-04",
    )


@pytest.fixture
def store(tmp_path: Path, reading: Reading, vocabulary: Vocabulary, iris: Iris) -> Iterator[Store]:
    """A writable store that holds the vocabulary and the one reading."""
    with Store.create(tmp_path / "graph") as made:
        made.load(vocabulary_nquads(vocabulary, iris))
        made.load(reading_nquads(reading, iris))
        yield made
