"""How often one client may ask for what costs most: questions, links, searches, pictures, views."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, cast

from flask import Flask, current_app, request

from web.clients import client_of
from web.errors import TooManyRequestsError
from web.settings import Settings

# of the pages, their twins and the API
_COSTLY: Final = ("/ask", "/find", "/links", "/search", "/graph/", "/embed/", "/oembed", "/publish")
_MANY: Final = 10_000  # clients that are remembered at once


class Bucket:
    """Lets each client ask `burst` times at once, and `rate` times a minute in the long run; safe for threads."""

    def __init__(self, rate: int, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._each = 60 / rate  # seconds until one more may be asked
        self._room = burst * self._each
        self._clock = clock
        self._lock = threading.Lock()
        self._empty: dict[str, float] = {}  # when each client will have its whole room again

    def take(self, address: str) -> None:
        """Note that the client at this address asks. Raises TooManyRequestsError."""
        client, now = client_of(address), self._clock()
        with self._lock:
            until = max(self._empty.get(client, now), now) + self._each
            wait = until - now - self._room
            if wait > 1e-6:  # what rounding leaves is no time
                raise TooManyRequestsError(wait)
            self._empty[client] = until
            if len(self._empty) > _MANY:
                self._empty = {one: end for one, end in self._empty.items() if end > now}


def register(app: Flask) -> None:
    """Count what each client asks, where the settings say how much it may."""
    settings = cast(Settings, app.extensions["settings"])
    if settings.costly_per_minute:
        app.extensions["costly"] = Bucket(settings.costly_per_minute, settings.costly_at_once)
        app.before_request(_counted)


def _counted() -> None:
    costly = request.path.removeprefix("/api/v1").startswith(_COSTLY) and not request.path.endswith(".css")
    if costly and request.method != "OPTIONS":
        cast(Bucket, current_app.extensions["costly"]).take(request.remote_addr or "")
