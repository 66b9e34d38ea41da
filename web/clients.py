"""Who asks: how many queries each client has at work, so that none takes the service from the others."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from web.errors import TooManyQueriesError

_HOME_BITS = 64  # of an IPv6 address: what one subscriber has
_WAITING = 30  # queries of one client that may wait: a whole office may be behind one address


class Turnstile:
    """Lets `most` queries of one client in at a time; safe to share between threads.

    A few more wait, for at most `wait` seconds.
    """

    def __init__(self, most: int, wait: float) -> None:
        self._most = most
        self._wait = wait
        self._left = threading.Condition()
        self._here: Counter[str] = Counter()  # inside or waiting
        self._inside: Counter[str] = Counter()

    def enter(self, address: str) -> Callable[[], None]:
        """Lets in one more of the client at this address; what comes back lets it out. Raises TooManyQueriesError."""
        client = client_of(address)
        end = time.monotonic() + self._wait
        with self._left:
            if self._here[client] >= self._most + _WAITING:
                raise TooManyQueriesError(self._most)
            self._here[client] += 1
            if not self._left.wait_for(lambda: self._inside[client] < self._most, end - time.monotonic()):
                self._forget(self._here, client)
                raise TooManyQueriesError(self._most)
            self._inside[client] += 1
        return partial(self._leave, client)

    def _leave(self, client: str) -> None:
        with self._left:
            self._forget(self._inside, client)
            self._forget(self._here, client)
            self._left.notify_all()

    def _forget(self, counts: Counter[str], client: str) -> None:
        counts[client] -= 1
        if counts[client] <= 0:
            del counts[client]


def client_of(address: str) -> str:
    """Who is behind an address: itself, or the network of an IPv6 subscriber."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _HOME_BITS), strict=False))
