"""From terms to rows: types, names that are safe, kinds, and what is left out."""

from __future__ import annotations

import pytest

from graph.imports.errors import NoSubsetError, NothingBelowError, NoTypeError
from graph.imports.model import Parsed, Scope, Term
from graph.imports.naming import Caution, cleaned, common_words, spelled, spoken
from graph.imports.taking import Choices, Entry, Taken, as_table, take
from graph.model import ConceptType
from graph.names import normal

KNOWN = frozenset(map(normal, ("pain", "nausea", "vomiting", "MS")))
SAID = frozenset(map(normal, ("cause", "caused", "lack", "due to", "can't", "used", "taking")))
CAUTION = Caution(common_words(), KNOWN.__contains__, common_words("little") | SAID)
CONDITIONS = Choices(ConceptType.CONDITION)


def taken(*terms: Term, choices: Choices = CONDITIONS) -> Taken:
    return take(Parsed("x.obo", terms), choices, CAUTION)


def only(term: Term, choices: Choices = CONDITIONS) -> Entry:
    (entry,) = taken(term, choices=choices).entries
    return entry


@pytest.mark.parametrize(
    ("id", "type", "choice", "found"),
    [
        pytest.param("DOID:1", "", None, "condition", id="by its identifier"),
        pytest.param("FOODON:1", "", None, "food", id="by another identifier"),
        pytest.param("DOID:1", "", ConceptType.FACTOR, "factor", id="as is said"),
        pytest.param("CHEBI:1", "nutrient", ConceptType.DRUG, "nutrient", id="as its own column says"),
        pytest.param("", "Drugs", None, "drug", id="in the plural"),
    ],
)
def test_a_type_is_said_or_guessed(id: str, type: str, choice: ConceptType | None, found: str) -> None:
    assert only(Term(id, "crick", type=type), Choices(choice)).type == found


def test_a_vocabulary_of_no_known_type_is_refused_with_what_helps() -> None:
    with pytest.raises(NoTypeError, match=r"--type with one of: condition, .*--map COLUMN=type.*--known"):
        taken(Term("CHEBI:1", "crick"), Term("", "stitch"), choices=Choices())


def test_terms_of_no_type_among_others_are_counted_and_left_out() -> None:
    found = taken(Term("DOID:1", "crick"), Term("CHEBI:1", "zinc salt"), Term("", "stitch"), choices=Choices())
    assert [entry.label for entry in found.entries] == ["crick"]
    assert [problem.what for problem in found.problems] == [
        "Nothing says of what type 2 terms are (by prefix: 1 of none, 1 of CHEBI)"
    ]


def test_a_type_that_is_none_is_named_with_the_line() -> None:
    found = taken(Term("", "crick", type="ailment", line=7), Term("", "stitch"))
    assert [(problem.what, problem.where) for problem in found.problems] == [("'ailment' is no type", "x.obo, line 7")]
    assert [entry.label for entry in found.entries] == ["stitch"]


@pytest.mark.parametrize(
    ("scopes", "names"),
    [
        pytest.param({Scope.EXACT}, ("stitch",), id="exact alone"),
        pytest.param({Scope.EXACT, Scope.RELATED}, ("stitch", "twinge"), id="related too"),
        pytest.param(set(Scope), ("stitch", "twinge", "side stitch", "muscle ailment"), id="all"),
    ],
)
def test_synonyms_count_as_far_as_they_are_trusted(scopes: set[Scope], names: tuple[str, ...]) -> None:
    synonyms = (
        ("stitch", Scope.EXACT),
        ("twinge", Scope.RELATED),
        ("side stitch", Scope.NARROW),
        ("muscle ailment", Scope.BROAD),
    )
    assert only(Term("DOID:1", "crick", synonyms), Choices(None, frozenset(scopes))).names == names


@pytest.mark.parametrize(
    "name",
    [
        "all",
        "ALL",
        "Cold",
        "colds",
        "Same",
        "Perform",
        "Relieve",
        "C",
        "AF",
        "3-4",
        "17",
        "nausea and vomiting",
        "pain or nausea",
    ],
)
def test_what_means_too_much_is_set_aside(name: str) -> None:
    found = taken(Term("DOID:1", "lymphoblastic lymphoma", ((name, Scope.EXACT),)))
    assert found.unsafe == (name,)
    assert (found.entries[0].names, found.entries[0].unsafe) == ((), (name,))


