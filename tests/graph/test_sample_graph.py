"""The library of the sample articles: in shape, in known terms, and true to the texts."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import Graph, URIRef

from graph import decode
from graph.ids import Iris
from graph.reader import GraphReader
from graph.store import Store
from graph.tables import data
from graph.terms import MYO

PREFIXES = f"PREFIX myo: <{MYO}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
PREFIXES += "PREFIX oa: <http://www.w3.org/ns/oa#> "


@pytest.fixture(scope="module")
def samples_store(sample_graph: GraphReader) -> Store:
    return sample_graph.store


@pytest.fixture(scope="module")
def union(samples_store: Store) -> Graph:
    return Graph().parse(data=samples_store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "nt"), format="nt")


def test_it_conforms_to_the_shapes(union: Graph) -> None:
    shapes = Graph().parse(data=data("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    conforms, _, report = pyshacl.validate(union, shacl_graph=shapes)
    assert conforms, report[:3000]
    assert len(union) > 10_000


def test_every_term_is_declared(union: Graph) -> None:
    ontology = Graph().parse(data=data("ontology.ttl").read_text(encoding="utf-8"), format="turtle")
    used = {term for triple in union for term in triple if isinstance(term, URIRef) and term.startswith(MYO)}
    assert used - set(ontology.subjects()) == set()


def test_every_quote_stands_in_its_document(samples_store: Store) -> None:
    iris = Iris()
    said = decode.assertions(samples_store, iris)
    texts = {}
    for source in decode.sources(samples_store, iris):
        document = decode.document(samples_store, iris, source.id)
        assert document is not None
        texts[source.id] = document.text
    passages = [evidence for assertion in said for evidence in assertion.evidence]
    assert len(passages) > 300
    for evidence in passages:
        text = texts[evidence.document]
        assert text[evidence.passage.start : evidence.passage.end] == evidence.quote
        assert text[: evidence.passage.start].endswith(evidence.prefix)
        assert text[evidence.passage.end :].startswith(evidence.suffix)


def test_no_plain_triple_without_somebody_who_holds_it(samples_store: Store) -> None:
    held = """
        GRAPH ?g { ?e oa:hasBody ?a }
        ?a a myo:Assertion ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
           myo:polarity "affirmed" ; myo:certainty ?c
        FILTER(?c IN ("stated", "possible"))
    """
    plain = "GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?s), STR(?base)) && STRSTARTS(STR(?o), STR(?base)))"
    bound = plain.replace("?base", f"<{Iris().concept('')}>")
    relation = f"FILTER(STRSTARTS(STR(?p), '{MYO}'))"
    expected = set(samples_store.rows(f"{PREFIXES} SELECT DISTINCT ?g ?s ?p ?o {{ {held} }}"))
    found = set(samples_store.rows(f"{PREFIXES} SELECT DISTINCT ?g ?s ?p ?o {{ {bound} {relation} }}"))
    assert found == expected
    assert len(found) > 200


def test_what_is_denied_is_there_but_only_as_an_assertion(samples_store: Store) -> None:
    denied = f"{PREFIXES} SELECT (COUNT(DISTINCT ?a) AS ?n) {{ ?a myo:polarity 'negated' }}"
    ((count,),) = samples_store.rows(denied)
    assert count is not None
    assert int(count) > 0
