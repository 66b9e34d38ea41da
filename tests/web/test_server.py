"""What only shows with the real server, as `myograph serve` starts it: requests that come to no page."""

from __future__ import annotations

import http.client
import socket
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
    long = "x" * 90_000
    for path, header, status in ((f"/search?q={long}", "x", 414), ("/", long, 431), ("/healthz", "x", 200)):
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


@pytest.mark.parametrize(
    "head",
    [
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "GET /healthz HTTP/1.1\r\n",
    ],
    ids=["two lengths", "no host"],
)
def test_what_could_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_read(server: str, head: str) -> None:
    netloc = urlsplit(server)
    with socket.create_connection((netloc.hostname or "", netloc.port or 80), timeout=20) as line:
        line.sendall(f"{head}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        said = b""
        while part := line.recv(4096):
            said += part
    assert said.startswith(b"HTTP/1.1 400")
    assert said.count(b"HTTP/1.1") == 1
