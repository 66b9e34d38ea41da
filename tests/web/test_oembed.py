"""oEmbed, as its specification has it, and as other people's programs understand it."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from graph.ids import document_id
from myograph.library import Library
from web.app import create_app
from web.settings import Settings

HERE = "http://localhost"
ROOT = Path(__file__).parents[2]
VIEWS = {
    f"{HERE}/links?from=diabetes&to=cramps": "What links diabetes to cramps",
    f"{HERE}/ask?q=what+causes+cramps": "what causes cramps",
    f"{HERE}/concept/muscle-cramp": "What muscle cramp is linked to",
    f"{HERE}/document/{document_id('cramps.md')}": "What “Leg cramps, in short” says",
    f"{HERE}/embed/concept/muscle-cramp?theme=dark": "What muscle cramp is linked to",
    f"{HERE}/graph/links.svg?from=diabetes&to=cramps&generation=1": "What links diabetes to cramps",
}


def asked(client: FlaskClient, url: str, **more: object) -> Any:
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


@pytest.mark.parametrize("url", VIEWS)
def test_a_page_with_a_view_can_be_embedded(client: FlaskClient, url: str) -> None:
    answer = asked(client, url)
    told = answer.get_json()
    assert answer.mimetype == "application/json"
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", VIEWS[url])
    assert told["provider_name"] == "Myograph" and told["provider_url"] == f"{HERE}/"
    frame = ET.fromstring(told["html"])  # it is to be XHTML
    assert frame.tag == "iframe" and frame.attrib["title"] == VIEWS[url]
    assert frame.attrib["width"] == str(told["width"]) and frame.attrib["height"] == str(told["height"])
    assert client.get(frame.attrib["src"]).status_code == 200
    assert ("generation=1" in frame.attrib["src"]) is ("generation=1" in url)
    thumbnail = client.get(told["thumbnail_url"])
    assert thumbnail.mimetype == "image/png"
    assert struct.unpack(">II", thumbnail.data[16:24]) == (told["thumbnail_width"], told["thumbnail_height"])
    assert told["cache_age"] == (604_800 if "generation=1" in url else 86_400)


def test_xml_says_the_same_as_json(client: FlaskClient) -> None:
    for url in VIEWS:
        answer = asked(client, url, format="xml")
        assert answer.mimetype == "text/xml" and answer.text.startswith('<?xml version="1.0" encoding="utf-8"')
        root = ET.fromstring(answer.text)
        assert root.tag == "oembed"
        assert {part.tag: part.text for part in root} == {k: str(v) for k, v in asked(client, url).get_json().items()}


@pytest.mark.parametrize(("width", "height"), [(320, 200), (100, 5000), (1, 1), (10_000, 10_000)])
def test_no_view_is_larger_than_its_place(client: FlaskClient, width: int, height: int) -> None:
    for url in VIEWS:
        told = asked(client, url, maxwidth=width, maxheight=height).get_json()
        assert told["width"] <= width and told["height"] <= height
        assert told["thumbnail_width"] <= width and told["thumbnail_height"] <= height


@pytest.mark.parametrize(
    ("asked_for", "status"),
    [
        ({"url": f"{HERE}/about"}, 404),
        ({"url": f"{HERE}/concept/zork"}, 404),
        ({"url": f"{HERE}/links?from=zork&to=cramps"}, 404),
        ({"url": f"{HERE}/links?from=cramps&to=cramps"}, 404),
        ({"url": f"{HERE}/links?from=cramps"}, 404),
        ({"url": f"{HERE}/concept/muscle-cramp?theme=pink"}, 404),
        ({"url": "https://elsewhere.example/concept/muscle-cramp"}, 404),
        ({"url": "http://localhost@elsewhere.example/concept/muscle-cramp"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://[half"}, 404),
        ({"url": f"{HERE}/concept/muscle-cramp", "format": "yaml"}, 501),
        ({"url": f"{HERE}/concept/muscle-cramp", "maxwidth": "wide"}, 400),
        ({}, 400),
    ],
)
def test_errors_are_statuses(client: FlaskClient, asked_for: dict[str, str], status: int) -> None:
    answer = client.get(f"/oembed?{urlencode(asked_for)}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json" and answer.get_json()["detail"]


def test_where_nobody_may_frame_a_view_it_is_not_for_embedding(library: Library) -> None:
    client = create_app(library, Settings(frame_ancestors="'none'")).test_client()
    assert asked(client, f"{HERE}/concept/muscle-cramp").status_code == 401


@pytest.mark.parametrize("url", [url for url in VIEWS if "/embed/" not in url and "/graph/" not in url])
def test_a_page_with_a_view_says_where_to_ask(client: FlaskClient, url: str) -> None:
    page = client.get(url).text
    found = re.findall(r'<link rel="alternate" type="(application/json|text/xml)\+oembed" href="([^"]*)"', page)
    assert [kind for kind, _ in found] == ["application/json", "text/xml"]
    for kind, address in found:
        answer = client.get(unescape(address))
        assert answer.status_code == 200 and answer.mimetype == kind


@pytest.mark.parametrize("address", ["/", "/about", "/links", "/concept/zork", "/links?from=a&to=b&generation=99"])
def test_other_pages_do_not(client: FlaskClient, address: str) -> None:
    assert "+oembed" not in client.get(address).text


def test_a_consumer_from_npm_finds_the_view_of_a_page(server: str) -> None:
    """@extractus/oembed-extractor knows nothing of this service: it looks for the link in the page's head."""
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "@extractus").exists():
        pytest.skip("Node, or what comes from npm, is not installed")

    def extracted(*arguments: str) -> Any:
        command = [node, "consumer.mjs", *arguments]
        place = Path(__file__).parent
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True, timeout=60)
        return json.loads(done.stdout)

    found = extracted(f"{server}links?from=diabetes&to=leg+cramps", "300", "200")["found"]
    assert (found["type"], found["method"], found["width"], found["height"]) == ("rich", "auto-discovery", 300, 200)
    assert f'src="{server}embed/links?' in found["html"]
    assert extracted(f"{server}about")["failed"] == "No oEmbed link found"
