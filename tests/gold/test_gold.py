"""The gold of our own is well formed. Nothing here says how well the rules find it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

HERE = Path(__file__).parent
SETS = ("open", "held", "plain", "plain-held")
WORDS = {"open": (250, 450), "held": (250, 450), "plain": (500, 900), "plain-held": (500, 900)}
FILES = ("gold.jsonl", "gold_optional.jsonl")
TYPES = frozenset("condition nutrient drug remedy food factor bodypart".split())
PREDICATES = frozenset(
    "causes treats prevents worsens has_symptom deficiency_of contains depletes located_in is_a".split()
)
POLARITIES = frozenset({"affirmed", "negated"})
CERTAINTIES = frozenset({"stated", "possible", "disputed"})
EVERY = pytest.mark.parametrize("folder", SETS)
EACH = pytest.mark.parametrize(("folder", "file"), [(folder, file) for folder in SETS for file in FILES])


class Row(TypedDict):
    doc: str
    quote: str
    subject: list[str]
    subject_type: str
    predicate: str
    object: list[str]
    object_type: str
    polarity: str
    certainty: str


@cache
def texts(folder: str) -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted((HERE / folder / "texts").glob("*.txt"))}


@cache
def rows(folder: str, file: str) -> tuple[Row, ...]:
    lines = (HERE / folder / file).read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def places(folder: str, file: str, wrong: list[bool]) -> list[str]:
    """The lines that are wrong; their content stays where it is."""
    assert len(wrong) == len(rows(folder, file))
    return [f"{folder}/{file}:{number}" for number, bad in enumerate(wrong, 1) if bad]


def test_there_are_articles_enough() -> None:
    assert sum(len(texts(folder)) for folder in ("open", "held")) >= 12
    assert len(texts("plain")) == 8
    assert len(texts("plain-held")) == 6


def test_no_article_is_in_two_sets() -> None:
    names = [name for folder in SETS for name in texts(folder)]
    assert len(set(names)) == len(names)


@EVERY
def test_articles_have_their_length_and_unix_lines(folder: str) -> None:
    least, most = WORDS[folder]
    odd = [name for name, text in texts(folder).items() if "\r" in text or not least <= len(text.split()) <= most]
    assert odd == []


@EVERY
def test_every_article_is_annotated(folder: str) -> None:
    counts = {name: sum(row["doc"] == name for row in rows(folder, "gold.jsonl")) for name in texts(folder)}
    assert {name: count for name, count in counts.items() if count < 20} == {}


@EVERY
def test_every_predicate_polarity_and_certainty_occurs(folder: str) -> None:
    gold = rows(folder, "gold.jsonl")
    assert {row["predicate"] for row in gold} == PREDICATES
    assert {row["polarity"] for row in gold} == POLARITIES
    assert {row["certainty"] for row in gold} == CERTAINTIES


@EACH
def test_rows_have_the_fields_and_no_other(folder: str, file: str) -> None:
    wrong = [tuple(row) != tuple(Row.__annotations__) for row in rows(folder, file)]
    assert places(folder, file, wrong) == []


@EACH
def test_quotes_are_verbatim(folder: str, file: str) -> None:
    wrong = [not row["quote"] or texts(folder)[row["doc"]].find(row["quote"]) < 0 for row in rows(folder, file)]
    assert places(folder, file, wrong) == []


@EACH
def test_values_are_of_the_schema(folder: str, file: str) -> None:
    wrong = [
        not {row["subject_type"], row["object_type"]} <= TYPES
        or row["predicate"] not in PREDICATES
        or row["polarity"] not in POLARITIES
        or row["certainty"] not in CERTAINTIES
        for row in rows(folder, file)
    ]
    assert places(folder, file, wrong) == []


@EACH
def test_ends_fit_the_predicate(folder: str, file: str) -> None:
    ends = {"located_in": {"bodypart"}, "deficiency_of": {"nutrient"}, "contains": {"nutrient", "drug", "food"}}
    wrong = [row["object_type"] not in ends.get(row["predicate"], TYPES) for row in rows(folder, file)]
    assert places(folder, file, wrong) == []


@EACH
def test_names_are_lower_case_and_given_once(folder: str, file: str) -> None:
    wrong = [
        any(
            not names or len(set(names)) < len(names) or any(name != name.lower().strip() or not name for name in names)
            for names in (row["subject"], row["object"])
        )
        for row in rows(folder, file)
    ]
    assert places(folder, file, wrong) == []


@EACH
def test_no_name_is_on_both_ends(folder: str, file: str) -> None:
    wrong = [bool({*row["subject"]} & {*row["object"]}) for row in rows(folder, file)]
    assert places(folder, file, wrong) == []


@EACH
def test_nothing_is_said_twice(folder: str, file: str) -> None:
    lines = [json.dumps(row, sort_keys=True) for row in rows(folder, file)]
    assert places(folder, file, [line in lines[:number] for number, line in enumerate(lines)]) == []
