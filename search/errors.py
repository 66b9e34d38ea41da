"""Errors of the search room: each says what is wrong, where, and how to mend it."""

from __future__ import annotations

from graph.errors import MyographError, QueryError


class ShortPrefixError(MyographError):
    """A prefix query that would match a large part of all words."""

    def __init__(self, prefix: str, least: int) -> None:
        super().__init__(
            f"{prefix + '*'!r} is too short for a prefix search",
            "the search words",
            f"Give at least {least} letters before the star, or the whole word.",
        )


class IndexMissingError(MyographError):
    """A folder that should hold a text index, and does not."""

    def __init__(self, path: str) -> None:
        super().__init__("There is no readable text index", path, "Build it again with `myograph reindex`.")


class SearchPatternError(QueryError):
    """A full-text search inside a query is not written as it must be."""

    def __init__(self, predicate: str, fault: str, line: int, column: int) -> None:
        super().__init__(f"myo:{predicate} {fault}", line, column)


class InexactSearchError(MyographError):
    """Words were not searched for exactly as they stand; `note` says what was done instead."""

    def __init__(self, note: str) -> None:
        super().__init__(note, "the search words", "Mend the words, or give fewer.")


class UnclearQuoteError(QueryError):
    """An address with a quote in it: whether it is one cannot be told where a search must be found in the text."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(
            "A query with a text search cannot hold this: write a blank behind <, or %27 for the quote", line, column
        )
