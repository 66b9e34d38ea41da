"""The guard refuses what would fetch or write, and nothing that only looks like it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import DeepQueryError, ForbiddenQueryError, LongQueryError, QueryError
from graph.guard import check_read_only, describes, scope_of, warm
from graph.store import Store

CALL = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"
DEEP = 40  # brackets: rdflib's parser gives up, so that only words are left to go by
LONG = f"?s ?p ?o FILTER({'(' * DEEP}1{')' * DEEP})"
W3C = Path(__file__).parents[3] / "shared" / "w3c" / "sparql11"

REFUSED = {
    "plain": f"SELECT * {{ {CALL} }}",
    "lower case": "SELECT * { service <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "variable endpoint": "SELECT * { ?s ?p ?x SERVICE ?x { ?s ?p ?o } }",
    "no space, prefixed": "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "optional": f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {CALL} }} }}",
    "union": f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ {CALL} }} }}",
    "minus": f"SELECT * {{ ?s ?p ?o MINUS {{ {CALL} }} }}",
    "graph": f"SELECT * {{ GRAPH ?g {{ {CALL} }} }}",
    "sub-select": f"SELECT * {{ {{ SELECT ?s {{ {CALL} }} }} }}",
    "exists": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {CALL} }} }}",
    "not exists in bind": f"SELECT * {{ BIND(NOT EXISTS {{ {CALL} }} AS ?x) }}",
    "exists in projection": f"SELECT (EXISTS {{ {CALL} }} AS ?x) {{}}",
    "exists in order": f"SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {CALL} }})",
    "exists in having": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {CALL} }})",
    "ask": f"ASK {{ {CALL} }}",
    "construct": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
    "describe": f"DESCRIBE ?s {{ {CALL} }}",
    "behind a carriage return": f"SELECT * {{ ?s ?p ?o # a comment \r {CALL}\n}}",
    "behind an escaped backslash": f'SELECT * {{ ?s ?p "a\\u005C" . {CALL} . ?s ?p "" }}',
    "behind less-than and a quote": f"SELECT * {{ FILTER(?a<'x>y') {CALL} }} # '",
    "behind a backslash in a comment": f"SELECT * {{ ?s ?p ?o # \\\n {CALL} }}",
    "where rdflib gives up": f"SELECT * {{ {LONG} {CALL} }}",
    "where rdflib gives up, after a quote": f"SELECT * {{ {LONG} FILTER(?a<'x>y') {CALL} }} # '",
    "insert data": "INSERT DATA { <a:a> <b:b> <c:c> }",
    "delete where": "DELETE WHERE { ?s ?p ?o }",
    "modify": "PREFIX a: <a:> DELETE { ?s ?p ?o } INSERT { ?s a:p ?o } WHERE { ?s ?p ?o }",
    "load": "LOAD <http://127.0.0.1:9/>",
    "load silent into": "LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <a:g>",
    "clear": "CLEAR ALL",
    "drop": "# innocent\nDROP GRAPH <a:g>",
    "create": "CREATE GRAPH <a:g>",
    "copy": "COPY <a:g> TO <a:h>",
}
PASSED = {
    "plain": "SELECT * { ?s ?p ?o }",
    "in a string": "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:9/>' }",
    "in a long string": 'SELECT * { ?s ?p """a "SERVICE" {\n} LOAD""" }',
    "in a comment": "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:9/> {}",
    "in an address": "SELECT * { ?s ?p <http://example.org/SERVICE#service> }",
    "a variable": "SELECT ?service ?load { ?service ?load $SERVICE }",
    "a prefix": "PREFIX service: <http://example.org/> SELECT * { service:x service:insert ?o }",
    "a local name": "PREFIX x: <http://example.org/> SELECT * { ?s x:service ?o ; x:load 1 }",
    "after an escaped quote": "SELECT * { ?s ?p 'a\\' SERVICE <http://127.0.0.1:9/> {}' }",
    "a string about updates": "ASK { ?s ?p 'DROP ALL; INSERT DATA' }",
    "from": "SELECT * FROM <http://127.0.0.1:9/x> FROM NAMED <http://127.0.0.1:9/y> { ?s ?p ?o }",
    "rdflib gives up, a string": f"SELECT * {{ {LONG} ?s ?p 'SERVICE' }} # service",
    "rdflib gives up, a variable": f"SELECT * {{ {LONG} ?service ?p <http://example.org/SERVICE> }}",
}
WRONG = {
    "unclosed": ("SELECT * {\n  ?s ?p\n}", 3),
    "unknown prefix": ("SELECT *\n{ ?s foaf:name ?o }", 2),
    "no query": ("magnesium load", 1),
    "update with a fault": ("INSERT DATA { ?s }", 1),
    "empty": ("", 1),
}


CHOOSES = {
    "from": "SELECT * FROM <a:g> { ?s ?p ?o }",
    "from named": "SELECT * from NAMED <a:g> { GRAPH ?g { ?s ?p ?o } }",
    "ask": "ASK FROM <a:g> {}",
    "construct": "CONSTRUCT { ?s ?p ?o } FROM <a:g> WHERE { ?s ?p ?o }",
    "construct where": "CONSTRUCT FROM <a:g> WHERE { ?s ?p ?o }",
    "describe": "DESCRIBE <a:b> FROM <a:g>",
    "behind a comment": "SELECT * # from here\nFROM <a:g> {}",
    "no space": "SELECT *FROM<a:g>{}",
    "rdflib gives up": f"SELECT * FROM <a:g> {{ {LONG} }}",
}
CHOOSES_NOT = {
    "plain": "SELECT * { ?s ?p ?o }",
    "a variable": "SELECT ?from { ?from ?p $FROM }",
    "a string": "SELECT * { ?s ?p 'two miles from <a:b>' }",
    "a comment": "SELECT * { ?s ?p ?o } # FROM <a:g>",
    "an address": "SELECT * { ?s <http://example.org/from> ?o }",
    "a local name": "PREFIX x: <a:> SELECT * { ?s x:from ?o }",
    "a prefix": "PREFIX from: <a:> SELECT * { ?s from:x ?o }",
    "rdflib gives up, a string": f"SELECT * {{ {LONG} ?from ?p 'from <a:g>' }}",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_refused(query: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        check_read_only(query)


@pytest.mark.parametrize("query", PASSED.values(), ids=PASSED.keys())
def test_passed_and_understood_by_the_engine(query: str, store: Store) -> None:
    check_read_only(query)
    store.query(query)  # no QueryError: the case is a query, not merely let through


@pytest.mark.parametrize(
    ("query", "union"),
    [*((query, False) for query in CHOOSES.values()), *((query, True) for query in CHOOSES_NOT.values())],
    ids=[*CHOOSES, *(f"not: {name}" for name in CHOOSES_NOT)],
)
def test_a_query_that_chooses_its_graphs_is_told(query: str, union: bool, store: Store) -> None:
    scope = scope_of(query)
    assert scope.union is union
    store.query(query, scope)  # no QueryError: the case is a query


@pytest.mark.parametrize(("query", "line"), WRONG.values(), ids=WRONG.keys())
def test_faults_are_left_to_the_engine_which_says_where(query: str, line: int, store: Store) -> None:
    check_read_only(query)
    with pytest.raises(QueryError) as caught:
        store.query(query)
    assert caught.value.line == line
    assert caught.value.column > 0


@pytest.mark.parametrize(
    ("query", "feature"),
    [
        ("SELECT * { SERVICE ?x {} }", "SERVICE"),
        ("LOAD <a:b>", "LOAD"),
        ("INSERT DATA {}", "INSERT DATA"),
        ("DELETE {} WHERE {}", "INSERT or DELETE"),
    ],
)
def test_the_message_names_the_feature(query: str, feature: str) -> None:
    with pytest.raises(ForbiddenQueryError, match=f"^{feature} is not allowed"):
        check_read_only(query)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "SELECT * " + "{" * n + " 'service' " + "}" * n,
        lambda n: "SELECT * { FILTER(" + "(" * n + "'service'" + ")" * n + ") }",
        lambda n: "SELECT * {" + "{" * n + " service",
        lambda n: "SELECT * { BIND(" + "-" * n * 1000 + "1 AS ?x) }",
    ],
    ids=["groups", "brackets", "unclosed", "signs"],
)
def test_nesting_costs_no_time(make: Callable[[int], str]) -> None:
    start = time.process_time()
    for depth in (20, 90):
        with suppress(ForbiddenQueryError, LongQueryError):  # a bare word that no parser understands; many signs
            check_read_only(make(depth))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("query", "error"),
    [
        pytest.param("SELECT * " + "{" * 5000 + "}" * 5000, DeepQueryError, id="groups"),
        pytest.param("ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", DeepQueryError, id="brackets"),
        pytest.param("ASK " + "{ FILTER EXISTS " * 101 + "{}" + "}" * 101, DeepQueryError, id="just too deep"),
        pytest.param("ASK { ?s ?p " + "[ ?p " * 300 + "')'" + "]" * 300 + "}", DeepQueryError, id="blank nodes"),
        pytest.param("ASK {" + "?s ?p ?o . " * 8900 + "}", LongQueryError, id="patterns"),
        pytest.param("ASK { FILTER(1" + "+1" * 20_000 + ") }", LongQueryError, id="a sum"),
        pytest.param("ASK { {}" + " UNION {}" * 4000 + "}", LongQueryError, id="alternatives"),
        pytest.param("PREFIX : <a:> ASK { ?s :p" + "/:p" * 4000 + " ?o }", LongQueryError, id="a path"),
    ],
)
def test_what_would_fill_the_stack_of_the_engine_is_refused(query: str, error: type[QueryError]) -> None:
    with pytest.raises(error) as caught:
        check_read_only(query)
    assert "too deeply" in caught.value.what or "too long" in caught.value.what


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("ASK " + "{ FILTER EXISTS " * 90 + "{}" + "}" * 90, id="deep, but not too deep"),
        pytest.param("ASK { ?s ?p '" + "{" * 500 + "' } # " + "(" * 500, id="brackets in text"),
        pytest.param("ASK { ?s ?p ?o } # " + "so many words " * 5000, id="a long comment"),
        pytest.param("ASK { VALUES ?x { " + "'a b' <x:a-b> 1 " * 4000 + "} }", id="many values"),
        pytest.param("PREFIX c: <x:> ASK { VALUES ?x { " + "c:low-back-pain " * 5000 + "} }", id="many names"),
        pytest.param("ASK { VALUES (?x ?y) { " + "(1 2) " * 5000 + "} }", id="many rows"),
    ],
)
def test_long_queries_that_the_engine_can_take_are_passed(query: str, store: Store) -> None:
    check_read_only(query)
    assert store.query(query) in (True, False)


def test_many_threads_may_ask_at_once() -> None:
    warm()
    queries = [*REFUSED.values(), *PASSED.values()] * 2
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(_is_refused, queries))
    assert answers == [query in REFUSED.values() for query in queries]


def _is_refused(query: str) -> bool:
    try:
        check_read_only(query)
    except ForbiddenQueryError:
        return True
    return False


@pytest.mark.skipif(not W3C.is_dir() and os.environ.get("CI") != "true", reason="the W3C tests are not there")
@pytest.mark.parametrize(("folder", "refused"), [("syntax-query", False), ("syntax-fed", True)])
def test_the_queries_of_the_standard(folder: str, refused: bool) -> None:
    queries = sorted((W3C / folder).glob("*.rq"))
    assert queries
    wrong = {file.name for file in queries if _is_refused(file.read_text(encoding="utf-8")) is not refused}
    assert wrong == set()


@pytest.mark.parametrize(
    ("query", "describing"),
    [
        ("DESCRIBE <x:y>", True),
        ("prefix select: <x:ask>\n# construct\ndescribe ?describe { ?describe ?p 'select' }", True),
        ("SELECT ?describe { ?describe <x:describe> 'DESCRIBE' }", False),
        ("PREFIX describe: <x:describe> ASK { ?s describe:describe ?o }", False),
        ("CONSTRUCT WHERE { ?s ?p ?o } # describe", False),
        ("nonsense", False),
    ],
)
def test_a_description_is_told_from_other_queries(query: str, describing: bool) -> None:
    assert describes(query) is describing
