"""Errors that stop the caller: each says what is wrong, where, and how to mend it.

A raise site passes facts; the class makes the sentence. Other rooms add their own subclasses in their own `errors.py`.
"""

from __future__ import annotations


class MyographError(Exception):
    """Root of all errors that Myograph raises on purpose."""

    def __init__(self, what: str, where: str, mend: str) -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.what} ({self.where}). {self.mend}"


class TableError(MyographError):
    """A row of a knowledge table cannot be used."""

    def __init__(self, path: str, line: int, column: str, value: str, allowed: str) -> None:
        super().__init__(
            f"{column} cannot be {value!r}",
            f"{path}, line {line}",
            f"Allowed: {allowed}.",
        )


class TableMissingError(MyographError):
    """A knowledge table that should have come with Myograph cannot be opened."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"A table of Myograph's knowledge cannot be read: {reason}", path, "Install Myograph again.")


class QueryError(MyographError):
    """A SPARQL query cannot be run. Line and column count from 1; 0 where the engine gives none."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        where = f"line {line}, column {column}" if line else "the query"
        super().__init__(message, where, "Correct the query and send it again.")
        self.line = line
        self.column = column


class DeepQueryError(QueryError):
    """Brackets within brackets of a query would overflow the engine's stack."""

    def __init__(self, depth: int, most: int) -> None:
        super().__init__(f"The query is nested too deeply: {depth:,} brackets within each other, {most:,} can be")


class LongQueryError(QueryError):
    """A query has so many parts that it would overflow the engine's stack."""

    def __init__(self, words: int, most: int) -> None:
        super().__init__(f"The query is too long: {words:,} words and signs, {most:,} can be")


class ForbiddenQueryError(MyographError):
    """A query asks for something that this read-only service never does."""

    def __init__(self, feature: str) -> None:
        super().__init__(
            f"{feature} is not allowed here",
            "the query",
            "Only SELECT, ASK, CONSTRUCT and DESCRIBE over this library's own graphs are answered.",
        )


class UnknownNameError(MyographError):
    """A name that neither the vocabulary nor the library knows."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        offer = f"Did you mean: {', '.join(nearest)}?" if nearest else "Try another name for it, or a full-text search."
        super().__init__(f"No concept is called {name!r}", "the question", offer)
        self.name = name
        self.nearest = nearest


class SameNameError(MyographError):
    """Both ends of a question are one concept."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"Both ends are the same concept, {label!r}",
            "the question",
            "Name two different things.",
        )


class StoreError(MyographError):
    """The graph on disk cannot be read or written; `reason` is the engine's own message."""

    def __init__(self, action: str, path: str, reason: str) -> None:
        if "No space left" in reason or "Disk quota" in reason:
            mend = "Free some disk space and try again; what was published before is untouched."
        elif "lock" in reason.lower():
            mend = "Another process is writing there: wait until it is done."
        else:
            mend = "See that the folder is whole and may be read and written, or build the library again."
        super().__init__(f"The graph store could not be {action}: {reason}", path, mend)


class ResultFormatError(MyographError):
    """A query's result cannot be written in the format asked for."""

    def __init__(self, format: str, allowed: tuple[str, ...]) -> None:
        super().__init__(
            f"The result of this query cannot be written as {format!r}",
            "the format asked for",
            f"Allowed: {', '.join(allowed)}.",
        )
        self.allowed = allowed
