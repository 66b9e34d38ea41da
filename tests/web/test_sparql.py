from __future__ import annotations

import csv
import gzip
import io
import re
import threading
import time
from typing import cast
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import Dataset
from werkzeug.test import TestResponse

from myograph.library import Library
from web.app import create_app
from web.clients import Turnstile, client_of
from web.errors import TooManyQueriesError
from web.negotiate import GRAPHS
from web.settings import Settings
from web.workers import Pool

PREFIXES = "PREFIX myo: <https://myograph.example/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
SELECT = PREFIXES + 'SELECT ?name WHERE { ?x myo:causes ?y ; skos:prefLabel ?name . ?y skos:prefLabel "muscle cramp" }'
ASK = PREFIXES + "ASK { ?x myo:causes ?y }"
CONSTRUCT = PREFIXES + "CONSTRUCT { ?x myo:causes ?y } WHERE { ?x myo:causes ?y }"
DESCRIBE = "DESCRIBE <http://127.0.0.1:8000/id/concept/muscle-cramp>"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def ask(client: FlaskClient, query: str, accept: str = "*/*", **more: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query, **more}, headers={"Accept": accept})


def test_select_over_get_and_both_kinds_of_post(client: FlaskClient) -> None:
    answers = [
        ask(client, SELECT),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", data=SELECT.encode(), content_type=QUERY),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {answer.mimetype for answer in answers} == {"application/sparql-results+json"}
    assert answers[0].data == answers[1].data == answers[2].data
    found = answers[0].get_json(force=True)
    names = {row["name"]["value"] for row in found["results"]["bindings"]}
    assert names >= {"dehydration"}


@pytest.mark.parametrize(
    ("query", "accept", "mimetype", "begin"),
    [
        (SELECT, "text/csv", "text/csv", "name"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values", "?name"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        (SELECT, "application/json", "application/sparql-results+json", "{"),
        (SELECT, "text/turtle;q=0.1, text/csv;q=0.05", "text/csv", "name"),
        (ASK, "*/*", "application/sparql-results+json", "{"),
        (ASK, "", "application/sparql-results+json", "{"),
        (CONSTRUCT, "*/*", "text/turtle", "@prefix"),
        (CONSTRUCT, "application/n-triples", "application/n-triples", "<http"),
        (CONSTRUCT, "application/ld+json", "application/ld+json", "{"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml", "<?xml"),
        (CONSTRUCT, "application/trig", "application/trig", "@prefix"),
        (CONSTRUCT, "application/n-quads", "application/n-quads", "<http"),
        (DESCRIBE, "text/turtle", "text/turtle", "@prefix"),
    ],
)
def test_forms_by_accept(client: FlaskClient, query: str, accept: str, mimetype: str, begin: str) -> None:
    answer = ask(client, query, accept)
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert answer.text.lstrip().startswith(begin)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "format", "status"),
    [
        (SELECT, "csv", 200),
        (SELECT, "ttl", 406),
        (CONSTRUCT, "ttl", 200),
        (CONSTRUCT, "csv", 406),
        (SELECT, "docx", 406),
    ],
)
def test_format_goes_before_accept(client: FlaskClient, query: str, format: str, status: int) -> None:
    assert ask(client, query, "text/html,*/*;q=0.1", format=format).status_code == status


def test_nothing_acceptable(client: FlaskClient) -> None:
    assert ask(client, SELECT, "image/png").status_code == 406
    assert ask(client, SELECT, "text/turtle").status_code == 406


@pytest.mark.parametrize(
    ("query", "accept", "more", "wanted"),
    [
        (CONSTRUCT, "text/turtle", {"format": "csv"}, "csv"),
        (SELECT, "application/json", {"format": "docx"}, "docx"),
        (SELECT, "text/turtle", {}, "text/turtle"),
        ("", "text/turtle", {"format": "csv"}, "csv"),
    ],
)
def test_what_cannot_be_had_is_named_as_it_was_asked_for(
    client: FlaskClient, query: str, accept: str, more: dict[str, str], wanted: str
) -> None:
    parameters = {"query": query, **more} if query else more
    answer = client.get("/sparql", query_string=parameters, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.json and f"'{wanted}'" in answer.json["title"]


def test_csv_is_readable(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(ask(client, SELECT, "text/csv").text)))
    assert rows[0] == ["name"] and ["dehydration"] in rows


MUCH = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 6000"
ROWS = "SELECT * { ?s ?p ?o } LIMIT 6000"


@pytest.mark.parametrize("format", [form.format for form in GRAPHS])
def test_a_long_graph_comes_whole_and_says_the_same_in_every_form(client: FlaskClient, format: str) -> None:
    answer = ask(client, MUCH, format=format)
    assert answer.content_length == len(answer.data) > 128 * 1024  # more than is held in memory
    names = {"rdf": "xml", "jsonld": "json-ld", "nq": "nquads"}
    read = Dataset(default_union=True).parse(data=answer.data, format=names.get(format, format))
    expected = Dataset(default_union=True).parse(data=ask(client, MUCH, format="nt").data, format="nt")
    # every node has an IRI, so that none goes under another name
    assert set(read.triples((None, None, None))) == set(expected.triples((None, None, None)))


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
    assert answer.get_json(force=True)["title"] == "The answer has more than 1 MB"
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


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("", "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("text/csv", "application/problem+json"),
        ("application/sparql-results+json", "application/problem+json"),
        ("text/plain", "text/plain"),
        ("application/n-triples, text/plain;q=0.5", "text/plain"),
        ("text/html", "text/html"),
    ],
)
def test_an_error_is_told_in_a_form_that_is_understood(client: FlaskClient, accept: str, mimetype: str) -> None:
    answer = ask(client, "SELECT ?x\nWHERE { ?x ?y }", accept)
    assert (answer.status_code, answer.mimetype) == (400, mimetype)
    assert "line 2, column" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "DESCRIBE c:muscle-cramp",
        "# select\nPREFIX ask: <x:construct> DESCRIBE ?x WHERE { ?x skos:prefLabel 'muscle cramp' }",
    ],
)
def test_describe_tells_what_a_person_would_want(client: FlaskClient, query: str) -> None:
    graph = Dataset(default_union=True).parse(data=ask(client, query, "text/turtle").data, format="turtle")
    told = {str(value) for value in graph.objects()}
    assert "Muscle cramp" in told or "muscle cramp" in told
    assert "dehydration" in told  # the label of what it is linked to
    assert "Diabetic peripheral neuropathy can cause muscle cramps." in told  # a passage


