"""What an item of a list names that no vocabulary knows, and what names nothing: tests/cases/ingest/unnamed.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Origin, Predicate
from graph.tables import parse_table
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.labels import label_of
from ingest.pipeline import read
from ingest.sharing import shared_by
from ingest.unnamed import true_head, words_of

TABLE = Path(__file__).parents[1] / "cases" / "ingest" / "unnamed.tsv"
COLUMNS = ("id", "heading", "item", "expected")
ROWS = [row.values for row in parse_table(TABLE.read_text(encoding="utf-8"), "unnamed", COLUMNS)]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_item_names_just_this(knowledge: Knowledge, row: dict[str, str]) -> None:
    text = f"# Headache\n\n## {row['heading']}\n\n- Dehydration\n- {row['item']}\n- Stretching\n"
    document, _ = read_document("case.md", text.encode())
    reading = read(document, knowledge)
    wanted = {part.strip() for part in row["expected"].split(";") if part.strip()}
    named = {f"{c.label} | {c.type}" for c in reading.concepts if c.origin is Origin.PROVISIONAL}
    assert named == wanted
    stated = {a.subject for a in reading.assertions if a.predicate in (Predicate.CAUSES, Predicate.TREATS)}
    assert {c.id for c in reading.concepts if c.origin is Origin.PROVISIONAL} <= stated


def test_half_of_the_rows_are_near_misses() -> None:
    empty = sum(not row["expected"] for row in ROWS)
    assert empty * 2 >= len(ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("wrong type of shoes", "shoe"),
        ("run of bad nights", "night"),
        ("size of the shoe", "size"),
        ("wrong size of shoe", "shoe"),
        ("problems with the veins", "problem"),
        ("crossing your legs", "crossing"),
    ],
)
def test_heads_are_what_is_counted(words: str, head: str) -> None:
    assert true_head(tuple(words.split())) == head


@pytest.mark.parametrize(
    ("raw", "gerund", "label"),
    [
        ("Vitamin B12 shortages", False, "vitamin B12 shortage"),
        ("5-HTP", False, "5-HTP"),
        ("Long  flights", False, "long flight"),
        ("Crossing your legs", True, "crossing your legs"),
        ("one’s old *clothes*", False, "one's old clothes"),
        ("TIGHT WAISTBANDS", False, "tight waistband"),
    ],
)
def test_labels_are_written_as_readers_write(raw: str, gerund: bool, label: str) -> None:
    assert label_of(raw, gerund) == label


def test_words_of_a_place_are_singular_and_lower_case() -> None:
    assert "mg" in words_of("unit")
    assert not [
        word for place in ("whole", "first", "relational", "bad") for word in words_of(place) if word.lower() != word
    ]


def test_a_list_of_one_shares_nothing() -> None:
    assert shared_by("stress", []) == []
