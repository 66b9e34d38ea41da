"""What the commands that correct share: who and why, holding the library, keeping a correction and saying so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.model import Problem
from myograph.commands.shared import opened, show_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.curation import Correction
    from myograph.library import Library

Function = TypeVar("Function", bound=Callable[..., Any])
NEXT = "The next `myograph ingest` reads all articles again"

with_document = click.option("--document", default="", help="Only in the article of this name.")


def with_reason(function: Function) -> Function:
    """Give a command `--who` and `--why`."""
    why = click.option("--why", default="", help="The reason, kept with the correction.")
    return click.option("--who", help="Who corrects, by default the name of the system's user.")(why(function))


@contextmanager
def correcting(home: Path) -> Iterator[Library]:
    """The library in a folder, with its lock held: what is looked up stays so until the correction is written."""
    from myograph.corrections import writing

    with opened(home) as library, writing(library, "myograph correct"):
        yield library


def keep(
    library: Library,
    what: tuple[Any, tuple[str, ...], tuple[str, ...], str],
    reason: tuple[str | None, str],
    *,
    as_json: bool,
) -> None:
    """Put a correction (action, about, value, document) into the library, with who and why, and say so.

    For the lock's holder. Raises RefusedError and the other errors of `myograph.corrections.keep`.
    """
    import getpass
    from datetime import datetime

    from graph.curation import FILE, Correction
    from myograph import corrections

    today = datetime.now().astimezone().date().isoformat()
    correction = Correction(*what, who=reason[0] or getpass.getuser(), when=today, why=reason[1])
    doubts = _doubts(library, correction)
    kept = corrections.keep(library, correction)
    notes = (*kept.notes, *doubts) if kept.added else ()
    if as_json:
        facts = {"id": correction.id, "says": correction.says, "added": kept.added, "file": str(library.home / FILE)}
        show_json({**facts, "notes": [note.what for note in notes]})
        return
    if kept.added:
        say_line(f"Kept in the library's {FILE}: {correction.says}. {NEXT}, with it.")
    else:
        say_line(f"It is there already: {correction.says}.")
    show_notes(notes)


def known_label(library: Library, name: str) -> str:
    """The label of the concept that a vocabulary has under this name. Raises UnknownConceptError."""
    from graph.lookup import Names
    from myograph.curators.errors import UnknownConceptError

    names = Names(library.vocabulary, ())
    found = names.find(name)
    if found is None:
        raise UnknownConceptError(name, names.nearest(name))
    return found.label


def show_notes(notes: Iterable[Problem]) -> None:
    """Print on the error stream what is no fault but should be known, a line each."""
    for note in notes:
        say_line(f"Note: {note.what} ({note.where}). {note.mend}", err=True)


def _doubts(library: Library, correction: Correction) -> tuple[Problem, ...]:
    from myograph.curators.doubtful import doubts

    vocabulary = library.vocabulary
    if library.current() is None:
        return tuple(doubts(correction, vocabulary, None))
    with library.reading() as generation:
        return tuple(doubts(correction, vocabulary, generation.graph))
