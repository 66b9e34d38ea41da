"""Marks of emphasis are not shown; whatever else has stars and dashes is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.emphasis import Shown, marks, shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**Magnesium** relieves *leg* cramps.", "Magnesium relieves leg cramps."),
        ("*Verdict:* not __proven__, _perhaps_.", "Verdict: not proven, perhaps."),
        ("***Never*** take (**quinine**).", "Never take (quinine)."),
        ("One line.\n> Another.\n> > A third.", "One line.\nAnother.\nA third."),
        ("**Salt helps.", "Salt helps."),  # a quote that ends before the mark does
        ("Salt helps.**", "Salt helps."),
        ("*Salt helps.", "Salt helps."),
        ("Salt helps.*", "Salt helps."),
        ("**Bold * and more** here", "Bold * and more here"),
        ("2 * 3 * 4 = 24, 2*3*4 too", "2 * 3 * 4 = 24, 2*3*4 too"),
        ("Magnesium* and zinc* are minerals.", "Magnesium* and zinc* are minerals."),
        ("leg_cramp_score, _id", "leg_cramp_score, _id"),
        ("Name: ____ Date: ____", "Name: ____ Date: ____"),
        ("* an item\n* another", "* an item\n* another"),
        ("more > less", "more > less"),
        (r"an escaped \*star\* stays", r"an escaped \*star\* stays"),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert shown(text) == seen


@given(st.text(alphabet="ab *_>\n.("), st.data())
def test_parts_of_a_text_are_seen_as_in_the_whole(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    assert Shown(text).cut(0, cut) + Shown(text).cut(cut, len(text)) == shown(text)
    assert [char for char in shown(text) if char in "ab."] == [char for char in text if char in "ab."]
    edges = [edge for span in marks(text) for edge in (span.start, span.end)]
    assert edges == sorted(edges)


def test_many_marks_cost_no_time() -> None:
    start = time.process_time()
    assert shown("**a " * 50_000).count("a") == 50_000
    assert time.process_time() - start < 2
