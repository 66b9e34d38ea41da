"""A library's corrections: a table in its folder, to be read and edited.

HOME/curation.tsv                         for the next ingest
HOME/generations/000007/curation.tsv      what that generation was read with
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.corrected import Done
from graph.curation import FILE, Correction, parse_curation, with_row, without_row
from graph.reader import GraphReader
from myograph.errors import NoCorrectionError, NotUtf8Error
from myograph.files import write_whole

if TYPE_CHECKING:
    from myograph.library import Library


def curation_in(place: Path) -> str:
    """The table of a library's or a generation's folder; empty where there is none."""
    try:
        return (place / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _writable(home: Path) -> str:
    """The table of a library's folder, to be written again. Raises NotUtf8Error where letters would be lost."""
    place = home / FILE
    content = place.read_bytes() if place.exists() else b""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(place, content.count(b"\n", 0, error.start) + 1) from error


def add(home: Path, correction: Correction) -> bool:
    """Put a correction into a library, at the end; False where it is there already. For the lock's holder."""
    text = _writable(home)
    if any(one.id == correction.id for one in parse_curation(text).corrections):
        return False
    write_whole(home / FILE, with_row(text, correction))
    return True


def undo(home: Path, id: str) -> Correction:
    """Take the correction with this id, or whose id alone begins so, out of a library. For the lock's holder.

    Raises NoCorrectionError, NotUtf8Error.
    """
    text = _writable(home)
    corrections = parse_curation(text).corrections
    found = [one for one in corrections if id and one.id.startswith(id)]
    if len(found) != 1:
        raise NoCorrectionError(home / FILE, id, tuple(one.id for one in found or corrections))
    write_whole(home / FILE, without_row(text, found[0].line))
    return found[0]


def replace_in(place: Path, text: str) -> None:
    """Give a generation in the making this table in the place of the one it has."""
    (place / FILE).unlink(missing_ok=True)  # shared with the generation before: not to be written into
    if text:
        (place / FILE).write_text(text, encoding="utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Standing:
    """A correction of a library's table, and how it stands. `done`: what it did; None where no article was read with
    it yet.
    """

    correction: Correction
    done: Done | None

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.done is None:
            return "not yet applied"
        count = len(self.done.documents)
        return f"applied in {count:,} article{'' if count == 1 else 's'}" if count else "concerns nothing"


@dataclass(frozen=True, slots=True)
class Summary:
    """A library's corrections in short: how many, the newest (what it says, and its day), how many rows cannot be used,
    how many are waiting for the next reading, and what those say that concern no article any more.
    """

    corrections: int
    last: str
    when: str
    unusable: int
    waiting: int
    idle: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """The same for people."""
        parts = [f"{self.corrections:,}"]
        parts += [f"last {self.when or 'without a day'}: {self.last}"] if self.corrections else []
        parts += [f"{self.unusable:,} rows cannot be used"] if self.unusable else []
        parts += [f"{self.waiting:,} wait for the next ingest"] if self.waiting else []
        return (f"Corrections {'; '.join(parts)}", *(f"            concerns nothing: {says}" for says in self.idle))


def summary(library: Library) -> Summary:
    """The corrections of a library in short."""
    problems = library.curated().problems
    if library.current() is None:
        found = standings(library.home, None)
    else:
        with library.reading() as generation:
            found = standings(library.home, generation.graph)
    last = max(found, key=lambda one: (one.correction.when, one.correction.line)).correction if found else None
    return Summary(
        corrections=len(found),
        last=last.says if last else "",
        when=last.when if last else "",
        unusable=len(problems),
        waiting=sum(one.done is None for one in found),
        idle=tuple(one.correction.says for one in found if one.done is not None and not one.done.documents),
    )


def standings(home: Path, graph: GraphReader | None) -> tuple[Standing, ...]:
    """Every correction of a library's table, in its order. `graph`: what is published, if anything is."""
    done = {one.correction.id: one for one in graph.corrections()} if graph else {}
    return tuple(Standing(one, done.get(one.id)) for one in parse_curation(curation_in(home)).corrections)
