"""Provisional concepts and copies as people and programs see them: marked, left out on request, counted once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

Call = Callable[..., tuple[int, str, str]]
# Only one article knows of glorping on the way from chalk to itching; two know of the zumbling on the way to cramps.
TEXTS = {
    "one.md": "# Leg cramps\n\nChronic glorping causes leg cramps. Zumbling in the garden may cause leg cramps. "
    "Dehydration causes leg cramps. Standing for a long time causes zumbling in the garden.\n",
    "two.md": "# Headache\n\nZumbling in the garden causes headache. Chronic glorping causes headache.\n",
    "three.md": "# Heat\n\nHot weather causes dehydration. Chronic frimping causes leg cramps. "
    "Chronic frimping causes headache.\n",
}
STORY = """# Night cramps, {title}

Dehydration causes leg cramps. Magnesium deficiency can cause leg cramps. Diuretics cause leg cramps.
Pregnancy causes leg cramps. Diabetes causes leg cramps. Stretching prevents leg cramps. Heat relieves leg cramps.
Quinine does not prevent leg cramps. {more}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    place = tmp_path_factory.mktemp("provisional")
    (folder := place / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "s1.md").write_text(STORY.format(title="a leaflet", more="Ask us."), encoding="utf-8")
    (folder / "s2.md").write_text(STORY.format(title="a reprint", more="Good night."), encoding="utf-8")
    made = Library.open(place / "library", create=True)
    assert not ingest(made, [folder], Options(jobs=1)).problems
    yield made
    made.close()


@pytest.fixture
def client(library: Library) -> FlaskClient:
    return create_app(library).test_client()


def ends(answer: Any) -> set[str]:
    return {link["subject"]["id"] for link in answer["answer"]["links"]}


def test_only_what_two_articles_hold_carries_a_chain(library: Library) -> None:
    with library.reading() as generation:
        lonely = generation.graph.network().lonely
        held = {one.id for one in generation.graph.concepts() if one.origin == "provisional"}
    assert held == {"chronic-glorping", "zumbling-in-the-garden", "chronic-frimping"}
    assert lonely == {"chronic-frimping"}
    inner = {node.id for path in library.links("leg cramps", "headache").paths for node in path.nodes[1:-1]}
    assert inner >= {"chronic-glorping", "zumbling-in-the-garden"}
    assert "chronic-frimping" not in inner


def test_commands_mark_what_is_provisional_and_leave_it_out(library: Library, call: Call) -> None:
    at = ("--home", str(library.home))
    asked = ("ask", "what causes headache")
    out = call(*at, *asked)[1]
    assert "[chronic glorping: provisional]" in " ".join(out.split())
    found = json.loads(call(*at, *asked, "--json")[1])
    assert {link["subject"]["origin"] for link in found["answer"]["links"]} == {"provisional"}
    assert ends(json.loads(call(*at, *asked, "--json", "--no-provisional")[1])) == set()
    linked = ("links", "leg cramps", "headache", "--json")
    assert json.loads(call(*at, *linked)[1])["answer"]["paths"]
    assert not json.loads(call(*at, *linked, "--no-provisional")[1])["answer"]["paths"]
    (path,) = json.loads(call(*at, "links", "hot weather", "dehydration", "--json", "--no-provisional")[1])["answer"][
        "paths"
    ]
    assert path["links"][0]["subject"]["origin"] == "builtin"


@pytest.mark.parametrize("format", ["nq", "ttl", "jsonld", "jsonl", "graphml"])
def test_every_export_can_leave_them_out(library: Library, call: Call, format: str) -> None:
    given = ("--home", str(library.home), "export", "--format", format)
    everything, known = call(*given)[1], call(*given, "--no-provisional")[1]
    assert re.search(r"id/concept/chronic-frimping|c:chronic-frim|\"chronic-frimping\"", everything)
    assert "chronic-frimping" not in known
    assert "hot-weather" in known
    if format == "jsonl":
        rows = [json.loads(line) for line in everything.splitlines()]
        assert {row["subject"]["id"] for row in rows if row["subject"].get("provisional")} == {
            "chronic-glorping",
            "zumbling-in-the-garden",
            "chronic-frimping",
        }
        assert [line for line in everything.splitlines() if '"provisional"' not in line] == known.splitlines()
    if format == "nq":
        assert set(known.splitlines()) < set(everything.splitlines())
        nodes = set(re.findall(r"<([^<>]*id/(?:assertion|evidence|link)/\w+)>", known))
        described = set(re.findall(r"^<([^<>]*id/(?:assertion|evidence|link)/\w+)>", known, re.MULTILINE))
        assert nodes == described  # nothing points at what was left out


