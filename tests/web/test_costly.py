"""How often one client may ask for what costs much, and what the others notice of it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from myograph.library import Library
from web.app import create_app
from web.errors import TooManyRequestsError
from web.limits import Bucket
from web.settings import Settings

COSTLY = (
    "/ask?q=x",
    "/ask.json?q=x",
    "/api/v1/ask?q=x",
    "/links?from=a&to=b",
    "/search?q=x",
    "/api/v1/search?q=x",
    "/graph/concept/muscle-cramp.svg",
    "/embed/concept/muscle-cramp",
)
CHEAP = ("/", "/api/v1/suggest?q=x", "/concept/muscle-cramp", "/static/style.css", "/healthz", "/about")


def strict(library: Library, **given: int) -> FlaskClient:
    return create_app(library, Settings(costly_per_minute=1, costly_at_once=2, **given)).test_client()  # type: ignore[arg-type]  # numbers


def test_a_bucket_fills_with_time() -> None:
    now = [1000.0]
    bucket = Bucket(rate=60, burst=3, clock=lambda: now[0])
    for _ in range(3):
        bucket.take("192.0.2.1")
    with pytest.raises(TooManyRequestsError) as caught:
        bucket.take("192.0.2.1")
    assert caught.value.seconds == 1
    bucket.take("192.0.2.2")  # another client
    now[0] += 1
    bucket.take("192.0.2.1")
    with pytest.raises(TooManyRequestsError):
        bucket.take("192.0.2.1")
    now[0] += 3600
    for _ in range(3):
        bucket.take("192.0.2.1")


def test_one_subscriber_is_one_client() -> None:
    bucket = Bucket(rate=1, burst=1)
    bucket.take("2001:db8:0:1::1")
    with pytest.raises(TooManyRequestsError):
        bucket.take("2001:db8:0:1:ffff::2")
    bucket.take("2001:db8:0:2::1")


@pytest.mark.parametrize("address", COSTLY)
def test_who_asks_for_too_much_is_told_when_to_come_back(library: Library, address: str) -> None:
    client = strict(library)
    for _ in range(2):
        assert client.get("/search?q=x").status_code == 200
    answer = client.get(address)
    assert answer.status_code == 429
    assert 30 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"
    assert [client.get(other).status_code for other in CHEAP] == [200] * len(CHEAP)
    assert client.get("/search?q=x", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200
    if "json" in address or "/api/" in address:
        assert answer.get_json()["type"] == "/problems/too-many-requests"
    else:
        assert "Try again in " in answer.text


@pytest.mark.parametrize(("proxies", "second"), [(0, 429), (1, 200)])
def test_behind_a_web_server_clients_are_told_apart_where_it_is_trusted(
    library: Library, proxies: int, second: int
) -> None:
    client = strict(library, proxies=proxies)
    for _ in range(2):
        client.get("/search?q=x", headers={"X-Forwarded-For": "192.0.2.1"})
    assert client.get("/search?q=x", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == second
