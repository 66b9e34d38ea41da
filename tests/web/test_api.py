from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.ids import document_id


@pytest.mark.parametrize(
    ("api", "twin"),
    [
        ("/api/v1/search?q=cramps", "/search.json?q=cramps"),
        ("/api/v1/ask?q=what+causes+cramps", "/ask.json?q=what+causes+cramps"),
        ("/api/v1/links?from=diabetes&to=cramps", "/links.json?from=diabetes&to=cramps"),
        ("/api/v1/concept/muscle-cramp", "/concept/muscle-cramp.json"),
        (f"/api/v1/document/{document_id('cramps.md')}", f"/document/{document_id('cramps.md')}.json"),
    ],
)
def test_the_interface_and_the_twins_say_the_same(client: FlaskClient, api: str, twin: str) -> None:
    assert client.get(api).get_json() == client.get(twin).get_json()


def test_the_promised_form_of_an_answer(client: FlaskClient) -> None:
    found = client.get("/api/v1/links?from=diabetes&to=muscle+cramps").get_json()
    assert set(found) == {"question", "answer", "stopped", "filters", "doctor"}
    path = found["answer"]["paths"][0]
    assert {"nodes", "links", "cost", "pattern"} <= set(path)
    link = path["links"][0]
    assert {"subject", "predicate", "object", "belief", "for", "against", "disputed", "evidence"} <= set(link)
    assert {"doc", "title", "quote", "start", "end", "polarity", "certainty"} <= set(link["evidence"][0])


def test_suggestions_begin_with_labels(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggest?q=Mag").get_json()["suggestions"]
    assert found[0]["label"].startswith("mag")
    assert len(found) <= 10
    assert client.get("/api/v1/suggest?q=").get_json()["suggestions"] == []


def test_concepts_by_type_and_page(client: FlaskClient) -> None:
    drugs = client.get("/api/v1/concepts?type=drug").get_json()
    assert {one["type"] for one in drugs["concepts"]} == {"drug"}
    both = [client.get(f"/api/v1/concepts?page={page}").get_json()["concepts"] for page in (1, 2)]
    assert len(both[0]) == 100
    assert [one["id"] for page in both for one in page] == sorted({one["id"] for page in both for one in page})


def test_status_and_health(client: FlaskClient) -> None:
    found = client.get("/api/v1/status").get_json()
    assert found["counts"]["documents"] == 4 and found["generation"] == 1
    assert client.get("/healthz").text == "alive\n"
    assert client.get("/readyz").text == "ready: generation 1\n"
    assert 'myograph_answers_total{page="system.ready",status="200"}' in client.get("/metrics").text


def test_void(client: FlaskClient) -> None:
    void = client.get("/.well-known/void")
    assert void.mimetype == "text/turtle" and "void:sparqlEndpoint" in void.text
