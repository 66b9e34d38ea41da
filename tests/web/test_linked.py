"""Every IRI that a library mints answers: kinds of things by forms of data, by Accept and by suffix."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Graph, URIRef

from graph.ids import assertion_id, document_id
from graph.terms import MYO, OA, PROV
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

TEXT = "# Leg cramps\n\nDehydration causes leg cramps. Cola causes headache. Quinine may prevent leg cramps.\n"
CORRECTIONS = (
    "action\tabout\tvalue\tdocument\twho\twhen\twhy\n"
    "reject-assertion\tcola | causes | headache\t\t\tAnn Lee\t2026-01-02\tmisread\n"
)
BASE = "http://127.0.0.1:8000/"
REJECTED = assertion_id(("cola", "causes", "headache", "affirmed", "stated"))
# How a form is asked for, and how rdflib reads it.
FORMS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
    "trig": ("application/trig", "trig"),
    "nq": ("application/n-quads", "nquads"),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
KINDS = {
    "concept": "SELECT ?at { ?at <http://www.w3.org/2004/02/skos/core#prefLabel> 'leg cramp' }",
    "document": f"SELECT ?at {{ ?at a <{MYO}Document> }}",
    "assertion": f"SELECT ?at {{ ?at a <{MYO}Assertion> }}",
    "evidence": f"SELECT ?at {{ ?at a <{OA}Annotation> }}",
    "link": f"SELECT ?at {{ ?at a <{MYO}Link> }}",
    "correction": f"SELECT ?at {{ ?at a <{MYO}Correction> }}",
    "curator": f"SELECT ?at {{ ?at a <{PROV}Agent> }}",
    "graph": "SELECT ?at { ?at a <http://www.w3.org/2004/02/skos/core#ConceptScheme> }",
}
Address = Callable[[str], str]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library in which there is something of every kind."""
    folder: Path = tmp_path_factory.mktemp("corrected")
    (folder / "cramps.md").write_text(TEXT, encoding="utf-8")
    library = Library.open(folder / "library", create=True)
    (library.home / "curation.tsv").write_text(CORRECTIONS, encoding="utf-8")
    assert not ingest(library, [folder / "cramps.md"], Options(jobs=1)).problems
    yield library
    library.close()


@pytest.fixture(scope="module")
def linked(corrected: Library) -> FlaskClient:
    return create_app(corrected).test_client()


