"""The SPARQL service: the protocol for programs, a form and a table for people."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import IO, cast

from flask import Blueprint, Response, current_app, request
from werkzeug.wsgi import wrap_file

from web import sparqlrequest
from web.catalogue import described
from web.clients import Turnstile
from web.errors import NotAcceptableError
from web.jobs import Job, Outcome, Reply
from web.negotiate import GRAPHS, RESULTS, Form, prefers_html
from web.render import reading, the_library, the_settings
from web.sparqlpage import page
from web.sparqlrequest import Request
from web.workers import Pool

sparql = Blueprint("sparql", __name__)
_BLOCK = 64 * 1024  # bytes of a long answer that are sent at a time


@sparql.route("/sparql", methods=["GET", "POST"])
def service() -> Response:
    """The answer to a query, in the form asked for; for a browser a page. Without a query: what the service is."""
    given = sparqlrequest.given()
    html = "format" not in given and prefers_html(request.headers.get("Accept", ""))
    if html:
        return page(given, for_a_page)
    if "query" not in given and request.method != "POST":
        return described(given.get("format", ""))
    return _answer(sparqlrequest.asked(given, the_settings(), sparqlrequest.forms(given.get("format", ""))))


def _answer(asked: Request) -> Response:
    release = _turnstile().enter(request.remote_addr or "")
    try:
        reply = _run(asked, the_settings().query_result_megabytes * 1_000_000)
        if reply.outcome is Outcome.UNACCEPTABLE:
            raise NotAcceptableError(asked.wanted, _offered(asked))
    except BaseException:
        release()
        raise
    return _sent(reply, _form(asked, reply), release)


def _sent(reply: Reply, form: Form, release: Callable[[], None]) -> Response:
    """The answer; who takes long to fetch a long one stays among those whose queries are at work."""
    if reply.file:
        file = _Held(reply.file, release)
        answer = Response(wrap_file(request.environ, file, _BLOCK), direct_passthrough=True)  # type: ignore[arg-type]  # it has what a file needs
        answer.content_length = os.fstat(reply.file.fileno()).st_size
        if request.method == "HEAD":
            file.close()
    else:
        release()
        answer = Response(reply.body)
    answer.content_type = form.content_type
    if reply.packed:
        answer.content_encoding = "gzip"
    answer.vary.update(("Accept", "Accept-Encoding"))
    return answer


class _Held:
    """A file whose end is told to somebody."""

    def __init__(self, file: IO[bytes], closed: Callable[[], None]) -> None:
        self._file = file
        self._closed = closed
        self.read, self.seek, self.tell, self.seekable = file.read, file.seek, file.tell, file.seekable

    def close(self) -> None:
        """Close the file; a closed one may be closed again."""
        if not self._file.closed:
            self._file.close()
            self._closed()

    def __del__(self) -> None:
        self.close()


def for_a_page(asked: Request, most: int) -> Reply:
    """The answer to a query in at most so many bytes, for what is made of it here."""
    release = _turnstile().enter(request.remote_addr or "")
    try:
        return _run(replace(asked, packed=False), most)
    finally:
        release()


def _run(asked: Request, most: int) -> Reply:
    gone = request.environ.get("waitress.client_disconnected", lambda: False)
    with reading() as generation:
        job = Job(
            store=str(generation.store.path),
            base=the_library().settings.base,
            text=asked.text,
            results=asked.results.format if asked.results else None,
            graphs=asked.graphs.format if asked.graphs else None,
            seconds=asked.seconds,
            default=asked.default,
            named=asked.named,
            most=most,
            packed=asked.packed,
            texts=str(generation.index.path),
        )
        return cast(Pool, current_app.extensions["pool"]).run(job, gone)


def _offered(asked: Request) -> tuple[str, ...]:
    """The forms that a query has, where it was asked for those of the other kind: by the names that were used."""
    forms = GRAPHS if asked.results else RESULTS
    return tuple(form.names[0] if asked.by_name else form.media_type for form in forms)


def _turnstile() -> Turnstile:
    return cast(Turnstile, current_app.extensions["turnstile"])


def _form(asked: Request, reply: Reply) -> Form:
    return next(form for form in (asked.results, asked.graphs) if form and form.format == reply.format)
