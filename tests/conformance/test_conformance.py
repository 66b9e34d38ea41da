"""The W3C's tests of SPARQL 1.1, over HTTP against the server as it is started: `make conformance`.

What does not pass stands in `known.tsv` with its cause. A test that stands there and passes is a failure too.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from _pytest.mark import ParameterSet

from graph.tables import read_table, unique
from tests.conformance.manifests import (
    BASE,
    W3C,
    Exchange,
    Group,
    ProtocolTest,
    QueryTest,
    protocol_tests,
    query_tests,
)
from tests.conformance.results import MEDIA_TYPES, form_of, read, same, shown

pytestmark = pytest.mark.skipif(
    not W3C.is_dir() and os.environ.get("CI") != "true", reason="the W3C's tests of SPARQL are not beside the checkout"
)
KNOWN = {
    row["test"]: f"{row.one_of('whose', ('engine', 'ours'))}: {row.filled('cause')}"
    for row in unique(read_table(Path(__file__).with_name("known.tsv"), ("test", "whose", "cause")), "test")
}
PAGE = Path(__file__).parents[2] / "docs" / "web.md"
NOWHERE = "urn:conformance:empty"
_FROM = re.compile(r"^\s*FROM\s", re.IGNORECASE | re.MULTILINE)
_ORDER = re.compile(r"\border\s+by\b[^{}]*$", re.IGNORECASE)
_FORMS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": set(MEDIA_TYPES.values()) - {"text/turtle"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


def cases(tests: Iterable[QueryTest | ProtocolTest]) -> list[ParameterSet]:
    """The tests as parameters, those that are known not to pass marked so."""
    return [
        pytest.param(test, id=test.name, marks=pytest.mark.xfail(reason=KNOWN[test.name]) if test.name in KNOWN else ())
        for test in tests
    ]


def ask(line: HTTPConnection, test: QueryTest, accept: str) -> tuple[HTTPResponse, bytes]:
    """The answer to a test's query over its files. A query that names its files itself (FROM) is asked as it is."""
    text = test.query.read_bytes()
    given = [("default-graph-uri", iri) for iri in test.default or (NOWHERE,)]
    given += [("named-graph-uri", iri) for iri in test.named]
    address = "/sparql" if _FROM.search(text.decode()) else f"/sparql?{urlencode(given)}"
    if test.result:  # names of files in the query stand for those of its folder
        text = f"BASE <{BASE}{test.query.relative_to(W3C).as_posix()}> ".encode() + text
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    return exchange(line, "POST", address, text, headers)


def exchange(
    line: HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> tuple[HTTPResponse, bytes]:
    line.request(method, path, body, headers)
    answer = line.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize("test", cases(test for test in query_tests() if test.result is None))
def test_syntax(line: HTTPConnection, test: QueryTest) -> None:
    answer, body = ask(line, test, "*/*")
    assert answer.status == (400 if test.bad else 200), body.decode()


@pytest.mark.parametrize("test", cases(test for test in query_tests() if test.result))
def test_evaluation(line: HTTPConnection, test: QueryTest) -> None:
    assert test.result is not None
    form = form_of(test.result)
    answer, body = ask(line, test, MEDIA_TYPES[form])
    assert (answer.status, answer.headers.get_content_type()) == (200, MEDIA_TYPES[form]), body.decode()
    ordered = _ORDER.search(test.query.read_text(encoding="utf-8")) is not None
    base = BASE + test.result.relative_to(W3C).as_posix()
    found, wanted = (
        read(body, form, ordered=ordered),
        read(test.result.read_bytes(), test.result.suffix, base, ordered=ordered),
    )
    assert same(found, wanted), f"{shown(found)}\nbut wanted\n{shown(wanted)}"


@pytest.mark.parametrize("test", cases(protocol_tests()))
def test_protocol(line: HTTPConnection, test: ProtocolTest) -> None:
    assert test.exchanges
    for one in test.exchanges:
        check(line, one)


def check(line: HTTPConnection, one: Exchange) -> None:
    """Sends a request byte for byte, to the path that the service has here, and looks at the answer."""
    path = one.path.replace("/sparql/", "/sparql", 1)
    answer, body = exchange(line, one.method, path, one.body, dict(one.headers))
    assert str(answer.status)[0] in one.statuses, body.decode()
    if one.form:
        assert answer.headers.get_content_type() in _FORMS[one.form]
    if one.boolean is not None:
        assert read(body, ".srj") is one.boolean


def test_the_figures_of_the_documentation() -> None:
    tests: list[QueryTest | ProtocolTest] = [*protocol_tests(), *query_tests()]
    total = Counter(test.group for test in tests)
    failed = Counter(test.group for test in tests if test.name in KNOWN)
    assert sum(failed.values()) == len(KNOWN)  # no name is misspelt
    figures = ", ".join(f"{group} {total[group] - failed[group]} of {total[group]}" for group in Group)
    assert figures in " ".join(PAGE.read_text(encoding="utf-8").split())