@pytest.mark.parametrize(
    "name", ["of the", "caused by the", "causes", "Lack of", "due to", "used by", "taking", "it", "To You", "can't"]
)
def test_what_is_put_together_of_little_words_and_triggers_names_nothing(name: str) -> None:
    found = taken(Term("DRUGBANK:1", "zinc salt", ((name, Scope.EXACT),)), Term("DRUGBANK:2", name))
    assert (found.unsafe, found.nameless) == ((name,), (name,))
    assert [(entry.label, entry.names, entry.unsafe) for entry in found.entries] == [("zinc salt", (), (name,))]


@pytest.mark.parametrize(
    "name",
    ["lack of zinc", "the crick", "cold sore", "heart attack", "vitamin A", "taking zinc", "due to due"],
)
def test_a_word_of_its_own_makes_a_name(name: str) -> None:
    assert only(Term("DOID:1", "some ailment or other", ((name, Scope.EXACT),))).names == (name,)


@pytest.mark.parametrize(
    "name", ["pain", "MS", "AML", "gout", "vitamin B6", "pain and fever", "cold sore", "قيء", "Δ9-THC"]
)
def test_what_is_known_or_means_one_thing_is_taken(name: str) -> None:
    assert only(Term("DOID:1", "some ailment or other", ((name, Scope.EXACT),))).names == (name,)


def test_a_term_without_a_safe_label_is_called_by_its_first_safe_name() -> None:
    entry = only(Term("DRUGBANK:1", "Same", (("Ademetionine", Scope.EXACT), ("AdoMet", Scope.EXACT))))
    assert (entry.label, entry.names, entry.unsafe) == ("Ademetionine", ("AdoMet",), ("Same",))


def test_a_term_without_any_safe_name_is_left_out_and_told_of() -> None:
    found = taken(Term("DOID:1", "symptom"), Term("DOID:2", "crick", broader=("DOID:1",)))
    assert (found.nameless, found.unsafe, found.problems) == (("symptom",), ("symptom",), ())
    assert found.entries == (Entry("crick", (), "condition", (), ("DOID:2",), ()),)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("  a   crick\tof\nthe neck ", "a crick of the neck"),
        ("crick|stitch", "crick stitch"),
        ("# crick", "crick"),
        ("\u202ekcirc\u202c", "kcirc"),
        ("cri\u00adck\ufeff", "crick"),
        ("cafe\u0301", "café"),
        ("قيء", "قيء"),
        ("می\u200cگرن", "می\u200cگرن"),
        ("🤢 İltihap", "🤢 İltihap"),
    ],
)
def test_names_lose_what_a_table_cannot_hold_or_nobody_sees(name: str, clean: str) -> None:
    assert cleaned(name) == clean


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Anemia, Hemolytic", "Hemolytic Anemia"),
        ("Anemia, Hemolytic, Autoimmune", "Autoimmune Hemolytic Anemia"),
        ("Pain", None),
        ("nausea, vomiting and pain", None),
        ("cough, without blood", None),
        ("1,3-butadiene", None),
        ("a, b, c, d, e", None),
    ],
)
def test_names_that_a_catalogue_has_turned_are_turned_back(name: str, turned: str | None) -> None:
    assert list(spoken(name)) == [name, *([turned] if turned else [])]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Asthma (disorder)", "Asthma"),
        ("apple (whole, raw)", "apple"),
        ("Cod, unspecified", "Cod"),
        ("Back pain NOS", "Back pain"),
        ("insulin (human)", "insulin (human)"),
        ("kinase (enzyme-activating)", "kinase (enzyme-activating)"),
        ("unspecified", "unspecified"),
        (" NOS", " NOS"),
    ],
)
def test_a_catalogues_remarks_are_no_part_of_a_name(name: str, said: str) -> None:
    assert next(spoken(name)) == said


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Hemolytic Anemia", "haemolytic anaemia"),
        ("haemolytic anaemia", "hemolytic anemia"),
        ("Pulmonary oedema", "pulmonary edema"),
        ("Sulfonamide", "sulphonamide"),
        ("Brain Tumour", "brain tumor"),
        ("aerogastria", None),
        ("hematite-free demiurge", "haematite-free demiurge"),
        ("themohema", None),
    ],
)
def test_a_name_is_known_in_the_other_spelling_too(name: str, other: str | None) -> None:
    assert list(spelled(name)) == [name, *([other] if other else [])]


