from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.ids import document_id

CRAMPS, HOSTILE, NERVES = (document_id(name) for name in ("cramps.md", "hostile.md", "nerves.txt"))
OURS = re.compile(r'<script type="(application/ld\+json">[^<]*|module" src="/static/[a-z]+\.js">)</script>')
PAGES = [
    "/",
    "/search?q=cramps",
    "/search?q=",
    "/ask?q=what+links+diabetes+to+muscle+cramps",
    "/ask?q=does+quinine+relieve+leg+cramps",
    "/ask?q=what+causes+muscle+cramps",
    "/ask?q=lighthouse+keepers",
    "/links?from=diuretics&to=cramps",
    "/concept/muscle-cramp",
    "/concept/spinach",
    f"/document/{CRAMPS}",
    f"/document/{HOSTILE}",
    "/about",
]


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:400]
    return answer.text


def shown(client: FlaskClient, address: str) -> str:
    """A page without the data for search engines, in which there is no markup, and without scripts of ours."""
    return OURS.sub("", page(client, address))


def json_of(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:400]
    return answer.get_json(force=True)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_whole_and_have_a_twin(client: FlaskClient, address: str) -> None:
    text = shown(client, address)
    assert text.startswith("<!doctype html>")
    assert text.count("<main") == text.count("<h1") == text.rstrip().count("</html>") == 1
    assert 'href="#content"' in text
    assert " style=" not in text and "<script" not in text and " onerror=" not in re.sub(r"&lt;.*?&gt;", "", text)
    twin = re.search(r'<a href="([^"]+)" rel="alternate" type="application/json"', text)
    assert twin
    assert isinstance(json_of(client, twin[1].replace("&amp;", "&")), dict)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: FlaskClient, address: str) -> None:
    text = page(client, address)
    inner = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', text)}
    assert len(inner) > 5
    html = {"Accept": "text/html,*/*;q=0.8"}
    dead = [link for link in sorted(inner)[:60] if client.get(link.partition("#")[0], headers=html).status_code >= 400]
    assert dead == []


def test_the_advice_line_stands_once_on_an_answer(client: FlaskClient) -> None:
    for address in PAGES[3:9]:
        assert page(client, address).count("not medical advice") == 1


def test_a_chain_shows_its_sentences_and_is_drawn(client: FlaskClient) -> None:
    text = page(client, "/ask?q=what+links+diabetes+to+muscle+cramps")
    assert "<svg" in text and 'class="node condition focus"' in text
    assert re.sub(r"</?b>", "", text).count("Diabetes causes diabetic peripheral neuropathy.") >= 1
    assert "SELECT" in text


def test_both_sides_of_a_dispute_are_named_by_word(client: FlaskClient) -> None:
    text = page(client, "/ask?q=does+quinine+relieve+leg+cramps")
    assert 'class="word disputed"' in text or 'class="word denied"' in text
    bare = re.sub(r"</?b>", "", text)
    assert "Quinine relieves leg cramps." in bare and "Quinine does not relieve leg cramps." in bare
    found = json_of(client, "/ask.json?q=does+quinine+relieve+leg+cramps")
    assert found["answer"]["verdict"] == "disputed"


def test_an_article_keeps_its_structure_and_every_evidence_leads_to_its_place(client: FlaskClient) -> None:
    text = page(client, f"/document/{CRAMPS}")
    article = text[text.index("<article") : text.index("</article>")]
    assert article.count("<li") == 3 and len(re.findall("<h[2-6]", article)) == 2
    for said in json_of(client, f"/document/{CRAMPS}.json")["assertions"]:
        for evidence in said["evidence"]:
            assert f'id="s{evidence["start"]}"' in article


def test_quotes_are_the_text_at_their_positions(client: FlaskClient) -> None:
    found = json_of(client, f"/document/{NERVES}.json")
    said = [evidence for one in found["assertions"] for evidence in one["evidence"]]
    assert said
    assert all(found["text"][one["start"] : one["end"]] == one["quote"] for one in said)


def test_a_search_hit_leads_to_its_passage(client: FlaskClient) -> None:
    text = page(client, "/search?q=neuropathy")
    hit = re.search(r'<h3><a href="([^"]+)#passage"', text)
    assert hit
    lit = page(client, hit[1].replace("&amp;", "&"))
    assert 'id="passage"' in lit and '<mark class="passage">' in lit


