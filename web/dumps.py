"""The whole library to take away, in the forms that other programs read. Each dump is a file, written once."""

from __future__ import annotations

import gzip
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import IO, Final, NamedTuple

from flask import Blueprint, Response, current_app, send_file

from graph.export import NANOPUB, export
from myograph.generation import Generation
from web.render import reading, the_library

dumps = Blueprint("dumps", __name__)


class Form(NamedTuple):
    """What stands in a dump. `format`: the export's name for it."""

    format: str
    media_type: str


DUMPS: Final = {
    "nq.gz": Form("nq", "application/n-quads"),
    "ttl.gz": Form("ttl", "text/turtle"),
    "jsonl.gz": Form("jsonl", "application/jsonl"),
    "graphml.gz": Form("graphml", "application/graphml+xml"),
    "graphml": Form("graphml", "application/graphml+xml"),
    "nanopub.trig.gz": Form(NANOPUB, "application/trig"),
}
_KEPT = 12  # files at once: those of two generations
_Key = tuple[int, str, str]


@dumps.get(f"/dump.<any({', '.join(map(repr, DUMPS))}):name>")
def dump(name: str) -> Response:
    """The whole library in a file: N-Quads, Turtle, JSON lines, GraphML or nanopublications."""
    with reading() as generation:
        shelf: Shelf = current_app.extensions.setdefault("dumps", Shelf())
        made = shelf.of(generation, name, the_library().kept())
        return send_file(
            made.file.name,
            "application/gzip" if name.endswith(".gz") else DUMPS[name].media_type,
            as_attachment=True,
            download_name=f"myograph-{generation.number}.{name}",
            conditional=True,
            etag=made.digest,
            last_modified=datetime.fromisoformat(generation.manifest.created),
        )


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump in a file, which goes when nobody holds it any more; `digest`: of its bytes."""

    file: IO[bytes]
    digest: str


class Shelf:
    """The dumps that were asked for. They go with their generation, with the process, or for others."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._places: dict[_Key, Lock] = {}
        self._made: dict[_Key, Dump] = {}

    def of(self, generation: Generation, name: str, kept: Collection[int]) -> Dump:
        """A dump of a generation, by its name; made when it is first asked for. `kept`: the generations still there."""
        key = (generation.number, generation.manifest.created, name)
        with self._lock:
            self._sweep(kept)
            place = self._places.setdefault(key, Lock())
        with place:  # who comes meanwhile waits; other dumps are handed out
            made = self._made.pop(key, None) or _written(generation, name)
            self._made[key] = made
            return made

    def made(self) -> dict[_Key, Dump]:
        """What stands on it, the longest unused first."""
        with self._lock:
            return dict(self._made)

    def _sweep(self, kept: Collection[int]) -> None:
        gone = [key for key in self._made if key[0] not in kept]
        for key in (*gone, *[key for key in self._made if key not in gone][:-_KEPT]):
            self._made.pop(key, None)
            self._places.pop(key, None)


def _written(generation: Generation, name: str) -> Dump:
    file = NamedTemporaryFile(prefix="myograph-", suffix=f".{name}")  # noqa: SIM115 - removed when it is let go of
    packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) if name.endswith(".gz") else nullcontext(file)
    with packed as output:
        for piece in export(generation.graph, DUMPS[name].format, generation.manifest.myograph):
            output.write(piece)
    file.flush()
    with Path(file.name).open("rb") as written:
        return Dump(file, file_digest(written, "sha256").hexdigest()[:32])
