from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

PACKED = {"Accept-Encoding": "br;q=0.9, gzip;q=0.5"}


@pytest.mark.parametrize(
    "address", ["/", "/concept/leg-cramp", "/concept/leg-cramp.json", "/id/concept/leg-cramp.ttl", "/static/style.css"]
)
def test_what_is_text_comes_packed_to_those_who_take_it(client: FlaskClient, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers=PACKED)
    assert (plain.headers.get("Content-Encoding"), packed.headers.get("Content-Encoding")) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert client.head(address, headers=PACKED).content_length == len(packed.data) < len(plain.data)
    assert plain.headers["ETag"] != packed.headers["ETag"]
    for headers, etag in (({}, plain.headers["ETag"]), (PACKED, packed.headers["ETag"])):
        assert client.get(address, headers={**headers, "If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "encoding"),
    [("/healthz", "gzip"), ("/dump.nq.gz", "gzip"), ("/", "gzip;q=0"), ("/no-such-page", "gzip")],
)
def test_what_is_short_packed_already_or_an_error_is_left_as_it_is(
    client: FlaskClient, address: str, encoding: str
) -> None:
    answer = client.get(address, headers={"Accept-Encoding": encoding})
    assert answer.headers.get("Content-Encoding") is None
    answer.close()
