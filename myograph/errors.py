"""What can go wrong with a library as a whole; each message says what, where, and how to mend it."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

from graph.errors import MyographError
from graph.model import Problem


class LibraryMissingError(MyographError):
    """No library stands in this folder."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            "There is no library",
            str(home),
            f"Make one with: myograph ingest PATH --home {home}",
        )


class LibraryEmptyError(MyographError):
    """The library stands, but nothing was ever published in it."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            "The library holds nothing yet",
            str(home),
            f"Read articles into it with: myograph ingest PATH --home {home}",
        )


class NotALibraryError(MyographError):
    """The folder holds other things, so no library is made in it."""

    def __init__(self, home: Path, found: str) -> None:
        super().__init__(
            f"This is no library, and holds other things ({found})",
            str(home),
            "Name a folder that is empty or does not exist yet.",
        )


class LibraryBusyError(MyographError):
    """Somebody else is writing. `holder` describes who, in words."""

    def __init__(self, home: Path, holder: str) -> None:
        super().__init__(
            f"The library is being written by {holder}",
            str(home),
            "Wait until that is done, or end it, and try again. Reading is possible all the while.",
        )


class NewerLibraryError(MyographError):
    """The library was made by a Myograph that writes a newer format."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"The library has format {found}; this Myograph knows formats up to {known}",
            str(path),
            "Update Myograph, or make a new library in another folder.",
        )


class DamagedLibraryError(MyographError):
    """A file of the library cannot be understood. `mend`: what helps, if not going back a generation."""

    def __init__(self, path: Path, detail: str, mend: str = "") -> None:
        super().__init__(
            f"This part of the library is damaged: {detail}",
            str(path),
            mend or "Go back to a whole generation with: myograph rollback",
        )


class GenerationMissingError(MyographError):
    """A generation that was asked for is not kept any more, or never was."""

    def __init__(self, home: Path, number: int, kept: tuple[int, ...]) -> None:
        listed = ", ".join(str(one) for one in kept) or "none"
        super().__init__(f"Generation {number} is not here", str(home), f"Kept are: {listed}.")
        self.number = number


class NothingToRollBackError(MyographError):
    """There is no earlier generation to go back to, or none that is whole."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            "The published generation has no earlier one that is whole and still kept",
            str(home),
            "Nothing was changed. To have other articles, ingest them, or make a new library in another folder.",
        )


class FixedBaseError(MyographError):
    """The base IRI of a library is chosen when it is made."""

    def __init__(self, home: Path, base: str) -> None:
        super().__init__(
            f"The library's base IRI is {base}, fixed when it was made",
            str(home),
            "Leave --base out, or make a new library in another folder.",
        )


class BadBaseError(MyographError):
    """A base IRI that cannot begin other IRIs."""

    def __init__(self, base: str) -> None:
        super().__init__(
            f"{base!r} cannot be the beginning of IRIs",
            "--base",
            "Give an absolute http or https address without spaces that ends in / or #.",
        )


class NotAddedError(MyographError):
    """No added vocabulary has this name. `added`: those that there are."""

    def __init__(self, home: Path, name: str, added: tuple[str, ...]) -> None:
        super().__init__(
            f"No vocabulary called {name!r} was added",
            str(home),
            f"Added are: {', '.join(added) or 'none'}.",
        )


class BrokenVocabularyError(MyographError):
    """Nothing of an added vocabulary can be used: to read on would take away what was said of its names."""

    def __init__(self, name: str, what: str, where: str, mend: str) -> None:
        super().__init__(f"The added vocabulary {name!r} cannot be used, so no article was read: {what}", where, mend)


class NoCorrectionError(MyographError):
    """No single correction has this id. `ids`: those that begin so, or all."""

    def __init__(self, path: Path, id: str, ids: tuple[str, ...]) -> None:
        super().__init__(
            f"No single correction has an id that begins with {id!r}",
            str(path),
            f"See `myograph correct list`. Ids are: {', '.join(ids) or 'none'}.",
        )


class KnownNameError(MyographError):
    """A vocabulary has this name already."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(
            f"{name!r} is a name of {label!r} already",
            "the library's vocabulary",
            "To give it another meaning: myograph correct name NAME CONCEPT.",
        )


class NoGuessError(MyographError):
    """Nobody can tell what kind of thing a name stands for."""

    def __init__(self, name: str, types: tuple[str, ...]) -> None:
        super().__init__(f"What {name!r} is cannot be guessed", "--type", f"Name its type: {', '.join(types)}.")


