"""Answers about concepts with very many kinds, as large vocabularies have them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.ids import Iris
from graph.model import Concept, ConceptType, Document, Sentence
from graph.names import normal
from graph.reader import GraphReader
from graph.store import Store
from graph.vocabulary import Vocabulary, narrower_of
from search.answer import answer
from search.index import Index

Make = Callable[[str, str, list[str]], tuple[Document, tuple[Sentence, ...]]]
KINDS = 40_000


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[GraphReader]:
    """A mineral and its supplement with many kinds each, and a complaint below a long row of others."""
    ends = [Concept(name.replace(" ", "-"), name, ConceptType.NUTRIENT) for name in ("zorbium", "zorbium supplement")]
    kinds = [
        Concept(f"{end.id}-{n}", f"{end.label} kind {n}", end.type, broader=(end.id,))
        for end in ends
        for n in range(KINDS)
    ]
    row = [Concept(f"ache-{n}", f"ache {n}", ConceptType.CONDITION, broader=(f"ache-{n + 1}",)) for n in range(3_000)]
    concepts = {one.id: one for one in (*ends, *kinds, *row, Concept("ache-3000", "ache", ConceptType.CONDITION))}
    names = {normal(one.label): one.id for one in concepts.values()}
    vocabulary = Vocabulary(concepts, names, narrower=narrower_of(concepts))
    Store.create(tmp_path / "graph").close()
    with Store.read_only(tmp_path / "graph") as store:
        yield GraphReader(store, Iris(), vocabulary)


@pytest.mark.parametrize("question", ["what does zorbium do", "what helps ache 0"])
def test_an_answer_takes_time_by_the_number_of_kinds(
    wide: GraphReader, make: Make, tmp_path: Path, question: str
) -> None:
    index = Index.create(tmp_path / "text")
    with index.writer() as writer:
        writer.add(*make("a.txt", "Zorbium", ["It aches."]))
    started = time.process_time()
    assert answer(question, wide, index).sentence.startswith("No article says")
    assert time.process_time() - started < 5
    index.close()
