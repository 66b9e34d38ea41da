"""What a description of a thing holds, over the sample articles, and that it stays within bounds."""

from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF

from graph import describe as description
from graph.describe import describe, edge_of, place_of
from graph.ids import Iris, document_id
from graph.reader import GraphReader
from graph.store import Store
from graph.terms import MYO, OA

IRIS = Iris()
HUB = IRIS.concept("muscle-cramp")
ARTICLE = IRIS.document(document_id("heat-cramps-on-site.md"))


@pytest.fixture(scope="module")
def store(sample_graph: GraphReader) -> Store:
    return sample_graph.store


def told(store: Store, *things: str) -> Graph:
    return Graph().parse(data=describe(store, IRIS, things), format="nt")


def one(store: Store, kind: str) -> str:
    """Some thing of a kind, always the same."""
    found = {at for (at,) in store.rows(f"SELECT ?at {{ ?at a <{kind}> }}") if at and "#" not in at}
    return min(found)


def of(graph: Graph, kind: str) -> set[str]:
    return {str(node) for node in graph.subjects(RDF.type, URIRef(kind))}


def test_a_concept_comes_with_its_links_in_words_their_beliefs_and_sentences(
    store: Store, sample_graph: GraphReader
) -> None:
    graph = told(store, HUB)
    links = sample_graph.bare_links(subject={"muscle-cramp"}), sample_graph.bare_links(object={"muscle-cramp"})
    assert len(of(graph, f"{MYO}Link")) == len({*links[0], *links[1]})
    words = {str(label) for link in of(graph, f"{MYO}Link") for label in graph.objects(URIRef(link), RDFS.label)}
    assert "dehydration causes muscle cramp" in words
    assert all(list(graph.objects(URIRef(link), URIRef(f"{MYO}belief"))) for link in of(graph, f"{MYO}Link"))
    assert (URIRef(IRIS.concept("dehydration")), URIRef(f"{MYO}causes"), URIRef(HUB)) in graph
    assert len(set(graph.objects(None, URIRef(f"{OA}exact")))) > 20
    assert (URIRef(IRIS.concept("leg-cramp")), SKOS.broader, URIRef(HUB)) in graph


@pytest.mark.parametrize(
    "thing",
    [
        HUB,
        IRIS.concept("spinach"),
        ARTICLE,
        f"{MYO}Assertion",
        f"{MYO}Link",
        f"{OA}Annotation",
    ],
    ids=lambda thing: thing.rpartition("/")[2],
)
def test_whatever_is_named_has_a_label_and_no_node_is_half_told(store: Store, thing: str) -> None:
    graph = told(store, thing if thing.startswith(IRIS.base) else one(store, thing))
    ours = {node for node in graph.objects() if str(node).startswith(f"{IRIS.base}id/") and "#" not in str(node)}
    for node in ours:
        kind, _ = IRIS.parse(str(node)) or ("", "")
        label = {"concept": SKOS.prefLabel, "document": DCTERMS.title, "assertion": RDFS.label, "link": RDFS.label}
        if kind in label:
            assert len(list(graph.objects(node, label[kind]))) == 1, node
    for passage in of(graph, f"{OA}Annotation"):
        target = URIRef(f"{passage}#target")
        assert (URIRef(passage), URIRef(f"{OA}hasTarget"), target) in graph
        assert list(graph.objects(URIRef(f"{passage}#quote"), URIRef(f"{OA}exact")))
        assert list(graph.objects(target, URIRef(f"{OA}hasSource")))


def test_a_denied_assertion_says_so_and_brings_no_plain_triple(store: Store) -> None:
    denied = "SELECT ?a ?s ?p ?o { ?a <%spolarity> 'negated' ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
    query = f"PREFIX rdf: <{RDF}> {denied % MYO} ORDER BY ?a"
    plain = {row for row in store.rows("SELECT ?s ?p ?o { ?s ?p ?o }") if row[1] and row[1].startswith(MYO)}
    assertion, *triple = next(row for row in store.rows(query) if row[1:] not in plain)
    graph = told(store, str(assertion))
    (words,) = graph.objects(URIRef(str(assertion)), RDFS.label)
    assert "(negated, " in str(words)
    subject, predicate, object_ = (URIRef(str(end)) for end in triple)
    assert (subject, predicate, object_) not in graph
    assert list(graph.objects(None, URIRef(f"{OA}exact")))


