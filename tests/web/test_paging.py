"""Lists a part at a time: a cursor goes through the whole of a generation, and says so where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from myograph import files
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

LISTS = {
    "/api/v1/search?q=cramps&limit=2": "hits",
    "/search.json?q=cramps&limit=2": "hits",
    "/api/v1/concepts?type=drug&limit=40": "concepts",
    "/api/v1/documents?limit=3": "documents",
}


def walked(client: FlaskClient, address: str, name: str) -> list[Any]:
    """Every entry of a list, by following its cursors."""
    found: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = client.get(f"{address}&cursor={cursor}").get_json()
        assert answer[name] or not found, "a list without end"
        found += answer[name]
        cursor = answer["next"]
    assert len(found) == answer["total"]
    return found


@pytest.mark.parametrize(("address", "name"), LISTS.items())
def test_a_cursor_leads_through_the_whole_list(client: FlaskClient, address: str, name: str) -> None:
    found = walked(client, address, name)
    keys = [(one.get("id") or one["document"], one.get("start")) for one in found]
    assert len(set(keys)) == len(keys) > 2
    by_page = client.get(f"{address}&page=2").get_json()
    assert by_page["page"] == 2
    limit = int(address.partition("limit=")[2])
    assert by_page[name] == found[limit : 2 * limit]


def test_the_next_part_stands_in_a_header_too(client: FlaskClient) -> None:
    address = "/api/v1/documents?limit=3"
    seen: list[str] = []
    while address:
        answer = client.get(address)
        seen += [one["id"] for one in answer.get_json()["documents"]]
        link = answer.headers.get("Link", "")
        address = link[1 : link.index(">")] if link.endswith('; rel="next"') else ""
    assert len(seen) == len(set(seen)) == 4


@pytest.mark.parametrize(
    "wrong",
    ["cursor=x", "cursor=" + "a" * 500, "cursor=%00", "cursor=MS4x", "limit=0", "limit=101", "limit=x", "page=0"],
)
@pytest.mark.parametrize("path", ["search", "concepts", "documents"])
def test_what_is_no_part_is_refused(client: FlaskClient, path: str, wrong: str) -> None:
    answer = client.get(f"/api/v1/{path}?q=cramps&{wrong}")
    assert answer.status_code == 400
    assert answer.get_json()["where"] == f"parameter {wrong.partition('=')[0]}"


def test_a_cursor_is_of_no_use_for_another_list(client: FlaskClient) -> None:
    cursor = client.get("/api/v1/concepts?type=drug&limit=5").get_json()["next"]
    assert client.get(f"/api/v1/concepts?type=drug&limit=9&cursor={cursor}").status_code == 200
    for other in ("/api/v1/concepts?type=food", "/api/v1/documents?limit=1", "/api/v1/concepts?type=drug&generation=7"):
        assert client.get(f"{other}&cursor={cursor}").status_code == 400


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library whose next generation has another first article."""
    folder: Path = tmp_path_factory.mktemp("growing")
    library = Library.open(folder / "library", create=True)
    for names in ("bcd", "abcd"):
        for name in names:
            (folder / f"{name}.txt").write_text(f"Leg cramps {name}\n\n{name}: rest helps leg cramps.\n", "utf-8")
        if names == "bcd":
            ingest(library, [folder / f"{name}.txt" for name in names], Options(jobs=1))
    yield library
    library.close()


def test_a_cursor_stays_in_its_generation_and_says_when_that_is_gone(growing: Library) -> None:
    client = create_app(growing).test_client()
    first = client.get("/api/v1/documents?limit=1").get_json()
    whole = walked(client, "/api/v1/documents?limit=1", "documents")
    ingest(growing, [growing.home.parent / "a.txt"], Options(jobs=1))
    rest = client.get(f"/api/v1/documents?{urlencode({'limit': 5, 'cursor': first['next']})}")
    assert first["documents"] + rest.get_json()["documents"] == whole
    assert "immutable" in rest.headers["Cache-Control"]
    assert client.get("/api/v1/documents").get_json()["total"] == len(whole) + 1
    files.discard(growing.folder(1))
    gone = client.get(f"/api/v1/documents?{urlencode({'limit': 5, 'cursor': first['next']})}")
    assert gone.status_code == 410
    assert gone.get_json()["kept"] == [2]


def test_generations_that_are_kept_are_told(client: FlaskClient) -> None:
    found = client.get("/api/v1/generations").get_json()
    assert found["published"] == 1
    assert [(one["number"], one["documents"], one["parent"]) for one in found["generations"]] == [(1, 4, None)]
