"""Open a library from Python: `myograph.open(home)`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from myograph.library import Library


def open(home: Path | str) -> Library:  # noqa: A001 - called as `myograph.open`
    """The library in a folder: its `graph` is an rdflib Dataset; `ask`, `links`, `search` and `query` answer.

    Raises LibraryMissingError.
    """
    from myograph.library import Library  # noqa: PLC0415 - every import of `myograph` would pay for it

    return Library.open(home)
