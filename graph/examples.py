"""Queries to begin with, from `data/queries/examples/`: files that a person reads and edits.

The first line of each is its title, the comment lines below it say more; the file names give the order.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.ids import Iris
from graph.queries import named
from graph.tables import data_folder

_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.MULTILINE)
_NUMBER = re.compile(r"^\d+-")


class Example(NamedTuple):
    """A query that can be sent as it is. `key`: its file's name without order and ending; `form`: "select" and so on;
    `comment`: what else there is to say of it, or "".
    """

    key: str
    title: str
    comment: str
    form: str
    text: str


def examples(iris: Iris) -> tuple[Example, ...]:
    """The example queries, in the order of their file names, with their prefixes declared."""
    files = data_folder("queries/examples", ".rq")
    return tuple(_example(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"), iris) for file in files)


def _example(name: str, content: str, iris: Iris) -> Example:
    title, *more = (line.lstrip("# ") for line in content.splitlines() if line.startswith("#"))
    found = _FORM.search(content)
    assert found, f"{name}.rq is no query"
    text = named(f"examples/{name}", iris)
    return Example(_NUMBER.sub("", name), title, " ".join(more), found[1].lower(), text)
