"""What an ingest will do: which files are new or changed, which documents go, decided before anything is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import MyographError
from graph.ids import document_id
from graph.model import Problem
from ingest.errors import TooLargeError
from myograph.errors import problem_of
from myograph.manifest import Entry
from myograph.scan import Found


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. `path`: its file; None when the text that the library holds is read again.

    `replaces`: the library holds an earlier reading of it.
    """

    name: str
    id: str
    path: Path | None
    replaces: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything by name. `kept`: entries that stay as they are; `tasks`: what to read; `removed`: what goes."""

    tasks: tuple[Task, ...]
    kept: tuple[Entry, ...]
    unchanged: tuple[str, ...]
    removed: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def empty(self) -> bool:
        """True when the library would stay as it is."""
        return not self.tasks and not self.removed


def make_plan(found: Iterable[Found], entries: Mapping[str, Entry], *, prune: bool, stale: bool, limit: int) -> Plan:
    """Compare files with the documents of a library (`entries`, by name).

    `prune`: documents whose file is not among the found go. `stale`: the knowledge has changed, so all are read again.
    `limit`: the most bytes a file may have. Of several with the same content the first by name is stored, whichever
    was there before: so the order of ingests makes no difference.
    """
    given = {file.name: file.path for file in found}
    sums, problems = _sums(given, limit)
    others = {name: entry.sha256 for name, entry in entries.items() if name not in sums and not (prune and sums)}
    unread = {name: entry.sha256 for name, entry in entries.items() if name in given and name not in sums}
    wanted = sums | others | unread
    twins, first = _twins(wanted)
    problems += [_twin_problem(name, given, first[wanted[name]]) for name in twins]
    stays = [name for name in sorted(wanted) if name not in twins]
    same = [name for name in stays if not stale and name in entries and entries[name].sha256 == wanted[name]]
    tasks = [
        Task(name, document_id(name), given[name] if name in sums else None, name in entries)
        for name in stays
        if name not in set(same)
    ]
    return Plan(
        tasks=tuple(tasks),
        kept=tuple(entries[name] for name in same),
        unchanged=tuple(name for name in same if name in sums),
        removed=tuple(entry for name, entry in sorted(entries.items()) if name not in set(stays)),
        problems=tuple(problems),
    )


def _sums(given: Mapping[str, Path], limit: int) -> tuple[dict[str, str], list[Problem]]:
    sums: dict[str, str] = {}
    problems: list[Problem] = []
    for name, path in sorted(given.items()):
        try:
            sums[name] = _sum(path, limit)
        except MyographError as error:
            problems.append(problem_of(error))
        except OSError as error:
            problems.append(Problem(f"It cannot be read: {error.strerror}", str(path), "Check its permissions."))
    return sums, problems


def _sum(path: Path, limit: int) -> str:
    size = path.stat().st_size
    if size > limit:
        raise TooLargeError(str(path), size, limit)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _twins(wanted: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The names whose content another has too, and the first name of each content."""
    first: dict[str, str] = {}
    twins = [name for name in sorted(wanted) if first.setdefault(wanted[name], name) != name]
    return twins, first


def _twin_problem(name: str, given: Mapping[str, Path], first: str) -> Problem:
    where = str(given.get(name, name))
    return Problem(f"It has the same content as {first}, which is stored", where, "Remove one of the two.")
