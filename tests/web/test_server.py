"""What only shows with the real server, as `myograph serve` starts it: threads, and requests that come to no page."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest

HEAVY = "SELECT (COUNT(*) AS ?c) { ?a ?b ?c1 . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def line(server: str) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    yield made
    made.close()


def test_heavy_queries_leave_the_pages_alone(server: str) -> None:
    answers: list[tuple[float, int, str | None]] = []

    def heavy(number: int) -> None:
        # each from an address of its own: one client alone may not have as many at once
        line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60, source_address=(f"127.0.1.{number}", 0))
        line.request("GET", f"/sparql?{urlencode({'query': HEAVY, 'timeout': '3'})}")
        answer = line.getresponse()
        answer.read()
        answers.append((time.monotonic(), answer.status, answer.headers["Retry-After"]))
        line.close()

    threads = [threading.Thread(target=heavy, args=(number,)) for number in range(1, 21)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    pages: list[float] = []
    while any(thread.is_alive() for thread in threads):
        with urlopen(f"{server}healthz", timeout=60) as page:
            assert page.status == 200
        pages.append(time.monotonic())
        time.sleep(0.05)
    assert {answer[1:] for answer in answers} == {(503, "5")}
    first_ended = began + 3
    at_once = [when for when, _, _ in answers if when < first_ended]
    assert len(at_once) >= 12  # two processes with four places each
    assert len([when for when in pages if when < first_ended]) >= 10  # each in far less than a second
    assert max(after - before for before, after in zip([began, *pages], pages, strict=False)) < 2


def test_requests_that_cannot_be_read_get_the_headers_of_pages(line: http.client.HTTPConnection) -> None:
    line.request("GET", "/healthz")
    page = line.getresponse()
    page.read()
    for path, header, status in (("/search?q=" + "x" * 70_000, "x", 414), ("/", "x" * 90_000, 431), ("/", "x", 200)):
        line.request("GET", path, headers={"X-Long": header})
        answer = line.getresponse()
        answer.read()
        assert answer.status == status
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
            assert answer.headers[name] == page.headers[name]


@pytest.mark.parametrize("megabytes", [1, 20, 100])
def test_a_body_that_is_too_long_gets_its_answer(line: http.client.HTTPConnection, megabytes: int) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/sparql", b"query=" + b"x" * (megabytes * 1_000_000), form)
    assert line.getresponse().status == 413
