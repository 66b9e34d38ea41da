"""Which files are meant: files as named, folders with all below them, each with the name it will have."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graph.model import Problem
from myograph.errors import unreadable


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file to read. `name`: its path below the folder that was given, or its own name, with forward slashes."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found, by name, and what is wrong with the rest.

    `unseen`: the names of what could not be looked at, so that nobody knows what is there; "" for a path as given.
    """

    found: tuple[Found, ...]
    problems: tuple[Problem, ...]
    unseen: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """What one walk has met: folders by device and inode, so that links cannot lead it in circles."""

    suffixes: Collection[str]
    found: list[Found]
    problems: list[Problem]
    unseen: list[str]
    seen: set[tuple[int, int]]
    linked: list[tuple[str, Path]]


def scan(paths: Sequence[Path], suffixes: Collection[str]) -> Scan:
    """The readable files among and below `paths`.

    Hidden files and folders are left out below a folder, as are files with other suffixes; a file that is named itself
    is held to its suffix. Links are followed; no folder is walked twice, and a folder's own name goes before a link's.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    unseen: list[str] = []
    for path in sorted(set(paths)):
        if _is_folder(path):
            walk = _Walk(suffixes, found, problems, unseen, set(), [])
            _folder(walk, "", path)
            while walk.linked:
                _folder(walk, *walk.linked.pop(0))
        else:
            problem = _wrong_with(path, suffixes)
            found += [] if problem else [Found(path.name, path)]
            problems += [problem] if problem else []
            unseen += [""] if _fault(path) else []
    kept = list(_one_for_each_name(found, problems))
    problems.sort(key=lambda problem: (problem.where, problem.what))
    return Scan(tuple(kept), tuple(problems), tuple(sorted(set(unseen))))


def _folder(walk: _Walk, prefix: str, folder: Path) -> None:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        walk.problems.append(unreadable(str(folder), error))
        walk.unseen.append(prefix)
        return
    if (status.st_dev, status.st_ino) in walk.seen:
        return
    walk.seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        if not entry.name.startswith("."):
            _entry(walk, str(PurePosixPath(prefix, entry.name)), entry)


def _entry(walk: _Walk, name: str, entry: os.DirEntry[str]) -> None:
    path = Path(entry.path)
    if _is_folder(path):
        if entry.is_symlink():
            walk.linked.append((name, path))
        else:
            _folder(walk, name, path)
        return
    fault = _fault(path)
    if fault:
        walk.unseen.append(name)
    if path.suffix.lower() in walk.suffixes:
        problem = _wrong_with(path, walk.suffixes)
        if problem:
            walk.problems.append(problem)
        else:
            walk.found.append(Found(name, path))
    elif fault and not isinstance(fault, FileNotFoundError):  # a link that leads nowhere may stand there
        walk.problems.append(unreadable(str(path), fault))


def _wrong_with(path: Path, suffixes: Collection[str]) -> Problem | None:
    try:
        mode = path.stat().st_mode
        str(path).encode()
    except UnicodeEncodeError:
        where = os.fsencode(path).decode("utf-8", "replace")
        return Problem("The file's name is not valid UTF-8", where, "Rename the file.")
    except OSError as error:
        return unreadable(str(path), error)
    if not stat.S_ISREG(mode):
        return Problem("This is neither a file nor a folder", str(path), "Name files, or folders that hold them.")
    if path.suffix.lower() not in suffixes:
        allowed = ", ".join(sorted(suffixes))
        what = f"Files of the kind {path.suffix!r} cannot be read" if path.suffix else "The file's name has no suffix"
        return Problem(what, str(path), f"Give it as one of: {allowed}.")
    return None


def _fault(path: Path) -> OSError | None:
    """Why nobody can tell what is there; None where it can be told."""
    try:
        path.stat()
    except OSError as error:
        return error
    return None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _one_for_each_name(found: list[Found], problems: list[Problem]) -> Iterator[Found]:
    taken: dict[str, Path] = {}
    for file in sorted(found):
        if file.name not in taken:
            taken[file.name] = file.path
            yield file
        elif not file.path.samefile(taken[file.name]):
            problems.append(
                Problem(
                    f"Another file has the same name below its folder: {taken[file.name]}",
                    str(file.path),
                    "Rename one of them, or give a folder above both.",
                )
            )
