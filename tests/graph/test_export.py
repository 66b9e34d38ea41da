"""What is exported can be read by others, is complete, and does not depend on how the store came to be."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import networkx
import pytest
from rdflib import Dataset, Graph, URIRef

from graph import decode
from graph.export import FORMATS, assertion_rows, export, jsonl
from graph.ids import Iris
from graph.jsonld import context, node
from graph.links import bare_links
from graph.model import Reading
from graph.rdf import reading_nquads, summary_nquads, vocabulary_nquads
from graph.reader import GraphReader
from graph.store import Store
from graph.vocabulary import Vocabulary

NAMES = ("b.txt", "a.txt", "folder/c.txt")


@pytest.fixture
def built(iris: Iris, vocabulary: Vocabulary) -> Callable[[Path, Iterable[Reading]], Store]:
    """Makes a store of these readings, summary included."""

    def make(path: Path, readings: Iterable[Reading]) -> Store:
        store = Store.create(path)
        for reading in readings:
            store.load(reading_nquads(reading, iris))
        store.load(vocabulary_nquads(vocabulary, iris))
        known = {concept.id: concept for concept in decode.concepts(store, iris)}
        links = bare_links(decode.claims(store, iris), {}, known, {})
        store.load(summary_nquads(links, decode.sources(store, iris), iris))
        return store

    return make


@pytest.fixture
def reader(
    built: Callable[[Path, Iterable[Reading]], Store],
    read_as: Callable[[str], Reading],
    iris: Iris,
    vocabulary: Vocabulary,
    tmp_path: Path,
) -> GraphReader:
    return GraphReader(built(tmp_path / "graph", map(read_as, NAMES)), iris, vocabulary)


def whole(reader: GraphReader, format: str) -> bytes:
    return b"".join(export(reader, format))


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_reading_changes_no_byte(
    format: str,
    reader: GraphReader,
    built: Callable[[Path, Iterable[Reading]], Store],
    read_as: Callable[[str], Reading],
    tmp_path: Path,
) -> None:
    expected = whole(reader, format)
    with built(tmp_path / "again", map(read_as, reversed(NAMES))) as again:
        assert whole(GraphReader(again, reader.iris, reader.vocabulary), format) == expected
    assert len(expected) > 1000


def test_nquads_hold_every_graph(reader: GraphReader) -> None:
    dataset = Dataset()
    dataset.parse(data=whole(reader, "nq"), format="nquads")
    named = {str(graph.identifier): len(graph) for graph in dataset.graphs() if len(graph)}
    assert sorted(named) == list(reader.store.graphs())
    assert sum(named.values()) == len(reader.store)


@pytest.mark.parametrize(("format", "known_as"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_graph_formats_say_the_same(format: str, known_as: str, reader: GraphReader) -> None:
    content = whole(reader, format)
    expected = Graph().parse(data=reader.store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "nt"), format="nt")
    assert set(Graph().parse(data=content, format=known_as)) == set(expected)
    assert content.count(b"skos:prefLabel") == 6


def test_turtle_is_made_to_be_read(reader: GraphReader) -> None:
    text = whole(reader, "ttl").decode()
    assert "c:dehydration a skos:Concept , myo:Condition ;" in text
    assert "\tmyo:causes c:leg-cramp ;" in text
    assert "Leg cramps 🦵" in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('{"@value": "x"}', "x"),
        ('{"@value": "x", "@language": "en"}', {"@value": "x", "@language": "en"}),
        ('{"@value": "3", "@type": "http://www.w3.org/2001/XMLSchema#integer"}', 3),
        (
            '{"@value": "03", "@type": "http://www.w3.org/2001/XMLSchema#integer"}',
            {"@type": "xsd:integer", "@value": "03"},
        ),
        (
            '{"@value": "0.5", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}',
            {"@type": "xsd:decimal", "@value": "0.5"},
        ),
        ('{"@id": "http://x.org/a-b"}', {"@id": "x:a-b"}),
        ('{"@id": "http://x.org/a/b"}', {"@id": "http://x.org/a/b"}),
        ('{"@id": "http://x.org/"}', {"@id": "http://x.org/"}),
        ('{"@id": "_:b0"}', {"@id": "_:b0"}),
    ],
)
def test_jsonld_is_shortened_without_loss(value: str, shown: object) -> None:
    prefixes = {"x": "http://x.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
    expanded = f'{{"@id": "http://x.org/s", "http://x.org/p": [{value}]}}'
    content = json.loads(node(json.loads(expanded), prefixes))
    assert content == {"@id": "x:s", "x:p": shown}
    content["@context"] = json.loads(context(prefixes))
    read = [Graph().parse(data=text, format="json-ld") for text in (expanded, json.dumps(content))]
    assert len(read[0]) == len(read[1]) == 1
    assert "_:" in value or set(read[0]) == set(read[1])


def test_a_type_that_is_no_address_stays_a_value() -> None:
    expanded: dict[str, str | list[dict[str, str]]] = {"@id": "a:s"}
    expanded |= {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type": [{"@value": "x"}]}
    shown = json.loads(node(expanded, {}))
    assert shown["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"] == "x"


def test_json_lines_are_sorted_and_true_to_the_text(reader: GraphReader, read_as: Callable[[str], Reading]) -> None:
    rows = [json.loads(line) for line in jsonl(reader)]
    assert len(rows) == 9
    places = [(row["doc"], row["start"], row["end"]) for row in rows]
    assert all(one < other for one, other in pairwise(places))
    assert {row["doc"] for row in rows} == set(NAMES)
    for row in rows:
        text = read_as(row["doc"]).document.text
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["subject"]["text"] in row["quote"]


def test_a_row_has_the_promised_fields(reading: Reading, reader: GraphReader) -> None:
    concepts = {concept.id: concept for concept in reader.concepts()}
    first, *rest = assertion_rows(reading, concepts)
    assert first == {
        "doc": "leaflets/leg cramps.txt",
        "start": 20,
        "end": 76,
        "quote": 'Dehydration can cause leg cramps,\t"they" say — at 100\\%.',
        "subject": {"id": "dehydration", "label": "dehydration", "text": "Dehydration", "type": "condition"},
        "predicate": "causes",
        "object": {"id": "leg-cramp", "label": "leg cramp", "text": "leg cramps", "type": "condition"},
        "polarity": "affirmed",
        "certainty": "possible",
        "rule": "verbs",
        "section": "Leg cramps 🦵 > Causes",
    }
    assert [row["polarity"] for row in rest] == ["negated", "affirmed"]


def test_json_lines_are_what_assertion_rows_says(reader: GraphReader, read_as: Callable[[str], Reading]) -> None:
    concepts = {concept.id: concept for concept in reader.concepts()}
    expected = [json.dumps(row, ensure_ascii=False) for row in assertion_rows(read_as("a.txt"), concepts)]
    assert list(jsonl(reader))[:3] == expected


def test_graphml_is_read_by_networkx(reader: GraphReader) -> None:
    graph = networkx.read_graphml(io.BytesIO(whole(reader, "graphml")), force_multigraph=True)
    edges = {(start, about["predicate"], end): about for start, end, about in graph.edges(data=True)}
    assert set(edges) == {
        ("dehydration", "causes", "leg-cramp"),
        ("magnesium-deficiency", "causes", "leg-cramp"),
        ("tonic-water", "treats", "muscle-cramp"),
    }
    denied = edges["magnesium-deficiency", "causes", "leg-cramp"]
    assert (denied["support"], denied["against"], denied["disputed"]) == (0, 3, 0)
    assert graph.nodes["leg-cramp"]["label"] == "leg cramp"
    ids = [key for _, _, key in graph.edges(keys=True)]
    assert len(set(ids)) == 3


def test_an_empty_library_is_exported_too(tmp_path: Path, iris: Iris) -> None:
    with Store.create(tmp_path / "empty") as store:
        reader = GraphReader(store, iris, Vocabulary({}, {}))
        assert whole(reader, "nq") == whole(reader, "jsonl") == b""
        assert len(Graph().parse(data=whole(reader, "ttl"), format="turtle")) == 0
        assert json.loads(whole(reader, "jsonld"))["@graph"] == []
        assert len(networkx.read_graphml(io.BytesIO(whole(reader, "graphml")))) == 0
        assert URIRef(iris.summary_graph()) not in set(store.rdflib_dataset().subjects())
