"""The picture of the graph that a query makes."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def picture(client: FlaskClient, query: str) -> TestResponse:
    accept = "image/svg+xml, application/json"
    return client.get("/sparql/picture.svg", query_string={"query": query}, headers={"Accept": accept})


def test_claims_are_drawn_as_the_library_holds_them(client: FlaskClient) -> None:
    answer = picture(client, "CONSTRUCT { ?a myo:causes ?b } WHERE { ?a myo:causes ?b }")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert 'href="/concept/' in answer.text or 'href="/id/concept/' in answer.text
    assert {"dehydration", "leg cramp", "diabetes"} <= set(re.findall(r'class="label"[^>]*>([^<]*)<', answer.text))
    assert 'class="claim possible"' in answer.text and 'class="claim stated"' in answer.text
    assert 'class="claim plain"' not in answer.text


def test_what_is_no_claim_is_drawn_by_its_name(client: FlaskClient) -> None:
    query = 'CONSTRUCT { c:a <urn:x:likes> <http://b.example/<script>> ; myo:of "text" ; a c:b }'.replace(
        "<script>", ""
    )
    answer = picture(client, query + " WHERE {}")
    assert re.findall(r'class="label"[^>]*>([^<]*)<', answer.text) == ["c:a", "http://b.example/"]
    assert 'class="claim plain"' in answer.text and "urn:x:likes" in answer.text
    assert picture(client, "DESCRIBE c:diabetes").status_code == 200


def test_no_address_leads_into_a_script(client: FlaskClient) -> None:
    answer = picture(client, "CONSTRUCT { <javascript:alert(1)> <javascript:alert(2)> <data:text/html,x> } WHERE {}")
    assert answer.status_code == 200
    assert re.findall(r'href="([^"]*)"', answer.text) == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("CONSTRUCT { ?a skos:broader ?b } WHERE { ?a skos:broader ?b }", 400),  # too many
        ("CONSTRUCT { ?a skos:prefLabel ?b } WHERE { ?a skos:prefLabel ?b }", 400),  # nothing but texts
        ("SELECT * WHERE { ?a ?b ?c }", 400),
        ("CONSTRUCT {", 400),
        ("", 400),
    ],
)
def test_what_cannot_be_drawn_says_why(client: FlaskClient, query: str, status: int) -> None:
    answer = picture(client, query)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["detail"]


def test_a_long_name_is_whole(client: FlaskClient) -> None:
    long = f"http://b.example/{'very-' * 30}long"
    answer = picture(client, f"CONSTRUCT {{ c:a <urn:x:likes> <{long}> }} WHERE {{}}")
    lines = re.findall(r'class="label"[^>]*>([^<]*)<', answer.text)
    assert lines[0] == "c:a" and "".join(lines[1:]) == long