def test_paging(client: FlaskClient) -> None:
    first, second = (json_of(client, f"/search.json?q=cramps&page={n}") for n in (1, 2))
    assert first["total"] == second["total"] > 2
    assert len(first["hits"]) == 2
    assert not {str(hit) for hit in first["hits"]} & {str(hit) for hit in second["hits"]}
    assert 'rel="next"' in page(client, "/search?q=cramps")
    assert "There is no page 900" in page(client, "/search?q=cramps&page=900")


def test_an_assertion_page(client: FlaskClient) -> None:
    said = json_of(client, f"/document/{NERVES}.json")["assertions"][0]
    text = page(client, f"/assertion/{said['id']}")
    assert document_id("nerves.txt") in text
    assert json_of(client, f"/assertion/{said['id']}.json")["subject"] == said["subject"]


def test_a_concept_is_shown_both_ways(client: FlaskClient) -> None:
    assert "Caused by" in page(client, "/concept/muscle-cramp")
    assert ">Causes" in page(client, "/concept/dehydration")
    assert json_of(client, "/concept/muscle-cramp.json")["type"] == "condition"


@pytest.mark.parametrize(
    "address", [f"/document/{HOSTILE}", "/search?q=dehydration", "/ask?q=does+dehydration+cause+cramps"]
)
def test_hostile_articles_stay_text(client: FlaskClient, address: str) -> None:
    text = shown(client, address)
    assert "<script" not in text and "<img" not in text
    assert 'href="javascript:' not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "q",
    [
        "<script>alert(1)</script>",
        '" onmouseover="alert(1)',
        "\u202e\u0000\ufffe\U0010ffff🦵",
        "{{ 7*7 }}{% raw %}",
        "a" * 500,
        "((((((" * 50,
        '"unbalanced AND OR NOT -',
        "what links <b> to </b>",
        "%00%ff",
        "field:value^5~2 [a TO b]",
        "?",
    ],
    ids=lambda q: q[:12].encode("ascii", "backslashreplace").decode(),
)
def test_odd_questions_never_break_a_page(client: FlaskClient, q: str) -> None:
    for address, name in (("/ask", "q"), ("/search", "q"), ("/ask.json", "q"), ("/api/v1/suggest", "q")):
        answer = client.get(address, query_string={name: q})
        assert answer.status_code in (200, 400, 404), (address, answer.text[:300])
        if answer.mimetype == "text/html":
            assert "<script" not in OURS.sub("", answer.text) and "49" not in answer.text.partition("{{")[0][-5:]
    answer = client.get("/links", query_string={"from": q, "to": "cramps"})
    assert answer.status_code in (400, 404) and "<script" not in OURS.sub("", answer.text)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search?q=x&page=0", 400),
        ("/search?q=x&page=-1", 400),
        ("/search?q=x&page=99999999999999999999", 400),
        ("/search?q=x&page=two", 400),
        ("/search?q=" + "x" * 501, 400),
        ("/search?q=a*", 400),
        ("/ask.json", 400),
        ("/links?from=diabetes", 400),
        ("/links?from=diabetes&to=diabetes", 400),
        ("/links?from=zorkitis&to=cramps", 404),
        ("/ask?q=what+causes+zorkitis", 404),
        ("/concept/no-such-thing", 404),
        ("/concept/..%2f..%2fetc", 404),
        ("/document/none", 404),
        (f"/document/{CRAMPS}?passage=x", 400),
        (f"/document/{CRAMPS}?passage=9-1", 400),
        ("/assertion/0123456789abcdef", 404),
        ("/api/v1/concepts?type=animal", 400),
        ("/nothing-here", 404),
    ],
)
def test_bad_requests_get_help(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    if answer.mimetype == "text/html":
        assert "To the first page" in answer.text
    else:
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json(force=True)["status"] == status


def test_unknown_names_are_answered_with_near_ones(client: FlaskClient) -> None:
    text = page(client, "/ask?q=what+causes+muskle+crumpz", 404)
    offers = re.findall(r'<li><a href="(/ask[^"]+)"', text)
    assert offers
    assert client.get(offers[0].replace("&amp;", "&")).status_code == 200


def test_headers_keep_pages_to_themselves(client: FlaskClient) -> None:
    for address in ("/", "/search?q=cramps", "/nothing-here"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy and "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]


def test_wrong_methods_are_told_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/search")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
