"""The shapes accept what is written and catch what must never be; the ontology declares every term in use."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from graph import decode
from graph.ids import Iris
from graph.links import bare_links
from graph.model import ConceptType, Predicate
from graph.rdf import summary_nquads
from graph.store import Store
from graph.tables import Row, data, parse_table
from graph.terms import MYO, class_iri, predicate_iri

OA = Namespace("http://www.w3.org/ns/oa#")
NS = Namespace(MYO)
PREFIXES = """
PREFIX myo: <https://myograph.example/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
TABLE = Path(__file__).parents[1] / "cases" / "graph" / "shapes.tsv"
CASES = list(parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name, ("id", "conforms", "update")))


def read(file: Traversable) -> Graph:
    return Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read(data("shapes.ttl"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read(data("ontology.ttl"))


@pytest.fixture
def union(store: Store, iris: Iris) -> Graph:
    """All that a small library holds, as one graph in memory."""
    known = {concept.id: concept for concept in decode.concepts(store, iris)}
    sources = decode.sources(store, iris)
    store.load(summary_nquads(bare_links(decode.claims(store, iris), {}, known, {}), sources, iris))
    graph = Graph()
    graph.parse(data=store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "nt"), format="nt")
    return graph


def conforms(graph: Graph, shapes: Graph) -> bool:
    result: bool = pyshacl.validate(graph, shacl_graph=shapes)[0]
    return result


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_faults_are_caught_and_nothing_else(case: Row, union: Graph, shapes: Graph) -> None:
    before = set(union)
    union.update(PREFIXES + case["update"])
    assert (set(union) != before) is (case["id"] != "nothing"), "the change was not made"
    assert conforms(union, shapes) is (case.one_of("conforms", ("yes", "no")) == "yes")


def test_every_term_in_use_is_declared_and_described(union: Graph, ontology: Graph) -> None:
    used = {term for triple in union for term in triple if isinstance(term, URIRef) and term.startswith(MYO)}
    declared = set(ontology.subjects(SKOS.definition, None)) & set(ontology.subjects(RDFS.label, None))
    assert len(used) > 25
    assert used - declared == set()


@pytest.mark.parametrize("predicate", Predicate)
def test_every_predicate_is_a_property_with_a_match_or_a_range(predicate: Predicate, ontology: Graph) -> None:
    term = URIRef(predicate_iri(predicate))
    assert (term, RDF.type, OWL.ObjectProperty) in ontology
    assert set(ontology.objects(term, SKOS.closeMatch)) | set(ontology.objects(term, SKOS.broadMatch))


@pytest.mark.parametrize("kind", ConceptType)
def test_every_type_is_a_class_of_concepts(kind: ConceptType, ontology: Graph) -> None:
    assert (URIRef(class_iri(kind)), RDFS.subClassOf, SKOS.Concept) in ontology


def test_only_biolink_terms_that_exist_are_named(ontology: Graph) -> None:
    biolink = "https://w3id.org/biolink/vocab/"
    existing = set(
        "causes contributes_to treats ameliorates_condition exacerbates_condition preventative_for_condition "
        "has_side_effect has_phenotype associated_with has_part".split()
    )
    named = {str(term).removeprefix(biolink) for term in ontology.objects() if str(term).startswith(biolink)}
    assert named <= existing
    assert len(named) > 5


def test_shapes_and_ontology_speak_of_the_same_terms(shapes: Graph, ontology: Graph) -> None:
    terms = {term for triple in shapes for term in triple if isinstance(term, URIRef) and term.startswith(MYO)}
    assert terms - set(ontology.subjects()) == set()
    assert (OA.Annotation in set(shapes.objects())) and (NS.Link in terms)
    assert Literal("affirmed") in set(shapes.objects())
