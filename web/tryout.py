"""A page to try the JSON interface with, made from its description: it needs no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from web import params
from web.errors import BadParameterError, NotFoundError
from web.openapi import Json, described
from web.render import reading, the_settings

tryout = Blueprint("tryout", __name__)
_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_IN_PATH: Final = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked. `path`: with the names of parameters in braces; `parameters`: as described."""

    id: str
    group: str
    path: str
    summary: str
    parameters: tuple[Json, ...]

    @property
    def example(self) -> dict[str, str]:
        """Values that can be tried, of the parameters that are told with one."""
        return {one["name"]: str(one["example"]) for one in self.parameters if "example" in one}

    @property
    def action(self) -> str:
        """Where its form leads: a form cannot fill in a path."""
        if _IN_PATH.search(self.path):
            return url_for("tryout.tried", operation=self.id)
        return request.root_path + self.path

    def address(self, given: Mapping[str, str]) -> str:
        """Where it is asked with these values. Raises BadParameterError where one cannot stand in a path."""
        names = _IN_PATH.findall(self.path)
        for name in names:
            if not _KEY.fullmatch(given.get(name, "")):
                raise BadParameterError(name=name, value=given.get(name, ""), allowed="letters, digits, - and _")
        path = _IN_PATH.sub(lambda found: quote(given[found[1]]), self.path)
        rest = {name: value for name, value in given.items() if value and name not in names}
        return request.root_path + path + (f"?{urlencode(rest)}" if rest else "")


@tryout.get("/api/")
def page() -> Response:
    """The JSON interface, described for people: a form to try each operation with."""
    told = _told()
    shown = render_template(
        "api.html", twin=url_for("openapi.document"), groups=told["tags"], operations=tuple(operations(told))
    )
    return Response(shown, mimetype="text/html")


@tryout.get("/api/try/<key:operation>")
def tried(operation: str) -> AnyResponse:
    """See other (303): an operation of the JSON interface, with what a form gave it."""
    found = next((one for one in operations(_told()) if one.id == operation), None)
    if found is None:
        raise NotFoundError(operation, kind="operation")
    limit = the_settings().question_length
    names = [str(one["name"]) for one in found.parameters]
    return redirect(found.address({name: params.text(request.args, name, limit) for name in names}), 303)


def operations(told: Mapping[str, Any]) -> Iterator[Operation]:
    """What can be asked, in the order of the description."""
    kinds = told["components"]["schemas"]
    for path, methods in told["paths"].items():
        one = methods["get"]
        parameters = tuple(given | {"schema": _schema(given, kinds)} for given in one["parameters"])
        yield Operation(one["operationId"], one["tags"][0], path, one["summary"], parameters)


def _schema(parameter: Json, kinds: Mapping[str, Json]) -> Json:
    found: Json = parameter["schema"]
    return kinds[found["$ref"].rpartition("/")[2]] if "$ref" in found else found


def _told() -> Json:
    with reading() as generation:
        return described(generation.graph)
