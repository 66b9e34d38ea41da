"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long list: which it is, of how many, and how many entries there are in all."""

    number: int
    last: int
    total: int
