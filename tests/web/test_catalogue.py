"""What clients read before they ask: the service's description, the dataset's, the examples and the prefixes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, RDFS, SH, VOID, Dataset, Graph, Literal, Namespace, URIRef

from graph import terms
from graph.examples import Example, examples
from graph.ids import Iris
from graph.store import Solutions, Triples
from myograph.generation import Generation
from myograph.library import Library
from search.inquiry import ready
from web.negotiate import GRAPHS, RESULTS

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
EXAMPLES = examples(Iris())
CURATED = "corrected-by-curators"  # finds something only where somebody corrected: tests/myograph/test_corrections.py
ENDPOINT = URIRef("http://localhost/sparql")
DATASET = URIRef("http://127.0.0.1:8000/")


@pytest.fixture(scope="module")
def generation(sample_library: Library) -> Iterator[Generation]:
    """The sample articles, as a store."""
    with sample_library.reading() as found:
        yield found


def fetched(client: FlaskClient, address: str, accept: str = "text/turtle") -> Graph:
    answer = client.get(address, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept)
    return Graph().parse(data=answer.data, format=accept)


@pytest.mark.parametrize("address", ["/sparql", "/.well-known/void"])
def test_descriptions_say_the_same_in_every_form_of_rdf(client: FlaskClient, address: str) -> None:
    wanted = set(fetched(client, address))
    assert len(wanted) > 100
    for form in GRAPHS:
        answer = client.get(address, headers={"Accept": form.media_type})
        assert (answer.status_code, answer.mimetype) == (200, form.media_type)
        assert "Accept" in answer.headers["Vary"]
        read = Dataset(default_union=True)
        read.parse(data=answer.data, format=form.media_type)
        assert {(s, p, o) for s, p, o, _ in read.quads()} == wanted
    assert client.get(address, headers={"Accept": "*/*"}).mimetype == "text/turtle"
    assert client.head(address).status_code == 200


def test_who_gets_the_description_and_who_the_page(client: FlaskClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert client.get("/sparql", headers={"Accept": browser}).mimetype == "text/html"
    assert client.get("/.well-known/void", headers={"Accept": browser}).mimetype in {f.media_type for f in GRAPHS}
    assert client.get("/.well-known/void", headers={"Accept": "text/html"}).mimetype == "text/turtle"
    assert client.get("/sparql?format=nt", headers={"Accept": browser}).mimetype == "application/n-triples"
    assert client.get("/sparql?format=csv").status_code == 406
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql?query=").status_code == 400
    assert client.post("/sparql", data={"query": ""}).status_code == 400


def test_the_service_is_described(client: FlaskClient) -> None:
    found = fetched(client, "/sparql")
    assert set(found.subjects(RDF.type, SD.Service)) == {ENDPOINT}
    assert found.value(ENDPOINT, SD.endpoint) == ENDPOINT
    assert set(found.objects(ENDPOINT, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(found.objects(ENDPOINT, SD.feature)) == {SD.UnionDefaultGraph}
    myo = Namespace(terms.MYO)
    assert set(found.objects(ENDPOINT, SD.propertyFeature)) == {myo.textSearch, myo.evidenceSearch}
    named = {str(name) for name in found.objects(None, SD.name)}
    assert named == {f"{DATASET}id/graph/{name}" for name in ("assertions", "vocabulary", "summary", "corrections")}
    assert found.value(ENDPOINT, SD.defaultDataset) == DATASET
    assert (found.value(DATASET, SD.defaultGraph), RDF.type, SD.Graph) in found


def test_every_form_that_is_given_is_described(client: FlaskClient) -> None:
    found = fetched(client, "/sparql")
    said = {str(form).rpartition("/")[2].lower() for form in found.objects(ENDPOINT, SD.resultFormat)}
    names = {"ttl": "turtle", "nt": "n-triples", "rdf": "rdf_xml", "jsonld": "json-ld", "nq": "n-quads"}
    given = {f"sparql_results_{form.format}" for form in RESULTS} | {names.get(f.format, f.format) for f in GRAPHS}
    assert said == given


def test_the_address_is_the_clients_and_behind_a_proxy_the_librarys(client: FlaskClient) -> None:
    for asked, told in (
        ("http://elsewhere.example:81/", "http://elsewhere.example:81/sparql"),
        ("https://127.0.0.1:8000/", "http://127.0.0.1:8000/sparql"),
    ):
        answer = client.get("/sparql", base_url=asked, headers={"Accept": "text/turtle"})
        found = Graph().parse(data=answer.data, format="turtle")
        assert [str(address) for address in found.objects(None, SD.endpoint)] == [told]


def test_the_dataset_counts_as_queries_count(client: FlaskClient, library: Library) -> None:
    found = fetched(client, "/.well-known/void")
    with library.reading() as generation:
        ask = generation.store.rows
        known = " ".join(f"PREFIX {name}: <{stem}>" for name, stem in terms.prefixes(library.iris).items())
        (total,) = ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        (causes,) = ask(known + "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s myo:causes ?o }")
        (drugs,) = ask(known + "SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(*) AS ?m) { ?s a myo:Drug ; ?p ?o }")
        kinds = ask("SELECT DISTINCT ?c { ?s a ?c }")
        verbs = ask("SELECT DISTINCT ?p { ?s ?p ?o }")
    myo = Namespace(terms.MYO)
    assert str(found.value(DATASET, VOID.triples)) == total[0]
    (part,) = set(found.objects(DATASET, VOID.propertyPartition)) & set(found.subjects(VOID.property, myo.causes))
    assert (str(found.value(part, VOID.triples)), str(found.value(part, VOID.distinctSubjects))) == causes
    (part,) = found.subjects(VOID["class"], myo.Drug)
    assert (str(found.value(part, VOID.entities)), str(found.value(part, VOID.triples))) == drugs
    assert {str(kind) for kind in found.objects(None, VOID["class"])} == {row[0] for row in kinds}
    assert {str(verb) for verb in found.objects(None, VOID.property)} == {row[0] for row in verbs}
    inner = {found.value(one, VOID.property) for one in found.objects(part, VOID.propertyPartition)}
    assert inner >= {RDF.type, URIRef(terms.SKOS + "prefLabel")}


def test_examples_are_shacl_executables_with_prefixes(client: FlaskClient) -> None:
    found = fetched(client, "/sparql")
    shown = set(found.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(shown) == len(EXAMPLES) >= 15
    texts = {
        str(text): verb
        for one in shown
        for verb in (SH.select, SH.ask, SH.construct, SPEX.describe)
        for text in found.objects(one, verb)
    }
    assert set(texts) == {example.text for example in EXAMPLES}
    for example in EXAMPLES:
        (one,) = found.subjects(texts[example.text], Literal(example.text))
        assert found.value(one, RDFS.label) == Literal(example.title, "en")
        assert found.value(one, RDFS.comment)
        assert found.value(one, URIRef(terms.SCHEMA + "target")) == ENDPOINT
        declared = found.objects(found.value(one, SH.prefixes), SH.declare)
        pairs = {str(found.value(node, SH.prefix)): str(found.value(node, SH.namespace)) for node in declared}
        assert pairs == terms.prefixes(Iris())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_examples_find_something_in_the_samples(generation: Generation, example: Example) -> None:
    assert example.title and len(example.title) < 100
    with ready(example.text, generation.holdings) as (text, scope):
        found = generation.store.query(text, scope)
    if isinstance(found, Triples):
        assert len(found.triples) > 10
    elif isinstance(found, Solutions):
        assert len(found.rows) <= 300
        assert found.rows or example.key == CURATED
        columns = zip(*found.rows, strict=True)
        assert all(any(column) for column in columns), "a column in which nothing stands"
    else:
        assert found is True


def test_the_prefixes_in_the_table_are_those_that_the_graph_is_written_with() -> None:
    known = terms.prefixes(Iris())
    written = ("MYO", "RDF", "RDFS", "XSD", "SKOS", "OA", "DCTERMS", "SCHEMA", "PROV")
    assert {name: known[name.lower()] for name in written} == {name: getattr(terms, name) for name in written}
    assert known["c"] == Iris().concept("") and known["d"] == Iris().document("")
