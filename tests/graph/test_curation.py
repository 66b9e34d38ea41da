"""A curator's table: what its rows say, what is wrong with them, and what they make of a vocabulary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.curating import Curated, curate
from graph.curation import (
    CURATION_COLUMNS,
    Action,
    Correction,
    parse_curation,
    with_row,
    without_row,
)
from graph.model import Concept, ConceptType, Origin
from graph.names import normal
from graph.vocabulary import Context, Vocabulary

HEADER = "\t".join(CURATION_COLUMNS)
CONCEPTS = (
    Concept("leg-cramp", "leg cramp", ConceptType.CONDITION, ("charley horse",), ("cramp",)),
    Concept("cramp", "cramp", ConceptType.CONDITION),
    Concept("night-cramp", "night cramp", ConceptType.CONDITION, (), ("leg-cramp",)),
    Concept("quinine", "quinine", ConceptType.DRUG, ("bark", "fever powder"), (), ("MESH:D011803",)),
    Concept("tonic-water", "tonic water", ConceptType.FOOD),
)
Make = Callable[..., Curated]


@pytest.fixture
def make() -> Make:
    """The vocabulary above with rows (without header) applied to it."""
    names = {normal(name): one.id for one in CONCEPTS for name in (one.label, *one.names)}
    contexts = (Context("MS", "cramp", exact_case=True, near=()),)
    plain = Vocabulary({one.id: one for one in CONCEPTS}, names, contexts, "digest")

    def make(*rows: str) -> Curated:
        return curate(plain, parse_curation("\n".join((HEADER, *rows)) + "\n"))

    return make


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("reject-assertion\tquinine | treats | leg cramp", "quinine treats leg cramp is not said"),
        ("reject-assertion\tquinine|treats|leg cramp|negated", "quinine treats leg cramp is not said (negated)"),
        ("reject-assertion\ta | causes | b\t\tx.md", "a causes b is not said, in x.md"),
        ("reject-name\tbark", "“bark” is no name"),
        ("name\tbark\ttonic water", "“bark” means tonic water"),
        ("merge\ttonic\ttonic water", "“tonic” is another name of tonic water"),
        ("same\tquinine\ttonic water", "quinine and tonic water are one"),
        ("accept\twrong shoe\tfactor", "wrong shoe is a factor"),
        ("accept\twrong shoe\tfactor | bad shoes", "bad shoes is a factor"),
    ],
)
def test_what_rows_say(row: str, says: str) -> None:
    found = parse_curation(f"# a remark\n{HEADER}\n\n{row}\n")
    assert [one.says for one in found.corrections] == [says]
    assert found.corrections[0].line == 4
    assert found.problems == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("drop\tbark", "action cannot be 'drop'"),
        ("reject-name\t", "about cannot be ''"),
        ("reject-name\tbark\tquinine", "value cannot be 'quinine'"),
        ("reject-name\t-", "about cannot be '-'"),
        ("reject-assertion\tquinine | treats", "about cannot be 'quinine | treats'"),
        ("reject-assertion\tquinine | cures | cramp", "about cannot be 'cures'"),
        ("reject-assertion\tquinine | treats | cramp | perhaps", "about cannot be 'perhaps'"),
        ("reject-assertion\tquinine | treats | cramp\tno", "value cannot be 'no'"),
        ("name\tbark", "value cannot be ''"),
        ("same\tquinine\ta | b", "value cannot be 'a | b'"),
        ("same\tquinine\ttonic water\tx.md", "document cannot be 'x.md'"),
        ("accept\twrong shoe", "value cannot be ''"),
        ("accept\twrong shoe\tgarment", "value cannot be 'garment'"),
        ("reject-name\tbark\t\t\tann\t31.3.2026", "when cannot be '31.3.2026'"),
        ("reject-name\tbark\t\t\tann\t2026-02-30", "when cannot be '2026-02-30'"),
        ("reject-name\tfine\t\t\t\t\twhy\tmore", "row cannot be '8 fields'"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_count(row: str, what: str) -> None:
    found = parse_curation(f"{HEADER}\nreject-name\tfine\n{row}\nreject-name\tgood\n")
    assert [one.about for one in found.corrections] == [("fine",), ("good",)]
    assert [(problem.what, problem.where) for problem in found.problems] == [(what, "curation.tsv, line 3")]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_table_corrects_nothing(text: str) -> None:
    found = parse_curation(text)
    assert (found.corrections, found.problems) == ((), ())


def test_a_table_with_another_header_is_told() -> None:
    (problem,) = parse_curation("what\twho\nreject-name\tx\n").problems
    assert problem.where == "curation.tsv, line 1"
    assert "action, about, value" in problem.mend


def test_rows_come_and_go_and_all_else_stays() -> None:
    one = Correction(Action.NAME, ("a\tb",), ("c | d",), "", "ann", "2026-01-02", "two\nlines")
    text = with_row(f"{HEADER}\n# a remark", one)
    assert text == f"{HEADER}\n# a remark\nname\ta b\tc / d\t\tann\t2026-01-02\ttwo lines\n"
    assert without_row(text, 3) == f"{HEADER}\n# a remark\n"
    assert parse_curation(with_row("", one)).corrections[0].who == "ann"


def test_an_id_is_of_what_is_done_not_of_who_did_it() -> None:
    first = Correction(Action.NAME, ("Barks",), ("quinine",), who="ann", when="2026-01-01")
    assert first.id == Correction(Action.NAME, ("bark",), ("Quinine",), who="bob", line=9).id
    assert first.id != Correction(Action.NAME, ("bark",), ("quinine",), "a.md").id


def test_accepted_candidates_are_concepts_under_their_id(make: Make) -> None:
    found = make("accept\twrong shoes\tfactor | bad shoes", "merge\tugly shoes\tbad shoes").vocabulary
    shoe = found.find("wrong shoe")
    assert shoe is not None
    assert (shoe.id, shoe.label, shoe.type, shoe.origin) == (
        "wrong-shoe",
        "bad shoes",
        ConceptType.FACTOR,
        Origin.ADDED,
    )
    assert found.find("ugly shoe") == found.find("bad shoes") == shoe


def test_two_that_are_one_share_names_identifiers_and_kin(make: Make) -> None:
    curated = make("same\tquinine\ttonic water", "same\tleg cramp\tcramp")
    found = curated.vocabulary
    tonic = found.find("fever powder")
    assert tonic is not None
    assert (tonic.id, tonic.names, tonic.identifiers) == (
        "tonic-water",
        ("quinine", "bark", "fever powder"),
        ("MESH:D011803",),
    )
    assert not {"quinine", "leg-cramp"} & found.concepts.keys()
    assert found.concepts["night-cramp"].broader == ("cramp",)
    assert found.concepts["cramp"].broader == ()
    assert found.narrower == {"cramp": ("night-cramp",)}
    assert sorted(curated.touches.values()) == [("cramp", "leg-cramp"), ("tonic-water", "quinine")]


def test_a_name_goes_over_to_another_concept(make: Make) -> None:
    found = make("name\tquinine\ttonic water", "name\tMS\tnight cramp").vocabulary
    assert [one.id for name in ("quinine", "ms") if (one := found.find(name))] == ["tonic-water", "night-cramp"]
    assert (found.concepts["quinine"].label, found.concepts["quinine"].names) == ("bark", ("fever powder",))
    assert found.contexts == ()


def test_what_names_nothing_is_gone(make: Make) -> None:
    found = make("reject-name\tleg cramps", "reject-name\tcharley horse", "reject-name\tzog").vocabulary
    assert "leg-cramp" not in found.concepts  # it has no name left
    assert found.concepts["night-cramp"].broader == ("cramp",)
    assert found.rejected == {"leg cramp", "charley horse", "zog"}


def test_names_of_one_document_leave_the_vocabulary_alone(make: Make) -> None:
    curated = make("name\tbark\ttonic water\tx.md", "reject-name\tcramp\t\ty.md")
    assert curated.vocabulary.find("bark") == CONCEPTS[3]
    assert [(one.name, one.concept and one.concept.id, one.document) for one in curated.renamings] == [
        ("bark", "tonic-water", "x.md"),
        ("cramp", None, "y.md"),
    ]


def test_rows_about_what_nobody_knows_are_told(make: Make) -> None:
    curated = make("name\tash\tzog", "same\tquinine\tbark", "accept\tcramps\tfactor", "merge\tbarks\ttonic water")
    assert [(problem.what, problem.where) for problem in curated.problems] == [
        ("value cannot be 'zog'", "curation.tsv, line 2"),
        ("value cannot be 'bark'", "curation.tsv, line 3"),
        ("about cannot be 'cramps'", "curation.tsv, line 4"),
    ]
    assert curated.vocabulary.by_name["bark"] == "tonic-water"


def test_rejections_mean_the_concepts_as_corrected(make: Make) -> None:
    curated = make("reject-assertion\tquinine | treats | zog pains", "same\tquinine\ttonic water")
    (rejection,) = curated.rejections
    assert rejection.subjects == {"tonic-water"}
    assert rejection.objects == {"zog-pain", "zog-pains"}  # as a provisional or a composed concept would be called


def test_without_corrections_nothing_changes(make: Make) -> None:
    assert make().vocabulary.digest == "digest"
    one, other = make("reject-name\tx\t\t\tann"), make("reject-name\tx\t\t\tbob")
    assert len({"digest", one.vocabulary.digest, other.vocabulary.digest}) == 3  # who says so is in the graph
