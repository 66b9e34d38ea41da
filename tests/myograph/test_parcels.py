"""Quads go from a reading process to the store in parcels, packed where there are many."""

from __future__ import annotations

import pytest

from myograph.parcels import PARCEL, packed, unpacked

QUAD = '<https://example.org/s> <https://example.org/p> "ü <br>" <https://example.org/g> .\n'


@pytest.mark.parametrize("count", [0, 1, PARCEL // len(QUAD), 2 * PARCEL // len(QUAD) + 3])
def test_what_was_packed_comes_out_again_in_order(count: int) -> None:
    parts = [QUAD.replace("/s>", f"/{number}>") for number in range(count)]
    assert b"".join(unpacked(packed(parts), 1)).decode() == "".join(parts)


def test_many_quads_take_little_room() -> None:
    whole = QUAD * (3 * PARCEL // len(QUAD) + 3)
    parcels = packed(whole.splitlines(keepends=True))
    assert len(parcels) > 2
    assert sum(map(len, parcels[:-1])) < len(whole) // 30


def test_a_piece_is_as_large_as_asked_for_and_ends_with_a_quad() -> None:
    pieces = list(unpacked(packed([QUAD] * (3 * PARCEL // len(QUAD))), 2 * PARCEL))
    assert len(pieces) > 1
    assert all(piece.startswith(b"<") and piece.endswith(b" .\n") for piece in pieces)
