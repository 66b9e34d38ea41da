"""What can go wrong with a library's table of corrections and with a correction that is given."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from graph.errors import MyographError


class NotATableError(MyographError):
    """Something else stands where the table of corrections should."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "A folder stands where the table of corrections belongs",
            str(path),
            "Move the folder elsewhere; the table is made with the first correction.",
        )


class ReadOnlyTableError(MyographError):
    """The table is marked as one that nobody should write to."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "The table of corrections is marked as read-only, so nothing was written",
            str(path),
            "Allow writing to it (chmod u+w), and give the command again.",
        )


class TableHeaderError(MyographError):
    """The table's columns are others: no row of it counts, and one more would not either."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        super().__init__(
            "The table of corrections does not begin with its columns, so none of its rows counts; nothing was written",
            str(path),
            f"Let its first line be, with a tab between each two: {', '.join(columns)}.",
        )


class RefusedError(MyographError):
    """A correction that could not be used, so it is not kept."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"Nothing was kept: {reason}", "the correction that was given", mend)


class NoRowError(MyographError):
    """No row of the table stands on this line."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(
            "No row stands there: it is the header, a remark, empty, or behind the end",
            f"{path}, line {line}",
            "See `myograph correct list` for the lines of rows that cannot be used.",
        )


class UnknownConceptError(MyographError):
    """What is given as a concept is none of the vocabulary's. `nearest`: labels of those that look like it."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        offer = f"Did you mean: {', '.join(nearest)}? " if nearest else ""
        super().__init__(
            f"The vocabulary has no concept called {name!r}",
            "the correction that was given",
            f"{offer}A name that the articles brought is first accepted: myograph vocabulary accept {quote(name)}",
        )


class SameConceptError(MyographError):
    """Two that shall become one are one concept already."""

    def __init__(self, a: str, b: str, label: str) -> None:
        super().__init__(
            f"{a!r} and {b!r} are names of one concept already, {label!r}",
            "the correction that was given",
            "To take a name from it: myograph correct name NAME CONCEPT, or myograph vocabulary reject NAME.",
        )


class LabelTakenError(MyographError):
    """The label for a candidate is a name that a concept has."""

    def __init__(self, name: str, label: str, holder: str) -> None:
        super().__init__(
            f"{label!r} is a name of {holder!r} already",
            "--label",
            f"To make {name!r} another name of it: myograph vocabulary merge {quote(name)} {quote(holder)}",
        )


class NoCandidateError(MyographError):
    """What shall be merged as a candidate is a name that a concept has."""

    def __init__(self, name: str, holder: str, into: str) -> None:
        super().__init__(
            f"{name!r} is no candidate: it is a name of {holder!r}",
            "the correction that was given",
            f"To have the name alone mean {into!r}: myograph correct name {quote(name)} {quote(into)}. "
            f"To make the two concepts one: myograph correct same {quote(holder)} {quote(into)}",
        )
