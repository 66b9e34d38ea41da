"""rdflib over the store: the Python API for analysts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from rdflib.query import ResultRow

from graph.ids import Iris
from graph.model import Reading
from graph.rdf import reading_nquads
from graph.store import Store
from graph.terms import prefixes


@pytest.fixture
def dataset(store: Store, iris: Iris) -> rdflib.Dataset:
    return store.rdflib_dataset(prefixes(iris))


def test_rdflib_sees_the_graphs(dataset: rdflib.Dataset, store: Store) -> None:
    sizes = {str(graph.identifier): len(graph) for graph in dataset.graphs() if len(graph)}
    assert sorted(sizes) == list(store.graphs())
    assert sum(sizes.values()) == len(store)


def test_rdflib_walks_and_asks_over_all_graphs(dataset: rdflib.Dataset, iris: Iris) -> None:
    cramp = rdflib.URIRef(iris.concept("leg-cramp"))
    causes = rdflib.URIRef("https://myograph.example/ns#causes")
    assert list(dataset.subjects(causes, cramp)) == [rdflib.URIRef(iris.concept("dehydration"))]
    rows = list(dataset.query("SELECT ?l { ?s myo:causes ?o . ?s skos:prefLabel ?l }"))
    assert [str(row[0]) for row in rows if isinstance(row, ResultRow)] == [
        "dehydration"
    ]  # the triple in one graph, the label in another


def test_rdflib_sees_what_is_loaded_afterwards(
    dataset: rdflib.Dataset, store: Store, read_as: Callable[[str], Reading], iris: Iris
) -> None:
    other = read_as("b.txt")
    store.load(reading_nquads(other, iris))
    assert len(dataset.graph(iris.document(other.document.id))) > 50
