"""What a service on the internet meets: clients that ask for too much, too slowly, or too often.

Each is a function that runs against a server, and says how often it got which answer. Other clients, each at an
address of its own of this machine, ask light questions beside it; how long they take is what counts.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

LIGHT = "SELECT ?label WHERE { c:leg-cramp skos:prefLabel ?label }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SORTED = ROWS + " ORDER BY ?c ?f"
BOMB = 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?o), "^(((a+)+)+)+$|(.*a){20}|(.*,.*){12}x")) }'
SECONDS = 2  # that a heavy query may take here
_PAUSE = 0.02  # seconds between two light questions

Outcomes = Counter[str]  # HTTP status, or what went wrong instead
Attack = Callable[[str], Outcomes]


def ask(netloc: str, query: str, *, address: str = "127.0.0.1", **more: str) -> str:
    """The status of the answer to a query that is sent from an address of this machine; what broke where none came."""
    line = http.client.HTTPConnection(netloc, timeout=60, source_address=(address, 0))
    try:
        line.request("GET", f"/sparql?{urlencode({'query': query, **more})}")
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        line.close()
    return str(answer.status)


def post(netloc: str, body: bytes) -> str:
    """The status of the answer to a query in the body."""
    line = http.client.HTTPConnection(netloc, timeout=60)
    try:
        line.request("POST", "/sparql", body, {"Content-Type": "application/sparql-query"})
        return str(line.getresponse().status)
    except OSError as error:
        return type(error).__name__
    finally:
        line.close()


def heavy(query: str, clients: int) -> Attack:
    """So many clients, each with the same heavy query."""

    def attack(netloc: str) -> Outcomes:
        def one(number: int) -> str:
            return ask(netloc, query, address=f"127.0.4.{number}", timeout=str(SECONDS))

        return at_once(one, range(1, clients + 1))

    return attack


def at_once(one: Callable[[int], str], numbers: Iterable[int]) -> Outcomes:
    """What came of doing something many times at once."""
    numbers = list(numbers)
    with ThreadPoolExecutor(len(numbers)) as pool:
        return Counter(pool.map(one, numbers))


def one_greedy(netloc: str) -> Outcomes:
    """One client with 40 heavy queries at once."""
    return at_once(lambda _: ask(netloc, PRODUCT, address="127.0.4.1", timeout=str(SECONDS)), range(40))


def crowd(netloc: str) -> Outcomes:
    """200 clients at once, each with a light question."""
    return at_once(lambda number: ask(netloc, LIGHT, address=f"127.0.5.{number}"), range(1, 201))


def huge(netloc: str) -> Outcomes:
    """A query of 100 MB."""
    return Counter([post(netloc, b"x" * 100_000_000)])


def deep(netloc: str) -> Outcomes:
    """Brackets within brackets, and sums without end."""
    queries = ["ASK " + "{" * 30_000 + "}" * 30_000, "ASK { FILTER(1" + "+1" * 40_000 + ") }"]
    return Counter(post(netloc, query.encode()) for query in queries)


def leaving(netloc: str) -> Outcomes:
    """30 clients that send a heavy query and go away."""
    for number in range(1, 31):
        with _connected(netloc, f"127.0.6.{number}") as line:
            line.sendall(f"GET /sparql?{urlencode({'query': PRODUCT})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.1)
    return Counter({"gone": 30})


def dribbling(netloc: str) -> Outcomes:
    """300 clients that send a byte of a request now and then, and 20 that read a byte of a long answer now and then."""
    begun = b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\n"
    asking = f"GET /sparql?{urlencode({'query': ROWS + ' LIMIT 200000'})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    lines = [_connected(netloc, f"127.0.7.{number % 250 + 1}") for number in range(320)]
    for number, line in enumerate(lines):
        line.sendall(asking if number >= 300 else begun)
    end = time.monotonic() + 2 * SECONDS
    while time.monotonic() < end:
        for number, line in enumerate(lines):
            with suppress(OSError):
                if number >= 300:
                    line.recv(1)
                else:
                    line.sendall(b"X")
        time.sleep(0.2)
    for line in lines:
        line.close()
    return Counter({"dribbled": len(lines)})


def _connected(netloc: str, address: str) -> socket.socket:
    host, _, port = netloc.rpartition(":")
    line = socket.create_connection((host, int(port)), timeout=10, source_address=(address, 0))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return line


ATTACKS: dict[str, tuple[Attack, frozenset[str]]] = {
    # name: what happens, and which answers are right
    "cross product, 6 clients": (heavy(PRODUCT, 6), frozenset({"503"})),
    "rows without end, 6 clients": (heavy(ROWS, 6), frozenset({"503", "400"})),
    "sorting without end, 6 clients": (heavy(SORTED, 6), frozenset({"503"})),
    "regex bomb, 6 clients": (heavy(BOMB, 6), frozenset({"200", "503"})),
    "200 heavy clients at once": (heavy(PRODUCT, 200), frozenset({"503"})),
    "200 light clients at once": (crowd, frozenset({"200"})),
    "one client, 40 heavy queries": (one_greedy, frozenset({"429", "503"})),
    "a query of 100 MB": (huge, frozenset({"413"})),
    "deep nesting": (deep, frozenset({"400"})),
    "clients that go away": (leaving, frozenset({"gone"})),
    "320 slow clients": (dribbling, frozenset({"dribbled"})),
}


@dataclass
class Beside:
    """Light questions that other clients ask while something else goes on: use it in a `with`."""

    netloc: str
    took: list[float] = field(default_factory=list)  # milliseconds of each
    outcomes: Outcomes = field(default_factory=Counter)

    def __enter__(self) -> Beside:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _go_on(self) -> None:
        number = 0
        while not self._ended.is_set() or number < 20:
            number += 1
            began = time.perf_counter()
            self.outcomes[ask(self.netloc, LIGHT, address=f"127.0.3.{number % 250 + 1}")] += 1
            self.took.append((time.perf_counter() - began) * 1000)
            time.sleep(_PAUSE)
