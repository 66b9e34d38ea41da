"""Which column of a table holds what: as the user says, else by its heading (`data/importcolumns.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.imports.errors import BadMappingError, NoColumnError
from graph.names import fold
from graph.tables import Row, data, read_table, unique

IMPORT_COLUMNS = ("heading", "field", "prefix")
FIELDS = ("label", "names", "related", "id", "broader", "type", "identifiers", "kind", "nothing")
_GAPS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading means. `prefix`: of the ids below it, or "". `rank`: of several for one field the least counts."""

    field: str
    prefix: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns, by field, the best first. `prefix`: what the ids lack to be CURIEs, or ""."""

    places: Mapping[str, tuple[int, ...]]
    prefix: str
    count: int

    def of(self, field: str) -> tuple[int, ...]:
        """The places of the columns that hold a field."""
        return self.places.get(field, ())


def parse_mapping(given: Iterable[str]) -> dict[str, str]:
    """COLUMN=FIELD, several of them, as a mapping. Raises BadMappingError."""
    mapping = {}
    for pair in given:
        column, equals, field = (part.strip() for part in pair.rpartition("="))
        if not (column and equals and field in FIELDS):
            raise BadMappingError(pair, FIELDS)
        mapping[column] = field
    return mapping


def columns_of(headings: Sequence[str], mapping: Mapping[str, str], name: str) -> Columns:
    """What each column holds; a field that is mapped is not guessed as well. Raises NoColumnError."""
    shown = tuple(heading.strip(" ?\ufeff") for heading in headings)
    for column in mapping:
        if column.strip(" ?") not in shown:
            raise NoColumnError(name, f"called {column!r}", shown)
    meanings = [_meaning(heading, mapping) for heading in shown]
    places: dict[str, tuple[int, ...]] = {}
    for place in sorted(range(len(shown)), key=lambda place: (meanings[place].rank, place)):
        field = meanings[place].field
        places[field] = (*places.get(field, ()), place)
    if "label" not in places:
        raise NoColumnError(name, "for the label", shown)
    prefix = meanings[places["id"][0]].prefix if "id" in places else ""
    return Columns(places, prefix, len(shown))


def _meaning(heading: str, mapping: Mapping[str, str]) -> Heading:
    known = known_headings().get(_GAPS.sub(" ", fold(heading)).strip(), Heading("nothing"))
    mapped = next((field for column, field in mapping.items() if column.strip(" ?") == heading), None)
    if mapped:
        return Heading(mapped, known.prefix)
    return Heading("nothing") if known.field in mapping.values() else known


@cache
def known_headings() -> Mapping[str, Heading]:
    """The headings that are understood."""
    return headings(read_table(data("importcolumns.tsv"), IMPORT_COLUMNS))


def headings(rows: Iterable[Row]) -> dict[str, Heading]:
    """Headings by their wording in small letters. Raises TableError."""
    return {
        row["heading"]: Heading(row.one_of("field", FIELDS), row["prefix"], rank)
        for rank, row in enumerate(unique(rows, "heading"), 1)
    }
