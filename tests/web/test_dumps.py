"""Dumps: whole, the same for the same articles, to be had in parts, and gone with their generation."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import networkx
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from graph.export import export
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app
from web.dumps import DUMPS

READ: dict[str, Callable[[bytes], int]] = {
    "nq.gz": lambda content: sum(1 for _ in parse(content, RdfFormat.N_QUADS)),
    "ttl.gz": lambda content: sum(1 for _ in parse(content, RdfFormat.TURTLE)),
    "jsonl.gz": lambda content: len([json.loads(line)["quote"] for line in content.splitlines()]),
    "graphml.gz": lambda content: len(networkx.read_graphml(io.BytesIO(content), force_multigraph=True)),
    "graphml": lambda content: len(networkx.read_graphml(io.BytesIO(content), force_multigraph=True)),
    "nanopub.trig.gz": lambda content: sum(1 for _ in parse(content, RdfFormat.TRIG)),
}


def unpacked(name: str, content: bytes) -> bytes:
    return gzip.decompress(content) if name.endswith(".gz") else content


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_is_what_export_writes(client: FlaskClient, library: Library, name: str) -> None:
    answer = client.get(f"/dump.{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=myograph-1.{name}"
    assert answer.content_length == len(answer.data)
    content = unpacked(name, answer.data)
    with library.reading() as generation:
        written = export(generation.graph, DUMPS[name].format, generation.manifest.myograph)
        assert content == b"".join(written)
    assert READ[name](content) > 5


@pytest.mark.parametrize("name", ["jsonl.gz", "graphml.gz", "graphml", "nanopub.trig.gz"])  # the others take long
def test_the_same_library_gives_the_same_bytes_in_every_process(
    client: FlaskClient, library: Library, name: str
) -> None:
    other = create_app(library).test_client()
    answers = [one.get(f"/dump.{name}") for one in (client, other)]
    assert answers[0].data == answers[1].data
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]


def test_no_other_form_is_dumped(client: FlaskClient) -> None:
    assert client.get("/dump.zip").status_code == 404
    assert client.get("/dump.nq").status_code == 404


def test_a_dump_is_of_its_generation_and_goes_with_it(tmp_path: Path) -> None:
    (article := tmp_path / "a.txt").write_text("Cramps\n\nDehydration causes muscle cramps.\n", encoding="utf-8")
    library = Library.open(tmp_path / "library", create=True)
    app = create_app(library)
    client = app.test_client()
    for words in ("Diuretics cause leg cramps.", "Stretching relieves leg cramps."):
        article.write_text(f"Cramps\n\n{words}\n", encoding="utf-8")
        ingest(library, [article], Options(jobs=1))
        assert words in gzip.decompress(client.get("/dump.jsonl.gz").data).decode()
    then = client.get("/dump.jsonl.gz?generation=1")
    assert b"Diuretics" in gzip.decompress(then.data)
    assert then.headers["Content-Disposition"].endswith("myograph-1.jsonl.gz")
    assert "immutable" in then.headers["Cache-Control"]
    shelf = app.extensions["dumps"]
    assert [key[0] for key in shelf.made()] == [2, 1]
    files = [Path(dump.file.name) for dump in shelf.made().values()]
    assert all(file.exists() for file in files)
    with library.reading() as generation:
        shelf.of(generation, "graphml", kept=(2,))
    assert [key[0] for key in shelf.made()] == [2, 2]
    assert [file.exists() for file in files] == [True, False]
    library.close()


def fetched(address: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    asked = Request(address, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(asked, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def test_the_real_server_gives_parts_heads_and_nothing_that_is_known(server: str) -> None:
    address = f"{server}dump.nanopub.trig.gz"
    status, headers, whole = fetched(address)
    assert (status, int(headers["Content-Length"])) == (200, len(whole))
    tag = headers["ETag"]
    status, headers, body = fetched(address, "HEAD")
    assert (status, int(headers["Content-Length"]), headers["ETag"], body) == (200, len(whole), tag, b"")
    middle = len(whole) // 2
    status, headers, first = fetched(address, Range=f"bytes=0-{middle - 1}", If_Range=tag)
    assert (status, headers["Content-Range"]) == (206, f"bytes 0-{middle - 1}/{len(whole)}")
    status, _, rest = fetched(address, Range=f"bytes={middle}-", If_Range=tag)
    assert status == 206
    assert first + rest == whole
    assert gzip.decompress(whole)
    assert fetched(address, Range="bytes=0-9", If_Range='"another"')[::2] == (200, whole)
    assert fetched(address, Range=f"bytes={len(whole)}-")[0] == 416
    status, headers, body = fetched(address, If_None_Match=tag)
    assert (status, headers["ETag"], body) == (304, tag, b"")
    page = f"{server}concept/magnesium"
    tag = fetched(page)[1]["ETag"]
    assert fetched(page, If_None_Match=tag)[::2] == (304, b"")
    assert fetched(page, "HEAD", If_None_Match='"another"')[0] == 200
