"""Whatever was written comes back: nothing of a reading is lost in the graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph import decode
from graph.copies import fingerprint
from graph.ids import Iris, assertion_id
from graph.links import bare_links
from graph.model import Block, BlockKind, Concept, ConceptType, Document, Link, Origin, Reading, Source, Span
from graph.queries import iri, named
from graph.rdf import reading_nquads, summary_nquads
from graph.store import Store
from graph.vocabulary import Vocabulary


def test_the_document_comes_back(store: Store, reading: Reading, iris: Iris) -> None:
    assert decode.document(store, iris, reading.document.id) == reading.document
    assert decode.document(store, iris, "another-00000000") is None
    assert decode.document(store, iris, "a> } DROP ALL #") is None


@pytest.mark.parametrize(
    "change",
    [
        {"source": None, "publisher": None, "published": None},
        {"source": "not an address"},
        {"published": "2020"},
        {"text": "", "blocks": ()},
        {"text": "\x00\x0c\r\n\ufffe\U0001f9b5\u2028", "blocks": (Block(BlockKind.CELL, 0, Span(0, 3)),)},
    ],
    ids=["bare", "odd source", "year", "empty", "odd characters"],
)
def test_odd_documents_come_back(change: dict[str, object], reading: Reading, iris: Iris, tmp_path: Path) -> None:
    document: Document = replace(reading.document, **change)  # type: ignore[arg-type]  # the table holds several types
    with Store.create(tmp_path / "odd") as store:
        store.load(reading_nquads(Reading(document, (), (), ()), iris))
        assert decode.document(store, iris, document.id) == document


def test_mentions_come_back(store: Store, reading: Reading, iris: Iris) -> None:
    assert decode.mentions(store, iris, reading.document) == tuple(sorted(reading.mentions, key=lambda m: m.span))


def test_assertions_come_back_with_all_their_evidence(store: Store, reading: Reading, iris: Iris) -> None:
    expected = tuple(sorted(reading.assertions, key=lambda a: a.key))
    assert decode.assertions(store, iris) == expected
    assert decode.assertions_in(store, iris, [reading.document.id]) == expected
    assert decode.assertions_in(store, iris, ["another"]) == ()


def test_assertions_are_found_by_what_they_say(
    store: Store, read_as: Callable[[str], Reading], reading: Reading, iris: Iris
) -> None:
    store.load(reading_nquads(read_as("b.txt"), iris))
    wanted = reading.assertions[0]
    (by_id,) = decode.assertions_by_id(store, iris, [assertion_id(wanted.key)])
    assert by_id.key == wanted.key
    assert {evidence.document for evidence in by_id.evidence} == {reading.document.id, read_as("b.txt").document.id}
    assert decode.assertions_by_id(store, iris, []) == ()


def test_concepts_come_back(store: Store, reading: Reading, vocabulary: Vocabulary, iris: Iris) -> None:
    expected = {**vocabulary.concepts, **{concept.id: concept for concept in reading.concepts}}
    assert {concept.id: concept for concept in decode.concepts(store, iris)} == expected


def test_what_documents_say_of_one_concept_is_put_together(tmp_path: Path, reading: Reading, iris: Iris) -> None:
    def said(label: str, name: str) -> Concept:
        return Concept("zinc-balm", label, ConceptType.REMEDY, (name,), origin=Origin.PROVISIONAL)

    with Store.create(tmp_path / "both") as store:
        for number, concept in enumerate((said("Zinc balm", "zinc cream"), said("zinc balm", "zinc ointment"))):
            document = replace(reading.document, id=f"d{number}", name=f"d{number}")
            store.load(reading_nquads(Reading(document, (), (), (), (concept,)), iris))
        (found,) = decode.concepts(store, iris)
    assert found == replace(said("Zinc balm", ""), names=("zinc balm", "zinc cream", "zinc ointment"))


def test_the_summary_comes_back(store: Store, read_as: Callable[[str], Reading], reading: Reading, iris: Iris) -> None:
    copy = read_as("b.txt")
    store.load(reading_nquads(copy, iris))
    ids = sorted((reading.document.id, copy.document.id))
    assert [source.family for source in decode.sources(store, iris)] == ids
    known = {concept.id: concept for concept in decode.concepts(store, iris)}
    families = dict.fromkeys(ids, ids[0])
    links = bare_links(decode.claims(store, iris), families, known, {"verbs": 0.25})
    sources = tuple(replace(source, family=ids[0]) for source in decode.sources(store, iris))
    store.load(summary_nquads(links, sources, iris))
    assert decode.sources(store, iris) == sources
    assert sources[0] == _source(reading, ids[0]) or sources[1] == _source(reading, ids[0])
    assert [_rounded(link) for link in decode.links(store, iris, known)] == [_rounded(link) for link in links]
    assert len(links) == 3


def _source(reading: Reading, family: str) -> Source:
    document = reading.document
    about = (document.source, document.publisher, document.published)
    return Source(document.id, document.name, document.title, family, *about)


def _rounded(link: Link) -> Link:
    return replace(link, belief=round(link.belief, 6))


def test_fingerprints_come_back(store: Store, reading: Reading, iris: Iris) -> None:
    assert decode.fingerprints(store, iris) == {reading.document.id: fingerprint(reading)}


def test_claims_are_assertions_without_their_words(store: Store, reading: Reading, iris: Iris) -> None:
    expected = sorted((*assertion.key, reading.document.id, "verbs") for assertion in reading.assertions)
    assert sorted(tuple(map(str, claim)) for claim in decode.claims(store, iris)) == expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://x.org/ä#b", "<https://x.org/ä#b>"),
        ("a> . ?s ?p <b", "<a%3E%20.%20?s%20?p%20%3Cb>"),
        ('"\\', "<%22%5C>"),
    ],
)
def test_an_iri_cannot_be_broken_out_of(text: str, written: str) -> None:
    assert iri(text) == written


def test_named_queries_declare_what_they_use_and_no_more(iris: Iris) -> None:
    query = named("mentions", iris, document=iri("http://x.org/d"))
    assert query.startswith("PREFIX myo: <https://myograph.example/ns#>\nSELECT ?place ?concept")
    assert "GRAPH <http://x.org/d> {" in query
    with pytest.raises(KeyError):
        named("mentions", iris)
