"""The read side of a generation, over a real store."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph import decode
from graph.copies import families
from graph.ids import Iris, assertion_id, document_id
from graph.links import bare_links, with_assertions
from graph.lookup import Names
from graph.model import Concept, ConceptType, Origin, Predicate, Reading, Source
from graph.paths import find_paths
from graph.rdf import reading_nquads, summary_nquads, vocabulary_nquads
from graph.reader import GraphReader
from graph.store import Store
from graph.vocabulary import Vocabulary

NAME = "leaflets/leg cramps.txt"
COPY = "reprint/leg cramps.txt"


@pytest.fixture
def readings(reading: Reading) -> tuple[Reading, Reading]:
    """The article, and the same under another name."""
    document = replace(reading.document, id=document_id(COPY), name=COPY)
    moved = tuple(
        replace(said, evidence=tuple(replace(one, document=document.id) for one in said.evidence))
        for said in reading.assertions
    )
    return reading, replace(reading, document=document, assertions=moved)


@pytest.fixture
def graph(
    tmp_path: Path, readings: tuple[Reading, Reading], vocabulary: Vocabulary, iris: Iris
) -> Iterator[GraphReader]:
    with Store.create(tmp_path / "library") as made:
        made.load(vocabulary_nquads(vocabulary, iris))
        for reading in readings:
            made.load(reading_nquads(reading, iris))
        summarise(made, iris)
    with Store.read_only(tmp_path / "library") as store:
        yield GraphReader(store, iris, vocabulary)


def summarise(store: Store, iris: Iris) -> None:
    family = families(decode.fingerprints(store, iris))
    concepts = {concept.id: concept for concept in decode.concepts(store, iris)}
    links = bare_links(decode.claims(store, iris), family, concepts, {"verbs": 0.15})
    sources = [replace(source, family=family[source.id]) for source in decode.sources(store, iris)]
    store.load(summary_nquads(links, sources, iris))


def test_links_come_most_believed_first_with_the_passages_of_all_documents(
    graph: GraphReader, readings: tuple[Reading, Reading]
) -> None:
    links = graph.links()
    assert [(link.subject.id, link.predicate, link.object.id) for link in links] == [
        ("dehydration", Predicate.CAUSES, "leg-cramp"),
        ("tonic-water", Predicate.TREATS, "muscle-cramp"),
        ("magnesium-deficiency", Predicate.CAUSES, "leg-cramp"),
    ]
    assert [(link.support, link.against, link.disputed) for link in links] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    assert [link.belief for link in links] == pytest.approx([0.5 * 0.85, 0.17 * 0.83, 0])
    said = [assertion for reading in readings for assertion in reading.assertions]
    assert links == with_assertions(graph.bare_links(), said)


@pytest.mark.parametrize(
    ("subject", "predicate", "target", "found"),
    [
        pytest.param(None, None, {"leg-cramp"}, ["dehydration", "magnesium-deficiency"], id="to one"),
        pytest.param(
            None,
            None,
            {"leg-cramp", "muscle-cramp"},
            ["dehydration", "tonic-water", "magnesium-deficiency"],
            id="to many",
        ),
        pytest.param(None, Predicate.TREATS, None, ["tonic-water"], id="by predicate"),
        pytest.param({"dehydration"}, Predicate.CAUSES, {"leg-cramp"}, ["dehydration"], id="one link"),
        pytest.param({"dehydration"}, Predicate.TREATS, {"leg-cramp"}, [], id="another predicate"),
        pytest.param({"leg-cramp"}, None, {"dehydration"}, [], id="the wrong way round"),
        pytest.param({"nobody"}, None, None, [], id="an id that is not there"),
        pytest.param(set(), None, None, [], id="no subject at all"),
    ],
)
def test_links_by_their_parts(
    graph: GraphReader, subject: set[str] | None, predicate: Predicate | None, target: set[str] | None, found: list[str]
) -> None:
    assert [link.subject.id for link in graph.links(subject, predicate, target)] == found
    assert all(link.assertions for link in graph.links(subject, predicate, target))


def test_documents_and_their_families(graph: GraphReader) -> None:
    first, second = graph.documents()
    assert (first.name, second.name) == (NAME, COPY)
    assert first.family == second.family == first.id
    assert graph.source(second.id) == second
    assert graph.source("nobody") is None


def test_a_document_comes_back_as_it_was_read(graph: GraphReader, reading: Reading) -> None:
    assert graph.document(reading.document.id) == reading.document
    mentions, assertions = graph.reading_of(reading.document.id)
    assert set(mentions) == set(reading.mentions)
    assert set(assertions) == set(reading.assertions)
    assert graph.document("nobody") is None
    assert graph.reading_of("nobody") == ((), ())


def test_an_assertion_comes_with_the_passages_of_all_documents(graph: GraphReader, reading: Reading) -> None:
    wanted = reading.assertions[0]
    found = graph.assertion(assertion_id(wanted.key))
    assert found is not None
    assert [one.key for one in found] == [wanted.key]
    assert [passage.document for passage in found[0].evidence] == [document_id(NAME), document_id(COPY)]
    assert graph.assertion("0" * 16) is None


def test_concepts_of_vocabulary_and_articles(graph: GraphReader) -> None:
    own = graph.concept("magnesium-deficiency")
    assert own is not None
    assert (own.label, own.origin) == ("magnesium deficiency", Origin.COMPOSED)
    assert graph.concept("nobody") is None
    assert [concept.id for concept in graph.concepts()] == sorted(concept.id for concept in graph.concepts())
    assert graph.narrower("muscle-cramp") == ("muscle-cramp", "leg-cramp")
    assert graph.narrower("dehydration") == ("dehydration", "magnesium-deficiency")
    assert graph.narrower("nobody") == ("nobody",)


def test_counts(graph: GraphReader) -> None:
    assert graph.counts()[:4] == (2, 5, 3, 3)
    assert graph.counts().triples == len(graph.store)


def test_paths_bring_their_passages(graph: GraphReader) -> None:
    found = find_paths(graph, {"dehydration"}, {"leg-cramp"})
    assert [len(path.links[0].assertions[0].evidence) for path in found.paths] == [2]
    denied = find_paths(graph, {"magnesium-deficiency"}, {"leg-cramp"})
    assert denied.paths == ()
    assert [link.assertions[0].evidence[0].subject_text for link in denied.against] == ["lack of magnesium"]


def test_threads_share_a_reader(graph: GraphReader) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: graph.links(object={"leg-cramp"}), range(40)))
    assert answers == [answers[0]] * 40


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("Leg cramps", "leg-cramp", id="plural"),
        pytest.param("the muscle spasm", "muscle-cramp", id="a synonym with an article"),
        pytest.param("leg cramping", "leg-cramp", id="the doing of it"),
        pytest.param("lack of magnesium", "magnesium-deficiency", id="the library's own"),
        pytest.param("magnesium", "magnesium", id="not its deficiency"),
        pytest.param("tonic", None, id="half a name"),
        pytest.param("ing", None, id="an ending alone"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_find(graph: GraphReader, name: str, found: str | None) -> None:
    concept = graph.find(name)
    assert (concept.id if concept else None) == found


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("magnesum", ("magnesium",), id="a letter lost"),
        pytest.param("dehidration", ("dehydration",), id="a letter wrong"),
        pytest.param("leg cramsp", ("leg cramp",), id="letters swapped"),
        pytest.param("zzzz", (), id="like nothing"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_nearest(graph: GraphReader, typed: str, offered: tuple[str, ...]) -> None:
    assert graph.nearest(typed)[: len(offered) or 1] == offered


def test_names_of_the_vocabulary_win(vocabulary: Vocabulary) -> None:
    own = Concept("own", "Cramps", ConceptType.CONDITION, ("own name",), origin=Origin.PROVISIONAL)
    names = Names(vocabulary, [own])
    assert [concept and concept.id for concept in (names.find("cramp"), names.find("own name"))] == [
        "muscle-cramp",
        "own",
    ]


def test_a_source_without_summary_is_its_own_family(store: Store, iris: Iris, vocabulary: Vocabulary) -> None:
    before = GraphReader(store, iris, vocabulary)
    assert before.documents() == (
        Source(
            document_id(NAME),
            NAME,
            "Leg cramps 🦵",
            document_id(NAME),
            "https://example.org/cramps?page=1#top",
            "A “clinic”",
            "2021-03-04",
        ),
    )
    assert before.links() == ()
