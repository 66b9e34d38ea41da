"""Pictures at addresses of their own: as SVG, as PNG, and as data."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graph.ids import document_id
from graph.showing.draw import draw
from graph.showing.parts import Drawing, Node
from graph.showing.png import png

ARTICLE = document_id("nerves.txt")
PICTURES = [
    "/graph/links.svg?from=diabetes&to=cramps",
    "/graph/concept/muscle-cramp.svg",
    "/graph/ask.svg?q=does+quinine+help+leg+cramps",
    "/graph/ask.svg?q=what+causes+cramps",
    f"/graph/document/{ARTICLE}.svg",
]


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file; each must be as long as it says, and unbroken."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        assert picture[at + 8 + length : at + 12 + length] == struct.pack(">I", zlib.crc32(kind + content))
        yield kind, content
        at += 12 + length


def size(picture: bytes) -> tuple[int, int]:
    wide, high = struct.unpack(">II", dict(chunks(picture))[b"IHDR"][:8])
    return wide, high


def as_(form: str, address: str) -> str:
    return address.replace(".svg", f".{form}", 1)


@pytest.mark.parametrize("address", PICTURES)
def test_pictures_stand_alone(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.mimetype == "image/svg+xml"
    picture = ET.fromstring(answer.text)
    names = [part.tag.rpartition("}")[2] for part in picture.iter()]
    assert {"title", "desc", "style", "a"} <= set(names) and "script" not in names
    links = [part.attrib["href"] for part in picture.iter() if "href" in part.attrib]
    assert links and all(link.startswith("http://localhost/concept/") for link in links)
    assert all(part[0].tag.endswith("}title") and part[0].text for part in picture.iter() if part.tag.endswith("}a"))
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy and "unsafe" not in policy


@pytest.mark.parametrize("address", PICTURES)
def test_every_picture_is_there_as_pixels_and_says_what_it_shows(client: FlaskClient, address: str) -> None:
    answer = client.get(as_("png", address))
    assert answer.status_code == 200 and answer.mimetype == "image/png"
    title, told = (ET.fromstring(client.get(address).text)[place].text or "" for place in (0, 1))
    text = dict(chunks(answer.data))[b"iTXt"]
    assert text.startswith(b"Description\0") and title in text.decode() and told in text.decode()
    again = client.get(as_("png", address), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "wide"),
    [
        ("width=600", 200, 600),
        ("width=1", 200, 1),
        ("width=4000", 200, None),  # at most four times as large as drawn
        ("width=4001", 400, None),
        ("width=0", 400, None),
        ("width=x", 400, None),
        ("theme=dark&width=300", 200, 300),
        ("theme=blue", 400, None),
    ],
)
def test_how_wide_and_in_which_colours(client: FlaskClient, asked: str, status: int, wide: int | None) -> None:
    answer = client.get(f"/graph/concept/muscle-cramp.png?{asked}")
    assert answer.status_code == status
    if status == 200:
        assert size(answer.data)[0] == wide or wide is None
        assert max(size(answer.data)) <= 4000


def test_a_picture_that_would_be_huge_is_made_smaller() -> None:
    names = tuple(Node(f"n{i}", "word " * 30, "condition", "") for i in range(60))
    wide, high = size(png(Drawing("k", "t", "d", names, ()), width=4000))
    assert wide * high <= 8_100_000


def test_a_theme_is_asked_for_in_the_address(client: FlaskClient) -> None:
    picture = "/graph/concept/muscle-cramp.svg"
    shown = {theme: client.get(f"{picture}?theme={theme}").text for theme in ("auto", "light", "dark")}
    classes = {theme: str(ET.fromstring(svg).get("class")).split() for theme, svg in shown.items()}
    assert classes["auto"][0] == "graph" and not {"light", "dark"} & set(classes["auto"])
    assert "light" in classes["light"] and "dark" in classes["dark"]
    colours = {re.sub('class="[^"]*"', "", svg) for svg in shown.values()}
    assert len(colours) == 1  # one style sheet, which the policy names, holds all of them
    light, dark = (client.get(f"{as_('png', picture)}?theme={theme}").data for theme in ("light", "dark"))
    assert light != dark == client.get(f"{as_('png', picture)}?theme=dark").data
    assert light == client.get(as_("png", picture)).data


@pytest.mark.parametrize("address", PICTURES)
def test_what_is_drawn_is_there_as_data(client: FlaskClient, address: str) -> None:
    found = client.get(as_("json", address)).get_json()
    picture = ET.fromstring(client.get(address).text)
    assert found["title"] == picture[0].text and picture[1].text == " ".join(e["sentence"] for e in found["edges"])
    ids = {node["id"] for node in found["nodes"]}
    assert found["edges"] and {end for e in found["edges"] for end in (e["source"], e["target"])} == ids
    drawn = {part.get("href") for part in picture.iter() if part.tag.endswith("}a")}
    assert drawn == {part["href"] for part in (*found["nodes"], *found["edges"])}
    assert all({"predicate", "standing", "belief", "for", "against", "disputed"} <= set(e) for e in found["edges"])


def test_how_many_links_are_drawn_can_be_asked_for(client: FlaskClient) -> None:
    edges = {
        most: client.get(f"/graph/concept/muscle-cramp.json?most={most}").get_json()["edges"] for most in (1, 2, 40)
    }
    assert [len(edges[most]) for most in (1, 2)] == [1, 2] and len(edges[40]) > 2
    assert edges[40][:2] == edges[2]
    assert client.get("/graph/concept/muscle-cramp.svg?most=41").status_code == 400


def test_an_article_is_drawn_from_its_own_sentences_alone(client: FlaskClient) -> None:
    found = client.get(f"/graph/document/{document_id('quinine.txt')}.json").get_json()
    standings = {(e["source"], e["predicate"], e["target"]): e["standing"] for e in found["edges"]}
    assert standings["quinine", "treats", "leg-cramp"] == "denied"  # elsewhere it is affirmed
    assert all(e["for"] + e["against"] + e["disputed"] == 1 for e in found["edges"])


@pytest.mark.parametrize("form", ["svg", "png", "json"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graph/links.svg?from=cramps&to=cramps", 400),
        ("/graph/links.svg?from=zork&to=cramps", 404),
        ("/graph/links.svg", 400),
        ("/graph/ask.svg", 400),
        ("/graph/concept/zork.svg", 404),
        ("/graph/document/zork.svg", 404),
    ],
)
def test_what_cannot_be_drawn_says_so(client: FlaskClient, address: str, status: int, form: str) -> None:
    assert client.get(as_(form, address)).status_code == status


@pytest.mark.parametrize(
    "page",
    [
        "/ask?q=does+quinine+help+leg+cramps",
        "/links?from=diabetes&to=cramps",
        "/concept/muscle-cramp",
    ],
)
def test_what_a_picture_says_is_told_beside_it(client: FlaskClient, page: str) -> None:
    text = client.get(page).text
    drawn = re.findall(r'<a href="[^"]*" class="claim [^"]*"><title>([^<]*)</title>', text)
    (told,) = re.findall(r'<details class="told">(.*?)</details>', text, re.DOTALL)
    assert drawn and re.findall(r">([^<>]*)</a></li>", told) == drawn


def test_a_name_in_strange_letters_is_drawn() -> None:
    names = (Node("a", "筋痙攣 μ → ₂ 🦵", "condition", ""), Node("b", "İ\u0000\ud800", "drug", ""))
    drawing = Drawing("k", "t", "d", names, ())
    assert ET.fromstring(draw(drawing, alone=True)) is not None
    assert size(png(drawing))[0] > 100
