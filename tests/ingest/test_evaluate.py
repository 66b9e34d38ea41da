"""Scoring found assertions against gold."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.evaluate import Score, evaluate


def gold(subject: str, predicate: str, object_: str, polarity: str = "affirmed") -> dict[str, Any]:
    return {"doc": "a.txt", "subject": [subject], "predicate": predicate, "object": [object_], "polarity": polarity}


def found(subject: str, predicate: str, object_: str, polarity: str = "affirmed", doc: str = "a.txt") -> dict[str, Any]:
    ends = ({"label": subject, "text": subject}, {"label": object_, "text": object_})
    return {"doc": doc, "subject": ends[0], "predicate": predicate, "object": ends[1], "polarity": polarity}


def score(name: str, scores: tuple[Score, ...]) -> Score:
    return next(one for one in scores if one.name == name)


GOLD = [gold("stretching", "treats", "muscle cramp"), gold("stress", "causes", "headache")]

CASES = {
    "all right": (
        [found("stretching", "treats", "muscle cramps"), found("the stress", "causes", "headache")],
        1.0,
        1.0,
    ),
    "said twice counts once": ([found("stretching", "treats", "muscle cramp")] * 2, 1.0, 0.5),
    "one wrong": ([found("stretching", "treats", "muscle cramp"), found("milk", "treats", "headache")], 0.5, 0.5),
    "wrong polarity": ([found("stretching", "treats", "muscle cramp", "negated")], 0.0, 0.0),
    "ends turned round": ([found("headache", "causes", "stress")], 0.0, 0.0),
    "another document does not count": ([found("milk", "treats", "headache", doc="b.txt")], 0.0, 0.0),
    "nothing found": ([], 0.0, 0.0),
}


@pytest.mark.parametrize(("rows", "precision", "recall"), CASES.values(), ids=CASES)
def test_core_score(rows: list[dict[str, Any]], precision: float, recall: float) -> None:
    core = score("core", evaluate(GOLD, rows))
    assert (core.precision, core.recall) == (precision, recall)


def test_gold_may_be_an_export() -> None:
    rows = [found("stretching", "treats", "muscle cramp"), found("milk", "causes", "headache")]
    core = score("core", evaluate(rows[:1], rows))
    assert (core.precision, core.recall) == (0.5, 1.0)


def test_is_a_is_left_out_of_the_total() -> None:
    scores = evaluate([*GOLD, gold("naproxen", "is_a", "drug")], [found("naproxen", "is_a", "drug")])
    assert score("is_a", scores).f1 == 1.0
    assert score("all but is_a", scores).gold == len(GOLD)
