"""Pages tell programs what they show: other forms of the same, and a description in the words of schema.org."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from graph.ids import assertion_id, document_id
from web.dumps import DUMPS
from web.negotiate import GRAPHS
from web.schemaorg import block

HOSTILE, CRAMPS = document_id("hostile.md"), document_id("cramps.md")
CLAIM = assertion_id(("quinine", "treats", "leg-cramp", "affirmed", "stated"))
DENIAL = assertion_id(("quinine", "treats", "leg-cramp", "negated", "stated"))
DRY = assertion_id(("dehydration", "causes", "muscle-cramp", "affirmed", "stated"))
THINGS = ("/concept/leg-cramp", f"/document/{CRAMPS}", f"/document/{HOSTILE}", f"/assertion/{CLAIM}")
DESCRIBED = ("/", "/about", *THINGS, f"/assertion/{DRY}", f"/assertion/{DENIAL}")


class Head(HTMLParser):
    """The links and the JSON-LD of a page, as a browser would find them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.scripts: list[tuple[str | None, str]] = []
        self._script: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link":
            self.links.append(dict(attrs))
        if tag == "script" and "src" not in dict(attrs):
            self.scripts.append((dict(attrs).get("type"), ""))
            self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            kind, text = self.scripts[-1]
            self.scripts[-1] = (kind, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None


def described(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    ((kind, text),) = Head(answer.text).scripts
    assert kind == "application/ld+json"
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return found


@pytest.mark.parametrize("address", THINGS)
def test_a_page_of_a_thing_links_to_every_other_form(client: FlaskClient, address: str) -> None:
    links = [
        one for one in alternates(client, address) if "oembed" not in str(one["type"])
    ]  # whose tests are elsewhere
    forms = {one["type"] for one in links if "title" not in one}
    assert forms == {"application/json", *(form.media_type for form in GRAPHS)}
    for one in links:
        answer = client.get(str(one["href"]))
        assert (answer.status_code, answer.mimetype) == (200, one["type"])


@pytest.mark.parametrize(
    "address", ["/search?q=cramps", "/ask?q=what+causes+leg+cramps", "/links?from=diuretics&to=cramps"]
)
def test_other_pages_link_to_their_json(client: FlaskClient, address: str) -> None:
    assert [one["type"] for one in alternates(client, address)][:1] == ["application/json"]
    assert Head(client.get(address).text).scripts == []


def alternates(client: FlaskClient, address: str) -> list[dict[str, str | None]]:
    """The links of a page to its other forms."""
    return [one for one in Head(client.get(address).text).links if one["rel"] == "alternate"]


@pytest.mark.parametrize("address", DESCRIBED)
def test_nothing_in_an_article_ends_the_description(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    raw = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(raw) == len(re.findall(r"<script(?! type=.module. src=)", text)) == 1
    assert raw[0].isascii() and not set("<>&") & set(raw[0])
    described(client, address)


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "\u2028\u2029\x00\x1b",
        "]]>",
        "&lt;/script&gt;",
        '"\\',
        "🦵é",
    ],
    ids=lambda text: text.encode("ascii", "backslashreplace").decode(),
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    page = f'<!doctype html><script type="application/ld+json">{block({"name": text})}</script><p>after</p>'
    ((_, found),) = Head(page).scripts
    assert json.loads(found)["name"] == text


def test_a_concept_is_a_term(client: FlaskClient) -> None:
    term = described(client, "/concept/muscle-cramp")["mainEntity"]
    assert (term["@type"], term["name"]) == ("DefinedTerm", "muscle cramp")
    assert term["@id"].endswith("/id/concept/muscle-cramp")
    assert term["alternateName"] and all(one.startswith("http") for one in term["sameAs"])


def test_an_article_is_its_publishers(client: FlaskClient) -> None:
    article = described(client, f"/document/{CRAMPS}")["mainEntity"]
    assert article == {
        "@type": "Article",
        "@id": f"http://127.0.0.1:8000/id/document/{CRAMPS}",
        "headline": "Leg cramps, in short",
        "url": "https://example.org/cramps",
        "publisher": {"@type": "Organization", "name": "Example Health"},
        "datePublished": "2024",
    }
    hostile = described(client, f"/document/{HOSTILE}")["mainEntity"]
    assert hostile["headline"] == "<script>alert('title')</script> & co"
    assert "url" not in hostile, "an address that runs a script is none"


def test_a_claim_appears_in_articles_and_is_not_rated(client: FlaskClient) -> None:
    claim = described(client, f"/assertion/{CLAIM}")["mainEntity"]
    assert (claim["@type"], claim["text"]) == ("Claim", "quinine treats leg cramp (stated)")
    assert [one["headline"] for one in claim["appearance"]] == ["Leg cramps, in short"]
    assert [one["text"] for one in claim["citation"]] == ["Quinine relieves leg cramps."]
    denial = described(client, f"/assertion/{DENIAL}")["mainEntity"]
    assert denial["text"] == "quinine treats leg cramp (denied)"
    said = json.dumps([claim, denial])
    assert "Review" not in said and "rating" not in said.lower()


@pytest.mark.parametrize("address", ["/", "/about"])
def test_the_library_is_a_dataset_to_download(client: FlaskClient, address: str) -> None:
    found = described(client, address)
    assert (found["@type"], found["version"]) == ("Dataset", "1")
    assert [one["contentUrl"] for one in found["distribution"]] == [f"http://localhost/dump.{name}" for name in DUMPS]


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", "about", "concept/magnesium"])
def test_the_browser_neither_runs_nor_refuses_the_description(server: str, page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.log(e.violatedDirective))")
    page.goto(server + address)
    assert said == []
    found = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert found["@context"] == "https://schema.org"
