"""Errors of the search room: each says what is wrong, where, and how to mend it."""

from __future__ import annotations

from graph.errors import MyographError


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
