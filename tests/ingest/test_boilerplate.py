"""What is left out of an article, and what only sounds like it: tests/cases/ingest/boilerplate.tsv."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model import Span
from graph.tables import parse_table
from ingest.boilerplate import article_parts
from ingest.documents import read_document
from ingest.errors import NoArticleError

Outline = Callable[..., list[str]]
TABLE = Path(__file__).parents[1] / "cases" / "ingest" / "boilerplate.tsv"
CASES = [
    (row["id"], row["text"], row["expected"])
    for row in parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name, ("id", "text", "expected"))
]
ARTICLE = "Cramps hurt.\n\n" + "A cramp is a sudden contraction of a muscle that you cannot stop at will. " * 6


@pytest.mark.parametrize(("_", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_left_of_a_block(_: str, text: str, expected: str) -> None:
    left = " ".join(text[part.start : part.end] for part in article_parts(text, Span(0, len(text))))
    assert left == {"all": text, "nothing": ""}.get(expected, expected)


def test_a_third_of_the_cases_are_near_misses() -> None:
    assert sum(expected == "all" for _, _, expected in CASES) * 3 >= len(CASES)


@pytest.mark.parametrize("mark", ["Leave a Reply", "12 Comments", "3 thoughts on “Cramps”", "Join the conversation"])
def test_comments_end_the_article(mark: str, outline: Outline) -> None:
    lines = outline(f"{ARTICLE}\n\n{mark}\n\nBananas cured my migraine. It was great.")
    assert lines[-1].startswith("A cramp is")


def test_comments_link_on_top_ends_nothing(outline: Outline) -> None:
    assert outline("Leg cramps\n\nLeave a comment\n\nThey hurt.")[-1] == "They hurt."


def test_comments_as_a_topic_end_nothing(outline: Outline) -> None:
    assert outline(f"{ARTICLE}\n\nComments on posture make many people tense.\n\nRest helps.")[-1] == "Rest helps."


def test_page_of_furniture_alone_is_reported() -> None:
    with pytest.raises(NoArticleError, match=r"menu\.txt"):
        read_document("menu.txt", b"Home\n\nLog in\n\nShare on Facebook\n")
