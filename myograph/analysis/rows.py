"""What a SELECT found: named rows of Python values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from graph.showing.words import counted
from myograph.analysis.errors import PandasMissingError
from myograph.analysis.html import table

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN = 50  # rows in a notebook; how many more there are is said


class Row:
    """One row: `row.name`, `row["name"]`, `row[0]`, or taken apart like a tuple.

    An IRI is an rdflib URIRef, a number an int or a float, a date a date, other text a str; what is unbound is None.

    >>> row = Row(("nutrient", "count"), ("magnesium", 3))
    >>> row.count, row["nutrient"], row[0], len(row)
    (3, 'magnesium', 'magnesium', 2)
    >>> nutrient, count = row
    """

    __slots__ = ("_names", "_values")

    def __init__(self, names: tuple[str, ...], values: tuple[Any, ...]) -> None:
        self._names = names
        self._values = values

    def __getitem__(self, key: int | str) -> Any:
        """The value of a variable, or at a place. Raises KeyError, IndexError."""
        return self._values[key] if isinstance(key, int) else self._asdict()[key]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._names:
            return object.__getattribute__(self, name)  # which says that there is none
        return self[name]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return self._values == (other._values if isinstance(other, Row) else other)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._names]

    def _asdict(self) -> dict[str, Any]:
        """The row as a dictionary; underlined, so that a variable may have any name."""
        return dict(zip(self._names, self._values, strict=True))


@dataclass(frozen=True, slots=True, repr=False)
class Rows(Sequence[Row]):
    """What a SELECT found, in its order. `prefixes` shorten the IRIs that a notebook shows.

    >>> rows = Rows(("nutrient", "articles"), (("magnesium", 3), ("sodium", 2), ("iron", None)))
    >>> rows[-1]
    Row(nutrient='iron', articles=None)
    >>> sum(row.articles or 0 for row in rows)
    5
    >>> rows[:2]
    <2 rows: nutrient, articles>
    """

    variables: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]
    prefixes: Mapping[str, str] = field(default_factory=dict, compare=False)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        """A row, or some rows in a row."""
        if isinstance(at, slice):
            return Rows(self.variables, self.values[at], self.prefixes)
        return Row(self.variables, self.values[at])

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'row')}: {', '.join(self.variables)}>"

    def to_dataframe(self) -> DataFrame:
        """The rows as a pandas DataFrame with a column for each variable. Raises PandasMissingError."""
        try:
            from pandas import DataFrame  # noqa: PLC0415 - no part of Myograph: whoever wants frames has it
        except ImportError:
            raise PandasMissingError from None
        return DataFrame.from_records(list(self.values), columns=list(self.variables))

    def _repr_html_(self) -> str:
        return table(self.variables, self.values[:SHOWN], len(self), self.prefixes)
