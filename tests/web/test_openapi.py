"""The JSON interface is what its description says, and the other way round."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import one_of
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from graph.model import BlockKind, Certainty, ConceptType, Origin, Polarity, Predicate

Json = dict[str, Any]
load_all_checks()
HELD = CHECKS.get_by_names(
    (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
        "unsupported_method",
    )
)
PATHS = tuple(json.loads((Path(__file__).parents[2] / "web" / "openapi.json").read_text(encoding="utf-8"))["paths"])


@pytest.fixture
def told(client: FlaskClient) -> Json:
    answer: Json = client.get("/api/openapi.json").get_json()
    return answer


@pytest.fixture(scope="module")
def described(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


def test_it_is_an_openapi_document(told: Json) -> None:
    assert told["openapi"].startswith("3.1.")
    validate(told)


def test_every_address_is_described_and_every_description_is_an_address(app: Flask, told: Json) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    assert sorted(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in rules) == sorted(told["paths"])
    assert {frozenset(rule.methods or ()) for rule in rules} == {frozenset({"GET", "HEAD", "OPTIONS"})}
    assert {tuple(methods) for methods in told["paths"].values()} == {("get",)}


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (ConceptType, "ConceptType"),
        (Predicate, "Predicate"),
        (Polarity, "Polarity"),
        (Certainty, "Certainty"),
        (Origin, "Concept/properties/origin"),
        (BlockKind, "Document/properties/blocks/items/properties/kind"),
    ],
)
def test_words_that_can_stand_there_are_those_of_the_graph(told: Json, words: Any, place: str) -> None:
    found = told["components"]["schemas"]
    for step in place.split("/"):
        found = found[step]
    assert found["enum"] == [word.value for word in words]


def test_every_parameter_is_told_with_what_it_means(told: Json) -> None:
    for methods in told["paths"].values():
        operation = methods["get"]
        assert operation["summary"] and operation["operationId"]
        for one in operation["parameters"]:
            assert one["description"].endswith(".")


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_answer_is_as_described(described: Any, path: str) -> None:
    operation = described[path]["GET"]

    @given(one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    @settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=HELD, headers={"Accept-Encoding": "identity"})

    ask()


@pytest.mark.parametrize("path", PATHS)
def test_the_examples_can_be_had(client: FlaskClient, told: Json, path: str) -> None:
    operation = told["paths"][path]["get"]
    given = {one["name"]: one["example"] for one in operation["parameters"] if "example" in one}
    needed = {one["name"] for one in operation["parameters"] if one.get("required")}
    assert needed <= set(given)
    form = client.get(f"/api/try/{operation['operationId']}", query_string=given)
    assert form.status_code == 303
    answer = client.get(form.headers["Location"])
    assert answer.status_code == 200
    found = answer.get_json()
    for name in ("hits", "suggestions", "concepts", "documents", "links", "assertions", "evidence"):
        assert found.get(name, True)
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(form.headers["Location"], headers=tag).status_code == 304
