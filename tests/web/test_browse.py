"""Looking around: concepts by type and letter, articles by publisher and year, and what is new between generations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from graph.model import ConceptType
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(sample_library: Library) -> FlaskClient:
    return create_app(sample_library).test_client()


def found(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:300]
    return answer.get_json(force=True)


def labels(client: FlaskClient, address: str) -> list[str]:
    """The labels of all pages of a list of concepts."""
    first = found(client, address)
    pages = range(1, -(-first["total"] // max(len(first["concepts"]), 1)) + 1)
    some = [found(client, f"{address}{'&' if '?' in address else '?'}page={number}") for number in pages]
    return [one["label"] for page in some for one in page["concepts"]]


def test_every_concept_is_on_one_page_of_its_type_and_letter(client: FlaskClient) -> None:
    every = labels(client, "/concepts.json")
    assert len(every) == len(set(every)) > 500
    by_type = [one for kind in ConceptType for one in labels(client, f"/concepts.json?type={kind}")]
    assert sorted(by_type) == sorted(every)
    with_m = labels(client, "/concepts.json?letter=m")
    assert with_m == sorted((one for one in every if one[0] in "mM"), key=str.casefold)
    assert "muscle cramp" in with_m


def test_counts_beside_types_lead_to_as_many(client: FlaskClient) -> None:
    page = client.get("/concepts").text.replace("&amp;", "&")
    counts = re.findall(r'href="(/concepts\?type=\w+)">[^<]+</a> <span class="soft small">([\d,]+)<', page)
    assert len(counts) == len(ConceptType)
    for address, count in counts:
        assert found(client, address.replace("?", ".json?"))["total"] == int(count)


def test_the_number_behind_a_concept_leads_to_its_articles(client: FlaskClient) -> None:
    one = next(one for one in found(client, "/concepts.json?letter=q")["concepts"] if one["id"] == "quinine")
    articles = found(client, "/documents.json?concept=quinine")
    assert articles["total"] == one["articles"] > 3
    assert [line["times"] for line in articles["documents"]] == sorted(
        (line["times"] for line in articles["documents"]), reverse=True
    )
    page = client.get("/documents?concept=quinine").text
    assert all(f'/document/{line["id"]}"' in page for line in articles["documents"])


def test_articles_by_publisher_and_year(client: FlaskClient) -> None:
    every = found(client, "/documents.json")
    assert every["total"] == 31
    publisher, year = next((one["publisher"], one["published"][:4]) for one in every["documents"] if one["published"])
    some = client.get("/documents.json", query_string={"publisher": publisher, "year": year}).get_json()["documents"]
    wanted = [
        one for one in every["documents"] if one["publisher"] == publisher and (one["published"] or "").startswith(year)
    ]
    assert some == wanted != []
    assert publisher in client.get("/documents").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/concepts?type=animal", 400),
        ("/concepts?letter=ab", 400),
        ("/concepts?page=0", 400),
        ("/concepts?page=900", 400),
        ("/documents?concept=no-such-thing", 404),
        ("/documents?publisher=%3Cscript%3E", 200),
        ("/documents?year=none", 200),
        ("/new?from=9", 404),
        ("/new?to=x", 400),
    ],
)
def test_odd_parameters(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<script>" not in answer.text


def test_with_one_generation_nothing_is_compared(client: FlaskClient) -> None:
    assert "There is one generation so far" in client.get("/new").text


# what is new


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A library of three generations: two articles; one more, one changed, one gone; nothing new."""
    folder: Path = tmp_path_factory.mktemp("grown")
    library = Library.open(folder / "library", create=True)
    texts = folder / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("Alpha & cramps\n\nDehydration can cause leg cramps.\n", encoding="utf-8")
    (texts / "b.txt").write_text("Beta\n\nQuinine relieves leg cramps.\n", encoding="utf-8")
    ingest(library, [texts], Options(jobs=1))
    (texts / "b.txt").unlink()
    (texts / "a.txt").write_text("Alpha & cramps\n\nDehydration causes leg cramps.\n", encoding="utf-8")
    (texts / "c.md").write_text(
        '---\ntitle: "<Gamma>"\n---\nDiuretics cause leg cramps. Dehydration causes leg cramps.\n', encoding="utf-8"
    )
    ingest(library, [texts], Options(jobs=1, prune=True))
    ingest(library, [texts / "a.txt"], Options(jobs=1))
    yield create_app(library).test_client()
    library.close()


