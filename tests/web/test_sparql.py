from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset
from werkzeug.test import TestResponse

from myograph.library import Library
from web.negotiate import GRAPHS

PREFIXES = "PREFIX myo: <https://myograph.example/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
SELECT = PREFIXES + 'SELECT ?name WHERE { ?x myo:causes ?y ; skos:prefLabel ?name . ?y skos:prefLabel "muscle cramp" }'
ASK = PREFIXES + "ASK { ?x myo:causes ?y }"
CONSTRUCT = PREFIXES + "CONSTRUCT { ?x myo:causes ?y } WHERE { ?x myo:causes ?y }"
DESCRIBE = "DESCRIBE <http://127.0.0.1:8000/id/concept/muscle-cramp>"
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
        (CONSTRUCT, "text/turtle", {"format": "csv"}, "'csv'; ttl, nt, rdf, jsonld, trig, nq"),
        (SELECT, "application/json", {"format": "docx"}, "'docx'; json, xml, csv"),
        (
            SELECT,
            "text/turtle",
            {},
            "'text/turtle'; application/sparql-results+json, application/sparql-results+xml, text/csv",
        ),
        (SELECT, "image/" + "x" * 3000, {}, "…'; json, xml, csv"),
        ("", "text/turtle", {"format": "csv"}, "'csv'; text/turtle, application/n-triples"),
    ],
)
def test_what_cannot_be_had_is_named_as_it_was_asked_for(
    client: FlaskClient, query: str, accept: str, more: dict[str, str], wanted: str
) -> None:
    parameters = {"query": query, **more} if query else more
    answer = client.get("/sparql", query_string=parameters, headers={"Accept": accept})
    assert answer.status_code == 406
    told = answer.get_json(force=True)
    named, offered = wanted.split("; ")
    assert named in told["detail"] and len(told["detail"]) < 100
    assert told["mend"].startswith(f"Offered: {offered}")


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
    assert "muscle cramp" in told
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
