"""What one sentence says that a thing does to a condition, where both places are given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model import ConceptType, Span
from graph.tables import parse_table
from ingest.between import Stated, Thing, stated_between
from ingest.knowledge import Knowledge

TABLE = Path(__file__).parents[1] / "cases" / "ingest" / "between.tsv"
ROWS = list(parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name, ("id", "text", "expected")))
MARKS = re.compile(r"[\[\]{}]")


def marked(text: str, opening: str, closing: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and where it is marked so."""
    plain = MARKS.sub("", text)
    found = re.finditer(rf"\{opening}(.*?)\{closing}", text)
    starts = [(len(MARKS.sub("", text[: match.start()])), len(match[1])) for match in found]
    return plain, tuple(Span(start, start + size) for start, size in starts)


@pytest.mark.parametrize(("text", "expected"), [(r["text"], r["expected"]) for r in ROWS], ids=[r["id"] for r in ROWS])
def test_what_is_said_between_two_names(knowledge: Knowledge, text: str, expected: str) -> None:
    plain, agents = marked(text, "[", "]")
    _, conditions = marked(text, "{", "}")
    found = stated_between(plain, Thing(ConceptType.FOOD, agents), Thing(ConceptType.CONDITION, conditions), knowledge)
    assert found is Stated(expected)


def test_a_quarter_of_the_rows_say_neither() -> None:
    assert 4 * sum(row["expected"] == "neither" for row in ROWS) >= len(ROWS)


def test_full_stops_inside_do_not_end_the_sentence(knowledge: Knowledge) -> None:
    text = "Grelum bakum L. Fils (grelbread) was given. It prevents brindle fever."
    food, illness = Thing(ConceptType.FOOD, (Span(22, 31),)), Thing(ConceptType.CONDITION, (Span(56, 69),))
    assert text[22:31] == "grelbread" and text[56:69] == "brindle fever"
    assert stated_between(text, food, illness, knowledge) is Stated.TREAT