def test_pages_mark_them_by_word_and_shape(client: FlaskClient, library: Library) -> None:
    page = client.get("/ask?q=what+causes+headache").text
    assert "(provisional)" in page
    assert re.search(
        r'<a href="/concept/chronic-glorping" class="node factor provisional"><title>[^<]*provisional', page
    )
    assert "provisional: no vocabulary knows it" in page
    assert 'href="/ask?q=what+causes+headache&amp;provisional=no">Leave them out' in page
    with library.reading() as generation:
        key = next(one.id for one in generation.graph.documents() if one.name == "two.md")
    article = client.get(f"/document/{key}").text
    assert re.search(
        r'class="mention type-factor provisional" [^>]*title="chronic glorping \(factor, provisional\)"', article
    )


@pytest.mark.parametrize(
    "address",
    [
        "/ask?q=what+causes+headache",
        "/links?from=leg+cramps&to=headache",
        "/concept/headache?",
        "/embed/links?from=leg+cramps&to=headache",
        "/graph/links.svg?from=leg+cramps&to=headache",
        "/graph/concept/headache.svg?",
        "/ask.json?q=what+causes+headache",
        "/api/v1/links?from=leg+cramps&to=headache",
        "/concept/headache.json?",
        "/api/v1/suggest?q=chron",
    ],
)
def test_pages_leave_them_out(client: FlaskClient, address: str) -> None:
    assert "chronic-glorping" in client.get(address).text
    bare = client.get(f"{address}&provisional=no")
    assert bare.status_code == 200
    hits = bare.text.split('"hits"')[0] if "json" in address or "/api/" in address else bare.text
    assert "chronic-glorping" not in hits
    if 'class="top"' in bare.text:
        assert "Show it too" in bare.text
    assert client.get(f"{address}&provisional=perhaps").status_code == 400


def test_copies_count_once_and_are_named_beside_the_first(library: Library, client: FlaskClient, call: Call) -> None:
    at = ("--home", str(library.home))
    out = " ".join(call(*at, "links", "diabetes", "leg cramps")[1].split())
    assert "articles: 1 for" in out
    assert "; also in Night cramps, a reprint" in out
    assert out.count("“Diabetes causes leg cramps.”") == 1
    (link,) = json.loads(call(*at, "links", "diabetes", "leg cramps", "--json")[1])["answer"]["paths"][0]["links"]
    assert (link["for"], len(link["evidence"]), len({one["family"] for one in link["evidence"]})) == (1, 2, 1)
    page = client.get("/links?from=diabetes&to=leg+cramps").text
    assert page.count('<q cite="/document/') == 1
    assert re.search(r'also in <a href="/document/s2-\w+">Night cramps, a reprint</a>', page)
    (verdict,) = re.findall(
        r"<p class=\"verdict[^>]*>([^<]*)", client.get("/ask?q=does+quinine+prevent+leg+cramps").text
    )
    assert "1 independent article denies it" in verdict
    first, second = sorted({one["document"] for one in link["evidence"]})
    assert "Also in" in client.get(f"/document/{first}").text and "Also in" in client.get(f"/document/{second}").text
    twin: Any = client.get(f"/document/{first}.json").get_json()
    assert twin["copies"] == [second]


def test_a_library_without_provisional_concepts_hides_nothing(tmp_path: Path, call: Call) -> None:
    (tmp_path / "a.md").write_text("# Leg cramps\n\nDehydration causes leg cramps.\n", encoding="utf-8")
    at = ("--home", str(tmp_path / "library"))
    assert call(*at, "ingest", "--jobs", "1", str(tmp_path / "a.md"))[0] == 0
    assert call(*at, "export", "--no-provisional")[1] == call(*at, "export")[1]
    assert call(*at, "vocabulary", "candidates", "--provisional")[1] == "0 candidates\n"
