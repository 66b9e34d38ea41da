"""Errors as answers: a page that helps, JSON (RFC 9457) for programs."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from graph.errors import MyographError, QueryError, UnknownNameError
from web.errors import FutureGenerationError, GoneGenerationError, TooManyRequestsError, status_of
from web.nearby import named, near
from web.negotiate import HTML, Form, choose, prefers_html
from web.problems import address_of, kind_of
from web.render import at_generation, here, wants_json

_OURS = ("Something went wrong here", "It is not your fault. Try again; if it stays so, tell whoever runs this.")
_FOR_PROGRAMS = ("/sparql", "/oembed", "/id/", "/dump", "/.well-known/")  # addresses that people rarely follow
_JSON = Form("json", "application/problem+json", ("json",), ("application/json",))
_TEXT = Form("text", "text/plain", ("text",))
# seconds after which to try again
_RETRY: dict[int, str] = {HTTPStatus.SERVICE_UNAVAILABLE: "5", HTTPStatus.TOO_MANY_REQUESTS: "2"}
_NOT_KEPT = (FutureGenerationError, GoneGenerationError)
_WHERE: dict[int, str] = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "the request"}
_HELP = {
    404: ("There is no such page", "Search for what you want, or start from the first page."),
    405: ("This address is not asked in that way", "See Allow for what it takes."),
    413: ("The request is too long", "Send less."),
}


def register(app: Flask) -> None:
    """Map every error to its answer."""
    app.register_error_handler(MyographError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def problem(status: int, error: MyographError) -> Response:
    """An error in the form that this request understands."""
    form = _form()
    if form is _JSON:
        kind = kind_of(error, status)
        body = {"type": address_of(kind), "title": kind.title, "status": status, "detail": error.what}
        body |= {"instance": here(query=True), "where": error.where, "mend": error.mend}
        answer = jsonify(body | _more(error))
        answer.mimetype = "application/problem+json"
    elif form is _TEXT:
        answer = Response(f"{error}\n", mimetype="text/plain")
    else:
        template = "embed_error.html" if request.path.startswith("/embed/") else "error.html"
        page = render_template(template, status=status, error=error, offers=_offers(error, status), q=named())
        answer = Response(page, mimetype="text/html")
    answer.status_code = status
    answer.headers.update(retry(status, error))
    return answer


def retry(status: int, error: MyographError) -> dict[str, str]:
    """The headers that go with an error: when to try again, where that may help."""
    if isinstance(error, TooManyRequestsError):
        return {"Retry-After": str(error.seconds)}
    return {"Retry-After": _RETRY[status]} if status in _RETRY else {}


def _more(error: MyographError) -> dict[str, object]:
    """What a program may want to know of an error, apart from its words."""
    if isinstance(error, QueryError):
        return {"line": error.line, "column": error.column}
    if isinstance(error, _NOT_KEPT):
        return {"kept": error.kept}
    return {"nearest": error.nearest} if isinstance(error, UnknownNameError) else {}


def _offers(error: MyographError, status: int) -> list[tuple[str, str]]:
    """How the request could be answered, by names that are near or generations that are kept, and its address then."""
    if isinstance(error, _NOT_KEPT):
        return [(f"Generation {number}", at_generation(number)) for number in error.kept]
    if not isinstance(error, UnknownNameError):
        return near(named()) if status == HTTPStatus.NOT_FOUND else []
    wrong = re.compile(re.escape(error.name), re.IGNORECASE)
    return [
        (name, f"{here()}?{urlencode({k: wrong.sub(lambda _: name, v) for k, v in request.args.items()})}")  # noqa: B023 - used at once
        for name in error.nearest
    ]


def _form() -> Form:
    """How an error is told: a page, but to programs JSON, or text where they like that better."""
    header = request.headers.get("Accept", "")
    if wants_json():
        return _JSON
    if prefers_html(header) or not (request.path.startswith(_FOR_PROGRAMS) or "json" in header.lower()):
        return HTML
    return choose(header, (_JSON, _TEXT)) or _JSON


def _known(error: MyographError) -> Response:
    status = status_of(error)
    if not type(error).__module__.startswith(("web.", "graph.", "search.")) or status == 500:
        # These name places on our disk: for whoever runs the service, not for its readers.
        current_app.logger.error("%s: %s", request.path, error)
        return problem(status, MyographError(error.what, "this service", "Try again later."))
    return problem(status, error)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    what, mend = _HELP.get(status, (error.name, error.description or _OURS[1]))
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        what = f"{request.method} is of no use here"
    where = "this service" if status >= 500 else _WHERE.get(status, "the address")
    answer = problem(status, MyographError(what, where, mend))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _unknown(error: Exception) -> Response:
    current_app.logger.error("%s failed", request.path, exc_info=error)
    return problem(500, MyographError(_OURS[0], "this service", _OURS[1]))
