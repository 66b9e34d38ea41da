"""A small library made by hand: three articles with their claims, in a store and in a text index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from graph.ids import Iris, document_id
from graph.links import links
from graph.model import (
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Document,
    Evidence,
    Polarity,
    Predicate,
    Reading,
    Sentence,
    Source,
    Span,
)
from graph.rdf import reading_nquads, summary_nquads, vocabulary_nquads
from graph.reader import GraphReader
from graph.store import Store
from graph.vocabulary import Vocabulary, load_vocabulary
from search.index import Index

# title, then claims: sentence, subject, predicate, object, certainty or "denied"
Claim = tuple[str, str, str, str, str]
ARTICLES: dict[str, tuple[str, tuple[Claim, ...]]] = {
    "one.txt": (
        "Leg cramps: causes and cures",
        (
            ("Diabetes can cause leg cramps.", "diabetes", "causes", "leg-cramp", "possible"),
            ("Dehydration causes muscle cramps.", "dehydration", "causes", "muscle-cramp", "stated"),
            ("Furosemide may cause calf cramps.", "furosemide", "causes", "calf-cramp", "possible"),
            ("Magnesium relieves leg cramps.", "magnesium", "treats", "leg-cramp", "stated"),
            ("Stretching eases a cramp.", "stretching", "treats", "muscle-cramp", "stated"),
            ("Stretching also wards off cramps.", "stretching", "prevents", "muscle-cramp", "stated"),
        ),
    ),
    "two.txt": (
        "Sugar and nerves",
        (
            ("Diabetes leads to diabetic neuropathy.", "diabetes", "causes", "diabetic-neuropathy", "stated"),
            ("Diabetic neuropathy brings on cramps.", "diabetic-neuropathy", "causes", "muscle-cramp", "stated"),
            ("Dehydration brings on cramps.", "dehydration", "causes", "muscle-cramp", "stated"),
            (
                "Magnesium pills do not relieve cramps.",
                "magnesium-supplement",
                "treats",
                "muscle-cramp",
                "denied",
            ),
            ("Diuretics wash out potassium.", "diuretic", "depletes", "potassium", "stated"),
        ),
    ),
    "three.txt": (
        "A glass of tonic water",
        (
            ("Some believe that tonic water relieves leg cramps.", "tonic-water", "treats", "leg-cramp", "disputed"),
            ("Tonic water contains quinine.", "tonic-water", "contains", "quinine", "stated"),
            ("Bananas contain potassium.", "banana", "contains", "potassium", "stated"),
            ("Bananas do not relieve cramps.", "banana", "treats", "muscle-cramp", "denied"),
            ("Caffeine makes cramps worse.", "caffeine", "worsens", "muscle-cramp", "stated"),
            ("Cramps occur in the calf.", "muscle-cramp", "located_in", "calf", "stated"),
            ("Dehydration shows itself as thirst.", "dehydration", "has_symptom", "thirst", "stated"),
        ),
    ),
}


class Held(NamedTuple):
    """A library as answers see it."""

    graph: GraphReader
    passages: Index
    store: Store


Make = Callable[[str, str, list[str]], tuple[Document, tuple[Sentence, ...]]]


@pytest.fixture(scope="session")
def make() -> Make:
    """A document and its sentences, of a file name, a title and lines."""
    return plain


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def held(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    home, iris = tmp_path_factory.mktemp("held"), Iris()
    readings = [article(name, *content) for name, content in ARTICLES.items()]
    edges = links((said for one in readings for said in one.assertions), {}, vocabulary.concepts, {})
    sources = [Source(one.document.id, one.document.name, one.document.title, one.document.id) for one in readings]
    with Store.create(home / "graph") as made:
        made.load(vocabulary_nquads(vocabulary, iris))
        for reading in readings:
            made.load(reading_nquads(reading, iris))
        made.load(summary_nquads(edges, sources, iris))
    index = Index.create(home / "text")
    with index.writer() as writer:
        for reading in readings:
            writer.add(reading.document, reading.sentences)
    store = Store.read_only(home / "graph")
    yield Held(GraphReader(store, iris, vocabulary), index, store)
    index.close()
    store.close()


@pytest.fixture(scope="session")
def graph(held: Held) -> GraphReader:
    return held.graph


@pytest.fixture(scope="session")
def passages_of(held: Held) -> Index:
    """The text index of the same articles."""
    return held.passages


@pytest.fixture(scope="session")
def store(held: Held) -> Store:
    return held.store


def article(name: str, title: str, claims: tuple[Claim, ...]) -> Reading:
    """A reading: one paragraph with a sentence for each claim."""
    document, sentences = plain(name, title, [sentence for sentence, *_ in claims])
    assertions = tuple(_said(document, claim) for claim in claims)
    return Reading(document, sentences, (), tuple(sorted(assertions, key=lambda said: said.key)))


def plain(name: str, title: str, lines: list[str]) -> tuple[Document, tuple[Sentence, ...]]:
    """A document whose sentences are these lines, under its title; a line that begins with "# " is a heading."""
    text, sentences, blocks = title, [], []
    headings: tuple[Span, ...] = (Span(0, len(title)),)
    for line in lines:
        kind = BlockKind.HEADING if line.startswith("# ") else BlockKind.PARAGRAPH
        said = line.removeprefix("# ")
        span = Span(len(text) + 1, len(text) + 1 + len(said))
        text += f"\n{said}"
        if kind is BlockKind.HEADING:
            headings = (Span(0, len(title)), span)
        sentences.append(Sentence(span, kind, headings[:1] if kind is BlockKind.HEADING else headings))
        blocks.append(Block(kind, 0, span))
    return Document(document_id(name), name, title, text, tuple(blocks), "0" * 64), tuple(sentences)


def _said(document: Document, claim: Claim) -> Assertion:
    quote, subject, predicate, target, stance = claim
    start = document.text.index(quote)
    span = Span(start, start + len(quote))
    evidence = Evidence(document.id, span, quote, span, span, quote, quote, (), "verb", document.title, "", "")
    polarity = Polarity.NEGATED if stance == "denied" else Polarity.AFFIRMED
    certainty = Certainty.STATED if stance == "denied" else Certainty(stance)
    return Assertion(subject, Predicate(predicate), target, polarity, certainty, (evidence,))
