"""Answers as rows of a table, for spreadsheets: one for each passage of each link."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Final

from graph.model import Assertion, Evidence, Link
from graph.reader import GraphReader
from search.answer import Answer

COLUMNS: Final = (
    "part step subject subject_id predicate object object_id belief for against disputed polarity certainty "
    "quote title document start end address"
).split()
# A spreadsheet takes what begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer_csv(found: Answer, graph: GraphReader, address: Callable[[Evidence], str]) -> str:
    """An answer as CSV. `address`: where a passage is shown."""
    return links_csv(_parts(found), graph, address)


def links_csv(parts: Iterable[tuple[str, int, Link]], graph: GraphReader, address: Callable[[Evidence], str]) -> str:
    """Links as CSV, each with the part of the answer that it belongs to, and which step of it."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for part, step, link in parts:
        for said in link.assertions:
            for passage in said.evidence:
                cells = _cells(link, said, passage, graph)
                table.writerow([_harmless(cell) for cell in (part, step, *cells, address(passage))])
    return written.getvalue()


def _parts(found: Answer) -> Iterator[tuple[str, int, Link]]:
    for number, path in enumerate(found.paths, 1):
        yield from ((f"chain {number}", step, link) for step, link in enumerate(path.links, 1))
    yield from (("answer", step, link) for step, link in enumerate(found.links, 1))
    yield from (("against", step, link) for step, link in enumerate(found.against, 1))


def _cells(link: Link, said: Assertion, passage: Evidence, graph: GraphReader) -> tuple[str | float, ...]:
    source = graph.source(passage.document)
    return (
        link.subject.label,
        link.subject.id,
        link.predicate.value,
        link.object.label,
        link.object.id,
        link.belief,
        link.support,
        link.against,
        link.disputed,
        said.polarity.value,
        said.certainty.value,
        passage.quote,
        source.title if source else passage.document,
        passage.document,
        passage.passage.start,
        passage.passage.end,
    )


def _harmless(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