def test_describe_of_chosen_graphs_tells_nothing_from_others(client: FlaskClient, library: Library) -> None:
    query = f"DESCRIBE c:muscle-cramp FROM <{library.iris.vocabulary_graph()}>"
    answer = ask(client, query, "text/turtle")
    assert answer.status_code == 200 and "muscle cramp" in answer.text
    assert "neuropathy can cause" not in answer.text


def triples(client: FlaskClient, clause: str, **more: str | list[str]) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"
    answer = client.get("/sparql", query_string={"query": query, "format": "csv", **more})
    assert answer.status_code == 200, answer.text
    return int(answer.text.split()[1])


def test_from_and_the_parameters_choose_graphs(client: FlaskClient, library: Library) -> None:
    with library.reading() as generation:
        one, two = sorted(library.iris.document(source.id) for source in generation.graph.documents())[:2]
    each = [triples(client, f"FROM <{iri}>") for iri in (one, two)]
    assert 0 < each[0] < triples(client, "")
    assert max(each) < triples(client, f"FROM <{one}> FROM <{two}>") <= sum(each)
    assert [triples(client, "", **{"default-graph-uri": iri}) for iri in (one, two)] == each
    assert triples(client, f"FROM <{one}>", **{"default-graph-uri": two}) == each[1]
    both = client.post("/sparql", data={"query": f"ASK FROM <{one}> {{ GRAPH <{two}> {{ ?s ?p ?o }} }}"})
    assert both.get_json(force=True)["boolean"] is False
    for elsewhere in ("http://127.0.0.1:9/", "urn:x:nothing"):
        assert triples(client, f"FROM <{elsewhere}>") == 0
        assert triples(client, "", **{"default-graph-uri": elsewhere}) == 0
    assert triples(client, "", **{"named-graph-uri": one}) == 0


def test_prefixes_of_the_graph_need_no_declaration(client: FlaskClient) -> None:
    assert ask(client, "ASK { ?x myo:causes c:muscle-cramp }").get_json(force=True)["boolean"] is True