def test_a_list_all_in_capitals_shows_no_short_forms() -> None:
    shouting = taken(Term("", "GOUT"), Term("", "FROZEN SHOULDER", (("NOS", Scope.EXACT),)))
    assert [(entry.label, *entry.names) for entry in shouting.entries] == [("gout",), ("frozen shoulder", "nos")]
    quiet = taken(Term("", "acute gout"), Term("", "frozen shoulder", (("NOS", Scope.EXACT),)))
    assert quiet.entries[1].names == ("NOS",)


def test_kinds_are_written_by_label_and_xrefs_kept_where_they_lead_somewhere() -> None:
    pain = Term("DOID:1", "sore neck", former=("DOID:11",), identifiers=("MESH:D1", "UMLS_CUI:C1", "MESH:D1"))
    kinds = (
        Term(f"DOID:2{at}", f"crick {at}", broader=(ref,)) for at, ref in enumerate(("DOID:1", "DOID:11", "Sore necks"))
    )
    first, *others = taken(pain, *kinds).entries
    assert first.identifiers == ("DOID:1", "MESH:D1")
    assert [entry.broader for entry in others] == [("sore neck",)] * 3
    assert only(Term("DOID:1", "crick", broader=("DOID:99", "pain"))).broader == ("DOID:99", "pain")


def test_a_circle_is_broken_at_the_same_place_in_whatever_order() -> None:
    terms = tuple(
        Term(at, f"crick {at}", broader=(up,), line=3) for at, up in (("A:1", "A:2"), ("A:2", "A:3"), ("A:3", "A:1"))
    )
    for order in (terms, terms[::-1]):
        found = taken(*order)
        (problem,) = found.problems
        assert problem.what == "These are kinds of each other: crick A:3 > crick A:1 > crick A:2 > crick A:3"
        assert problem.where == "x.obo, line 3"
        above = {entry.label: entry.broader for entry in found.entries}
        assert above == {"crick A:1": ("crick A:2",), "crick A:2": ("crick A:3",), "crick A:3": ()}


def test_an_identifier_that_stands_twice_is_named_and_the_first_counts() -> None:
    found = taken(Term("A:1", "crick", line=1), Term("A:1", "stitch", line=9), Term("", "twinge"), Term("", "pang"))
    assert [entry.label for entry in found.entries] == ["crick", "twinge", "pang"]
    assert [(problem.what, problem.where) for problem in found.problems] == [
        ("The identifier A:1 stands twice", "x.obo, line 9")
    ]


TREE = (
    Term("A:1", "ailment"),
    Term("A:2", "sore neck", broader=("A:1",), subsets=("slim",)),
    Term("A:3", "crick", broader=("sore neck",)),
    Term("A:4", "zinc salt", broader=("A:9",), subsets=("slim",)),
)


@pytest.mark.parametrize(
    ("below", "subset", "labels"),
    [
        ("sore neck", "", ["sore neck", "crick"]),
        ("Sore Necks", "", ["sore neck", "crick"]),
        ("A:2", "", ["sore neck", "crick"]),
        ("A:9", "", ["zinc salt"]),
        ("", "slim", ["sore neck", "zinc salt"]),
        ("ailment", "slim", ["sore neck"]),
    ],
)
def test_a_part_of_a_vocabulary_can_be_taken(below: str, subset: str, labels: list[str]) -> None:
    choices = Choices(ConceptType.CONDITION, below=below, subset=subset)
    assert [entry.label for entry in taken(*TREE, choices=choices).entries] == labels


def test_a_part_that_is_not_there_is_refused() -> None:
    with pytest.raises(NothingBelowError, match="called 'toe'"):
        taken(*TREE, choices=Choices(ConceptType.CONDITION, below="toe"))
    with pytest.raises(NoSubsetError, match="Its subsets are: slim"):
        taken(*TREE, choices=Choices(ConceptType.CONDITION, subset="agr"))


def test_names_of_endless_length_are_left_out() -> None:
    found = taken(Term("A:1", "x" * 300), Term("A:2", "crick", (("y" * 201, Scope.EXACT),)))
    assert [len(name) for name in found.long] == [300, 201]
    assert [(entry.label, entry.names) for entry in found.entries] == [("crick", ())]
    assert found.problems == ()


def test_a_table_is_written_as_it_is_read() -> None:
    entry = Entry("crick", ("stitch", "twinge"), "condition", ("pain",), ("DOID:1", "MESH:D1"), ("all",))
    assert as_table([entry, Entry("gout", (), "", (), (), ())], ["From x."]) == (
        "# From x.\nlabel\tnames\ttype\tbroader\tidentifiers\tunsafe\n"
        "crick\tstitch|twinge\tcondition\tpain\tDOID:1|MESH:D1\tall\ngout\n"
    )
