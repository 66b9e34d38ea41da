from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.showing.fonts import width
from graph.showing.svg import element, words, wrap


def test_everything_is_escaped() -> None:
    made = element("a", {"href": '"><script>', "x": 1.0, "y": None}, words("<b> & 'c'"))
    assert made == '<a href="&quot;&gt;&lt;script&gt;" x="1">&lt;b&gt; &amp; \'c\'</a>'


@given(st.text(), st.text())
def test_any_text_makes_well_formed_xml(inside: str, value: str) -> None:
    found = ET.fromstring(element("text", {"class": value}, words(inside)))
    assert found.tag == "text"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_wrapping_loses_nothing(text: str) -> None:
    assert "".join("".join(line.split()) for line in wrap(text, 15, 150)) == "".join(text.split())


@given(st.text(alphabet="abc WMi", max_size=100))
def test_no_line_is_too_wide(text: str) -> None:
    assert all(width(line, 15) <= 150 for line in wrap(text, 15, 150))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("cramp", ("cramp",)),
        ("diabetic peripheral neuropathy", ("diabetic peripheral", "neuropathy")),
        ("", ("",)),
    ],
)
def test_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 15, 170) == lines
