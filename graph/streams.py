"""A whole store as a stream: its quads in order, and the same in other forms, with little of it in memory at a time.

Like `graph.store` it knows the engine, for its parser and its writers.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import groupby, islice
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Final

import pyoxigraph as ox

from graph.serial import GRAPH_FORMATS, write_triples
from graph.store import Store

ROOM: Final = 64_000_000  # bytes of lines that are sorted at once
_AT_ONCE = 2000  # lines that are parsed at once
_PIECE = 1 << 18  # bytes that are read at once
_IN_MEMORY = 8_000_000  # bytes of what is rewritten; more goes to the disk


def nquads_of(store: Store, room: int = ROOM) -> Iterator[bytes]:
    """All quads as lines of N-Quads, sorted by their bytes: equal content gives equal lines."""
    with TemporaryFile() as file:
        store.dump(file)
        file.seek(0)
        yield from sorted_lines(file, room)


def sorted_lines(file: IO[bytes], room: int = ROOM) -> Iterator[bytes]:
    """The lines of a file in order. What is more than there is room for is sorted in parts, on the disk."""
    with ExitStack() as parts:
        runs: list[Iterable[bytes]] = []
        last = sorted(file.readlines(room))
        while rest := file.readlines(room):
            run = parts.enter_context(TemporaryFile())
            run.writelines(last)
            run.seek(0)
            runs.append(run)
            last = sorted(rest)
        yield from heapq.merge(*runs, last)


def triples_of(nquads: Iterable[bytes]) -> Iterator[bytes]:
    """Sorted lines of N-Quads as N-Triples, all graphs as one: what several graphs say stands there once."""
    return (triple for triple, _ in groupby(line[: line.rindex(b" <")] + b" .\n" for line in nquads))


def rewritten(lines: Iterable[bytes], format: str, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """Lines of N-Triples or N-Quads in one of GRAPH_FORMATS, in the same order; in pieces.

    TriG and N-Quads keep the graphs; in the others all are one.
    """
    rest = iter(lines)
    parts = iter(lambda: b"".join(islice(rest, _AT_ONCE)), b"")
    parsed = (quad for part in parts for quad in ox.parse(part, ox.RdfFormat.N_QUADS))
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        if GRAPH_FORMATS[format].supports_datasets and format != "jsonld":
            ox.serialize(parsed, file, format=GRAPH_FORMATS[format], prefixes=dict(prefixes))
        else:
            write_triples((quad.triple for quad in parsed), format, prefixes, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