@pytest.fixture(scope="module")
def address(corrected: Library) -> Address:
    """From a kind to the address of some thing of that kind, below the base."""

    def address(kind: str) -> str:
        with corrected.reading() as generation:
            rows = generation.store.rows(KINDS[kind])
        return "/" + min(at for (at,) in rows if at and "#" not in at).removeprefix(BASE)

    return address


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_thing_answers_in_every_form(linked: FlaskClient, address: Address, kind: str, form: str) -> None:
    media_type, parser = FORMS[form]
    thing = address(kind)
    answer = linked.get(thing, headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{thing}.{form}")
    assert "Accept" in answer.headers["Vary"]
    data = linked.get(f"{thing}.{form}")
    assert (data.status_code, data.mimetype) == (200, media_type)
    graph = Dataset(default_union=True)
    graph.parse(data=data.get_data(), format=parser)
    node = URIRef(BASE + thing[1:])
    assert list(graph.predicate_objects(node))
    head = linked.head(f"{thing}.{form}")
    assert (head.status_code, head.content_length, head.data) == (200, len(data.data), b"")


@pytest.mark.parametrize("kind", KINDS)
def test_all_forms_of_a_thing_say_the_same(linked: FlaskClient, address: Address, kind: str) -> None:
    said = set()
    for form, (_, parser) in FORMS.items():
        graph = Graph() if parser not in {"trig", "nquads"} else Dataset(default_union=True)
        graph.parse(data=linked.get(f"{address(kind)}.{form}").get_data(), format=parser)
        triples = ((s, p, str(o)) for s, p, o in graph.triples((None, None, None)))
        said.add(frozenset(triples))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("concept", "/concept/leg-cramp"),
        ("document", "/document/"),
        ("assertion", "/assertion/"),
        ("evidence", "/document/"),
        ("link", "/link/"),
        ("correction", "/id/correction/"),
        ("curator", "/id/curator/ann-lee.ttl"),
        ("graph", "/id/graph/"),
    ],
)
def test_a_browser_is_led_to_what_shows_the_thing(linked: FlaskClient, address: Address, kind: str, place: str) -> None:
    answer = linked.get(address(kind), headers={"Accept": BROWSER})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(place)
    shown = linked.get(answer.headers["Location"].partition("#")[0])
    assert shown.status_code == 200
    name = answer.headers["Location"].partition("#")[2]
    assert not name or f'id="{name}"' in shown.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_json(linked: FlaskClient, address: Address, kind: str) -> None:
    answer = linked.get(f"{address(kind)}.json")
    assert answer.status_code == 303
    assert isinstance(json.loads(linked.get(answer.headers["Location"]).text), dict)


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        pytest.param("/id/concept/no-such-thing.ttl", "*/*", 404, id="no such concept"),
        pytest.param("/id/evidence/0000.nt", "*/*", 404, id="no such passage"),
        pytest.param("/id/graph/nothing.ttl", "*/*", 404, id="no such graph"),
        pytest.param("/id/nonsense/x", "*/*", 404, id="no such kind"),
        pytest.param("/id/nonsense/x.ttl", "*/*", 404, id="no data of no such kind"),
        pytest.param("/id/nonsense/x.json", "*/*", 404, id="no JSON of no such kind"),
        pytest.param("/id/concept/leg-cramp.docx", "*/*", 404, id="no such suffix"),
        pytest.param("/id/concept/leg-cramp", "image/png", 406, id="no such form"),
        pytest.param("/id/concept/leg-cramp", "text/turtle;q=0, image/png", 406, id="a form excluded"),
        pytest.param("/id/concept/leg-cramp", "*/*", 303, id="anything"),
        pytest.param("/ns", "image/png", 406, id="no picture of the terms"),
        pytest.param("/ns.docx", "*/*", 404, id="no such form of the terms"),
    ],
)
def test_addresses_that_lead_nowhere_say_so(linked: FlaskClient, path: str, accept: str, status: int) -> None:
    assert linked.get(path, headers={"Accept": accept}).status_code == status


def test_what_a_curator_took_away_still_answers_with_the_correction(linked: FlaskClient) -> None:
    graph = Graph().parse(data=linked.get(f"/id/assertion/{REJECTED}.nt").text, format="nt")
    assert (None, URIRef(f"{MYO}touches"), URIRef(f"{BASE}id/assertion/{REJECTED}")) in graph


def test_a_document_tells_its_text_and_what_was_read_from_it(linked: FlaskClient) -> None:
    graph = Graph().parse(data=linked.get(f"/id/document/{document_id('cramps.md')}.nt").text, format="nt")
    assert str(next(graph.objects(None, URIRef(f"{MYO}text")))) == TEXT
    assert "Dehydration causes leg cramps." in {str(quote) for quote in graph.objects(None, URIRef(f"{OA}exact"))}


@pytest.mark.parametrize("form", FORMS)
def test_the_words_of_the_graph_are_explained(linked: FlaskClient, form: str) -> None:
    media_type, parser = FORMS[form]
    answer = linked.get("/ns", headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ns.{form}")
    graph = Dataset(default_union=True)
    graph.parse(data=linked.get(f"/ns.{form}").get_data(), format=parser)
    assert list(graph.predicate_objects(URIRef(f"{MYO}causes")))


def test_an_assertion_answers_as_a_nanopublication(linked: FlaskClient, address: Address) -> None:
    place = address("assertion")
    answer = linked.get(f"{place}.nanopub")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{place}.nanopub.trig")
    data = linked.get(f"{place}.nanopub.trig")
    assert (data.status_code, data.mimetype) == (200, "application/trig")
    named = {str(graph.identifier) for graph in Dataset().parse(data=data.get_data(), format="trig").graphs()}
    assert {f"{BASE}{place[1:]}.nanopub#{part}" for part in ("head", "assertion", "provenance", "pubinfo")} <= named
    assert linked.get("/id/assertion/0000.nanopub.trig").status_code == 404
