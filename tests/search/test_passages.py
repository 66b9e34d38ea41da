"""How a document is cut into passages."""

from __future__ import annotations

import pytest

from graph.model import BlockKind, Sentence, Span
from search.passages import LONGEST, passages

TITLE, CAUSES, CURES = Span(0, 10), Span(11, 20), Span(200, 210)


def body(start: int, end: int, *headings: Span) -> Sentence:
    return Sentence(Span(start, end), BlockKind.PARAGRAPH, headings)


def heading(span: Span, *above: Span) -> Sentence:
    return Sentence(span, BlockKind.HEADING, above)


@pytest.mark.parametrize(
    ("sentences", "spans"),
    [
        pytest.param([body(0, 50), body(51, 90)], [(0, 90)], id="sentences in a row are one passage"),
        pytest.param([body(0, 50, CAUSES), body(51, 90, CURES)], [(0, 50), (51, 90)], id="a new heading"),
        pytest.param([body(0, 500), body(501, LONGEST), body(901, 950)], [(0, LONGEST), (901, 950)], id="length"),
        pytest.param([body(0, 5000), body(5001, 5050)], [(0, 5000), (5001, 5050)], id="a long sentence stays whole"),
        pytest.param([heading(TITLE), body(12, 50, TITLE)], [(12, 50)], id="heading over text"),
        pytest.param([body(0, 9), heading(CAUSES)], [(0, 9), (11, 20)], id="a heading with nothing under it is one"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_passages(sentences: list[Sentence], spans: list[tuple[int, int]]) -> None:
    assert [(one.span.start, one.span.end) for one in passages(sentences)] == spans


def test_a_passage_knows_its_headings() -> None:
    assert passages([body(30, 60, TITLE, CAUSES)])[0].headings == (TITLE, CAUSES)
