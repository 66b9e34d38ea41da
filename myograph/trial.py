"""Articles read afresh and held against gold: the comparison, what is wrong and why, and whether quotes stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.export import assertion_rows
from graph.model import Reading
from ingest.causes import Case, explain
from ingest.evaluate import Comparison, Row, Share, comparable, compare, document_of
from ingest.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Trial:
    """How reading did. `misplaced`: how many quotes do not stand at their offsets."""

    compared: Comparison
    cases: tuple[Case, ...]
    misplaced: Share


def trial(
    readings: Mapping[str, Reading], knowledge: Knowledge, gold: Iterable[Row], optional: Iterable[Row] = ()
) -> Trial:
    """What was read against what a person found; `readings` by the documents' names, without folders."""
    rows = {name: tuple(_rows(reading, knowledge)) for name, reading in sorted(readings.items())}
    compared = compare(gold, (row for name in rows for row in rows[name]), optional)
    documents = {claim.key[0] for claim in compared.gold}
    wrong = [
        readings[name].document.text[row["start"] : row["end"]] != row["quote"]
        for name in rows
        if name in documents
        for row in rows[name]
    ]
    return Trial(compared, tuple(explain(compared, readings, knowledge)), Share(sum(wrong), len(wrong)))


def unquoted(gold: Iterable[Row], readings: Mapping[str, Reading]) -> tuple[tuple[str, str], ...]:
    """The documents and quotes of gold's rows that do not stand in their document, however its lines are broken."""
    texts = {name: comparable(reading.document.text) for name, reading in readings.items()}
    quoted = ((document_of(row), row.get("quote", "")) for row in gold)
    return tuple(
        (name, quote) for name, quote in dict.fromkeys(quoted) if name in texts and comparable(quote) not in texts[name]
    )


def _rows(reading: Reading, knowledge: Knowledge) -> Iterator[Row]:
    own = {concept.id: concept for concept in reading.concepts}
    return assertion_rows(reading, {**knowledge.vocabulary.concepts, **own})
