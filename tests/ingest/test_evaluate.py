"""Scoring found assertions against gold."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.model import Certainty, Polarity, Predicate
from ingest.evaluate import Comparison, Score, Share, comparable, compare

SHARED = Path(__file__).parents[3] / "shared" / "eval"
NEEDS_SCORER = pytest.mark.skipif(
    not SHARED.exists() and os.environ.get("CI") != "true", reason="the shared evaluation is not beside the checkout"
)
LINE = re.compile(
    r"^(\S+) +gold +(\d+)  predicted +(\d+)  precision ([\d.]+)  recall ([\d.]+)  F1 ([\d.]+)$", re.MULTILINE
)
SHARES = re.compile(r"certainty right on ([\d.]+) of .*evidence passage right on ([\d.]+)$", re.MULTILINE)


def gold(subject: str, predicate: str, object_: str, polarity: str = "affirmed", **more: str) -> dict[str, Any]:
    ends = {"subject": [subject], "predicate": predicate, "object": [object_]}
    return {"doc": "a.txt", **ends, "polarity": polarity, **more}


def found(
    subject: str, predicate: str, object_: str, polarity: str = "affirmed", doc: str = "a.txt", **more: str
) -> dict[str, Any]:
    ends = ({"label": subject, "text": subject}, {"label": object_, "text": object_})
    row = {"doc": doc, "subject": ends[0], "predicate": predicate, "object": ends[1], "polarity": polarity}
    return {**row, "quote": "", "certainty": "stated", **more}


def score(name: str, compared: Comparison) -> Score:
    return next(one for one in compared.scores() if one.name == name)


GOLD = [gold("stretching", "treats", "muscle cramp"), gold("stress", "causes", "headache")]
STRETCHING = found("stretching", "treats", "muscle cramp")

CASES = {
    "all right": (
        [found("stretching", "treats", "muscle cramps"), found("the stress", "causes", "headache")],
        1.0,
        1.0,
    ),
    "said twice counts once": ([STRETCHING] * 2, 1.0, 0.5),
    "one wrong": ([STRETCHING, found("milk", "treats", "headache")], 0.5, 0.5),
    "wrong polarity": ([found("stretching", "treats", "muscle cramp", "negated")], 0.0, 0.0),
    "ends turned round": ([found("headache", "causes", "stress")], 0.0, 0.0),
    "another document does not count": ([found("milk", "treats", "headache", doc="b.txt")], 0.0, 0.0),
    "folders are left out of a document's name": ([{**STRETCHING, "doc": "some/where/a.txt"}], 1.0, 0.5),
    "nothing found": ([], 0.0, 0.0),
}


@pytest.mark.parametrize(("rows", "precision", "recall"), CASES.values(), ids=CASES)
def test_core_score(rows: list[dict[str, Any]], precision: float, recall: float) -> None:
    core = compare(GOLD, rows).core()
    assert (core.precision, core.recall) == (precision, recall)


def test_gold_may_be_an_export() -> None:
    rows = [STRETCHING, found("milk", "causes", "headache")]
    core = compare(rows[:1], rows).core()
    assert (core.precision, core.recall) == (0.5, 1.0)


def test_is_a_is_left_out_of_the_total() -> None:
    compared = compare([*GOLD, gold("naproxen", "is_a", "drug")], [found("naproxen", "is_a", "drug")])
    assert score("is_a", compared).f1 == 1.0
    assert score("all but is_a", compared).gold == len(GOLD)


def test_optional_claims_count_neither_way() -> None:
    rows = [STRETCHING, found("milk", "treats", "headache")]
    compared = compare(GOLD, rows, [gold("milk", "treats", "headache")])
    assert (compared.core().precision, compared.core().found) == (1.0, 1)
    assert [claim.rows for claim in compared.spared] == [(rows[1],)]
    other_way = compare(GOLD, rows, [gold("milk", "treats", "headache", "negated")])
    assert other_way.core().precision == 0.5


def test_what_is_wrong_is_named() -> None:
    compared = compare(GOLD, [STRETCHING, found("milk", "treats", "headache")])
    assert [claim.rows[0]["subject"] for claim in compared.missed] == [["stress"]]
    assert [claim.rows[0]["subject"]["label"] for claim in compared.false] == ["milk"]


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ({"certainty": "possible"}, Share(1, 1)),
        ({"certainty": "stated"}, Share(0, 1)),
    ],
)
def test_certainty_of_the_right_ones(said: dict[str, str], share: Share) -> None:
    wanted = [gold("stretching", "treats", "muscle cramp", certainty="possible"), GOLD[1]]
    rows = [found("stretching", "treats", "muscle cramp", **said), found("milk", "treats", "headache")]
    assert compare(wanted, rows).certainty() == share


def test_gold_that_says_nothing_of_certainty_or_passage_is_not_asked() -> None:
    compared = compare(GOLD, [STRETCHING])
    assert (compared.certainty(), compared.passages()) == (Share(0, 0), Share(0, 0))
    assert compared.certainty().value == 0.0


@pytest.mark.parametrize(
    ("quote", "right"),
    [
        ("Stretching relieves muscle cramps.", 1),
        ("Stretching relieves", 1),
        ("Often enough, gently stretching relieves painful muscle cramps at night.", 1),
        ("Milk does not help at all.", 0),
    ],
)
def test_passages_of_the_right_ones(quote: str, right: int) -> None:
    wanted = [gold("stretching", "treats", "muscle cramp", quote="Stretching relieves muscle cramps.")]
    compared = compare(wanted, [found("stretching", "treats", "muscle cramp", quote=quote)])
    assert compared.passages() == Share(right, 1)


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Leg Cramps", "leg cramp", True),
        ("the lack of sleep", "lack sleep", True),
        ("vitamin B-12", "vitamin b 12", True),
        ("women’s health", "women's health", True),
        ("berries", "berry", True),
        ("arthritis", "arthriti", False),
        ("cramp", "headache", False),
    ],
)
def test_names_are_compared_by_their_words(name: str, other: str, same: bool) -> None:
    assert (comparable(name) == comparable(other)) is same


@NEEDS_SCORER
@pytest.mark.parametrize("seed", range(12))
def test_the_shared_scorer_says_the_same(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    wanted = [_any_gold(chance) for _ in range(chance.randint(1, 60))]
    spare = [_any_gold(chance) for _ in range(chance.randint(0, 20))]
    rows = [_any_found(chance) for _ in range(chance.randint(0, 80))]
    compared = compare(wanted, rows, spare)
    assert _said_by_us(compared) == _said_by_scorer(tmp_path, wanted, rows, spare)


def _any_gold(chance: random.Random) -> dict[str, Any]:
    ends = {end: chance.sample(_NAMES, chance.randint(1, 3)) for end in ("subject", "object")}
    return {**_any_row(chance), **ends}


def _any_found(chance: random.Random) -> dict[str, Any]:
    ends = {end: {"label": chance.choice(_NAMES), "text": chance.choice(_NAMES)} for end in ("subject", "object")}
    return {**_any_row(chance), **ends, "start": 0, "end": 0}


def _any_row(chance: random.Random) -> dict[str, Any]:
    return {
        "doc": chance.choice(("a.txt", "b.txt")),
        "quote": chance.choice(_QUOTES),
        "predicate": chance.choice(("causes", "treats", "contains", "is_a")),
        "polarity": chance.choice(tuple(Polarity)).value,
        "certainty": chance.choice(tuple(Certainty)).value,
    }


_NAMES = "leg cramps|the leg cramp|Berries|berry|vitamin B-12|Vitamin b 12|stress|a lack of sleep|women’s|rashes".split(
    "|"
)
_QUOTES = (
    "Stress brings on leg cramps.",
    "Stress brings on leg cramps at night, and berries help.",
    "Berries",
    "Rashes are rare.",
)


def _said_by_scorer(folder: Path, *files: list[dict[str, Any]]) -> tuple[set[tuple[str, ...]], tuple[str, ...]]:
    paths = [folder / name for name in ("gold.jsonl", "found.jsonl", "gold_optional.jsonl")]
    for path, rows in zip(paths, files, strict=True):
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(paths[0]), str(paths[1])]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shares = SHARES.search(printed)
    assert shares is not None, printed
    return {tuple(groups) for groups in LINE.findall(printed)}, shares.groups()


def _said_by_us(compared: Comparison) -> tuple[set[tuple[str, ...]], tuple[str, ...]]:
    lines: set[tuple[str, ...]] = {
        (s.name.split()[0], f"{s.gold}", f"{s.found}", f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}")
        for s in compared.scores()
    }
    return lines, tuple(f"{share.value:.3f}" for share in (compared.certainty(), compared.passages()))


def test_every_predicate_belongs_to_the_total_or_is_is_a() -> None:
    wanted = [gold("a cat", predicate, "a dog") for predicate in Predicate]
    assert score("all but is_a", compare(wanted, [])).gold == len(Predicate) - 1
