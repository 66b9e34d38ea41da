"""The description of the JSON interface (OpenAPI 3.1), as this service with this library has it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from graph.ids import assertion_id
from graph.reader import GraphReader
from web.render import reading, the_settings

openapi = Blueprint("openapi", __name__)
Json = dict[str, Any]
_FILE: Final = Path(__file__).with_name("openapi.json")
_ALWAYS: Final = ("400", "404", "406", "410", "429", "500", "503")  # what any operation may answer, too


@openapi.get("/api/openapi.json")
def document() -> Response:
    """The JSON interface, described for programs (OpenAPI 3.1)."""
    with reading() as generation:
        return jsonify(described(generation.graph))


def described(graph: GraphReader) -> Json:
    """The whole description; its examples are things that the library holds."""
    told = deepcopy(_read())
    told["info"]["version"] = version("myograph")
    told["servers"] = [{"url": request.root_path or "/"}]
    examples = _examples(graph)
    for path, methods in told["paths"].items():
        operation = methods["get"]
        answers = operation["responses"]
        answers["200"].setdefault("headers", {})["ETag"] = {"$ref": "#/components/headers/ETag"}
        answers |= {status: {"$ref": f"#/components/responses/{status}"} for status in _ALWAYS}
        operation["parameters"] = [_filled(told, one, examples.get(path, "")) for one in operation["parameters"]]
    return told


def _filled(told: Json, parameter: Json, example: str) -> Json:
    """A parameter in full, with how long it can be, and an example where it is a key."""
    name = parameter.get("$ref", "").rpartition("/")[2]
    full: Json = deepcopy(told["components"]["parameters"][name]) if name else parameter
    if full["in"] == "path" and example:
        full["example"] = example
    if full["schema"].get("type") == "string" and full["in"] == "query":
        full["schema"]["maxLength"] = the_settings().question_length
    return full


def _examples(graph: GraphReader) -> dict[str, str]:
    """An article of the library and something that it says; nothing where it has none."""
    documents = graph.documents()
    said = graph.said_in((documents[0].id,)) if documents else ()
    found = {"/api/v1/document/{key}": documents[0].id} if documents else {}
    return found | ({"/api/v1/assertion/{key}": assertion_id(said[0].key)} if said else {})


@cache
def _read() -> Json:
    found: Json = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
