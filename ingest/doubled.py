"""Wordings that stand twice in a table of triggers, cues or headings: only the first would ever count.

`myograph vocabulary check` tells them. Notations may overlap ("(slow|slows) [down]" and "slow"), as long as both rows
say the same of the wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.errors import TableError
from graph.tables import Row, data, read_table
from ingest.wording import expand

_PHRASES = ("phrase", "predicate", "direction")
_HEADINGS = ("cue", "predicate", "role", "types", "target")
# Each table's place and columns, and how many of the columns say when a wording counts: a cue may have two scopes.
_TABLES = (
    (("relations", "verbs.tsv"), ("verb", "irregular", "predicate"), ("verb",)),
    (("relations", "phrases.tsv"), _PHRASES, ("phrase",)),
    (("relations", "studies.tsv"), _PHRASES, ("phrase",)),
    (("relations", "denials.tsv"), _PHRASES, ("phrase",)),
    (("relations", "headings.tsv"), _HEADINGS, ("cue",)),
    (("cues.tsv",), ("cue", "category", "scope"), ("cue", "scope")),
)


def doubled() -> tuple[TableError, ...]:
    """Every row of our tables that says of a wording what an earlier row says otherwise, or just the same."""
    found = (doubled_in(read_table(data(*place), columns), keys) for place, columns, keys in _TABLES)
    return tuple(error for errors in found for error in errors)


def doubled_in(rows: Iterable[Row], keys: tuple[str, ...]) -> Iterator[TableError]:
    """The same for the rows of one table. `keys`: the column of wordings, and others in which doubles must agree."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        told: set[int] = set()
        first, _, second = row[keys[0]].partition(" ... ")
        for wording in expand(first):
            other = seen.setdefault((wording, second, *(row[key] for key in keys[1:])), row)
            if other is not row and other.line not in told and _clash(row, other, keys[0]):
                told.add(other.line)
                allowed = f"what line {other.line} does not say already, with the same or another meaning"
                yield TableError(row.path, row.line, keys[0], wording, allowed)


def _clash(row: Row, other: Row, column: str) -> bool:
    """True for the same notation, or another meaning."""
    same = all(row[one] == other[one] for one in row.values if one != column)
    return not same or row[column] == other[column]
