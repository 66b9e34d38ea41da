"""User text to a tree: what is syntax, what is only words, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import ShortPrefixError
from search.query import NOTHING, Both, Either, Likely, Node, Phrase, Prefix, Word, leaves, parse, plain_words

A, B, C = Word("magnesium"), Word("cramps"), Word("calcium")
T = Word("magnesium", "title")
MARKS = ("AND", "OR", "NOT", "(", ")", '"', "abc", "title:")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        pytest.param("magnesium", A, id="one word"),
        pytest.param("Magnesium, CRAMPS!", Either((A, B)), id="words side by side, marks and case gone"),
        pytest.param("what does magnesium do", A, id="words that only ask are left out"),
        pytest.param("what stops cramps", Likely(B, (Word("stops"),)), id="what questions are made with"),
        pytest.param("what drug causes cramps", Likely(B, (Word("drug"), Word("causes"))), id="however many"),
        pytest.param("stop cramps", Either((Word("stop"), B)), id="where nothing asks they count"),
        pytest.param("what does", Either((Word("what"), Word("does"))), id="unless nothing else is there"),
        pytest.param('"muscle cramps"', Phrase(("muscle", "cramps")), id="phrase"),
        pytest.param('"cramps"', Phrase(("cramps",)), id="phrase of one word"),
        pytest.param("magn*", Prefix("magn"), id="prefix"),
        pytest.param("magnesium AND cramps", Both((A, B)), id="and"),
        pytest.param("magnesium OR cramps", Either((A, B)), id="or"),
        pytest.param("magnesium NOT cramps", Both((A,), (B,)), id="not"),
        pytest.param("magnesium AND NOT cramps", Both((A,), (B,)), id="and not"),
        pytest.param("magnesium -cramps", Both((A,), (B,)), id="minus"),
        pytest.param("magnesium OR cramps AND calcium", Either((A, Both((B, C)))), id="and binds closer than or"),
        pytest.param("(magnesium OR cramps) AND calcium", Both((Either((A, B)), C)), id="brackets"),
        pytest.param("title:magnesium cramps", Either((Word("magnesium", "title"), B)), id="field"),
        pytest.param('heading:"leg cramps"', Phrase(("leg", "cramps"), "heading"), id="field of a phrase"),
        pytest.param("title:(magnesium calcium)", Either((T, Word("calcium", "title"))), id="field of a group"),
        pytest.param("night-time", Either((Word("night"), Word("time"))), id="a hyphen within a word is no minus"),
        pytest.param("magnesium and cramps", Either((A, B)), id="small and is a word"),
        pytest.param("dose:magnesium", Either((Word("dose"), A)), id="no such field"),
    ],
)
def test_syntax(text: str, node: Node) -> None:
    parsed = parse(text)
    assert parsed.node == node
    assert not parsed.note


@pytest.mark.parametrize(
    "text",
    ["(magnesium", "magnesium)", "NOT magnesium", "magnesium AND (", "magnesium OR OR cramps", "(" * 3000],
    ids=["open", "closed", "all but", "and nothing", "or or", "very deep"],
)
def test_what_cannot_be_read_is_plain_words(text: str) -> None:
    parsed = parse(text)
    assert parsed.note
    assert parsed.node == plain_words(text)


@pytest.mark.parametrize("text", ["ma*", "magnesium AND m*", "title:ab*"])
def test_a_short_prefix_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ShortPrefixError, match="at least 3 letters"):
        parse(text)


def test_nothing_to_search_for() -> None:
    assert parse("").node == NOTHING
    assert parse("?! …").node == NOTHING


def test_leaves_leave_out_what_must_not_occur() -> None:
    assert list(leaves(parse('magnesium "leg cramps" NOT calcium').node)) == [A, Phrase(("leg", "cramps"))]


@given(st.text(alphabet='ab *"()-:', max_size=30) | st.lists(st.sampled_from(MARKS)).map(" ".join))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        assert parse(text) is not None
    except ShortPrefixError as error:
        assert "*" in error.what
