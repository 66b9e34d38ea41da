"""The worker of the server: it answers by itself what never comes to the application, such as addresses too long."""

from __future__ import annotations

import socket
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from web.headers import ALWAYS

_STATUS = (
    (LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (ParseException, HTTPStatus.BAD_REQUEST),
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's own, but for the headers and the words of such an answer."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Tell a client that its request could not be read; what is our own fault is left to gunicorn."""
        status = next((status for kind, status in _STATUS if isinstance(exc, kind)), None)
        if status is None:
            super().handle_error(req, client, addr, exc)
            return
        self.log.info("Request from %s not read: %s", addr, exc)
        with suppress(OSError):  # it went away
            client.sendall(answer(status))


def answer(status: HTTPStatus) -> bytes:
    """A whole answer that says nothing but its status."""
    body = f"{status.phrase}\n"
    headers = ALWAYS | {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = (f"HTTP/1.1 {status} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items()), "", body)
    return "\r\n".join(lines).encode("latin-1")
