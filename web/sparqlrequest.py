"""A SPARQL request as the protocol has it (SPARQL 1.1 Protocol, 2.1), checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from flask import request

from graph.errors import ForbiddenQueryError
from web import params
from web.errors import BadParameterError, EncodingError, MediaTypeError, NotAcceptableError, TooLongError
from web.negotiate import GRAPHS, RESULTS, Form, choose, named
from web.settings import Settings

_FORM_BODY = "application/x-www-form-urlencoded"
_QUERY_BODY = "application/sparql-query"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_UPDATE_BODY = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Request:
    """A query as it came in. `results`, `graphs`: the form for either kind of answer, where one is acceptable;
    `default`, `named`: IRIs of the graphs to ask; `packed`: the client takes gzip; `wanted`: the form in its own words;
    `by_name`: it was named by `format=`, not by Accept.
    """

    text: str
    seconds: float
    results: Form | None
    graphs: Form | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    packed: bool
    wanted: str
    by_name: bool


def given() -> dict[str, str]:
    """The parameters of the request; a query in the body counts as one. Raises MediaTypeError and others."""
    _check_text(request.query_string)
    found = request.args.to_dict()
    queries = request.args.getlist("query")
    if request.method == "POST":
        if request.mimetype == _FORM_BODY:
            found |= request.form.to_dict()
            queries += request.form.getlist("query")
        elif request.mimetype == _QUERY_BODY:
            found["query"] = _body()
            queries.append(found["query"])
        elif request.mimetype != _UPDATE_BODY:
            raise MediaTypeError(request.mimetype)
    if "update" in found or request.mimetype == _UPDATE_BODY:
        raise ForbiddenQueryError(feature="An update")
    if len(queries) > 1:
        raise BadParameterError(name="query", value=f"{len(queries)} queries", allowed="exactly one query")
    return found


def asked(given: dict[str, str], settings: Settings, forms: tuple[Form | None, Form | None]) -> Request:
    """The query with all that goes with it. Raises BadParameterError, TooLongError."""
    text = given.get("query", "")
    if not text.strip():
        raise BadParameterError(name="query", value="", allowed="a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE")
    if len(text) > settings.query_length:
        raise TooLongError(len(text), settings.query_length)
    most = max(settings.query_seconds, settings.query_seconds_most)
    seconds = params.seconds(given, "timeout", settings.query_seconds, most)
    name = given.get("format", "")
    wanted = name or request.headers.get("Accept", "")
    packed = request.accept_encodings["gzip"] > 0
    return Request(
        text, seconds, *forms, _chosen("default-graph-uri"), _chosen("named-graph-uri"), packed, wanted, bool(name)
    )


def forms(name: str) -> tuple[Form | None, Form | None]:
    """The forms that `format=name` or else the Accept header asks for: of rows, and of graphs.

    Raises NotAcceptableError where neither can be had.
    """
    header = request.headers.get("Accept", "")
    found = (named(name, RESULTS), named(name, GRAPHS)) if name else (choose(header, RESULTS), choose(header, GRAPHS))
    if found == (None, None):
        offered = tuple(form.names[0] for form in (*RESULTS, *GRAPHS))
        raise NotAcceptableError(name or header, offered)
    return found


def _body() -> str:
    try:
        return request.get_data().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingError from error


def _check_text(parameters: bytes) -> None:
    # what is no text would be taken for something else, without a word
    try:
        unquote_to_bytes(parameters).decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError from error


def _chosen(name: str) -> tuple[str, ...]:
    """The graphs that a request asks for, each in a parameter of its own. An empty one chooses none."""
    found = tuple(iri for iri in (*request.args.getlist(name), *request.form.getlist(name)) if iri)
    for one in found:
        if not _IRI.fullmatch(one):
            raise BadParameterError(name, one, "the IRI of a graph, with its beginning: http://… or urn:…")
    return found
