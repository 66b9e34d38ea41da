"""SPARQL results for people: a table whose cells lead to the pages of this library."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from graph.ids import Iris
from graph.terms import MYO, prefixes

_HOST = re.compile(r"^https?://[^/]*")


class Cell(NamedTuple):
    """A term. `href`: where it leads, "" for nowhere; `hint`: its whole IRI, language or datatype."""

    text: str
    href: str = ""
    hint: str = ""


class Table(NamedTuple):
    """Rows with a heading; `total` where there are more than are shown; `verdict` of an ASK."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    verdict: bool | None = None


def table(results: bytes, iris: Iris, most: int) -> Table:
    """SPARQL JSON results as a table of at most `most` rows."""
    found = json.loads(results)
    if "boolean" in found:
        return Table((), (), 0, bool(found["boolean"]))
    columns = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    short = prefixes(iris)
    rows = tuple(tuple(_cell(row.get(name), iris, short) for name in columns) for row in bindings[:most])
    return Table(columns, rows, len(bindings))


def _cell(term: dict[str, Any] | None, iris: Iris, short: dict[str, str]) -> Cell:
    if term is None:
        return Cell("")
    value = str(term["value"])
    if term["type"] != "uri":
        return Cell(value, hint=str(term.get("xml:lang") or term.get("datatype") or ""))
    if value.startswith(iris.base) and iris.parse(value):
        return Cell(_shortened(value, short), _HOST.sub("", value), value)
    outside = value if value.startswith(("https://", "http://")) and not value.startswith(MYO) else ""
    return Cell(_shortened(value, short), outside, value)


def _shortened(iri: str, short: dict[str, str]) -> str:
    for prefix, stem in short.items():
        if iri.startswith(stem) and "/" not in iri[len(stem) :]:
            return f"{prefix}:{iri[len(stem) :]}"
    return iri
