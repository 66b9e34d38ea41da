"""Tables with a heading line: CSV with commas or semicolons, or TSV; also as a SPARQL service writes TSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.imports.columns import Columns, columns_of
from graph.imports.commas import Unclosed, csv_rows
from graph.imports.curies import curie_of
from graph.imports.errors import NoTermsError, UnclosedQuoteError
from graph.imports.model import Parsed, Scope, Term, problem
from graph.model import Problem

_QUOTED = re.compile(r'"(.*)"(?:@([A-Za-z-]+)|\^\^\S+)?', re.DOTALL)
_CODED = re.compile(r"[A-Z]{0,6}\d+=(?=.)")  # "2053287=Azedra": a name with its code
_LABELS = frozenset(("label", "preflabel", "preferred", "preferred label", "name"))
# Words of a column that says which kind of name a row holds. A "synonym" of no kind may be anything.
_SCOPES = (
    ("broad", Scope.BROAD),
    ("narrow", Scope.NARROW),
    ("exact", Scope.EXACT),
    ("alternative", Scope.EXACT),
    ("altlabel", Scope.EXACT),
)


@dataclass(slots=True)
class _Entry:
    """What the rows of one term say."""

    id: str
    line: int
    label: str = ""
    type: str = ""
    names: dict[tuple[str, Scope], None] = field(default_factory=dict)
    broader: dict[str, None] = field(default_factory=dict)
    identifiers: dict[str, None] = field(default_factory=dict)


def parse_sheet(text: str, name: str, mapping: Mapping[str, str], prefix: str = "") -> Parsed:
    """The terms of a table; rows with one id, or without id one label, are one term.

    `mapping`: what columns hold, where their headings do not show it; `prefix`: what bare ids lack to be CURIEs.
    Raises NoColumnError, NoTermsError, UnclosedQuoteError.
    """
    delimiter = _delimiter(text)
    rows = _tab_rows(text) if delimiter == "\t" else csv_rows(text, delimiter)
    first = next(rows, (1, []))
    if isinstance(first, Unclosed):
        raise UnclosedQuoteError(name, first.line)
    sheet = _Sheet(name, columns_of(first[1], mapping, name), _divider(text), prefix)
    for row in rows:
        if isinstance(row, Unclosed):
            sheet.end(row, text.rstrip("\n").count("\n") + 1)
        else:
            sheet.take(*row)
    return sheet.parsed()


class _Sheet:
    def __init__(self, name: str, columns: Columns, divider: str, prefix: str) -> None:
        self._name = name
        self._columns = columns
        self._prefix = prefix or columns.prefix
        self._divider = divider
        self._entries: dict[str, _Entry] = {}
        self._problems: list[Problem] = []

    def take(self, line: int, fields: list[str]) -> None:
        """A row, into its term."""
        if len(fields) > self._columns.count and any(fields[self._columns.count :]):
            what = f"The row has {len(fields)} fields, the heading line {self._columns.count}"
            self._problem(what, line, "It is left out. Put fields with the dividing sign into quotation marks.")
            return
        id = curie_of(self._first(fields, "id"), self._prefix)  # noqa: A001 - the field's own word
        label = self._first(fields, "label")
        kind = self._first(fields, "kind").casefold()
        if not (label or (id and "kind" in self._columns.places)):
            self._problem("The row has no label", line, "It is left out. Fill the column of the label.")
            return
        entry = self._entries.setdefault(id or label, _Entry(id, line))
        entry.type = entry.type or self._first(fields, "type")
        self._name_it(entry, label, kind)
        entry.names.update(((name, Scope.EXACT), None) for name in self._all(fields, "names"))
        entry.names.update(((name, Scope.RELATED), None) for name in self._all(fields, "related"))
        entry.broader.update((curie_of(one, ""), None) for one in self._all(fields, "broader"))
        entry.identifiers.update((curie_of(one, ""), None) for one in self._all(fields, "identifiers"))

    def end(self, unclosed: Unclosed, last: int) -> None:
        """What follows cannot be told apart: all lines up to the last one are left out."""
        count = last - unclosed.line + 1
        left = f"The lines from here to the last ({count:,}) are left out" if count > 1 else "The line is left out"
        mend = f"{left}. Close it, or write it twice where it is meant itself, and add the file again."
        self._problem("A quotation mark is opened here and never closed", unclosed.line, mend)

    def parsed(self) -> Parsed:
        """All terms, in the order of their first rows. Raises NoTermsError where there is not a single row."""
        if not self._entries and not self._problems:
            raise NoTermsError(self._name, "row below its headings")
        terms = tuple(self._term(entry) for entry in self._entries.values() if entry.label)
        return Parsed(self._name, terms, tuple(self._problems))

    def _term(self, entry: _Entry) -> Term:
        ids = {f"{self._prefix}:{one}": one for one in entry.broader}  # codes, or else labels
        return Term(
            id=entry.id,
            label=entry.label,
            names=tuple(entry.names),
            broader=tuple(curie if curie in self._entries else one for curie, one in ids.items()),
            identifiers=tuple(entry.identifiers),
            type=entry.type,
            line=entry.line,
        )

    def _name_it(self, entry: _Entry, label: str, kind: str) -> None:
        """The label, or where a column says which kind of name it is, perhaps a synonym."""
        if "kind" not in self._columns.places or kind in _LABELS:
            if entry.label and label not in ("", entry.label):
                entry.names[label, Scope.EXACT] = None
            entry.label = entry.label or label
        elif label:
            entry.names[label, next((scope for word, scope in _SCOPES if word in kind), Scope.RELATED)] = None

    def _first(self, fields: list[str], what: str) -> str:
        places = self._columns.of(what)
        return _bare(fields[places[0]]) if places and places[0] < len(fields) else ""

    def _all(self, fields: list[str], what: str) -> Iterator[str]:
        for place in self._columns.of(what):
            parts = _bare(fields[place]).split(self._divider) if place < len(fields) else ()
            yield from (_CODED.sub("", bare) for part in parts if (bare := part.strip()))

    def _problem(self, what: str, line: int, mend: str) -> None:
        self._problems.append(problem(what, self._name, line, mend))


def _delimiter(text: str) -> str:
    heading = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    return max("\t,;", key=lambda sign: (heading.count(sign), sign == "\t"))


def _divider(text: str) -> str:
    """What divides several names of one field."""
    return "|" if "|" in text else ";"


def _tab_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def _bare(value: str) -> str:
    """A field without the quotes and brackets of SPARQL's TSV; nothing where it is in another language."""
    value = value.strip()
    if value.startswith("<") and value.endswith(">"):
        return value[1:-1]
    found = _QUOTED.fullmatch(value) if value.startswith('"') else None
    if not found:
        return value
    if found[2] and not found[2].lower().startswith("en"):
        return ""
    return found[1].replace('\\"', '"').replace('""', '"').strip()
