"""The vocabularies that were added to a library: a table each, in its folder `vocabulary`, to be read and edited.

HOME/vocabulary/01-doid.tsv                          for the next ingest; in this order, what comes first wins
HOME/generations/000007/vocabulary/01-doid.tsv       what that generation was read with
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.added import Addition, Outcome
from graph.curation import FILE
from graph.model import Problem
from graph.names import slug
from myograph.errors import BrokenVocabularyError, NotAddedError
from myograph.files import settle, write_whole

FOLDER = "vocabulary"
_ENDINGS = re.compile(r"(\.[A-Za-z0-9]{1,6})?(\.gz)?$")
_TOLD = 3  # of the rows of one table that cannot be used
_NUMBER = re.compile(r"\d+-")


def additions_in(place: Path) -> tuple[Addition, ...]:
    """The added vocabularies of a library's or a generation's folder, in order; nothing where there are none."""
    tables = sorted((place / FOLDER).glob("*.tsv"))
    return tuple(Addition(table.name, table.read_text(encoding="utf-8", errors="replace")) for table in tables)


def name_of(file: str) -> str:
    """What the vocabulary of a file is called: "doid" for "DOID.obo.gz"."""
    return slug(_ENDINGS.sub("", file))


def plain_name(table: str) -> str:
    """What the vocabulary of a kept table is called: "doid" for "01-doid.tsv"."""
    return _NUMBER.sub("", table.removesuffix(".tsv"), count=1)


def table_for(home: Path, name: str) -> str:
    """The file name of a vocabulary: that of the one of this name, else one behind all others."""
    tables = sorted(path.name for path in (home / FOLDER).glob("*.tsv"))
    same = next((table for table in tables if plain_name(table) == name), None)
    numbers = [int(found[0][:-1]) for table in tables if (found := _NUMBER.match(table))]
    return same or f"{max(numbers, default=0) + 1:02}-{name}.tsv"


def keep(home: Path, addition: Addition) -> Path:
    """Put a vocabulary into a library, in the place of the one of this name if there is one. For the lock's holder."""
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    write_whole(folder / addition.name, addition.text)
    return folder / addition.name


def drop(home: Path, name: str) -> Path:
    """Take a vocabulary out of a library; returns where it stood. For the lock's holder. Raises NotAddedError."""
    tables = sorted((home / FOLDER).glob("*.tsv"))
    found = next((table for table in tables if name in (plain_name(table.name), table.name)), None)
    if found is None:
        raise NotAddedError(home, name, tuple(plain_name(table.name) for table in tables))
    found.unlink()
    settle(found.parent)
    return found


def problems_in(home: Path, outcomes: Sequence[Outcome], published: Path | None) -> list[Problem]:
    """What is wrong with rows of added vocabularies, the first few of each. Raises BrokenVocabularyError.

    `published`: the folder of the published generation, which holds the tables as they were.
    """
    found: list[Problem] = []
    for outcome in outcomes:
        faults = [replace(fault, where=str(home / FOLDER / fault.where)) for fault in outcome.faults[:_TOLD]]
        table = home / FOLDER / outcome.name
        if faults and faults[0].what.startswith("header "):  # nothing of the table could be used
            raise _broken(table, faults[0], published / FOLDER / outcome.name if published else None)
        found += faults
        more = len(outcome.faults) - _TOLD
        if more > 0:
            found.append(Problem(f"{more:,} more rows cannot be used", str(table), "See: myograph vocabulary check"))
    return found


def _broken(table: Path, fault: Problem, before: Path | None) -> BrokenVocabularyError:
    name = plain_name(table.name)
    copy = f"copy {before}, as it was when articles were last read, over it, " if before and before.is_file() else ""
    mend = f"{fault.mend} Mend it, {copy}or take it out: myograph vocabulary remove {name}"
    return BrokenVocabularyError(name, fault.what, fault.where, mend)


def carry(source: Path, target: Path) -> None:
    """Give a generation's additions and corrections to the next one, as files that both share."""
    if (source / FILE).is_file():
        _share(str(source / FILE), str(target / FILE))
    if (source / FOLDER).is_dir():
        shutil.copytree(source / FOLDER, target / FOLDER, copy_function=_share)


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # not every file system can
        shutil.copy2(source, target)


def replace_in(place: Path, additions: tuple[Addition, ...]) -> None:
    """Give a generation in the making these additions in the place of those it has."""
    shutil.rmtree(place / FOLDER, ignore_errors=True)
    if additions:
        (place / FOLDER).mkdir()
    for addition in additions:
        (place / FOLDER / addition.name).write_text(addition.text, encoding="utf-8", errors="replace")
