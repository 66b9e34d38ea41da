"""Knowledge tables: tab-separated files with a header line, read with file and line in every error.

Lines that begin with "#" and blank lines are comments. Fields are stripped. A missing field at a line's end is "".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import nan
from pathlib import Path

from graph.errors import TableError, TableMissingError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its values by column, and where it stands."""

    values: Mapping[str, str]
    path: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a field that holds several values, divided by "|"."""
        return parts(self.values[column])

    def one_of(self, column: str, allowed: Iterable[str], default: str | None = None) -> str:
        """The field's value, which must be among `allowed`. Raises TableError."""
        value = self.values[column] or (default or "")
        choices = sorted(allowed)
        if value not in choices:
            raise TableError(self.path, self.line, column, value, ", ".join(choices))
        return value

    def filled(self, column: str) -> str:
        """The field's value, which must not be empty. Raises TableError."""
        if not self.values[column]:
            raise TableError(self.path, self.line, column, "", "any text")
        return self.values[column]

    def number(self, column: str, low: float, below: float) -> float:
        """The field's number, from `low` on and less than `below`. Raises TableError."""
        try:
            value = float(self.values[column])
        except ValueError:
            value = nan
        if not low <= value < below:
            allowed = f"a number from {low:g} on and less than {below:g}"
            raise TableError(self.path, self.line, column, self.values[column], allowed)
        return value

    def matching(self, column: str, pattern: re.Pattern[str], allowed: str) -> str:
        """The field's value, all of which the pattern must fit; `allowed` says so in words. Raises TableError."""
        value = self.values[column]
        if not pattern.fullmatch(value):
            raise TableError(self.path, self.line, column, value, allowed)
        return value


def parts(field: str) -> tuple[str, ...]:
    """The parts of a field that holds several values, divided by "|"."""
    if "|" not in field:  # as in most rows
        alone = field.strip()
        return (alone,) if alone else ()
    return tuple(part.strip() for part in field.split("|") if part.strip())


def unique(rows: Iterable[Row], column: str) -> Iterator[Row]:
    """The same rows, each of which must have another value in a column. Raises TableError."""
    seen: set[str] = set()
    for row in rows:
        value = row.filled(column)
        if value in seen:
            raise TableError(row.path, row.line, column, value, "what no earlier row has")
        seen.add(value)
        yield row


def data(*parts: str) -> Traversable:
    """A file or folder among the knowledge that ships with Myograph."""
    place: Traversable = files("myograph.data")
    for part in parts:
        place = place / part
    return place


def data_folder(folder: str, suffix: str = ".tsv") -> tuple[Traversable, ...]:
    """The files of a knowledge folder, by name."""
    found = (f for f in data(*folder.split("/")).iterdir() if f.name.endswith(suffix))
    return tuple(sorted(found, key=lambda f: f.name))


def read_table(source: Traversable, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table whose header must be exactly `columns`. Raises TableError, TableMissingError."""
    where = place_of(source)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise TableMissingError(where, error.strerror or str(error)) from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(where, line, "byte", f"0x{content[error.start]:02X}", "UTF-8 text") from error
    yield from parse_table(text, where, columns)


def place_of(table: Traversable) -> str:
    """A table's path below the folder of all knowledge; of another one its name."""
    root = data()
    if isinstance(table, Path) and isinstance(root, Path) and table.is_relative_to(root):
        return table.relative_to(root).as_posix()
    return table.name


def parse_table(text: str, path: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table given as text; `path` is for messages."""
    for row in rows_or_errors(text, path, columns):
        if isinstance(row, TableError):
            raise row
        yield row


def usable_rows(text: str, path: str, columns: tuple[str, ...]) -> tuple[list[Row], list[TableError]]:
    """As `parse_table`, for a table that others wrote: the rows that can be used, and what is wrong with the others."""
    rows: list[Row] = []
    errors: list[TableError] = []
    for row in rows_or_errors(text, path, columns):
        if isinstance(row, TableError):
            errors.append(row)
        else:
            rows.append(row)
    return rows, errors


def rows_or_errors(text: str, path: str, columns: tuple[str, ...]) -> Iterator[Row | TableError]:
    """The same one after the other: every row, or what is wrong with it; nothing follows upon a wrong header."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.rstrip("\r").split("\t")]
        if header is None:
            header = tuple(fields)
            if header != columns:
                yield TableError(path, number, "header", "\t".join(header), "the columns " + ", ".join(columns))
                return
        elif len(fields) > len(columns):
            yield TableError(path, number, "row", f"{len(fields)} fields", f"at most {len(columns)} fields")
        else:
            fields += [""] * (len(columns) - len(fields))
            yield Row(dict(zip(columns, fields, strict=True)), path, number)