def test_what_is_new_is_what_changed(grown: FlaskClient) -> None:
    news = found(grown, "/new.json?from=1&to=2")
    names = {kind: [one["name"] for one in entries] for kind, entries in news["documents"].items()}
    assert {kind: [name.rpartition("/")[2] for name in some] for kind, some in names.items()} == {
        "added": ["c.md"],
        "changed": ["a.txt"],
        "removed": ["b.txt"],
    }
    said = {
        kind: [f"{one['subject']['id']} {one['predicate']}" for one in news["claims"][kind]]
        for kind in ("appeared", "gone")
    }
    assert said == {"appeared": ["diuretic causes"], "gone": ["quinine treats"]}
    (shift,) = news["claims"]["shifted"]
    assert (shift["before"]["for"], shift["after"]["for"]) == (1, 2)


def test_the_page_of_what_is_new_leads_into_both_generations(grown: FlaskClient) -> None:
    page = grown.get("/new?from=1&to=2").text.replace("&amp;", "&")
    assert "&lt;Gamma&gt;" in page and "<Gamma>" not in page
    gone = re.findall(r'href="(/(?:link|document)/[^"]+generation=1)"', page)
    fresh = re.findall(r'href="(/(?:link|document)/[^"]+generation=2)"', page)
    assert len(gone) >= 2 and len(fresh) >= 3
    assert [grown.get(address).status_code for address in (*gone, *fresh)] == [200] * len(gone + fresh)


def test_the_feed_has_an_entry_for_each_generation_but_the_first(grown: FlaskClient) -> None:
    answer = grown.get("/new.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    kept = found(grown, "/api/v1/status")["kept"]
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(kept) - 1
    assert "New: <Gamma>" in (entries[-1].findtext(f"{ATOM}content") or "")
    for entry in (feed, *entries):
        assert entry.findtext(f"{ATOM}id") and re.match(r"\d{4}-\d\d-\d\dT", entry.findtext(f"{ATOM}updated") or "")
    for link in feed.iter(f"{ATOM}link"):
        assert grown.get(link.attrib["href"].removeprefix("http://localhost")).status_code == 200


# a concept, an article


def test_a_concept_shows_the_first_of_each_group_and_all_of_one(client: FlaskClient) -> None:
    page = client.get("/concept/muscle-cramp").text.replace("&amp;", "&")
    groups = re.findall(r'<h2 id="([a-z_-]+)">[^<]+<span class="soft small">(\d+)</span>', page)
    assert dict(groups)["causes-by"] and len(groups) > 6
    for key, count in groups:
        if int(count) > 10:
            address = f"/concept/muscle-cramp?group={key}"
            assert address in page
            alone = client.get(address).text
            assert alone.count('<li id="') == min(int(count), 40)
            assert re.findall(r'<h2 id="([a-z_-]+)"><?', alone)[0] == key
    assert client.get("/concept/muscle-cramp?group=other").status_code == 400
    assert "There are none" in client.get("/concept/muscle-cramp?group=depletes").text


def test_a_concept_leads_to_passages_articles_and_the_doctor(client: FlaskClient) -> None:
    page = client.get("/concept/leg-cramp").text.replace("&amp;", "&")
    assert 'id="doctor"' in page and "When to see someone" in page
    every = found(client, "/documents.json?concept=leg-cramp")
    assert re.search(rf'Articles that name it <span class="soft small">{every["total"]}<', page)
    counts = re.findall(r'<a class="count small" href="([^"]+)"', page)
    assert counts and {client.get(address).status_code for address in counts[:4]} == {200}


def test_an_iri_of_a_link_leads_to_its_page(client: FlaskClient) -> None:
    page = client.get("/concept/leg-cramp").text
    key = re.findall(r'href="/link/(\w+)', page)[0]
    answer = client.get(f"/id/link/{key}", headers={"Accept": "text/html"})
    assert answer.headers["Location"].endswith(f"/link/{key}")


def test_an_article_has_its_claims_in_the_margin_and_its_own_picture(client: FlaskClient) -> None:
    one = next(one for one in found(client, "/documents.json")["documents"] if one["name"] == "night-leg-cramps.md")
    page = client.get(f"/document/{one['id']}").text
    said = found(client, f"/document/{one['id']}.json")["assertions"]
    notes = re.findall(r'<span class="sidenote" aria-hidden="true"><b>(\d+)</b>', page)
    assert len(notes) == sum(len(claim["evidence"]) for claim in said)
    assert "<svg" in page
    kinds = re.findall(r'<input type="checkbox" id="t-(\w+)" checked>', page)
    assert kinds[0] == "claims" and set(kinds[1:]) <= set(ConceptType)
    for kind in kinds[1:]:
        assert re.search(rf"<article.*type-{kind}", page, re.DOTALL)
