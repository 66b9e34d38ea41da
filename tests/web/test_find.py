"""The one box, and results that can be narrowed, sorted and paged: as pages and as JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html

from graph.vocabulary import load_vocabulary
from search.questions import load_forms, parse
from search.suggestions import questions_about


def page(client: FlaskClient, address: str) -> Any:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, answer.text[:500]
    return html.fromstring(answer.text)


def link(found: Any, label: str) -> str:
    """The address of the link with a text or a name for screen readers."""
    (one,) = [a for a in found.iter("a") if label in (a.get("aria-label"), " ".join(a.text_content().split()))]
    return str(one.get("href"))


@pytest.mark.parametrize(
    ("typed", "heading", "holds"),
    [
        pytest.param("what causes leg cramps", "what causes leg cramps", "Passages", id="a question is answered"),
        pytest.param("leg cramps", "Passages with “leg cramps”", "Only as it is written", id="words are searched for"),
        pytest.param("what causes zorbium", "Passages with", "zorbium", id="a question about what nobody knows"),
        pytest.param("magnesum prevents", "Passages with", "Did you mean", id="a slip"),
    ],
)
def test_one_box(typed: str, heading: str, holds: str, client: FlaskClient) -> None:
    found = page(client, f"/find?q={quote(typed)}")
    assert heading in found.findtext(".//h1")
    assert holds in found.find(".//main").text_content()
    assert {form.get("action") for form in found.iter("form") if form.get("role") == "search"} == {"/find"}


def test_a_link_beside_the_results_says_how_sure_it_is_as_its_own_page_does(client: FlaskClient) -> None:
    (beside,) = page(client, "/find?q=dehydration").find_class("named")
    assert "stated" in beside.text_content()


def test_an_answer_stands_at_its_own_address(client: FlaskClient) -> None:
    answer = client.get("/find?q=what+causes+leg+cramps&provisional=no")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ask?q=what+causes+leg+cramps&provisional=no")
    assert client.get("/find.json?q=what+causes+leg+cramps").get_json()["answer"]["links"]


def test_an_empty_box_leads_home(client: FlaskClient) -> None:
    assert client.get("/find").headers["Location"] == "/"


def test_other_names_are_shown_and_taken_off(client: FlaskClient) -> None:
    found = client.get("/search.json?q=spasm+in+the+leg").get_json()
    assert found["meant"] == [{"id": "leg-cramp", "label": "leg cramp"}]
    assert "leg cramps" in found["hits"][0]["snippet"]
    shown = page(client, "/search?q=spasm+in+the+leg")
    exact = link(shown, "Only as it is written")
    assert "exact=leg-cramp" in exact
    assert client.get(exact.replace("/search", "/search.json")).get_json()["meant"] == []
    assert "exact" not in link(page(client, exact), "Search for its other names too")


def test_results_are_narrowed_and_widened_again(client: FlaskClient) -> None:
    everything = client.get("/search.json?q=leg+cramps").get_json()
    counts = {(facet, one["value"]): one["count"] for facet, some in everything["facets"].items() for one in some}
    assert {"type", "concept", "predicate", "polarity", "certainty", "publisher", "year"} <= set(everything["facets"])
    for (facet, value), count in counts.items():
        narrowed = client.get("/search.json", query_string={"q": "leg cramps", facet: value}).get_json()
        assert narrowed["total"] == count, (facet, value)
    shown = page(client, "/search?q=leg+cramps")
    denied = page(client, link(shown, "negated"))
    assert "Quinine, a warning" in denied.find(".//main").text_content()
    back = link(denied, "Take off: Affirmed or denied negated")
    assert client.get(back.replace("/search", "/search.json")).get_json()["total"] == everything["total"]


def test_what_is_chosen_of_a_claim_is_true_of_one_claim(client: FlaskClient) -> None:
    asked = {"q": "quinine OR magnesium OR stretching", "predicate": "treats"}
    denied = client.get("/search.json", query_string=asked | {"polarity": "negated"}).get_json()
    assert denied["total"] == 1
    both = client.get("/search.json", query_string=asked | {"predicate": "prevents", "polarity": "negated"}).get_json()
    assert both["total"] == 0  # the passage denies one thing, and doubts another


def test_order_and_units(client: FlaskClient) -> None:
    by_title = client.get("/search.json?q=cramps&by=articles&sort=title&limit=50").get_json()
    titles = [one["title"].casefold() for one in by_title["hits"]]
    assert titles == sorted(titles)
    assert len(set(titles)) == len(titles) == by_title["total"]
    newest = client.get("/search.json?q=cramps&by=articles&sort=newest").get_json()
    assert newest["hits"][0]["title"] == "Leg cramps, in short"


def test_pages_keep_what_was_chosen(client: FlaskClient) -> None:
    first = page(client, "/search?q=cramps&type=condition&sort=title")
    following = link(first, "Next →")
    assert "type=condition" in following
    assert "sort=title" in following
    second = page(client, following)
    assert "page" not in link(second, "← Previous")


@pytest.mark.parametrize(
    "query",
    [
        "type=nothing",
        "polarity=maybe",
        "by=words",
        "sort=worst",
        "concept=" + "x" * 300,
        "&".join(f"year={n}" for n in range(20)),
    ],
)
def test_what_cannot_be_chosen_is_refused(query: str, client: FlaskClient) -> None:
    assert client.get(f"/search?q=cramps&{query}").status_code == 400


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "c:x y", "Ünbekannt\n"])
def test_strange_choices_are_shown_as_text(value: str, client: FlaskClient) -> None:
    answer = client.get("/search", query_string={"q": "cramps", "concept": value, "publisher": value, "exact": value})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("What causes leg", "What causes leg cramp?"),
        ("what", "What causes leg cramp?"),
        ("What causes", "What causes leg cramp?"),
        ("how can I", "How can I prevent leg cramp?"),
        ("which foods", "Which foods contain magnesium?"),
    ],
)
def test_suggestions_are_questions_too(client: FlaskClient, typed: str, offered: str) -> None:
    assert offered in client.get("/api/v1/suggest", query_string={"q": typed}).get_json()["questions"]


def test_near_names_are_suggested(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest?q=diabtes").get_json()["meant"][0] == "diabetes"


def test_every_question_that_is_offered_is_understood() -> None:
    vocabulary = load_vocabulary()
    kinds = {concept.type: concept for concept in vocabulary.concepts.values()}
    for concept in kinds.values():
        for question in questions_about(concept):
            found = parse(question, load_forms(), vocabulary.find)
            assert found is not None, question
            assert concept.id in {slot.concept.id for slot in found.slots}, question