class UnfinishedError(MyographError):
    """A new generation could not be written; the published one is untouched."""

    def __init__(self, home: Path, detail: str) -> None:
        super().__init__(
            f"The new generation could not be written: {detail}",
            str(home),
            "The library is as it was before. Make room or mend the disk, and run the command again.",
        )


class UncheckedError(MyographError):
    """A new generation does not hold what it should, so it is not published."""

    def __init__(self, home: Path, what: str, expected: int, found: int) -> None:
        super().__init__(
            f"The new generation holds {found} {what} where {expected} were written",
            str(home),
            "The library is as it was before. Please report this, with the articles if you can.",
        )


class GoldError(MyographError):
    """A line of a gold file is not what `evaluate` compares with."""

    def __init__(self, path: Path, line: int, detail: str) -> None:
        super().__init__(
            f"This line is no gold assertion: {detail}",
            f"{path}, line {line}",
            "Each line is a JSON object with doc, subject, predicate, object and polarity, in UTF-8; subject and "
            "object are lists of names.",
        )


class EmptyGoldError(MyographError):
    """A gold file says nothing that could be compared."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "The gold file holds no assertion, so there is nothing to compare with",
            str(path),
            "Write one on each line, as `myograph export --format jsonl` prints them.",
        )


class NotUtf8Error(MyographError):
    """A table that a command would write into is in another encoding: writing would lose its letters."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(
            "This line is not UTF-8: writing would lose its letters, and nothing was written",
            f"{path}, line {line}",
            "Save the file as UTF-8 in your editor, then give the command again.",
        )


class HostError(MyographError):
    """This machine has no such address."""

    def __init__(self, host: str, detail: str) -> None:
        super().__init__(
            f"The server cannot listen: {detail}",
            host,
            "Name an address of this machine with --host: 127.0.0.1 for itself alone, 0.0.0.0 for others too.",
        )


class PortInUseError(MyographError):
    """Another program listens there."""

    def __init__(self, host: str, port: int, detail: str) -> None:
        super().__init__(
            f"The server cannot listen: {detail}",
            f"{host}, port {port}",
            "Name another port with --port, or 0 for any free one.",
        )


class TooSlowError(MyographError):
    """One file takes longer than any article should."""

    def __init__(self, where: str, seconds: float) -> None:
        super().__init__(
            f"Reading it takes longer than {seconds:g} seconds",
            where,
            "Leave it out, split it, or raise the limit with --seconds-per-file or MYOGRAPH_SECONDS_PER_FILE.",
        )


class SystemFaultError(MyographError):
    """The operating system refused something."""

    def __init__(self, error: OSError) -> None:
        mend = _MENDS.get(error.errno or 0, "See that the disk and the path are in order, and try again.")
        super().__init__(reason_of(error), str(error.filename or "this system"), mend)


_MENDS = {
    errno.EACCES: "Check the permissions, or name another path.",
    errno.EPERM: "Check the permissions, or name another path.",
    errno.EROFS: "Name a path that can be written to.",
    errno.ENOTDIR: "Name a path whose folders are folders.",
    errno.EISDIR: "Name a file.",
    errno.ENOENT: "Check the path.",
    errno.ENAMETOOLONG: "Name a shorter path.",
    errno.ENOSPC: "Free some disk space, and try again.",
    errno.EDQUOT: "Free some disk space, and try again.",
    errno.EMFILE: "Let the process open more files (ulimit -n), and try again.",
}


def reason_of(error: OSError | MyographError) -> str:
    """What went wrong, without where and without a mend."""
    return error.what if isinstance(error, MyographError) else error.strerror or str(error)


def unreadable(where: str, error: OSError) -> Problem:
    """A file or folder that the operating system does not let us read."""
    return Problem(f"It cannot be read: {error.strerror or error}", where, "Check the path and its permissions.")


def placed(problem: Problem, name: str, where: str) -> Problem:
    """A problem of the document `name`, with the file's path as it was given, `where`, in the place of the name."""
    rest = problem.where.removeprefix(name)
    return replace(problem, where=where + rest) if rest != problem.where else problem


def problem_of(error: MyographError) -> Problem:
    """An error as a problem: for work that goes on with the rest of the input."""
    return Problem(error.what, error.where, error.mend)
