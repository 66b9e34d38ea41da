"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from web.errors import BadParameterError


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long list: which it is, of how many, and how many entries there are in all."""

    number: int
    last: int
    total: int

    @classmethod
    def of(cls, number: int, size: int, total: int) -> Page:
        """A page of a list of `total` entries, `size` on each. Raises BadParameterError for one behind the last."""
        last = max(1, -(-total // size))
        if number > last:
            raise BadParameterError(name="page", value=str(number), allowed=f"1 to {last}")
        return cls(number, last, total)
