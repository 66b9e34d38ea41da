"""Plain text to blocks: tests/cases/ingest/structure.tsv and headings.tsv, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Block, BlockKind
from graph.tables import parse_table
from ingest.headings import Typed, levels, looks_like_heading
from ingest.structure import infer

Outline = Callable[..., list[str]]
CASES = Path(__file__).parents[1] / "cases" / "ingest"
# Pieces that structure hangs on, so that random texts meet every rule.
MARKS = "\n|\n\n|  |- |• |1. |2) |* |. |(|)|”|\t|é|Heat: |Causes include:|Leg Cramps|cramps|What now?|Sources|Share"
TYPED = st.lists(st.sampled_from(MARKS.split("|")) | st.text(max_size=8), max_size=40).map("".join)


def cases(table: str, *columns: str) -> list[tuple[str, ...]]:
    text = (CASES / f"{table}.tsv").read_text(encoding="utf-8")
    return [(row["id"], *(row[name] for name in columns)) for row in parse_table(text, table, ("id", *columns))]


STRUCTURE = cases("structure", "text", "expected")
HEADINGS = cases("headings", "line", "heading")


@pytest.mark.parametrize(("_", "text", "expected"), STRUCTURE, ids=[case[0] for case in STRUCTURE])
def test_structure(_: str, text: str, expected: str, outline: Outline) -> None:
    assert outline(text.replace("\\n", "\n")) == expected.split("\\n")


@pytest.mark.parametrize(("_", "line", "heading"), HEADINGS, ids=[case[0] for case in HEADINGS])
def test_line_that_looks_like_a_heading(_: str, line: str, heading: str) -> None:
    assert looks_like_heading(line) is (heading == "yes")


def test_headings_with_a_list_marker_are_parts_only_below_a_section() -> None:
    numbered = [Typed("Rest", direct=False, item=True), Typed("Heat", direct=False, item=True)]
    assert levels("Back pain", numbered) == [2, 2]
    assert levels("Back pain", [Typed("Ways to help", direct=True), *numbered]) == [2, 3, 3]


def test_word_shared_with_the_title_makes_a_section_only_at_the_end() -> None:
    causes = Typed("Causes of Muscle Cramps", direct=False)
    assert levels("Muscle Cramps", [causes, Typed("Muscle fatigue", direct=False)]) == [2, 3]
    assert levels("Muscle Cramps", [causes, Typed("Mind and Cramps", direct=False)]) == [2, 2]


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_blocks_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    blocks = infer(text)
    edges = [0, *(edge for block in blocks for edge in (block.span.start, block.span.end)), len(text)]
    assert edges == sorted(edges)
    assert all(text[block.span.start : block.span.end].strip() for block in blocks)
    assert all(fits(block) for block in blocks)


def fits(block: Block) -> bool:
    """Whether a block's level is one that its kind has."""
    if block.kind is BlockKind.HEADING:
        return 1 <= block.level <= 6
    return block.level >= 1 if block.kind is BlockKind.ITEM else block.level == 0