@pytest.mark.parametrize("name", ["vocabulary", "assertions", "summary", "corrections"])
def test_a_graph_says_what_it_holds_and_where_to_get_it_not_its_content(store: Store, name: str) -> None:
    graph = told(store, f"{IRIS.base}id/graph/{name}")
    assert len(graph) < 15
    node = URIRef(f"{IRIS.base}id/graph/{name}")
    assert list(graph.objects(node, DCTERMS.description))
    assert str(next(graph.objects(node, URIRef("http://rdfs.org/ns/void#dataDump")))).endswith("dump.nq.gz")


@pytest.mark.parametrize(
    "thing",
    [
        IRIS.concept("no-such-thing"),
        IRIS.assertion("0000"),
        f"{IRIS.base}id/graph/nothing",
        f"{IRIS.base}id/nonsense/x",
        "https://elsewhere.example/id/concept/muscle-cramp",
        "http://127.0.0.1:8000/id/concept/x> ?p ?o . } #",
        "",
    ],
)
def test_of_what_the_library_does_not_hold_nothing_is_told(store: Store, thing: str) -> None:
    assert describe(store, IRIS, [thing]) == b""


def test_several_things_are_told_in_order_each_line_once(store: Store) -> None:
    assert describe(store, IRIS, [HUB, HUB]) == describe(store, IRIS, [HUB])
    lines = describe(store, IRIS, [f"{HUB}#x", IRIS.concept("dehydration")]).splitlines()
    assert len(lines) == len(set(lines))
    assert lines[0].startswith(f"<{HUB}> ".encode())


def test_what_is_left_out_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(description, "LINKS", 3)
    monkeypatch.setattr(description, "PASSAGES", 2)
    graph = told(store, HUB)
    assert len(of(graph, f"{MYO}Link")) == 3
    assert len(of(graph, f"{OA}Annotation")) == 2
    notes = set(graph.objects(URIRef(f"{HUB}.ttl"), DCTERMS.description))
    assert Literal("Not all is here: 3 links, the most believed. The dump and the SPARQL service have all.") in notes
    assert (URIRef(f"{HUB}.ttl"), FOAF.primaryTopic, URIRef(HUB)) in graph


def test_the_most_believed_links_are_told_first(
    store: Store, sample_graph: GraphReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(description, "LINKS", 5)
    graph = told(store, HUB)
    beliefs = sorted(float(str(belief)) for belief in graph.objects(None, URIRef(f"{MYO}belief")))
    links = (*sample_graph.bare_links(subject={"muscle-cramp"}), *sample_graph.bare_links(object={"muscle-cramp"}))
    best = sorted((link.belief for link in links), reverse=True)[:5]
    assert beliefs == pytest.approx(sorted(best), abs=1e-6)


def test_a_passage_and_a_link_know_their_place(store: Store, sample_graph: GraphReader) -> None:
    passage, link = one(store, f"{OA}Annotation"), one(store, f"{MYO}Link")
    place = place_of(store, IRIS, passage)
    assert place is not None
    document = sample_graph.document(place[0])
    assert document is not None
    (quote,) = told(store, passage).objects(URIRef(f"{passage}#quote"), URIRef(f"{OA}exact"))
    assert document.text[place[1].start : place[1].end] == str(quote)
    edge = edge_of(store, IRIS, link)
    assert edge is not None
    assert sample_graph.bare_links({edge[0]}, edge[1], {edge[2]})
    assert place_of(store, IRIS, IRIS.evidence("0")) is None
    assert edge_of(store, IRIS, IRIS.link("0")) is None
