"""Belief: the worked example of the documentation, the formula's promises, and what must not move it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.belief import CEILING, UNKNOWN_RULE_ERROR, Weighing, Witness, weigh
from graph.belief import DISPUTED as DISPUTED_WORTH
from graph.belief import POSSIBLE as POSSIBLE_WORTH
from graph.belief import STATED as STATED_WORTH
from graph.model import Certainty, Polarity

ERRORS = {"verb": 0.15, "structure": 0.2}
YES, NO = Polarity.AFFIRMED, Polarity.NEGATED
STATED, POSSIBLE, DISPUTED = Certainty.STATED, Certainty.POSSIBLE, Certainty.DISPUTED

witnesses = st.builds(
    Witness,
    family=st.sampled_from("abcdefgh"),
    polarity=st.sampled_from(Polarity),
    certainty=st.sampled_from(Certainty),
    rule=st.sampled_from(("verb", "structure", "unknown")),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([], (0.0, 0, 0, 0), id="nobody says it"),
        pytest.param([("a", YES, STATED, "verb")], (0.68, 1, 0, 0), id="one plain statement"),
        pytest.param([("a", YES, STATED, "new rule")], (0.56, 1, 0, 0), id="a rule that nobody measured"),
        pytest.param([("a", YES, POSSIBLE, "structure")], (0.4, 1, 0, 0), id="one that says may"),
        pytest.param(
            [("a", YES, POSSIBLE, "structure"), ("b", YES, POSSIBLE, "structure")],
            (0.64, 2, 0, 0),
            id="two that say may",
        ),
        pytest.param(
            [("a", YES, STATED, "verb"), ("b", YES, POSSIBLE, "structure"), ("c", NO, STATED, "verb")],
            (0.25856, 2, 1, 0),
            id="worked example: two for, one against",
        ),
        pytest.param(
            [("a", YES, STATED, "verb"), ("a", YES, POSSIBLE, "verb")], (0.68, 1, 0, 0), id="the strongest of a family"
        ),
        pytest.param([("a", NO, STATED, "verb")], (0.0, 0, 1, 0), id="only denied"),
        pytest.param([("a", YES, DISPUTED, "verb")], (0.1411, 0, 0, 1), id="doubt counts a little on both sides"),
        pytest.param([("a", NO, DISPUTED, "verb")], (0.0, 0, 0, 1), id="doubtful denial supports nothing"),
        pytest.param(
            [("a", YES, STATED, "verb"), ("a", NO, STATED, "verb")],
            (0.2176, 1, 1, 0),
            id="a family that contradicts itself",
        ),
    ],
)
def test_belief(said: list[tuple[str, Polarity, Certainty, str]], expected: tuple[float, int, int, int]) -> None:
    assert weigh([Witness(*one) for one in said], ERRORS) == Weighing(*expected)


def test_text_alone_is_never_certain() -> None:
    agreeing = [Witness(f"family {number}", YES, STATED, "verb") for number in range(500)]
    assert weigh(agreeing, ERRORS).belief == CEILING < 1


@given(st.lists(witnesses))
def test_belief_is_below_one_and_counts_are_families(said: list[Witness]) -> None:
    found = weigh(said, ERRORS)
    assert 0 <= found.belief < 1
    assert max(found.support, found.against, found.disputed) <= len({witness.family for witness in said})


@given(st.lists(witnesses), st.sampled_from((STATED, POSSIBLE)))
def test_more_independent_support_never_lowers_belief(said: list[Witness], certainty: Certainty) -> None:
    more = [*said, Witness("another family", YES, certainty, "verb")]
    assert weigh(more, ERRORS).belief >= weigh(said, ERRORS).belief
    assert weigh(more, ERRORS).support == weigh(said, ERRORS).support + 1


@given(st.lists(witnesses), st.sampled_from((STATED, POSSIBLE)))
def test_more_denial_never_raises_belief(said: list[Witness], certainty: Certainty) -> None:
    more = [*said, Witness("another family", NO, certainty, "verb")]
    assert weigh(more, ERRORS).belief <= weigh(said, ERRORS).belief


@given(st.lists(witnesses, min_size=1))
def test_copies_and_order_change_nothing(said: list[Witness]) -> None:
    repeated = [*reversed(said), *said]
    assert weigh(repeated, ERRORS) == weigh(said, ERRORS)


def test_the_documentation_gives_these_numbers() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formulas.md").read_text(encoding="utf-8")
    worth = re.findall(r"\| (?:plainly|with|and doubts).* \| ([\d.]+) \|", page)
    assert [float(number) for number in worth] == [STATED_WORTH, POSSIBLE_WORTH, DISPUTED_WORTH]
    assert f"errs by {UNKNOWN_RULE_ERROR}" in page
    assert f"ever above {CEILING}" in page
    assert "0.25856" in page
