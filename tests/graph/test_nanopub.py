"""Every assertion of the sample articles is a well-formed nanopublication, by nanopub.net's criteria."""

from __future__ import annotations

from collections import defaultdict

import pytest
from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, XSD

from graph import decode
from graph.ids import assertion_id
from graph.model import Assertion, Certainty, Polarity
from graph.nanopub import NP, nanopub_iri, nanopub_trig, nanopubs_trig
from graph.reader import GraphReader
from graph.terms import MYO, OA, SCHEMA, predicate_iri

PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")
Graphs = dict[str, Graph]


@pytest.fixture(scope="module")
def said(sample_graph: GraphReader) -> tuple[Assertion, ...]:
    return decode.assertions(sample_graph.store, sample_graph.iris)


@pytest.fixture(scope="module")
def published(sample_graph: GraphReader) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=b"".join(nanopubs_trig(sample_graph, "1.2.3")), format="trig")
    return dataset


def graphs_of(dataset: Dataset) -> Graphs:
    return {str(graph.identifier): graph for graph in dataset.graphs() if len(graph)}


def one(sample_graph: GraphReader, assertion: Assertion) -> tuple[URIRef, dict[str, Graph]]:
    """A nanopublication by itself: its IRI, and its parts by the last word of their names."""
    key = assertion_id(assertion.key)
    content = nanopub_trig(sample_graph, key, "1.2.3")
    assert content is not None
    dataset = Dataset()
    dataset.parse(data=content, format="trig")
    return URIRef(nanopub_iri(sample_graph.iris, key)), {
        name.rpartition("#")[2]: graph for name, graph in graphs_of(dataset).items()
    }


def test_all_of_them_are_well_formed(published: Dataset, said: tuple[Assertion, ...]) -> None:
    graphs = graphs_of(published)
    heads = {
        publication: name
        for name, graph in graphs.items()
        for publication in graph.subjects(RDF.type, URIRef(f"{NP}Nanopublication"))
    }
    assert len(heads) == len(said) > 800
    seen: set[str] = set()
    for publication, head in heads.items():
        parts = [[str(part) for part in graphs[head].objects(publication, URIRef(NP + name))] for name in PARTS]
        assert [len(part) for part in parts] == [1, 1, 1]
        assert len(graphs[head]) == 4, "nothing else is in the head"
        (assertion,), (provenance,), (about,) = parts
        assert len({str(publication), head, assertion, provenance, about}) == 5
        assert all(len(graphs[part]) for part in (assertion, provenance, about))
        assert any(URIRef(assertion) in (s, o) for s, _, o in graphs[provenance])
        assert any(publication in (s, o) for s, _, o in graphs[about])
        seen |= {head, assertion, provenance, about}
    assert seen == set(graphs), "every triple is in a part of one of them"


def test_a_plain_triple_is_asserted_only_where_it_is_affirmed(published: Dataset, said: tuple[Assertion, ...]) -> None:
    graphs = graphs_of(published)
    kinds: defaultdict[bool, int] = defaultdict(int)
    for assertion in said:
        graph = graphs[f"http://127.0.0.1:8000/id/assertion/{assertion_id(assertion.key)}.nanopub#assertion"]
        plain = any(predicate == URIRef(predicate_iri(assertion.predicate)) for predicate in graph.predicates())
        assert plain is (assertion.polarity is Polarity.AFFIRMED and assertion.certainty is not Certainty.DISPUTED), (
            assertion.key
        )
        kinds[plain] += 1
        assert Literal(assertion.polarity.value) in set(graph.objects(None, URIRef(f"{MYO}polarity")))
    assert kinds[True] and kinds[False]


def test_the_provenance_quotes_every_passage_and_names_what_read_it(
    sample_graph: GraphReader, said: tuple[Assertion, ...]
) -> None:
    assertion = max(said, key=lambda one: len(one.evidence))
    this, parts = one(sample_graph, assertion)
    provenance, node = parts["provenance"], URIRef(f"{this}#assertion")
    quotes = {str(quote) for quote in provenance.objects(None, URIRef(f"{OA}exact"))}
    assert quotes == {evidence.quote for evidence in assertion.evidence}
    passages = set(provenance.objects(node, PROV.wasDerivedFrom))
    assert passages == set(provenance.subjects(RDF.type, URIRef(f"{OA}Annotation")))
    assert len(passages) == len(assertion.evidence) > 1
    documents = {sample_graph.iris.document(evidence.document) for evidence in assertion.evidence}
    assert {str(source) for source in provenance.objects(node, PROV.hadPrimarySource)} == documents
    assert all(list(provenance.objects(URIRef(document), DCTERMS.title)) for document in documents)
    (activity,) = provenance.objects(node, PROV.wasGeneratedBy)
    rules = {str(rule) for rule in provenance.objects(activity, URIRef(f"{MYO}rule"))}
    assert rules == {evidence.rule for evidence in assertion.evidence}
    (software,) = provenance.objects(activity, PROV.wasAssociatedWith)
    assert list(provenance.objects(software, URIRef(f"{SCHEMA}softwareVersion"))) == [Literal("1.2.3")]


def test_the_publication_has_words_a_licence_and_the_date_of_its_newest_article(
    sample_graph: GraphReader, said: tuple[Assertion, ...]
) -> None:
    assertion = next(a for a in said if a.key[:3] == ("sweating", "depletes", "sodium"))
    this, parts = one(sample_graph, assertion)
    about = parts["pubinfo"]
    assert list(about.objects(this, RDFS.label)) == [Literal("sweating depletes sodium (affirmed, stated)")]
    assert list(about.objects(this, DCTERMS.license))
    sources = [source for e in assertion.evidence if (source := sample_graph.source(e.document))]
    newest = max(source.published or "" for source in sources)
    assert list(about.objects(this, DCTERMS.date)) == [Literal(newest, datatype=XSD.date)]


def test_one_alone_is_the_same_as_among_all(
    sample_graph: GraphReader, published: Dataset, said: tuple[Assertion, ...]
) -> None:
    this, parts = one(sample_graph, said[0])
    graphs = graphs_of(published)
    assert all(set(graph) == set(graphs[f"{this}#{name}"]) for name, graph in parts.items())


def test_what_nobody_says_is_not_published(sample_graph: GraphReader) -> None:
    assert nanopub_trig(sample_graph, "0123456789abcdef", "1") is None
