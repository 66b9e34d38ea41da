"""The page of the SPARQL service: a form, and what came out of the query in it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template

from graph.errors import MyographError
from graph.examples import examples
from graph.terms import prefixes
from web import sparqlrequest
from web.errors import status_of
from web.faults import retry
from web.headers import EDITOR
from web.jobs import Reply
from web.negotiate import GRAPHS, RESULTS
from web.render import reading, the_library, the_settings, vendored
from web.resultpage import Table, table
from web.sparqlrequest import Request

_MOST = 20_000_000  # bytes of an answer that is made into a page


def page(given: dict[str, str], run: Callable[[Request, int], Reply]) -> Response:
    """The form, with what came out of the query in it, or what is wrong with it."""
    text, status = given.get("query", ""), 200
    error: MyographError | None = None
    found: Table | None = None
    graph = ""
    if text.strip():
        try:
            found, graph = _found(run(sparqlrequest.asked(given, the_settings(), (RESULTS[0], GRAPHS[0])), _MOST))
        except MyographError as wrong:
            error, status = wrong, status_of(wrong)
    with reading():
        pass  # a generation that is not there is told before anything is asked of it
    iris = the_library().iris
    has_editor = vendored("yasgui.min.js")
    shown = render_template(
        "sparql.html",
        text=text,
        error=error,
        table=found,
        graph=graph,
        examples=examples(iris),
        prefixes=prefixes(iris),
        editor=has_editor,
    )
    answer = Response(shown, status=status, mimetype="text/html")
    if error:
        answer.headers.update(retry(status, error))
    if has_editor:
        answer.headers["Content-Security-Policy"] = EDITOR
    return answer


def _found(reply: Reply) -> tuple[Table | None, str]:
    """The rows of an answer, or its graph in Turtle."""
    body = whole(reply)
    if reply.format == GRAPHS[0].format:
        return None, body.decode()
    return table(body, the_library().iris, the_settings().query_rows), ""


def whole(reply: Reply) -> bytes:
    """An answer in one piece."""
    if not reply.file:
        return reply.body
    with reply.file:
        return reply.file.read()
