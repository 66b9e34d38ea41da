"""Queries to begin with, from `data/queries/examples/`: the first line of each is its title."""

from __future__ import annotations

from typing import NamedTuple

from graph.ids import Iris
from graph.queries import named
from graph.tables import data


class Example(NamedTuple):
    """A query that can be sent as it is."""

    title: str
    text: str


def examples(iris: Iris) -> tuple[Example, ...]:
    """The example queries, in the order of their file names, with their prefixes declared."""
    files = sorted(data("queries", "examples").iterdir(), key=lambda file: file.name)
    return tuple(
        Example(
            file.read_text(encoding="utf-8").partition("\n")[0].lstrip("# "), named(f"examples/{file.name[:-3]}", iris)
        )
        for file in files
        if file.name.endswith(".rq")
    )
