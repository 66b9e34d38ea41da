"""Open a library from Python: `myograph.open(home)`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from myograph.library import Library


def open(home: Path | str) -> Library:  # noqa: A001 - called as `myograph.open`
    """The library in a folder; `with` closes it at the end. Raises LibraryMissingError.

    `query` answers SPARQL; `ask`, `links`, `search` and `concept` answer in words and pictures (a notebook shows
    them); `graph` is an rdflib Dataset, `to_networkx()` a graph of all links.
    """
    from myograph.library import Library  # noqa: PLC0415 - every import of `myograph` would pay for it

    return Library.open(home)
