"""A curator's corrections as a table: what was read wrongly, who says so, when and why. Pure.

action            about                           value           what it says
reject-assertion  subject | predicate | object    -               the articles do not say this
reject-name       a name                          -               it names nothing
name              a name                          a concept       it means that concept
merge             a candidate                     a concept       it is another name of that concept
same              a concept                       a concept       the two are one: the second
accept            a candidate                     a type | label  it is a concept of that type

An assertion may end in a polarity; a label may be left out. A row that names a document (its name in the library)
holds there alone. A row that cannot be used becomes a problem with its line; the others count. What they do is told in
`graph.curating`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from graph.errors import TableError
from graph.model import ConceptType, Polarity, Predicate, Problem
from graph.names import normal
from graph.tables import Row, usable_rows

FILE = "curation.tsv"
CURATION_COLUMNS = ("action", "about", "value", "document", "who", "when", "why")
_ENDS = 3  # subject, predicate, object
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Action(StrEnum):
    """What a correction does."""

    REJECT_ASSERTION = "reject-assertion"
    REJECT_NAME = "reject-name"
    NAME = "name"
    MERGE = "merge"
    SAME = "same"
    ACCEPT = "accept"


# Those that may hold in one document alone.
LOCAL = frozenset((Action.REJECT_ASSERTION, Action.REJECT_NAME, Action.NAME))


@dataclass(frozen=True, slots=True)
class Correction:
    """One row. `about` and `value` in the parts that the table divides by "|"; `when` is a day (ISO 8601) or ""."""

    action: Action
    about: tuple[str, ...]
    value: tuple[str, ...] = ()
    document: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """A short id, made of what it does: not of who did it, when and why."""
        facts = "\n".join((self.action, *map(normal, self.about), "", *map(normal, self.value), self.document))
        return sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def fields(self) -> tuple[str, ...]:
        """The row's fields, by CURATION_COLUMNS."""
        return (self.action, _joined(self.about), _joined(self.value), self.document, self.who, self.when, self.why)

    @property
    def says(self) -> str:
        """What it says, in words."""
        about, value = self.about, self.value
        match self.action:
            case Action.REJECT_ASSERTION:
                words = f"{' '.join(about[:_ENDS])} is not said" + "".join(
                    f" ({polarity})" for polarity in about[_ENDS:]
                )
            case Action.REJECT_NAME:
                words = f"“{about[0]}” is no name"
            case Action.NAME:
                words = f"“{about[0]}” means {value[0]}"
            case Action.MERGE:
                words = f"“{about[0]}” is another name of {value[0]}"
            case Action.SAME:
                words = f"{about[0]} and {value[0]} are one"
            case Action.ACCEPT:
                words = f"{(value[1:] or about)[0]} is a {value[0]}"
        return f"{words}, in {self.document}" if self.document else words


@dataclass(frozen=True, slots=True)
class Curation:
    """All corrections in their order, as `text` has them, and what is wrong with the rows that do not count."""

    text: str = ""
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_curation(text: str, name: str = FILE) -> Curation:
    """The corrections in a table; `name` is the file's, for messages. An empty text holds none."""
    if not text.strip():
        return Curation(text)
    rows, errors = usable_rows(text.removeprefix("\ufeff"), name, CURATION_COLUMNS)
    found: dict[str, Correction] = {}
    for row in rows:
        try:
            correction = _correction(row)
            if correction.id in found:
                first = found[correction.id].line
                raise TableError(name, row.line, "row", correction.says, f"what line {first} does not say already")
            found[correction.id] = correction
        except TableError as error:
            errors.append(error)
    return Curation(text, tuple(found.values()), problems_of(errors))


def problems_of(errors: Iterable[TableError]) -> tuple[Problem, ...]:
    """What is wrong with rows, as problems: the work goes on without them."""
    return tuple(Problem(error.what, error.where, error.mend) for error in errors)


def with_row(text: str, correction: Correction) -> str:
    """The table with one more row at its end."""
    lines = text or "\t".join(CURATION_COLUMNS) + "\n"
    return lines + ("" if lines.endswith("\n") else "\n") + row_of(correction) + "\n"


def without_row(text: str, line: int) -> str:
    """The table without a line, all else as it is. `line` counts from 1."""
    lines = text.split("\n")
    return "\n".join(lines[: line - 1] + lines[line:])


def row_of(correction: Correction) -> str:
    """The correction as a line of the table; white space is plain blanks there."""
    return "\t".join(" ".join(field.split()) for field in correction.fields)


def _joined(parts: tuple[str, ...]) -> str:
    return " | ".join(" ".join(part.replace("|", "/").split()) for part in parts)


def _correction(row: Row) -> Correction:
    action = Action(row.one_of("action", Action))
    row.filled("about")
    if row["document"] and action not in LOCAL:
        raise _wrong(row, "document", "nothing: a row of this kind holds in all documents")
    correction = Correction(
        action,
        row.many("about"),
        row.many("value"),
        row["document"],
        row["who"],
        _day(row),
        row["why"],
        row.line,
    )
    _check(row, correction)
    return correction


def _check(row: Row, correction: Correction) -> None:
    """Raises TableError where the parts of a row are not those that its action needs."""
    if correction.action is Action.REJECT_ASSERTION:
        _check_assertion(row, correction.about)
        if correction.value:
            raise _wrong(row, "value", "nothing: what is rejected stands in the column about")
        return
    if len(correction.about) != 1 or not normal(correction.about[0]):
        raise _wrong(row, "about", "one name, with letters or digits")
    wanted = {Action.REJECT_NAME: (0, 0), Action.ACCEPT: (1, 2)}.get(correction.action, (1, 1))
    if not wanted[0] <= len(correction.value) <= wanted[1]:
        allowed = {0: "nothing", 1: "the name of a concept", 2: "a type, or a type | a label"}
        raise _wrong(row, "value", allowed[wanted[1]])
    if correction.action is Action.ACCEPT and correction.value[0] not in set(ConceptType):
        raise _wrong(row, "value", ", ".join(ConceptType))


def _check_assertion(row: Row, about: tuple[str, ...]) -> None:
    if len(about) not in (_ENDS, _ENDS + 1) or not all(map(normal, about)):
        raise _wrong(row, "about", "subject | predicate | object, perhaps | polarity")
    if about[1] not in set(Predicate):
        raise TableError(row.path, row.line, "about", about[1], ", ".join(Predicate))
    if about[_ENDS:] and about[_ENDS] not in set(Polarity):
        raise TableError(row.path, row.line, "about", about[_ENDS], ", ".join(Polarity))


def _day(row: Row) -> str:
    text = row["when"]
    try:
        if text and not (_DAY.fullmatch(text) and date.fromisoformat(text)):
            raise ValueError
    except ValueError:
        raise _wrong(row, "when", "a day such as 2026-03-31, or nothing") from None
    return text


def _wrong(row: Row, column: str, allowed: str) -> TableError:
    return TableError(row.path, row.line, column, row[column], allowed)
