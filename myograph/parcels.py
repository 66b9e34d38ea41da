"""Quads on their way from a reading process into the store: in parcels, packed where a document has very many."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PARCEL = 4_000_000  # code points: only a document of thousands of claims has more
_FASTEST = 1  # level of packing; quads repeat each other so much that thirty take the room of one
_PLAIN = b"<"  # begins every quad, and nothing that is packed


def packed(parts: Iterable[str]) -> tuple[bytes, ...]:
    """Quads as parcels; each part holds whole quads."""
    parcels: list[bytes] = []
    some: list[str] = []
    size = 0
    for part in parts:
        some.append(part)
        size += len(part)
        if size >= PARCEL:
            parcels.append(zlib.compress("".join(some).encode(), _FASTEST))
            some, size = [], 0
    if some:
        parcels.append("".join(some).encode())
    return tuple(parcels)


def unpacked(parcels: Iterable[bytes], most: int) -> Iterator[bytes]:
    """N-Quads in one piece for every `most` bytes or little more."""
    some: list[bytes] = []
    size = 0
    for parcel in parcels:
        some.append(parcel if parcel.startswith(_PLAIN) else zlib.decompress(parcel))
        size += len(some[-1])
        if size >= most:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)
