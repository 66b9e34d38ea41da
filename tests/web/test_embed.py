from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graph/links.svg?from=zork&to=cramps", 404),
        ("/graph/links.svg", 400),
        ("/graph/links.svg?from=cramps&to=cramps", 400),
        ("/graph/concept/zork.svg", 404),
    ],
)
def test_errors(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/ask?q=does+quinine+help+leg+cramps",
        "/ask?q=what+causes+cramps",
        "/ask?q=what+links+diabetes+to+cramps",
        "/links?from=diabetes&to=cramps",
        "/concept/muscle-cramp",
    ],
)
def test_every_picture_stands_by_itself_too(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    (link,) = re.findall(r'<a href="([^"]*)">As an image</a>', page)
    assert page.count('<svg class="graph') == client.get(unescape(link)).text.count("<svg xmlns") == 1


def test_no_picture_no_link_to_it(client: FlaskClient) -> None:
    assert "As an image" not in client.get("/ask?q=warning").text


def test_a_picture_of_nothing_says_so(client: FlaskClient) -> None:
    picture = ET.fromstring(client.get("/graph/concept/spinach.svg").text)
    assert "spinach" in "".join(picture.itertext())
