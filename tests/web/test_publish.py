"""The page where a view is chosen, and the code that it gives."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import lxml.html
import pytest
from flask.testing import FlaskClient

from graph.ids import document_id

HERE = "http://localhost"
CRAMPS = document_id("cramps.md")
CHOSEN = {
    "from=diabetes&to=cramps": f"{HERE}/links?from=diabetes&to=cramps",
    "concept=muscle+cramps": f"{HERE}/concept/muscle-cramp",
    "concept=muscle-cramp&theme=dark": f"{HERE}/concept/muscle-cramp?theme=dark",
    f"document={CRAMPS}&predicates=treats": f"{HERE}/document/{CRAMPS}?predicates=treats",
    f"url={quote(f'{HERE}/document/{CRAMPS}', '')}": f"{HERE}/document/{CRAMPS}",
    "q=what+causes+cramps": f"{HERE}/ask?q=what%20causes%20cramps",
    f"url={quote(f'{HERE}/links?from=diabetes&to=cramps&generation=1', '')}": (
        f"{HERE}/links?from=diabetes&to=cramps&generation=1"
    ),
    f"url={quote(f'{HERE}/graph/concept/muscle-cramp.svg', '')}": f"{HERE}/concept/muscle-cramp",
}
WAYS = {"frame", "element", "address", "png", "svg", "markdown"}
HOSTILE = "what causes cramps\"><'`*_](&"  # a question, since signs behind it do not count


def codes(client: FlaskClient, query: str) -> Any:
    return client.get(f"/publish.json?{query}").get_json()["codes"]


def attributes(html: str, tag: str) -> list[dict[str, str]]:
    """The attributes of all elements with this name."""
    return [dict(one.attrib) for one in lxml.html.fromstring(f"<div>{html}</div>").iter(tag)]


@pytest.mark.parametrize("query", CHOSEN)
def test_a_view_is_chosen_by_names_or_by_its_address(client: FlaskClient, query: str) -> None:
    given = codes(client, query)
    assert set(given) == WAYS
    assert given["address"] == CHOSEN[query]
    page = client.get(f"/publish?{query}")
    assert page.status_code == 200 and "frame-src 'self'" in page.headers["Content-Security-Policy"]
    shown = [unescape(text) for text in re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page.text)]
    assert set(shown) == set(given.values())


@pytest.mark.parametrize("query", CHOSEN)
def test_every_address_in_the_code_answers(client: FlaskClient, query: str) -> None:
    given = codes(client, query)
    (frame,) = attributes(given["frame"], "iframe")
    pictures = [attributes(given[form], "img")[0] for form in ("png", "svg")]
    (script,) = attributes(given["element"], "script")
    for address in (frame["src"], script["src"], *(one["src"] for one in pictures), given["address"]):
        assert client.get(str(address).removeprefix(HERE)).status_code == 200, address
    assert all(str(one["alt"]).strip() and one["width"] and one["height"] for one in pictures)
    found = re.fullmatch(r"\[!\[(.*)\]\(([^()\s]*)\)\]\(([^()\s]*)\)", given["markdown"])
    assert found
    (word, picture, page) = found.groups()
    assert word and picture == pictures[0]["src"] and page == re.sub(r".theme=dark$", "", given["address"])


def test_the_element_says_what_the_frame_does(client: FlaskClient) -> None:
    filters = "sources=1&certainty=stated&predicates=causes&predicates=treats&avoid=food"
    given = codes(
        client, f"{filters}&from=diabetes&to=cramps&theme=dark&provisional=no&generation=1&lang=de&width=400&height=300"
    )
    (view,) = attributes(given["element"], "myograph-view")
    (frame,) = attributes(given["frame"], "iframe")
    asked = {name: value for name, (value,) in parse_qs(urlsplit(str(frame["src"])).query).items()}
    assert view == asked
    assert set(view) == {"from", "to", "theme", "provisional", "generation", "lang", "certainty", "predicates", "avoid"}
    assert view["predicates"] == "causes,treats"
    assert (frame["width"], frame["height"]) == ("400", "300")


@pytest.mark.parametrize(
    "query",
    [
        "from=diabetes&to=cramps&sources=2&certainty=stated&predicates=causes&predicates=treats&avoid=food&avoid=bodypart",
        "concept=muscle-cramp&theme=dark&provisional=no&generation=1&lang=de",
        f"document={CRAMPS}&predicates=causes&avoid=drug",
        "q=what+causes+cramps&through=drug,factor&width=400",
    ],
)
def test_the_form_keeps_what_was_chosen(client: FlaskClient, query: str) -> None:
    form = lxml.html.fromstring(client.get(f"/publish?{query}").text).forms[1]
    again = urlencode([(name, value) for name, value in form.form_values() if value])
    assert codes(client, again)["address"] == codes(client, query)["address"]


def test_nothing_chosen_yet(client: FlaskClient) -> None:
    page = client.get("/publish").text
    assert page.count("<form") == 5 and "<textarea" not in page and "<iframe" not in page
    assert client.get("/publish.json").get_json() == {"view": None, "codes": {}}


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("from=zork&to=cramps", 404, "zork"),
        ("from=cramps", 400, "“to” is missing"),
        ("concept=zork", 404, "zork"),
        ("q=hello", 404, "not understood as a question"),
        ("document=zork", 404, "zork"),
        ("url=https://elsewhere.example/links?from=a%26to=b", 404, "No view is at"),
        (f"url={HERE}/about", 404, "No view is at"),
        ("concept=muscle-cramp&width=wide", 400, "width"),
        ("concept=muscle-cramp&generation=99", 404, "no generation 99"),
    ],
)
def test_what_is_wrong_is_said_above_the_forms(client: FlaskClient, query: str, status: int, said: str) -> None:
    answer = client.get(f"/publish?{query}")
    assert answer.status_code == status
    assert said in unescape(answer.text) and 'role="alert"' in answer.text and "<form" in answer.text
    assert client.get(f"/publish.json?{query}").status_code == status


def test_hostile_words_stay_words(client: FlaskClient) -> None:
    query = f"q={quote(HOSTILE)}"
    page = client.get(f"/publish?{query}").text
    assert 'cramps">' not in page and page.count("</textarea>") == len(WAYS)
    given = codes(client, query)
    tags = {
        way: [one.tag for one in lxml.html.fromstring(f"<div>{given[way]}</div>").iterdescendants()] for way in WAYS
    }
    assert {way: found for way, found in tags.items() if found} == {
        "frame": ["iframe"],
        "element": ["script", "myograph-view", "a"],
        "png": ["a", "img"],
        "svg": ["a", "img"],
    }
    assert re.fullmatch(r"\[!\[.*\]\([^()\s]*\)\]\([^()\s]*\)", given["markdown"])
    (view,) = attributes(given["element"], "myograph-view")
    assert view["q"] == HOSTILE
