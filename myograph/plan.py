"""What an ingest will do: which files are new or changed, which documents go, decided before anything is read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from graph.errors import MyographError
from graph.ids import document_id
from graph.model import Problem
from ingest.errors import TooLargeError
from myograph.errors import problem_of, unreadable
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
    """Everything by name. `tasks`: what to read; of several with the same content the first that can be read counts.

    `given`: the files. `twins`: by the sum of a content whose first document is not known before the reading, all names
    that have it.
    """

    tasks: tuple[tuple[Task, ...], ...]
    twins: Mapping[str, tuple[str, ...]]
    unchanged: tuple[str, ...]
    removed: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    given: Mapping[str, Path]

    @property
    def empty(self) -> bool:
        """True when the library would stay as it is."""
        return not self.tasks and not self.removed


@dataclass(frozen=True, slots=True)
class Terms:
    """How to plan. `prune`: documents whose file is gone go too, but none of those that could not be looked at.

    `unseen`: names of what could not be looked at, "" where that is a path as given. `stale`: the knowledge has
    changed, so all are read again. `limit`: the most bytes a file may have.
    """

    prune: bool
    stale: bool
    limit: int
    unseen: tuple[str, ...] = ()


def make_plan(found: Iterable[Found], entries: Mapping[str, Entry], terms: Terms) -> Plan:
    """Compare files with the documents of a library (`entries`, by name).

    Of several with the same content the first by name that can be read is stored, whichever was there before: so the
    order of ingests makes no difference, and what cannot be read takes nobody's place.
    """
    given = {file.name: file.path for file in found}
    sums, problems = _sums(given, terms.limit)
    wanted = sums | {name: entry.sha256 for name, entry in entries.items() if name not in sums}
    gone = _gone(given, sums, entries, terms)
    groups = _groups({name: content for name, content in wanted.items() if name not in gone})
    same = {n for n, entry in entries.items() if not terms.stale and n not in gone and wanted[n] == entry.sha256}
    tasks: list[tuple[Task, ...]] = []
    twins: dict[str, tuple[str, ...]] = {}
    for content, names in groups.items():
        to_read = tuple(takewhile(lambda name: name not in same, names))
        if to_read:
            tasks.append(tuple(_task(name, given if name in sums else {}, entries) for name in to_read))
        if len(names) > 1:
            twins[content] = names
    settled = [name for names in twins.values() if names[0] in same for name in names[1:]]
    problems += [_twin_problem(name, given, groups[wanted[name]][0]) for name in settled]
    return Plan(
        tasks=tuple(tasks),
        twins={content: names for content, names in twins.items() if names[0] not in same},
        unchanged=tuple(name for name in sorted(same) if name in sums and name not in settled),
        removed=tuple(entry for name, entry in sorted(entries.items()) if name in gone or name in settled),
        problems=tuple(problems),
        given=given,
    )


def settle(plan: Plan, entries: Mapping[str, Entry], failed: Collection[str]) -> tuple[list[Entry], list[Problem]]:
    """What goes, and is to be said, when it is known which of the documents with the same content could be read.

    `entries`: what the library holds now; `failed`: the names of what could not be read.
    """
    goes: list[Entry] = []
    problems: list[Problem] = []
    for content, names in plan.twins.items():
        held = [name for name in names if name in entries and entries[name].sha256 == content]
        later = [name for name in names if held and name != held[0] and name not in failed]
        goes += [entries[name] for name in later if name in entries]
        problems += [_twin_problem(name, plan.given, held[0]) for name in later]
    return goes, problems


def _groups(wanted: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The names that have a content, in order, by its sum; the contents by their first name."""
    groups: dict[str, list[str]] = {}
    for name in sorted(wanted):
        groups.setdefault(wanted[name], []).append(name)
    return {content: tuple(names) for content, names in groups.items()}


def _task(name: str, paths: Mapping[str, Path], entries: Mapping[str, Entry]) -> Task:
    return Task(name, document_id(name), paths.get(name), name in entries)


def _gone(given: Mapping[str, Path], sums: Mapping[str, str], entries: Mapping[str, Entry], terms: Terms) -> set[str]:
    """The documents that pruning takes: none where nothing could be read, or a path as given could not be looked at."""
    if not terms.prune or not sums or "" in terms.unseen:
        return set()
    below = tuple(f"{name}/" for name in terms.unseen)
    return {name for name in entries if name not in given and not f"{name}/".startswith(below)}


def _sums(given: Mapping[str, Path], limit: int) -> tuple[dict[str, str], list[Problem]]:
    sums: dict[str, str] = {}
    problems: list[Problem] = []
    for name, path in sorted(given.items()):
        try:
            sums[name] = _sum(path, limit)
        except MyographError as error:
            problems.append(problem_of(error))
        except OSError as error:
            problems.append(unreadable(str(path), error))
    return sums, problems


def _sum(path: Path, limit: int) -> str:
    size = path.stat().st_size
    if size > limit:
        raise TooLargeError(str(path), size, limit)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _twin_problem(name: str, given: Mapping[str, Path], first: str) -> Problem:
    where = str(given.get(name, name))
    return Problem(f"It has the same content as {first}, which is stored", where, "Remove one of the two.")
