"""The SPARQL service: the protocol for programs, a form and a table for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Response, current_app, render_template, request

from graph.errors import ForbiddenQueryError, MyographError
from web import params
from web.errors import BadParameterError, MediaTypeError, NotAcceptableError, TooLongError, status_of
from web.examples import examples
from web.faults import retry
from web.jobs import Job, Outcome, Reply
from web.negotiate import GRAPHS, RESULTS, Form, choose, named, prefers_html
from web.render import the_library, the_settings
from web.resultpage import Table, table
from web.workers import Pool

sparql = Blueprint("sparql", __name__)
_FORM_BODY = "application/x-www-form-urlencoded"
_QUERY_BODY = "application/sparql-query"
_UPDATE_BODY = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Request:
    """A query as it came in. `results`, `graphs`: the form for either kind of answer, where one is acceptable;
    `default`, `named`: IRIs of the graphs to ask.
    """

    text: str
    seconds: float
    results: Form | None
    graphs: Form | None
    default: tuple[str, ...]
    named: tuple[str, ...]


@sparql.route("/sparql", methods=["GET", "POST"])
def service() -> Response:
    """The answer to a query, in the form asked for; for a browser a page."""
    given = _given()
    html = "format" not in given and prefers_html(request.headers.get("Accept", ""))
    if html:
        return _page(given)
    asked = _asked(given, _forms(given.get("format", "")))
    reply = _run(asked)
    if reply.outcome is Outcome.UNACCEPTABLE:
        raise NotAcceptableError(request.headers.get("Accept", ""), tuple(f.media_type for f in (*RESULTS, *GRAPHS)))
    form = next(form for form in (asked.results, asked.graphs) if form and form.format == reply.format)
    answer = Response(reply.body, content_type=_content_type(form))
    answer.vary.add("Accept")
    return answer


def _given() -> dict[str, str]:
    """The parameters of a request; a query in the body counts as one. Raises MediaTypeError and others."""
    given = request.args.to_dict()
    queries = request.args.getlist("query")
    if request.method == "POST":
        if request.mimetype == _FORM_BODY:
            given |= request.form.to_dict()
            queries += request.form.getlist("query")
        elif request.mimetype == _QUERY_BODY:
            given["query"] = _body()
            queries.append(given["query"])
        elif request.mimetype != _UPDATE_BODY:
            raise MediaTypeError(request.mimetype)
    if "update" in given or request.mimetype == _UPDATE_BODY:
        raise ForbiddenQueryError(feature="An update")
    if len(queries) > 1:
        raise BadParameterError(name="query", value=f"{len(queries)} queries", allowed="exactly one query")
    return given


def _body() -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadParameterError(name="body", value="bytes", allowed="text in UTF-8") from error


def _asked(given: dict[str, str], forms: tuple[Form | None, Form | None]) -> Request:
    settings = the_settings()
    text = given.get("query", "")
    if not text.strip():
        raise BadParameterError(name="query", value="", allowed="a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE")
    if len(text) > settings.query_length:
        raise TooLongError(len(text), settings.query_length)
    seconds = params.seconds(given, "timeout", settings.query_seconds)
    return Request(text, seconds, *forms, _chosen("default-graph-uri"), _chosen("named-graph-uri"))


def _chosen(name: str) -> tuple[str, ...]:
    """The graphs that a request asks for, each in a parameter of its own. An empty one chooses none."""
    return tuple(iri for iri in (*request.args.getlist(name), *request.form.getlist(name)) if iri)


def _forms(name: str) -> tuple[Form | None, Form | None]:
    if not name:
        header = request.headers.get("Accept", "")
        found = choose(header, RESULTS), choose(header, GRAPHS)
    else:
        found = named(name, RESULTS), named(name, GRAPHS)
    if found == (None, None):
        offered = tuple(form.names[0] for form in (*RESULTS, *GRAPHS))
        raise NotAcceptableError(name or request.headers.get("Accept", ""), offered)
    return found


def _run(asked: Request) -> Reply:
    library = the_library()
    results, graphs = (form.format if form else None for form in (asked.results, asked.graphs))
    with library.reading() as generation:
        store = str(generation.store.path)
        job = Job(store, library.settings.base, asked.text, results, graphs, asked.seconds, asked.default, asked.named)
        return cast(Pool, current_app.extensions["pool"]).run(job)


def _page(given: dict[str, str]) -> Response:
    """The form, with what came out of the query in it, or what is wrong with it."""
    text, status = given.get("query", ""), 200
    error: MyographError | None = None
    found: Table | None = None
    graph = ""
    if text.strip():
        try:
            reply = _run(_asked(given, (RESULTS[0], GRAPHS[0])))
            if reply.format == GRAPHS[0].format:
                graph = reply.body.decode()
            else:
                found = table(reply.body, the_library().iris, the_settings().query_rows)
        except MyographError as wrong:
            error, status = wrong, status_of(wrong)
    page = render_template(
        "sparql.html", text=text, error=error, table=found, graph=graph, examples=examples(the_library().iris)
    )
    answer = Response(page, status=status, mimetype="text/html")
    answer.headers.update(retry(status))
    return answer


def _content_type(form: Form) -> str:
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
