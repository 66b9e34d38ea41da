"""A library's corrections: a table in its folder, to be read and edited.

HOME/curation.tsv                         for the next ingest
HOME/generations/000007/curation.tsv      what that generation was read with
"""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.curating import Curated, curated_with
from graph.curation import CURATION_COLUMNS, FILE, Correction, row_at, shortened, with_row, without_row
from graph.model import Problem
from myograph.curators.errors import (
    NoRowError,
    NotATableError,
    ReadOnlyTableError,
    RefusedError,
    TableHeaderError,
)
from myograph.errors import LibraryBusyError, NoCorrectionError, NotUtf8Error
from myograph.files import write_whole

if TYPE_CHECKING:
    from myograph.library import Library

_PATIENCE = 5.0  # seconds that a correction waits for another one to be written
_PAUSE = 0.05  # seconds
_SHOWN = 12  # ids in a message


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a correction. `added`: false where it counts already. `notes`: what else follows from it."""

    added: bool
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken out: what it said (of a row that cannot be used: its text). `id`: empty for such a row."""

    id: str
    says: str
    notes: tuple[Problem, ...] = ()


def curation_in(place: Path) -> str:
    """The table of a library's or a generation's folder; empty where there is none. Raises NotATableError.

    What is not UTF-8 becomes U+FFFD, and the row cannot be used.
    """
    try:
        return (place / FILE).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except IsADirectoryError:
        raise NotATableError(place / FILE) from None


@contextmanager
def writing(library: Library, command: str) -> Iterator[None]:
    """Hold a library's lock, for which a moment is waited: two corrections at once are made one after the other.

    Raises LibraryBusyError where that takes longer.
    """
    until = time.monotonic() + _PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(library.writing(command))
                break
            except LibraryBusyError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
        yield


def keep(library: Library, correction: Correction) -> Kept:
    """Put a correction into a library, at the end, if it can be used and does not count yet. For the lock's holder.

    Raises RefusedError, TableHeaderError, NotUtf8Error, NotATableError, ReadOnlyTableError.
    """
    text = _writable(library.home)
    before = curated_with(library.additions(), text)
    if not before.curation.has_header:
        raise TableHeaderError(library.home / FILE, CURATION_COLUMNS)
    same = next((one for one in before.curation.corrections if one.id == correction.id), None)
    if same and same.id in before.touches:
        return Kept(added=False)
    if same:  # a later row overrules it: it comes behind that
        text = without_row(text, same.line)
    text = with_row(text, correction)
    after = curated_with(library.additions(), text)
    last = text.count("\n")
    if last in after.unusable:
        raise RefusedError(after.unusable[last].what, after.unusable[last].mend)
    _write(library.home, text)
    known = {problem.what for problem in before.problems}
    spoiled = [problem for problem in after.problems if problem.what not in known]
    ours = [problem for problem in after.contradictions if problem.where.endswith(f" line {last}")]
    return Kept(added=True, notes=(*ours, *spoiled))


def undo(library: Library, id: str) -> Undone:
    """Take the correction with this id, or whose id alone begins so, out of a library. For the lock's holder.

    Raises NoCorrectionError, NotUtf8Error, NotATableError, ReadOnlyTableError.
    """
    text = _writable(library.home)
    before = curated_with(library.additions(), text)
    corrections = before.curation.corrections
    found = [one for one in corrections if id and one.id.startswith(id)]
    if len(found) != 1:
        raise NoCorrectionError(library.home / FILE, id, tuple(one.id for one in found or corrections)[:_SHOWN])
    twice = [line for line, later in before.curation.repeated.items() if later == found[0].line]
    return Undone(found[0].id, found[0].says, _take_out(library, before, (*twice, found[0].line)))


def undo_line(library: Library, line: int) -> Undone:
    """Take the row on a line (from 1) out of a library, whether it can be used or not. For the lock's holder.

    Raises NoRowError, TableHeaderError, NotUtf8Error, NotATableError, ReadOnlyTableError.
    """
    text = _writable(library.home)
    row = row_at(text, line)
    if not row:
        raise NoRowError(library.home / FILE, line)
    before = curated_with(library.additions(), text)
    if not before.curation.has_header:
        raise TableHeaderError(library.home / FILE, CURATION_COLUMNS)
    found = next((one for one in before.curation.corrections if one.line == line), None)
    says = found.says if found else shortened(" ".join(row.split()))
    return Undone(found.id if found else "", says, _take_out(library, before, (line,)))


def _take_out(library: Library, before: Curated, lines: tuple[int, ...]) -> tuple[Problem, ...]:
    """Write the table without some lines; returns which rows count again."""
    text = before.curation.text
    for line in sorted(lines, reverse=True):
        text = without_row(text, line)
    _write(library.home, text)
    after = curated_with(library.additions(), text)
    back = [one for one in after.curation.corrections if one.id in before.overruled and one.id in after.touches]
    return tuple(
        Problem(f"What was overruled counts again: {one.says}", f"{FILE}, line {one.line}", f"Its id is {one.id}.")
        for one in back
    )


def replace_in(place: Path, text: str) -> None:
    """Give a generation in the making this table in the place of the one it has."""
    (place / FILE).unlink(missing_ok=True)  # shared with the generation before: not to be written into
    if text:
        (place / FILE).write_bytes(text.encode("utf-8", "replace"))


def _writable(home: Path) -> str:
    """The table of a library's folder, to be written again.

    Raises NotUtf8Error where letters would be lost, NotATableError, ReadOnlyTableError.
    """
    place = home / FILE
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        return ""
    except IsADirectoryError:
        raise NotATableError(place) from None
    if not place.stat().st_mode & stat.S_IWUSR:  # a new file could take its place all the same, but whoever did so
        raise ReadOnlyTableError(place)  # will have had a reason
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(place, content.count(b"\n", 0, error.start) + 1) from error


def _write(home: Path, text: str) -> None:
    """Write the table; where it is a link, as to one that several libraries share, what that leads to."""
    write_whole((home / FILE).resolve(), text)
