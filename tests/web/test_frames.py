"""Views as other people's pages show them: in a frame, and as one file."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from graph.ids import document_id
from myograph.library import Library
from web.app import create_app
from web.errors import SettingError
from web.render import vendored
from web.settings import load_settings

CRAMPS = document_id("cramps.md")
FRAMES = [
    "/embed/links?from=diabetes&to=cramps",
    "/embed/concept/muscle-cramp",
    "/embed/ask?q=does+quinine+help+leg+cramps",
    "/embed/ask?q=what+causes+cramps",
    f"/embed/document/{CRAMPS}",
]
FILES = [re.sub(r"(\?|$)", r".html\1", address, count=1) for address in FRAMES]


class Links(HTMLParser):
    """The attributes of all `a` elements of a page, and all addresses that it would load by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element refers to."""
        given = dict(attrs)
        if tag == "a":
            self.links.append(given)
        elif tag != "link" or given.get("rel") in {"stylesheet", "icon"}:
            self.loaded += [str(given[name]) for name in ("src", "href") if name in given]


@pytest.mark.parametrize("address", [*FRAMES, *FILES])
def test_every_link_of_a_view_leads_out_of_it_in_a_tab_of_its_own(client: FlaskClient, address: str) -> None:
    page = Links(client.get(address).text)
    assert len(page.links) > 5
    for link in page.links:
        assert str(link["href"]).startswith("http://localhost/")
        assert (link["target"], link["rel"]) == ("_blank", "noopener")


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_may_stand_anywhere_and_loads_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors *" in policy and "unsafe" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert Links(answer.text).loaded == ["/static/icon.svg", "/embed/auto.css", "/static/frame.js"]
    assert "<style" not in answer.text and " style=" not in answer.text
    assert "Not medical advice" in answer.text and "<svg" in answer.text
    assert len(answer.data) < 60_000


def test_a_view_lists_what_it_draws(client: FlaskClient) -> None:
    page = client.get(FRAMES[0]).text
    drawn = set(re.findall(r"<title>([a-z ]+?): [a-z]+, ", page))
    listed = re.sub(r"<[^>]*>", "", page[page.index('<ul class="links">') :])
    assert len(drawn) >= 3
    assert [claim for claim in drawn if claim not in listed] == []
    assert page.count("<q>") >= len(drawn)


@pytest.mark.parametrize(
    ("chosen", "verbs"),
    [
        ("", {"causes", "treats", "prevents"}),
        ("&predicates=treats", {"treats"}),
        ("&predicates=treats,causes&avoid=remedy", {"causes", "treats"}),
        ("&predicates=causes&predicates=prevents&certainty=undisputed", {"causes"}),
        ("&sources=9", set()),
    ],
)
def test_a_view_shows_what_is_chosen_in_picture_and_list(client: FlaskClient, chosen: str, verbs: set[str]) -> None:
    for address in ("/embed/concept/leg-cramp?x=", "/embed/concept/leg-cramp.html?x="):
        page = client.get(address + chosen).text
        assert set(re.findall(r'<span class="verb">([a-z ]*)</span>', page)) == verbs
        assert set(re.findall(r'<text class="verb"[^>]*>([a-z ]*)</text>', page)) == verbs
    pictured = client.get(f"/graph/concept/leg-cramp.svg?x={chosen}").text
    assert set(re.findall(r'<text class="verb"[^>]*>([a-z ]*)</text>', pictured)) == verbs


@pytest.mark.parametrize(
    ("chosen", "verbs"),
    [
        ("", {"causes", "treats", "prevents"}),
        ("predicates=treats", {"treats"}),
        ("certainty=stated&sources=9", {"causes", "treats"}),  # how many others agree is not asked
        ("avoid=drug,remedy", {"causes"}),
        ("through=remedy", {"prevents", "treats"}),
    ],
)
def test_a_view_of_an_article_shows_what_that_one_says(client: FlaskClient, chosen: str, verbs: set[str]) -> None:
    page = client.get(f"/embed/document/{CRAMPS}?{chosen}").text
    assert set(re.findall(r'<span class="verb">([a-z ]*)</span>', page)) == verbs
    assert set(re.findall(r"<q>.*?</q> <a [^>]*>(.*?)</a>", page)) == {"Leg cramps, in short"}
    assert "refuted" not in page and "Read from 1 article, by Example Health." in page
    pictured = client.get(f"/graph/document/{CRAMPS}.svg?{chosen}").text
    assert set(re.findall(r'<text class="verb"[^>]*>([a-z ]*)</text>', pictured)) == verbs


def test_a_view_leads_to_where_it_can_be_explored(client: FlaskClient) -> None:
    with client.application.app_context():
        there = vendored("cytoscape.js")
    assert ('/links?from=diabetes&amp;to=cramps#explore"' in client.get(FRAMES[0]).text) is there


def test_a_chain_is_made_of_what_is_chosen(client: FlaskClient) -> None:
    page = client.get("/embed/links?from=diuretics&to=cramps&predicates=depletes,deficiency_of,causes").text
    assert "depletes" in page and "causes" in page
    page = client.get("/embed/links?from=diuretics&to=cramps&predicates=treats").text
    assert "<svg" not in page and "causes" not in page
    assert 'href="http://localhost/links?from=diuretics&amp;to=cramps&amp;predicates=treats"' in page


@pytest.mark.parametrize(
    ("address", "holds", "never"),
    [
        ("/embed/auto.css", ["color-scheme: light dark", "@media (prefers-color-scheme: dark)"], []),
        ("/embed/dark.css", ["color-scheme: dark", "@media all"], ["prefers-color-scheme"]),
        ("/embed/light.css", ["color-scheme: light", "@media not all"], ["prefers-color-scheme"]),
    ],
)
def test_a_theme_settles_the_colours(client: FlaskClient, address: str, holds: list[str], never: list[str]) -> None:
    sheet = client.get(address).text
    assert all(part in sheet for part in holds) and not any(part in sheet for part in never)
    used, defined = set(re.findall(r"var\((--[a-z-]+)\)", sheet)), set(re.findall(r"(--[a-z-]+):", sheet))
    assert used and used <= defined


def test_the_address_names_the_theme(client: FlaskClient) -> None:
    assert "/embed/dark.css" in client.get(f"{FRAMES[0]}&theme=dark").text


@pytest.mark.parametrize("address", FILES)
def test_a_file_needs_no_other(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}theme=dark&download")
    assert re.fullmatch(r'attachment; filename="?[a-z0-9-]+\.html"?', answer.headers["Content-Disposition"])
    assert Links(answer.text).loaded == []
    assert "<script" not in answer.text and "url(" not in answer.text and "@import" not in answer.text
    inside = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    assert inside is not None and "frame-ancestors" not in inside[1]
    assert "sha256-" in inside[1] and "color-scheme: dark" in answer.text
    assert "Content-Disposition" not in client.get(address).headers


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/embed/links?from=zork&to=cramps", 404, "zork"),
        ("/embed/links?to=cramps", 400, "from"),
        ("/embed/ask", 400, "“q” is missing"),
        ("/embed/concept/zork", 404, "zork"),
        ("/embed/document/zork", 404, "zork"),
        (f"{FRAMES[0]}&theme=pink", 400, "light, dark"),
        (f"{FRAMES[0]}&predicates=cures", 400, "treats, prevents"),
        (f"{FRAMES[0]}&certainty=sure", 400, "undisputed"),
        (f"{FRAMES[0]}&sources=0", 400, "a whole number"),
        (f"{FRAMES[0]}&lang=%3Cb%3E", 400, "a language"),
        (f"{FRAMES[0]}&generation=99", 404, "no generation 99"),
    ],
)
def test_what_cannot_be_shown_says_why_in_the_frame(client: FlaskClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "This view cannot be shown" in answer.text and said in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"] and "frame.js" in answer.text
    assert "<form" not in answer.text


@pytest.mark.parametrize(
    ("language", "note"), [("", ""), ("en-GB", ""), ("de", "Labels are in English: this library has no names in “de”.")]
)
def test_a_language_that_the_vocabulary_lacks_is_owned_up_to(client: FlaskClient, language: str, note: str) -> None:
    page = client.get(f"{FRAMES[0]}&lang={language}").text
    assert ("Labels are in" in page) is bool(note) and note in page


def test_a_view_of_a_generation_stays_with_it(client: FlaskClient) -> None:
    page = client.get(f"{FRAMES[0]}&generation=1").text
    assert "Generation 1." in page
    assert all("generation=1" in str(link["href"]) for link in Links(page).links)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("*", "frame-ancestors *"),
        ("'none'", "frame-ancestors 'self'"),  # but for the page of ours where a view is chosen
        ("https://*.example.org", "frame-ancestors 'self' https://*.example.org"),
    ],
)
def test_who_may_frame_a_view_can_be_set(library: Library, named: str, told: str) -> None:
    client = create_app(library, load_settings({"MYOGRAPH_FRAME_ANCESTORS": named})).test_client()
    assert client.get(FRAMES[0]).headers["Content-Security-Policy"].endswith(told)


@pytest.mark.parametrize("named", ["", " ", "*; script-src *", "https://a.example, *", "a\nb", "'unsafe-inline'"])
def test_no_other_rule_can_be_slipped_into_that_setting(named: str) -> None:
    with pytest.raises(SettingError, match="FRAME_ANCESTORS"):
        load_settings({"MYOGRAPH_FRAME_ANCESTORS": named})


def test_the_element_is_small_and_any_page_may_load_it(client: FlaskClient) -> None:
    answer = client.get("/embed.js")
    assert answer.mimetype == "text/javascript" and len(answer.data) < 5000
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
