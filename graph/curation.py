"""A curator's corrections as a table: what was read wrongly, who says so, when and why. Pure.

action            about                           value           what it says
reject-assertion  subject | predicate | object    -               the articles do not say this
reject-name       a name                          -               it names nothing
name              a name                          a concept       it means that concept
merge             a candidate                     a concept       it is another name of that concept
same              a concept                       a concept       the two are one: the second
accept            a candidate                     a type | label  it is a concept of that type

An assertion may end in a polarity; a label may be left out. A row that names a document (its name in the library)
holds there alone. A row that cannot be used becomes a problem with its line; the others count. Of rows that say the
same the last counts. What they do is told in `graph.curating`, which of two that contradict each other counts in
`graph.overruling`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from graph.errors import TableError
from graph.model import ConceptType, Polarity, Predicate, Problem
from graph.names import normal
from graph.tables import Row, usable_rows

FILE = "curation.tsv"
CURATION_COLUMNS = ("action", "about", "value", "document", "who", "when", "why")
HEADER = "\t".join(CURATION_COLUMNS)
LONGEST = 200  # characters of a name; what is longer is a sentence, or two fields without a tab
_LONGEST_REMARK = 2000  # characters of another field
_SHOWN = 80  # characters of a value in a message
_ENDS = 3  # subject, predicate, object
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NOT_TEXT = re.compile("[\ufffd\ud800-\udfff]")  # what letters become that are not UTF-8
_LINE = re.compile(r"line (\d+)$")


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
    """All corrections in their order, as `text` has them; by line, why others cannot be used, and which say the same
    as a later one (its line). `has_header`: false where the columns are others, so that no row counts.
    """

    text: str = ""
    corrections: tuple[Correction, ...] = ()
    unusable: Mapping[int, Problem] = field(default_factory=dict)
    repeated: Mapping[int, int] = field(default_factory=dict)
    has_header: bool = True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the rows that cannot be used."""
        return tuple(self.unusable.values())


def parse_curation(text: str, name: str = FILE) -> Curation:
    """The corrections in a table; `name` is the file's, for messages. An empty text holds none."""
    plain = text.removeprefix("\ufeff")
    if not plain.strip():
        return Curation(text)
    rows, errors = usable_rows(plain, name, CURATION_COLUMNS)
    if errors and not rows and _is_header(errors[0]):
        return Curation(text, unusable=problems_by_line(errors), has_header=False)
    found: dict[str, Correction] = {}
    repeated: dict[int, int] = {}
    for row in rows:
        try:
            correction = _correction(row)
        except TableError as error:
            errors.append(error)
            continue
        if before := found.pop(correction.id, None):
            repeated[before.line] = correction.line
        found[correction.id] = correction
    return Curation(text, tuple(found.values()), problems_by_line(errors), repeated)


def problems_by_line(errors: Iterable[TableError]) -> dict[int, Problem]:
    """What is wrong with rows, as problems by their line: the work goes on without them."""
    found = {line_of(error): Problem(shortened(error.what), error.where, error.mend) for error in errors}
    return dict(sorted(found.items()))


def line_of(error: TableError) -> int:
    """The line that an error speaks of."""
    found = _LINE.search(error.where)
    return int(found[1]) if found else 0


def _is_header(error: TableError) -> bool:
    return error.what.startswith("header ")


def shortened(text: str) -> str:
    """A text that may hold a whole field, fit for a message."""
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]} … {text[-_SHOWN // 2 :]}"


def with_row(text: str, correction: Correction) -> str:
    """The table with one more row at its end, below the header, which is made where there is none."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text if not text or text.endswith("\n") or text == "\ufeff" else text + end
    if not any(line.strip() and not line.startswith("#") for line in text.removeprefix("\ufeff").split("\n")):
        lines += HEADER + end
    return lines + row_of(correction) + end


def without_row(text: str, line: int) -> str:
    """The table without a line, all else as it is. `line` counts from 1."""
    lines = text.split("\n")
    return "\n".join(lines[: line - 1] + lines[line:])


def row_at(text: str, line: int) -> str:
    """The row on a line, which counts from 1; empty where no row stands there: beyond the end, a remark, the header."""
    lines = text.removeprefix("\ufeff").split("\n")
    filled = [at for at, row in enumerate(lines, 1) if row.strip() and not row.startswith("#")]
    return lines[line - 1].rstrip("\r") if line in filled[1:] else ""


def row_of(correction: Correction) -> str:
    """The correction as a line of the table; white space is plain blanks there."""
    return "\t".join(" ".join(field.split()) for field in correction.fields)


def _joined(parts: tuple[str, ...]) -> str:
    return " | ".join(" ".join(part.replace("|", "/").split()) for part in parts)


def _correction(row: Row) -> Correction:
    action = Action(row.one_of("action", Action))
    row.filled("about")
    _check_fields(row)
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


def _check_fields(row: Row) -> None:
    """Raises TableError where a field holds what is no name, nor a remark."""
    for column in CURATION_COLUMNS:
        if _NOT_TEXT.search(row[column]):
            raise _wrong(row, column, "UTF-8 text; save the file as UTF-8 in your editor")
    for column in ("about", "value"):
        if any(len(part) > LONGEST for part in row.many(column)):
            raise _wrong(row, column, f"names of at most {LONGEST} characters")
    for column in ("document", "who", "why"):
        if len(row[column]) > _LONGEST_REMARK:
            raise _wrong(row, column, f"at most {_LONGEST_REMARK:,} characters")


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
    return TableError(row.path, row.line, column, shortened(row[column]), allowed)