def test_a_syntax_error_has_its_place(client: FlaskClient) -> None:
    answer = ask(client, "SELECT ?x\nWHERE { ?x ?y }")
    found = answer.get_json(force=True)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert found["line"] == 2 and found["column"] > 1
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * WHERE { OPTIONAL { { SELECT * WHERE { SERVICE SILENT ?x { ?a ?b ?c } } } } }",
        "INSERT DATA { <a:a> <b:b> <c:c> }",
        "DROP ALL",
        "LOAD <http://127.0.0.1:9/>",
    ],
)
def test_nothing_is_fetched_or_changed(client: FlaskClient, query: str) -> None:
    assert ask(client, query).status_code in (400, 403)
    assert client.post("/sparql", data={"update": query}).status_code == 403
    assert client.post("/sparql", data=query, content_type="application/sparql-update").status_code == 403


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        pytest.param(("POST", "", FORM, "/sparql"), 400, id="no query"),
        pytest.param(("GET", None, None, "/sparql?query="), 400, id="empty query"),
        pytest.param(
            ("GET", None, None, f"/sparql?{urlencode([('query', ASK), ('query', ASK)])}"), 400, id="two queries"
        ),
        pytest.param(("POST", ASK, "text/plain", "/sparql"), 415, id="plain text"),
        pytest.param(("POST", b"\xff\xfe", QUERY, "/sparql"), 400, id="no UTF-8"),
        pytest.param(("POST", "x" * 150_000, QUERY, "/sparql"), 413, id="too long"),
        pytest.param(("POST", "x" * 450_000, QUERY, "/sparql"), 413, id="far too long"),
        pytest.param(("POST", "query=" + "x" * 450_000, FORM, "/sparql"), 413, id="far too long a form"),
        pytest.param(("PUT", ASK, QUERY, "/sparql"), 405, id="PUT"),
        pytest.param(("DELETE", None, None, "/sparql"), 405, id="DELETE"),
        pytest.param(("GET", None, None, "/sparql?query=ASK%7B%7D&timeout=0"), 400, id="no time"),
        pytest.param(("GET", None, None, "/sparql?query=ASK%7B%7D&default-graph-uri=x%20y"), 400, id="no graph's IRI"),
        pytest.param(("GET", None, None, "/sparql?query=ASK%7B%7D%00"), 400, id="NUL"),
        pytest.param(("GET", None, None, "/sparql?query=ASK%7B%7D%23%FF"), 400, id="no UTF-8 in the address"),
    ],
)
def test_bad_requests(
    client: FlaskClient, request_: tuple[str, bytes | str | None, str | None, str], status: int
) -> None:
    method, data, content_type, address = request_
    answer = client.open(address, method=method, data=data, content_type=content_type)
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert status != 405 or {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_deep_nesting_is_no_crash(client: FlaskClient) -> None:
    for query in ("ASK " + "{" * 5_000 + "}" * 5_000, "ASK {" + "?s ?p ?o . " * 8_900 + "}"):
        answer = ask(client, query)
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
        assert re.search("nested too deeply|too long", answer.get_json(force=True)["title"])
    assert ask(client, "ASK " + "{" * 90 + "}" * 90).status_code == 200


def test_head_and_options(client: FlaskClient) -> None:
    assert client.head("/sparql", query_string={"query": ASK}).status_code == 200
    length = client.get("/sparql", query_string={"query": ROWS}).content_length
    head = client.head("/sparql", query_string={"query": ROWS})
    assert (head.status_code, head.content_length, head.data) == (200, length, b"")


@pytest.mark.parametrize(
    ("path", "methods"), [("/sparql", "GET, HEAD, OPTIONS, POST"), ("/api/v1/status", "GET, HEAD, OPTIONS")]
)
def test_other_sites_may_ask(client: FlaskClient, path: str, methods: str) -> None:
    before = client.options(path, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
    allowed = before.headers["Access-Control-Allow-Methods"]
    assert sorted(allowed.split(", ")) == methods.split(", ")
    assert "Content-Type" in before.headers["Access-Control-Allow-Headers"]
    for address in (path, "/no-such-page", f"{path}?query=nonsense"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("html", ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html", "application/xhtml+xml"])
def test_browsers_get_a_form_and_a_table(client: FlaskClient, html: str) -> None:
    empty = client.get("/sparql", headers={"Accept": html})
    assert empty.status_code == 200 and "<textarea" in empty.text
    assert "<td>dehydration</td>" in ask(client, SELECT, html).text
    assert "Yes." in ask(client, ASK, html).text
    assert "myo:causes" in ask(client, CONSTRUCT, html).text
    broken = ask(client, "SELECT <script>", html)
    assert broken.status_code == 400 and 'role="alert"' in broken.text and "<script>" not in broken.text
    iris = ask(client, "SELECT ?x WHERE { ?x a ?y } LIMIT 5", html)
    assert 'href="/id/' in iris.text


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
    assert 2.9 < seconds < 8
    assert light >= 2
    html = ask(app.test_client(), ENDLESS, "text/html", timeout="0.2")
    assert (html.status_code, html.mimetype, html.headers.get("Retry-After")) == (503, "text/html", "5")
    assert ask(app.test_client(), SELECT).status_code == 200
