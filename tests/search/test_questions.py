"""How questions are read: `tests/cases/questions.tsv`, and what stands in the tables themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import SameNameError, TableError, UnknownNameError
from graph.lookup import Names
from graph.model import Predicate
from graph.tables import Row, data, parse_table, read_table
from graph.vocabulary import Vocabulary
from search.questions import Query, Question, between, load_forms, parse
from search.wordings import WORD_COLUMNS, WORDING_COLUMNS, build

CASES = Path(__file__).parents[1] / "cases" / "questions.tsv"
ROWS = tuple(parse_table(CASES.read_text(encoding="utf-8"), CASES.name, ("id", "question", "form", "slots")))
FORMS = load_forms()


@pytest.fixture(scope="module")
def names(vocabulary: Vocabulary) -> Names:
    return Names(vocabulary, ())


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_questions(row: Row, names: Names) -> None:
    assert read(row["question"], names) == (row["form"], row["slots"])


def read(text: str, names: Names) -> tuple[str, str]:
    """A question as a row of the table holds it."""
    try:
        question = parse(text, FORMS, names.find, names.nearest)
    except UnknownNameError as error:
        return "unknown", error.name
    except SameNameError:
        return "same", ""
    return (question.form.name, shown(question)) if question else ("search", "")


def shown(question: Question) -> str:
    parts = [f"{slot.name}={slot.concept.id}" for slot in question.slots]
    parts += [f"types={'+'.join(sorted(question.types))}"] if question.types else []
    parts += [f"within={'+'.join(question.kind.within)}"] if question.kind.within else []
    return "; ".join(parts + [f"left_out={slot.left_out}" for slot in question.slots if slot.left_out])


def test_every_form_has_a_case_and_a_fifth_are_near_misses() -> None:
    forms = [row["form"] for row in ROWS]
    assert set(FORMS.by_name) <= set(forms)
    assert sum(form in {"search", "unknown", "same"} for form in forms) * 5 >= len(forms)
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_every_form_has_what_its_query_needs() -> None:
    for form in FORMS.by_name.values():
        assert bool(form.predicates) == (form.query is not Query.LINKS)
        assert bool(form.sentence and form.nothing) == (form.query in {Query.INTO, Query.FROM, Query.WHAT})
        assert bool(form.also_sentence) == bool(form.also_alone) == bool(form.also and form.nothing)
        assert not form.near or FORMS.by_name[form.near].query is form.query
        slots = {
            Query.LINKS: {"A", "B"},
            Query.WHETHER: {"A", "B"},
            Query.INTO: {"X"},
            Query.FROM: {"A"},
            Query.WHAT: {"A"},
        }
        wanted = slots[form.query]
        for wording in FORMS.wordings.wordings:
            if wording.form == form.name:
                assert set(wording.readings[0].groupindex) - {"type"} == wanted, wording


def test_all_but_deficiency_can_be_asked_for() -> None:
    asked = {predicate for form in FORMS.by_name.values() for predicate in form.predicates}
    assert set(Predicate) - asked == {Predicate.DEFICIENCY_OF}


def test_what_kinds_are_within_is_in_the_vocabulary(vocabulary: Vocabulary) -> None:
    within = {(one, kind.types) for kind in FORMS.wordings.kinds.values() for one in kind.within}
    assert [one for one, types in within if {vocabulary.concepts[one].type} != types] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "  ",
        "what",
        "what causes",
        "\x00",
        "a" * 5000,
        "what causes " * 300,
        "does " + "zorb " * 99 + "cause cramps",
    ],
)
def test_odd_texts_are_no_question(text: str, names: Names) -> None:
    assert read(text, names)[0] in {"search", "unknown"}


def test_an_unknown_name_offers_the_nearest(names: Names) -> None:
    with pytest.raises(UnknownNameError) as caught:
        parse("what causes diabetis", FORMS, names.find, names.nearest)
    assert "diabetes" in caught.value.nearest


def test_between_names(names: Names) -> None:
    question = between("Diabetes", "my leg cramps", FORMS, names.find)
    assert shown(question) == "A=diabetes; B=leg-cramp"
    with pytest.raises(SameNameError):
        between("cramps", "muscle cramp", FORMS, names.find)
    with pytest.raises(UnknownNameError, match="Zorbitis"):
        between("Zorbitis", "cramps", FORMS, names.find)


@pytest.mark.parametrize(
    ("wording", "column"),
    [
        pytest.param("causes\twhat <caues> {X}", "pattern", id="no such list"),
        pytest.param("causes\twhat (causes {X}", "pattern", id="open bracket"),
        pytest.param("causes\twhat links {A} to {A}", "pattern", id="a slot twice"),
        pytest.param("causes\twhat {Y}", "pattern", id="no such slot"),
        pytest.param("causes\t", "pattern", id="no pattern"),
        pytest.param("cause\twhat <cause> {X}", "form", id="no such form"),
        pytest.param("causes\twhat <cause> {X}\tfoods", "type", id="no such type"),
        pytest.param("causes\twhat <cause> {X}\t\tsoft", "strength", id="no such strength"),
    ],
)
def test_a_bad_wording_is_named_with_its_line(wording: str, column: str) -> None:
    patterns = parse_table("\t".join(WORDING_COLUMNS) + f"\n{wording}", "wordings.tsv", WORDING_COLUMNS)
    with pytest.raises(TableError, match=r"wordings.tsv, line 2") as caught:
        build(patterns, words(), ["causes"])
    assert caught.value.what.startswith(column)


def test_a_wording_of_ones_own() -> None:
    patterns = parse_table("\t".join(WORDING_COLUMNS) + "\ncauses\twhat [ever] <cause> {X}", "x", WORDING_COLUMNS)
    built = build(patterns, words(), ["causes"])
    matched = built.wordings[0].readings[0].fullmatch(built.bare("Please, what ever brings on the hiccups?"))
    assert matched is not None
    assert matched["X"] == " the hiccups"


def words() -> tuple[Row, ...]:
    return tuple(read_table(data("questionwords.tsv"), WORD_COLUMNS))
