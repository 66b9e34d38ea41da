"""Answers of a kept generation: what they show, where they lead, and what clients may keep of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from graph.ids import document_id
from myograph import files
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app
from web.settings import Settings

CAUSES = ("Overwork", "Dehydration", "Diuretics")
PIN = "generation=2"
DOCUMENT = document_id("a.txt")
# Addresses of every sort, with words that only generation 2 holds in the answer.
ADDRESSES = [
    "/search?q=dehydration",
    "/search.json?q=dehydration",
    "/ask?q=what+causes+leg+cramps",
    "/ask.json?q=what+causes+leg+cramps",
    "/links?from=dehydration&to=leg+cramps",
    "/concept/leg-cramp",
    "/concept/leg-cramp.json",
    f"/document/{DOCUMENT}",
    f"/document/{DOCUMENT}.json",
    f"/api/v1/document/{DOCUMENT}",
    "/api/v1/links?from=dehydration&to=leg+cramps",
    "/id/concept/leg-cramp.ttl",
    "/graph/concept/leg-cramp.svg",
    "/graph/links.svg?from=dehydration&to=leg+cramps",
    "/embed/concept/leg-cramp",
    f"/embed/document/{DOCUMENT}",
    "/embed/links?from=dehydration&to=leg+cramps",
]
UNPINNED = "no-cache"


def pinned(address: str, pin: str = PIN) -> str:
    return f"{address}{'&' if '?' in address else '?'}{pin}"


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three generations of one article, of which the first is not kept any more."""
    folder: Path = tmp_path_factory.mktemp("aged")
    library = Library.open(folder / "library", create=True)
    for cause in CAUSES:
        (folder / "a.txt").write_text(f"Leg cramps\n\n{cause} can cause leg cramps.\n", encoding="utf-8")
        ingest(library, [folder / "a.txt"], Options(jobs=1))
    files.discard(library.folder(1))
    yield library
    library.close()


@pytest.fixture(scope="module")
def client(aged: Library) -> FlaskClient:
    return create_app(aged, Settings(costly_per_minute=0)).test_client()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_pin_shows_what_that_generation_held(client: FlaskClient, address: str) -> None:
    then = client.get(pinned(address))
    assert then.status_code == 200
    assert "ehydration" in then.text
    assert "iuretic" not in then.text
    now = client.get(address.replace("dehydration", "diuretics"))
    assert "iuretic" in now.text


@pytest.mark.parametrize("address", [one for one in ADDRESSES if ".json" not in one and "/api/" not in one])
def test_whatever_a_pinned_page_leads_to_is_pinned(client: FlaskClient, address: str) -> None:
    text = client.get(pinned(address)).text.replace("&amp;", "&")
    links = re.findall(r'(?:href|cite)="((?:/|http://localhost/)[^"#]*)', text)
    timeless = [link for link in links if not link.startswith("/static/")]
    loose = [link for link in timeless if PIN not in unquote(link)]  # oEmbed has it in its url=
    unpinned = [link for link in loose if link != address]  # the one link that leads back to the newest
    assert unpinned == []
    for form in re.findall(r"<form.*?</form>", text, re.DOTALL):
        assert 'name="generation" value="2"' in form
    if text.startswith("<!doctype"):
        assert "eneration 2" in text


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_an_iri_leads_on_with_its_pin(client: FlaskClient, accept: str) -> None:
    place = client.get(pinned("/id/concept/leg-cramp"), headers={"Accept": accept}).headers["Location"]
    assert place.endswith(f"?{PIN}")
    assert client.get(place).status_code == 200


@pytest.mark.parametrize(
    ("pin", "status", "said"),
    [
        pytest.param("generation=1", 410, "not kept any more", id="gone"),
        pytest.param("generation=4", 404, "no generation 4 yet", id="to come"),
        pytest.param("generation=999999999", 404, "no generation 999999999 yet", id="far away"),
        pytest.param("generation=two", 400, "generation cannot be", id="no number"),
        pytest.param("generation=-1", 400, "generation cannot be", id="negative"),
        pytest.param("generation=2%0a", 400, "generation cannot be", id="a number and more"),
    ],
)
@pytest.mark.parametrize("address", ["/", "/concept/leg-cramp", "/index.json", "/id/concept/leg-cramp.ttl"])
def test_a_pin_that_is_not_kept_lists_those_that_are(
    client: FlaskClient, address: str, pin: str, status: int, said: str
) -> None:
    answer = client.get(pinned(address, pin))
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    if answer.mimetype == "text/html":
        assert said in answer.text
        home = re.search(r'<a class="brand" href="([^"]*)"', answer.text)
        assert home is not None and client.get(home[1]).status_code == 200
    else:
        assert said in answer.get_json(force=True)["detail"]
    if status in {404, 410}:
        kept = (2, 3)
        if answer.mimetype == "text/html":
            offered = re.findall(r'<li><a href="([^"]*)">Generation \d', answer.text)
            assert [client.get(one).status_code for one in offered] == [200, 200]
        else:
            assert tuple(answer.get_json(force=True)["kept"]) == kept


def test_the_query_page_is_of_a_generation_that_is_kept(client: FlaskClient) -> None:
    for number, status in (("3", 200), ("4", 404), ("1", 410)):
        assert client.get(f"/sparql?generation={number}", headers={"Accept": "text/html"}).status_code == status


def test_a_page_names_its_generation_and_the_way_to_keep_it(client: FlaskClient) -> None:
    link = re.search(r'<a href="([^"]*)" rel="bookmark">Generation 3</a>', client.get("/concept/leg-cramp").text)
    assert link is not None and link[1] == "/concept/leg-cramp?generation=3"
    assert client.get("/api/v1/status").get_json()["kept"] == [2, 3]
    assert client.get("/api/v1/status?generation=2").get_json()["generation"] == 2


def test_an_empty_pin_means_the_newest(client: FlaskClient) -> None:
    assert client.get("/concept/leg-cramp.json?generation=").data == client.get("/concept/leg-cramp.json").data


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", ["/", "/about.json", *ADDRESSES])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str, method: str) -> None:
    for place, policy in ((address, UNPINNED), (pinned(address), "public, max-age=604800, immutable")):
        if "dehydration" in place and PIN not in place:
            continue  # which the newest generation does not know
        first = client.open(place, method=method)
        tag = first.headers["ETag"]
        assert not tag.startswith("W/")
        assert first.headers["Cache-Control"] == policy
        again = client.open(place, method=method, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == policy
        other = client.open(place, method=method, headers={"If-None-Match": '"other"'})
        assert other.status_code == 200


def test_another_generation_has_another_tag(client: FlaskClient) -> None:
    tags = {client.get(pinned("/concept/leg-cramp.json", pin)).headers["ETag"] for pin in (PIN, "generation=3")}
    assert len(tags) == 2
    assert client.get("/concept/leg-cramp.json").headers["ETag"] in tags


@pytest.mark.parametrize("address", ["/no-such-page", "/concept/nothing", "/search?q=x&page=0", "/healthz", "/metrics"])
def test_errors_and_what_is_true_for_a_moment_are_not_kept(client: FlaskClient, address: str) -> None:
    answer = client.get(pinned(address))
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(pinned(address), headers={"If-None-Match": "*"}).status_code == answer.status_code
