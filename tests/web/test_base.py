"""The base of all IRIs is fixed; the service may stand elsewhere, and what it links to is itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

BASE = "https://data.example/health/"
ELSEWHERE = "http://other.example:8080"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("based")
    (folder / "a.txt").write_text("Leg cramps\n\nDehydration causes leg cramps.\n", encoding="utf-8")
    library = Library.open(folder / "library", create=True, base=BASE)
    ingest(library, [folder / "a.txt"], Options(jobs=1))
    yield create_app(library).test_client()
    library.close()


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_an_iri_answers_as_it_stands_where_its_host_leads_here(client: FlaskClient, accept: str) -> None:
    iri = f"{BASE}id/concept/leg-cramp"
    answer = client.get(iri, headers={"Accept": accept})
    place = answer.headers["Location"]
    assert answer.status_code == 303
    assert place.startswith("/health/")
    found = client.get(f"https://data.example{place}")
    assert found.status_code == 200 and "leg cramp" in found.text


def test_pages_below_the_path_of_the_base_stay_there(client: FlaskClient) -> None:
    text = client.get(f"{BASE}concept/leg-cramp").text.replace("&amp;", "&")
    links = [urlsplit(link) for link in re.findall(r'(?:href|action|cite)="([^"#]+)', text)]
    inner = [link for link in links if link.netloc in {"", "data.example"}]
    assert len(inner) > 10
    assert all(link.path.startswith("/health/") for link in inner)
    dead = [link.geturl() for link in inner if client.get(f"https://data.example{link.path}").status_code == 404]
    assert dead == []


@pytest.mark.parametrize("address", ["/", "/concept/leg-cramp", "/embed/concept/leg-cramp", "/about"])
def test_under_another_name_all_links_lead_to_that(client: FlaskClient, address: str) -> None:
    text = client.get(ELSEWHERE + address).text
    hosts = {urlsplit(link).netloc for link in re.findall(r'(?:href|action|src)="([^"#]+)', text)}
    assert "data.example" not in hosts
    answer = client.get(f"{ELSEWHERE}/id/concept/leg-cramp", headers={"Accept": "text/turtle"})
    assert answer.headers["Location"] == "/id/concept/leg-cramp.ttl"


def test_the_iris_in_the_data_are_those_of_the_base_wherever_it_is_served(client: FlaskClient) -> None:
    places = [f"{ELSEWHERE}/id/concept/leg-cramp.nt", f"{BASE}id/concept/leg-cramp.nt"]
    answers = [client.get(place).text for place in places]
    assert answers[0] == answers[1]
    assert f"<{BASE}id/concept/leg-cramp>" in answers[0]
    assert "other.example" not in answers[0]


def test_results_of_a_query_lead_to_this_service(client: FlaskClient) -> None:
    query = "SELECT ?s WHERE { ?s a skos:Concept ; skos:prefLabel 'leg cramp' }"
    text = client.get(f"{ELSEWHERE}/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).text
    link = re.search(r'href="([^"]*id/concept/leg-cramp)"', text)
    assert link is not None and link[1].startswith("/")
    assert client.get(ELSEWHERE + link[1]).status_code == 303
