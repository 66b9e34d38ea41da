"""What the SPARQL service does where too much is asked: long answers and queries, many at once, endless ones."""

from __future__ import annotations

import gzip
import re
import threading
import time
from typing import cast

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from myograph.library import Library
from web.app import create_app
from web.clients import Turnstile, client_of
from web.errors import TooManyQueriesError
from web.settings import Settings
from web.workers import Pool

SELECT = "SELECT ?name { ?x myo:causes c:muscle-cramp ; skos:prefLabel ?name }"
ASK = "ASK { ?x myo:causes ?y }"
MUCH = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 6000"
ROWS = "SELECT * { ?s ?p ?o } LIMIT 6000"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def ask(client: FlaskClient, query: str, accept: str = "*/*", **more: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query, **more}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("query", "packed"), [(ASK, False), (SELECT + " #" + "x" * 2000, False), (MUCH, True), (ROWS, True)]
)
def test_what_is_long_is_packed_for_those_who_take_it(client: FlaskClient, query: str, packed: bool) -> None:
    plain = client.get("/sparql", query_string={"query": query, "format": "json"})
    answer = client.get(
        "/sparql", query_string={"query": query, "format": "json"}, headers={"Accept-Encoding": "br, gzip;q=0.5"}
    )
    assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
    assert (gzip.decompress(answer.data) if packed else answer.data) == plain.data
    assert plain.headers.get("Content-Encoding") is None
    assert {"Accept", "Accept-Encoding"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_an_answer_that_is_too_long_is_refused_and_never_cut(library: Library) -> None:
    app = create_app(library, Settings(query_megabytes=1024, query_result_megabytes=1))
    product = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    answer = ask(app.test_client(), product)
    assert answer.status_code == 400
    assert answer.get_json(force=True)["detail"] == "The answer has more than 1 MB"
    assert ask(app.test_client(), product + " LIMIT 1000").status_code == 200
    cast(Pool, app.extensions["pool"]).close()


def test_a_client_has_so_many_queries_at_once_and_another_is_not_concerned(library: Library) -> None:
    app = create_app(library, Settings(query_megabytes=1024, query_per_client=2, query_wait=0.2))
    turnstile: Turnstile = app.extensions["turnstile"]

    def status(address: str) -> tuple[int, str | None]:
        answer = app.test_client().get("/sparql?query=ASK{}", environ_base={"REMOTE_ADDR": address})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return answer.status_code, answer.headers.get("Retry-After")

    leave = [turnstile.enter("192.0.2.1") for _ in range(2)]
    assert (status("192.0.2.1"), status("192.0.2.2")) == ((429, "2"), (200, None))
    threading.Timer(0.1, leave[0]).start()
    assert status("192.0.2.1") == (200, None)  # it waited a little
    leave[1]()
    cast(Pool, app.extensions["pool"]).close()


@pytest.mark.parametrize(("proxies", "sent", "seen"), [(0, "192.0.2.7", "10.0.0.1"), (1, "192.0.2.7", "192.0.2.7")])
def test_clients_behind_a_web_server_of_ours_are_told_apart(
    library: Library, proxies: int, sent: str, seen: str
) -> None:
    app = create_app(library, Settings(proxies=proxies))
    app.add_url_rule("/who", view_func=lambda: request.remote_addr or "")
    answer = app.test_client().get(
        "/who", headers={"X-Forwarded-For": f"203.0.113.9, {sent}"}, environ_base={"REMOTE_ADDR": "10.0.0.1"}
    )
    assert answer.text == seen


def test_who_sends_very_many_at_once_is_refused_at_once() -> None:
    turnstile = Turnstile(1, wait=60.0)
    leave = turnstile.enter("192.0.2.1")

    def go_through() -> None:
        turnstile.enter("192.0.2.1")()

    threads = [threading.Thread(target=go_through) for _ in range(30)]
    for thread in threads:
        thread.start()
    while turnstile._here["192.0.2.1"] < 31:
        time.sleep(0.01)
    with pytest.raises(TooManyQueriesError):
        turnstile.enter("192.0.2.1")
    leave()
    for thread in threads:
        thread.join()
    assert not turnstile._here and not turnstile._inside


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
    ],
)
def test_who_is_one_client(one: str, other: str, same: bool) -> None:
    assert (client_of(one) == client_of(other)) is same


def test_deep_nesting_is_no_crash(client: FlaskClient) -> None:
    for query in ("ASK " + "{" * 5_000 + "}" * 5_000, "ASK {" + "?s ?p ?o . " * 8_900 + "}"):
        answer = ask(client, query)
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
        assert re.search("nested too deeply|too long", answer.get_json(force=True)["detail"])
    assert ask(client, "ASK " + "{" * 90 + "}" * 90).status_code == 200


def test_an_endless_query_is_ended_and_light_ones_go_on(app: Flask) -> None:
    ask(app.test_client(), ASK)  # a worker is there
    ended: list[tuple[int, float, str | None]] = []

    def heavy() -> None:
        began = time.monotonic()
        answer = ask(app.test_client(), ENDLESS, timeout="3")
        ended.append((answer.status_code, time.monotonic() - began, answer.headers.get("Retry-After")))

    thread = threading.Thread(target=heavy)
    thread.start()
    light = 0
    while thread.is_alive():
        assert ask(app.test_client(), SELECT).status_code == 200
        light += 1
    thread.join()
    status, seconds, retry = ended[0]
    assert (status, retry) == (503, "5")
    assert 2.9 < seconds < 20
    assert light >= 2
    html = ask(app.test_client(), ENDLESS, "text/html", timeout="0.2")
    assert (html.status_code, html.mimetype, html.headers.get("Retry-After")) == (503, "text/html", "5")
    assert ask(app.test_client(), SELECT).status_code == 200
