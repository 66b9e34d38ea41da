"""The two measurements on other people's corpora: how their files are read, and what counts as found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.cdr import SHARED, Reader
from bench.cdr_identifiers import Identifiers
from bench.cdr_vocabulary import all_of, learnt, natural
from bench.food_disease import DEFAULT, cases_of, figure, judged, places, rows_of
from bench.pubtator import parse
from graph.model import Span
from ingest.between import Stated
from tests.known import known

FOOD_FLOOR = 0.78  # F1; a trained model reports 0.81
ABSTRACTS = """\
7|t|Codeine-induced constipation: a report.
7|a|A woman took codeine. She developed constipation. Codeine may cause hiccups.
7	0	7	Codeine	Chemical	D003061
7	16	28	constipation	Disease	D003248
7	53	60	codeine	Chemical	D003061
7	76	88	constipation	Disease	D003248
7	90	97	Codeine	Chemical	D003061
7	108	115	hiccups	Disease	D006606
7	CID	D003061	D003248

8|t|Aspirin and gout.
8|a|Nothing came of it.
8	0	7	Aspirin	Chemical	D001241|D000001
"""


def test_pubtator_is_read_with_marks_and_pairs() -> None:
    first, second = parse(ABSTRACTS)
    assert [first.surface(mark) for mark in first.marks][:4] == ["Codeine", "constipation", "codeine", "constipation"]
    assert first.pairs == {("D003061", "D003248")}
    assert second.marks[0].identifiers == ("D001241", "D000001")
    assert second.pairs == set()


def test_what_an_abstract_says_is_found_and_what_it_only_supposes_is_not() -> None:
    first, second = (Reader(known(), Identifiers(None), given=True).outcome(abstract) for abstract in parse(ABSTRACTS))
    assert set(first.claims) == {("D003061", "D003248")}
    assert first.stressed == {("D003061", "D003248")}
    assert first.nameable == first.abstract.pairs
    assert not second.claims


def test_names_are_learnt_once_for_each_identifier() -> None:
    (addition,) = learnt(parse(ABSTRACTS))
    rows = addition.text.splitlines()[1:]
    assert rows[0].split("\t")[:3] == ["Codeine", "Codeine|codeine", "drug"]
    assert len(rows) == 3  # what has two identifiers is left out
    assert list(learnt([])) == []


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Anemia, Hemolytic", "Hemolytic Anemia"),
        ("Gout", "Gout"),
        ("Kidney Failure, Chronic", "Chronic Kidney Failure"),
    ],
)
def test_headings_are_turned_round(heading: str, said: str) -> None:
    assert natural(heading) == said


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Milk and milk.", "milk", [Span(0, 4), Span(9, 13)]),
        ("The egg-shell (ES) helps.", "egg-shell ( es )", [Span(4, 18)]),
        ("Blueberry juice helps.", "blueberries", [Span(0, 9)]),
        ("Antidiabetic tea.", "diabetic", [Span(4, 12)]),  # only inside a word
        ("Rice is nice.", "ice cream", []),
    ],
)
def test_places_of_a_name(text: str, name: str, expected: list[Span]) -> None:
    assert list(places(text, name)) == expected


def test_choices_in_a_wording_are_written_out() -> None:
    assert all_of("renal (injury,damage)|nephrosis") == ("renal injury", "renal damage", "nephrosis")
    assert all_of("") == ()


def there(place: Path) -> Path:
    """A place beside the checkout; the test is skipped where it is missing."""
    if not place.exists() and not os.environ.get("CI"):
        pytest.skip(f"{place.name} is not there")
    return place


@pytest.mark.parametrize("stated", [Stated.CAUSE, Stated.TREAT])
def test_foods_and_diseases_are_told_apart(stated: Stated) -> None:
    cases = cases_of(rows_of(there(DEFAULT)))
    assert figure(stated, cases, judged(cases)).value >= FOOD_FLOOR


def test_a_names_own_identifier_goes_before_that_of_its_concept() -> None:
    vocabulary = known().vocabulary
    identifiers = Identifiers(there(SHARED / "vocab"))
    diuretic = vocabulary.concepts["diuretic"]
    assert identifiers.of("furosemide", diuretic) == "D005665"
    assert identifiers.of("water tablets that nobody lists", diuretic) == identifiers.of("diuretic", diuretic)


def test_what_a_disease_is_a_kind_of_is_known_and_what_is_none_is_told_apart() -> None:
    identifiers = Identifiers(there(SHARED / "vocab"))
    renal_failure, kidney_disease, ageing = "D051437", "D007674", "D000375"
    assert kidney_disease in identifiers.above(renal_failure)
    assert renal_failure not in identifiers.above(kidney_disease)
    assert identifiers.is_disease(renal_failure)
    assert not identifiers.is_disease(ageing)
