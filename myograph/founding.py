"""How a library comes to be: its folder and its settings; and how it goes again if nothing came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.curation import FILE as CURATION
from graph.ids import DEFAULT_BASE
from myograph import files, lock
from myograph.additions import FOLDER
from myograph.errors import BadBaseError, DamagedLibraryError, LibraryBusyError, NotALibraryError
from myograph.manifest import FORMAT, read_facts

SETTINGS = "settings.json"
CURRENT = "current"
GENERATIONS = "generations"
_OWN = frozenset(
    {
        SETTINGS,
        CURRENT,
        lock.FILE,
        GENERATIONS,
        FOLDER,
        CURATION,
        *(f"{one}.tmp" for one in (SETTINGS, CURRENT, CURATION)),
    }
)
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")


def stands(home: Path) -> bool:
    """True where there is a library, be it damaged."""
    return (home / SETTINGS).exists() or any((home / GENERATIONS).glob("[0-9]*[0-9]"))


def read_base(home: Path) -> str:
    """The base IRI that a library was made with. Raises DamagedLibraryError, NewerLibraryError."""
    example = json.dumps({"format": FORMAT, "base": DEFAULT_BASE})
    mend = f"Write what it held into it again: {example}, or the other base that the library was made with."
    base = read_facts(home / SETTINGS, mend).get("base")
    if not isinstance(base, str) or not _BASE.fullmatch(base):
        raise DamagedLibraryError(home / SETTINGS, "it does not say the base IRI", mend)
    return base


def found(home: Path, base: str) -> None:
    """Make an empty library. Raises BadBaseError, NotALibraryError."""
    if not _BASE.fullmatch(base):
        raise BadBaseError(base)
    if home.exists() and not home.is_dir():
        raise NotALibraryError(home, "it is a file")
    others = sorted(entry.name for entry in home.iterdir() if entry.name not in _OWN) if home.is_dir() else []
    if others:
        raise NotALibraryError(home, others[0])
    with tidy(home):
        (home / GENERATIONS).mkdir(parents=True, exist_ok=True)
        with lock.write_lock(home, "making the library"):
            files.write_whole(home / SETTINGS, json.dumps({"format": FORMAT, "base": base}, indent=1) + "\n")


@contextmanager
def tidy(home: Path) -> Iterator[None]:
    """Take a library away again if the block fails, and nothing was published in it. A library must stand there.

    For whoever has just made it; while somebody else writes, it stays.
    """
    try:
        yield
    except BaseException:
        take_away(home)
        raise


def take_away(home: Path) -> None:
    """Remove a library in which nothing was ever published, and its folder; while somebody writes, it stays."""
    with suppress(LibraryBusyError, OSError), lock.write_lock(home, "taking the empty library away"):
        for leftover in (home / GENERATIONS).glob("*.tmp"):
            files.discard(leftover)
        (home / GENERATIONS).rmdir()  # fails where there is a generation
        for name in _OWN - {GENERATIONS, FOLDER, CURATION}:
            (home / name).unlink(missing_ok=True)
        home.rmdir()  # fails where others have put something into it
