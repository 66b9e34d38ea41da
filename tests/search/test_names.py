"""Searching by meaning: other names of what was typed, what passages are about, and narrowing by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import Reading
from graph.vocabulary import Vocabulary
from ingest.documents import read_document
from ingest.knowledge import Knowledge, load_knowledge
from ingest.pipeline import read
from search import engine
from search.index import Index
from search.keys import claim_keys, concept_key, keys_of, publisher_key, type_key, year_key
from search.model import Hits, How, Unit
from search.naming import Namer
from search.query import Either, Named, Node, Phrase, Word, parse

ARTICLES = {
    "a.txt": "# Hypertension\n\nHypertension can cause headaches.\n\nCoffee does not cause gout.",
    "b.txt": "# Blood\n\nA high pressure on the chest. Magnesium may relieve headaches.",
    "c.txt": "# Salt and you\n\nEat less salt if you have high blood pressure.",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    return knowledge.vocabulary


@pytest.fixture(scope="module")
def readings(knowledge: Knowledge) -> list[Reading]:
    return [read(read_document(name, text.encode())[0], knowledge) for name, text in ARTICLES.items()]


@pytest.fixture(scope="module")
def index(readings: list[Reading], vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index.create(tmp_path_factory.mktemp("named") / "text")
    with made.writer() as writer:
        for reading in readings:
            keys = keys_of(reading, lambda key: vocabulary.concepts[key].type)
            writer.add(reading.document, reading.sentences, keys)
    yield made
    made.close()


def names(found: Hits) -> list[str]:
    return [hit.document.partition("-")[0] for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("high blood pressure", [(0, 3, "high-blood-pressure")], id="the longest name"),
        pytest.param("high blood pressure headaches", [(0, 3, "high-blood-pressure"), (3, 4, "headache")], id="two"),
        pytest.param("low pressure of high blood", [(4, 5, "blood")], id="near miss: its words in another order"),
    ],
)
def test_names_among_words(typed: str, found: list[tuple[int, int, str]], vocabulary: Vocabulary) -> None:
    named = [(start, end, one.concept) for start, end, one in Namer(vocabulary)(typed.split())]
    assert named == found


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        pytest.param("hypertension salt", [Named, Named], id="each name"),
        pytest.param('"high blood pressure"', [Phrase], id="what is quoted is meant as it is written"),
        pytest.param("title:hypertension", [Word], id="so is what is looked for in titles"),
        pytest.param("what helps hypertension", [Named], id="names stand beside words that ask"),
    ],
)
def test_what_is_searched_by_all_names(typed: str, kinds: list[type], vocabulary: Vocabulary) -> None:
    def flat(node: Node) -> list[type]:
        return [kind for part in node.parts for kind in flat(part)] if isinstance(node, Either) else [type(node)]

    node = parse(typed, Namer(vocabulary)).node
    assert flat(getattr(node, "node", node)) == kinds


def test_another_name_finds_it_before_the_words(index: Index, vocabulary: Vocabulary) -> None:
    by_name = index.search("high blood pressure", How(Unit.DOCUMENT, Namer(vocabulary)))
    assert sorted(names(by_name)[:2]) == ["a", "c"]
    assert by_name.meant == (("high-blood-pressure", "high blood pressure"),)
    first = by_name.hits[names(by_name).index("a")]
    assert [text for text, found in first.snippet.pieces if found].count("Hypertension") == 2
    exact = index.search("high blood pressure", How(Unit.DOCUMENT, Namer(vocabulary, {"high-blood-pressure"})))
    assert "a" not in names(exact)
    assert not exact.meant


@pytest.mark.parametrize(
    ("only", "found"),
    [
        pytest.param((), ["a", "b", "c"], id="all"),
        pytest.param(((concept_key("headache"),),), ["a", "b"], id="a concept"),
        pytest.param(((type_key("drug"),),), [], id="a type that nothing has"),
        pytest.param(((concept_key("headache"),), (type_key("nutrient"),)), ["b"], id="both"),
        pytest.param((claim_keys("causes"),), ["a"], id="claims that something causes"),
        pytest.param((claim_keys("causes", "negated"),), ["a"], id="claims that it does not"),
        pytest.param((claim_keys("causes", "negated", "possible"),), [], id="near miss: two claims"),
    ],
)
def test_narrowing(only: tuple[tuple[str, ...], ...], found: list[str], index: Index) -> None:
    asked = "headaches OR salt OR gout OR magnesium"
    for unit in Unit:
        hits = index.search(asked, How(unit, only=only))
        assert sorted(set(names(hits))) == found or (not found and hits.total == 0)
    assert index.search(asked, How(Unit.DOCUMENT, only=only)).total == len(found)


def test_keys_are_counted_among_what_was_found(index: Index) -> None:
    passages = index.search("headaches OR salt", How(counted=iter))
    assert passages.looked == passages.total
    assert passages.counts[concept_key("headache")] == 2
    documents = index.search("headaches OR salt", How(Unit.DOCUMENT, counted=iter))
    assert documents.counts[concept_key("high-blood-pressure")] == 2
    assert not index.search("headaches OR salt").counts


def test_another_order(index: Index) -> None:
    hits = index.search("headaches OR salt", How(Unit.DOCUMENT, order=lambda key: (-ord(key[0]),)))
    assert names(hits) == ["c", "b", "a"]


def test_keys_tell_who_published_and_when(knowledge: Knowledge) -> None:
    content = "---\ntitle: Gout\npublisher: A  House\npublished: 2021-03-05\n---\n\nGout hurts."
    reading = read(read_document("d.md", content.encode())[0], knowledge)
    (keys,) = keys_of(reading, lambda _: "")
    assert {publisher_key("A House"), year_key("2021"), concept_key("gout")} <= set(keys)


def test_an_index_of_an_older_version_is_searched_and_written_on(
    readings: list[Reading], vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(engine, "_key_fields", dict)
        opened = engine.create(tmp_path)
    passage = ((1.0, "Headaches and high blood pressure."),)
    with opened.writer() as writer:
        writer.add_document(document="old", text=passage, stored=("Old", "", 0, passage[0][1]))
    opened.close()
    index = Index.open(tmp_path)
    how = How(names=Namer(vocabulary), counted=iter)
    assert names(index.search("hypertension OR headaches", how)) == ["old"]
    with index.writer() as writer:
        keys = keys_of(readings[0], lambda key: vocabulary.concepts[key].type)
        writer.add(readings[0].document, readings[0].sentences, keys)
    found = index.search("high blood pressure", how)
    assert names(found)[0] == "a"
    assert "old" in names(found)
    assert found.counts[concept_key("high-blood-pressure")] == 2
    index.close()
