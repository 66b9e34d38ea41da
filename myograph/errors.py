"""What can go wrong with a library as a whole; each message says what, where, and how to mend it."""

from __future__ import annotations

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
    """A file of the library cannot be understood."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"This part of the library is damaged: {detail}",
            str(path),
            "Go back with `myograph rollback`, or make the library anew from the articles.",
        )


class GenerationMissingError(MyographError):
    """A generation that was asked for is not kept any more, or never was."""

    def __init__(self, home: Path, number: int, kept: tuple[int, ...]) -> None:
        listed = ", ".join(str(one) for one in kept) or "none"
        super().__init__(f"Generation {number} is not here", str(home), f"Kept are: {listed}.")
        self.number = number


class NothingToRollBackError(MyographError):
    """There is no earlier generation to go back to."""

    def __init__(self, home: Path, number: int) -> None:
        super().__init__(
            f"Generation {number} has no earlier one that is still kept",
            str(home),
            "Nothing was changed.",
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
            "Each line is a JSON object with doc, subject, predicate, object and polarity.",
        )


class PortInUseError(MyographError):
    """Another program listens there."""

    def __init__(self, host: str, port: int, detail: str) -> None:
        super().__init__(
            f"The server cannot listen: {detail}",
            f"{host}, port {port}",
            "Name another port with --port, or 0 for any free one.",
        )


def problem_of(error: MyographError) -> Problem:
    """An error as a problem: for work that goes on with the rest of the input."""
    return Problem(error.what, error.where, error.mend)
