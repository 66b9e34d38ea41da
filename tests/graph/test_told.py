"""What copies of an article repeat is told once."""

from __future__ import annotations

import pytest

from graph.model import Assertion, Certainty, Evidence, Polarity, Predicate, Span
from graph.told import told_once

COPIES = {"b": "a", "c": "a"}


def said(mark: str, start: int = 0) -> tuple[Assertion, Evidence]:
    """A passage: the document's letter, then "-" where it denies, "?" where it doubts, "~" where it may be so."""
    document, stance = mark[0], mark[1:]
    polarity = Polarity.NEGATED if stance == "-" else Polarity.AFFIRMED
    certainty = {"?": Certainty.DISPUTED, "~": Certainty.POSSIBLE}.get(stance, Certainty.STATED)
    span = Span(start, start + 1)
    evidence = Evidence(document, span, mark, span, span, "", "", (), "verb", "", "", "")
    return Assertion("x", Predicate.CAUSES, "y", polarity, certainty, (evidence,)), evidence


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param("a b", "a+b", id="a copy is named with the first"),
        pytest.param("b~ a", "b~+a", id="however sure it is"),
        pytest.param("a b c", "a+bc", id="two copies"),
        pytest.param("a d", "a d", id="independent ones are all shown"),
        pytest.param("a b-", "a b-", id="a copy that says the opposite is shown"),
        pytest.param("a b? c-", "a b? c-", id="and one that doubts"),
        pytest.param("a a b b", "a+b a", id="all passages of the first, the copy named once"),
        pytest.param("d b a d", "d b+a d", id="others in between"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_copies_are_named_beside_the_first(marks: str, expected: str) -> None:
    pairs = [said(mark, start) for start, mark in enumerate(marks.split())]
    told = told_once(pairs, lambda document: COPIES.get(document, document))
    assert " ".join(one.evidence.quote + ("+" if one.also else "") + "".join(one.also) for one in told) == expected
