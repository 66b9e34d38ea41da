"""Errors for programs: problem details after RFC 9457, each with an address that tells of its kind."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.problems import KINDS

WRONG = [
    ("GET", "/api/v1/concept/nothing-such", 404, "not-found"),
    ("GET", "/api/v1/nothing", 404, "not-found"),
    ("GET", "/api/v2/search", 404, "not-found"),
    ("GET", "/api/v1/ask?q=what+causes+zorkitis", 404, "unknown-name"),
    ("GET", "/api/v1/links?from=cramps&to=cramps", 400, "same-name"),
    ("GET", "/api/v1/ask", 400, "bad-parameter"),
    ("GET", "/api/v1/search?q=ab*", 400, "short-prefix"),
    ("GET", "/api/v1/status?generation=99", 404, "future-generation"),
    ("POST", "/api/v1/search", 405, "method-not-allowed"),
    ("DELETE", "/api/v1/concept/muscle-cramp", 405, "method-not-allowed"),
    ("GET", "/sparql?query=SELEC", 400, "query"),
]


@pytest.mark.parametrize(("method", "address", "status", "kind"), WRONG)
def test_an_error_is_told_in_one_form(client: FlaskClient, method: str, address: str, status: int, kind: str) -> None:
    answer = client.open(address, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    told = answer.get_json()
    assert {"type", "title", "status", "detail", "instance", "where", "mend"} <= set(told)
    assert told["type"] == f"/problems/{kind}"
    assert told["status"] == status
    assert told["instance"] == address
    assert told["title"] == KINDS[kind].title != told["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    page = client.get(told["type"])
    assert page.status_code == 200 and told["title"] in re.sub("&#39;", "'", page.text)
    assert client.get(f"{told['type']}.json").get_json()["title"] == told["title"]


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    answer = client.post("/api/v1/search")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/turtle", "image/*", "application/json;q=0", "text/html"])
def test_what_is_not_json_cannot_be_had(client: FlaskClient, accept: str) -> None:
    answer = client.get("/api/v1/status", headers={"Accept": accept})
    assert (answer.status_code, answer.get_json()["type"]) == (406, "/problems/not-acceptable")


@pytest.mark.parametrize("accept", ["", "*/*", "application/*", "application/json", "text/html,*/*;q=0.8"])
def test_who_takes_json_gets_it(client: FlaskClient, accept: str) -> None:
    assert client.get("/api/v1/status", headers={"Accept": accept}).status_code == 200


def test_what_breaks_in_the_service_is_no_secret_and_tells_none(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("/home/somebody/secret")  # noqa: EM101 - as a library would

    monkeypatch.setitem(app.view_functions, "api.status", broken)
    answer = app.test_client().get("/api/v1/status")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.get_json()["type"] == "/problems/internal-server-error"
    assert "secret" not in answer.text


def test_all_kinds_are_listed(client: FlaskClient) -> None:
    listed = client.get("/problems.json").get_json()["problems"]
    assert {one["type"].rpartition("/")[2] for one in listed} == set(KINDS)
    page = client.get("/problems").text
    for one in listed:
        assert f'href="{one["type"]}"' in page
        assert client.get(one["type"]).status_code == 200


@pytest.mark.parametrize(
    ("address", "offer"),
    [
        ("/concept/muscle-crampz", "/concept/muscle-cramp"),
        ("/magnesiun", "/concept/magnesium"),
        ("/articles/about/Leg%20cramp.html", "/concept/leg-cramp"),
    ],
)
def test_a_page_that_is_not_there_offers_what_was_meant(client: FlaskClient, address: str, offer: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert f'<a href="{offer}"' in answer.text
    assert re.search(r'<input type="search" id="instead" name="q" value="[^"]+', answer.text)


@pytest.mark.parametrize(
    "address", ["//evil.example/x", "/\\evil.example", "/%09/evil.example", "///evil.example/%2f.."]
)
def test_an_odd_path_is_told_as_one_of_ours(client: FlaskClient, address: str) -> None:
    page = client.get(f"{address}?generation=1").text
    assert not re.search(r'(?:href|action|src)="(?!/[^/\\]|/"|#|https?://localhost/)', page)
    told = client.get(f"/api/{address}.json").get_json()
    assert re.match(r"/[^/\\]", told["instance"])
