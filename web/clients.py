"""Who asks: how many queries each client has at work, so that none takes the service from the others."""

from __future__ import annotations

import ipaddress
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

from web.errors import TooManyQueriesError

_HOME_BITS = 64  # of an IPv6 address: what one subscriber has


class Turnstile:
    """Lets `most` queries of one client in at a time; safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def enter(self, address: str) -> Callable[[], None]:
        """Counts one more of the client at this address; what comes back lets it out. Raises TooManyQueriesError."""
        client = client_of(address)
        with self._lock:
            if self._inside[client] >= self._most:
                raise TooManyQueriesError(self._most)
            self._inside[client] += 1
        return partial(self._leave, client)

    def _leave(self, client: str) -> None:
        with self._lock:
            self._inside[client] -= 1
            self._inside += Counter()  # forgets who has none


def client_of(address: str) -> str:
    """Who is behind an address: itself, or the network of an IPv6 subscriber."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _HOME_BITS), strict=False))
