"""What only shows with the real server, as `myograph serve` starts it: requests that come to no page."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def line(server: str) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    yield made
    made.close()


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
