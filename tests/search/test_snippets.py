"""Which part of a passage is shown, and which words are marked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine import term_of
from search.model import Snippet
from search.query import parse
from search.snippets import WIDTH, Marker, snippet

FILLER = "Nothing of interest stands in this sentence, which is only here to be long enough. "


def shown(text: str, query: str, start: int = 0) -> Snippet:
    return snippet(text, start, Marker(parse(query).node, term_of))


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        pytest.param("Cramps and cramping cramp.", "cramp", ["Cramps", "cramping", "cramp"], id="other forms"),
        pytest.param("A crampon is no cramp.", "cramp", ["cramp"], id="near miss: a longer word"),
        pytest.param("Magnesium, magnets.", "magn*", ["Magnesium", "magnets"], id="prefix"),
        pytest.param("Leg or arm cramps", '"leg cramps"', ["Leg", "cramps"], id="words of a phrase"),
        pytest.param("Leg cramps in pregnancy", "leg NOT pregnancy", ["Leg"], id="not what must not occur"),
        pytest.param("The cramp of the leg", "the leg", ["leg"], id="not words that say nothing"),
        pytest.param("Ménière’s disease", "meniere", ["Ménière’s"], id="accents and possessives"),
        pytest.param("İstanbul cramps", "cramps", ["cramps"], id="a letter that grows when lowered"),
    ],
)
def test_marks(text: str, query: str, marked: list[str]) -> None:
    found = shown(text, query, start=100)
    assert [text[mark.start - 100 : mark.end - 100] for mark in found.marks] == marked
    assert [piece for piece, is_mark in found.pieces if is_mark] == marked


def test_the_window_has_most_different_words_and_begins_with_a_sentence() -> None:
    best = "Magnesium may help against cramps."
    found = shown(f"Cramps hurt. Cramps, cramps. {FILLER * 8}{best} {FILLER * 8}", "magnesium cramps")
    assert found.text.startswith(best)


@given(st.text(alphabet="cramp leg.\n", max_size=900), st.integers(0, 50))
def test_a_snippet_is_a_part_of_its_text(text: str, start: int) -> None:
    found = shown(text, "cramp leg", start)
    assert found.text == text[found.span.start - start : found.span.end - start]
    assert len(found.text) <= max(WIDTH, 0)
    assert all(found.span.holds(mark) for mark in found.marks)
    assert "".join(piece for piece, _ in found.pieces) == found.text


@pytest.mark.parametrize(
    ("word", "query"),
    [
        pytest.param("cramp ", "cramp", id="every word was searched for"),
        pytest.param("cramp, leg ", "cramp leg", id="two words in turn"),
        pytest.param("m1ld ", " ".join(f"pre{n:02}*" for n in range(60)) + " m1l*", id="many prefixes"),
    ],
)
def test_a_passage_without_a_full_stop_takes_time_by_its_length(word: str, query: str) -> None:
    text = word * (400_000 // len(word))
    started = time.process_time()
    found = shown(text, query)
    assert time.process_time() - started < 10  # each word compared with each other one would take minutes
    assert found.text and text.startswith(found.text)


def test_marks_of_emphasis_are_not_shown_but_stay_in_the_text() -> None:
    found = shown("**Quinine** relieves *leg* cramps.", "quinine leg")
    assert found.pieces == (("Quinine", True), (" relieves ", False), ("leg", True), (" cramps.", False))
    assert found.text == "**Quinine** relieves *leg* cramps."
