"""Added vocabularies: merged with what is known, never refused, always in the same way."""

from __future__ import annotations

import tracemalloc
from graphlib import TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.added import ADDED_COLUMNS, Addition, Merged, Outcome, merge
from graph.model import ConceptType, Origin
from graph.names import normal
from graph.tables import parse_table
from graph.vocabulary import COLUMNS, CONTEXT_COLUMNS, Vocabulary, build

BUILT_IN = (
    "pain\tache\t\tHP:1",
    "muscle cramp\tspasm|charley horse\tpain\tMESH:D1",
    "leg cramp\t\tmuscle cramp\tMESH:D2|DOID:2",
    "common cold\thead cold",
)


def built_in() -> Vocabulary:
    text = "\n".join(("\t".join(COLUMNS), *BUILT_IN))
    rows = [(row, ConceptType.CONDITION) for row in parse_table(text, "conditions.tsv", COLUMNS)]
    context = "\n".join(("\t".join(CONTEXT_COLUMNS), "cold\tcommon cold\tany\tflu"))
    drugs = [(row, ConceptType.DRUG) for row in parse_table("\t".join(COLUMNS) + "\nquinine", "drugs.tsv", COLUMNS)]
    return build([*rows, *drugs], parse_table(context, "context.tsv", CONTEXT_COLUMNS))


def table(*rows: str, name: str = "01-x.tsv") -> Addition:
    return Addition(name, "\n".join(("\t".join(ADDED_COLUMNS), *rows)) + "\n")


def merged(*rows: str) -> Merged:
    return merge(built_in(), (table(*rows),))


def outcome(*rows: str) -> Outcome:
    return merged(*rows).outcomes[0]


def label_of(found: Merged, name: str) -> str | None:
    concept = found.vocabulary.find(name)
    return concept.label if concept else None


def test_a_row_becomes_a_concept_with_all_that_it_says() -> None:
    found = merged("angiosarcoma\themangiosarcoma\tcondition\tpain\tDOID:5|MESH:D5")
    concept = found.vocabulary.concepts["angiosarcoma"]
    assert (concept.label, concept.type, concept.origin) == ("angiosarcoma", ConceptType.CONDITION, Origin.ADDED)
    assert (concept.names, concept.broader) == (("hemangiosarcoma",), ("pain",))
    assert concept.identifiers == ("DOID:5", "MESH:D5")
    assert "angiosarcoma" in found.vocabulary.narrower["pain"]
    assert label_of(found, "Hemangiosarcomas") == "angiosarcoma"
    assert (found.outcomes[0].added, found.outcomes[0].names) == (("angiosarcoma",), 2)


@pytest.mark.parametrize(
    ("row", "into"),
    [
        pytest.param("Muscle Cramps\tmyalgic cramp\tcondition", "muscle cramp", id="the label is its label"),
        pytest.param("charley-horse\tmyalgic cramp\tcondition", "muscle cramp", id="the label is its synonym"),
        pytest.param("crick\tmyalgic cramp|Spasms|charley horse\tcondition", "muscle cramp", id="most synonyms are"),
        pytest.param("crick\tmyalgic cramp\tcondition\t\tMESH:D1", "muscle cramp", id="the identifier is its own"),
        pytest.param("crick\tmyalgic cramp\tdrug\t\tMESH:D1", "muscle cramp", id="whatever the type then"),
        pytest.param("spasm\tmyalgic cramp", "muscle cramp", id="no type"),
        pytest.param("crick\tmyalgic cramp|spasm|stitch\tcondition", "crick", id="one synonym of three is not enough"),
        pytest.param("crick\tmyalgic cramp\tcondition\t\tX:1|MESH:D1", "crick", id="only the first identifier counts"),
    ],
)
def test_what_is_known_is_merged(row: str, into: str) -> None:
    found = merged(row)
    assert label_of(found, "myalgic cramp") == into
    assert bool(found.outcomes[0].merged) is (into == "muscle cramp")


def test_merging_adds_names_kinds_and_identifiers_and_changes_nothing_else() -> None:
    concept = merged("muscle cramp\tcrick|spasm\tcondition\tmyalgia\tMESH:D1|DOID:9", "myalgia\t\tcondition").vocabulary
    cramp = concept.concepts["muscle-cramp"]
    assert (cramp.label, cramp.origin) == ("muscle cramp", Origin.BUILTIN)
    assert cramp.names == ("spasm", "charley horse", "crick")
    assert (cramp.broader, cramp.identifiers) == (("pain", "myalgia"), ("MESH:D1", "DOID:9"))


@pytest.mark.parametrize(
    ("rows", "clash"),
    [
        pytest.param(("crick\tspasm|a|b|c\tcondition",), ("spasm", "crick", "muscle cramp"), id="a built-in synonym"),
        pytest.param(("quinine\t\tfood",), ("quinine", "quinine", "quinine"), id="a label of another type"),
        pytest.param(("crick\tcold|a|b|c\tcondition",), ("cold", "crick", "common cold"), id="a name with a context"),
        pytest.param(
            ("crick\tstitch|a|b\tcondition", "twinge\tstitches|c|d\tcondition"),
            ("stitches", "twinge", "crick"),
            id="the first row wins",
        ),
        pytest.param(
            ("crick\ttwinge|a\tcondition", "twinge\t\tcondition"),
            ("twinge", "crick", "twinge"),
            id="a label wins over a synonym before it",
        ),
    ],
)
def test_a_name_of_another_concept_stays_there_and_is_reported(
    rows: tuple[str, ...], clash: tuple[str, str, str]
) -> None:
    found = merged(*rows)
    (one,) = found.outcomes[0].clashes
    assert (one.name, one.wanted, one.holder) == clash
    assert label_of(found, clash[0]) == (None if clash[0] == "cold" else clash[2])
    assert found.outcomes[0].problems == ()


def test_the_first_addition_wins() -> None:
    tables = (table("crick\tstitch|c\tcondition"), table("twinge\tstitch|a|b\tcondition", name="02-y.tsv"))
    found = merge(built_in(), tables)
    assert label_of(found, "stitch") == "crick"
    assert [len(one.clashes) for one in found.outcomes] == [0, 1]
    assert label_of(merge(built_in(), tables[::-1]), "stitch") == "twinge"


def test_a_row_without_a_type_never_makes_a_concept() -> None:
    found = outcome("crick\tstitch", "charley horse\tcrick")
    assert (found.added, found.merged, found.strangers) == ((), ("muscle-cramp",), 1)


def test_short_forms_count_as_they_are_written_only() -> None:
    found = merged("crick of the neck\tCOTN|CRICKED NECK\tcondition")
    assert label_of(found, "cotn") is None
    assert label_of(found, "cricked neck") == "crick of the neck"
    context = found.vocabulary.contexts[-1]
    assert (context.name, context.concept, context.exact_case) == ("COTN", "crick-of-the-neck", True)


def test_one_short_form_makes_no_two_things_the_same() -> None:
    found = merged("osteochondritis dissecans\tOCD\tcondition", "obsessive-compulsive disorder\tOCD\tcondition")
    assert len(found.outcomes[0].added) == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(
            ("crick\t\tcomplaint",),
            "type cannot be 'complaint' (01-x.tsv, line 2). Allowed: bodypart, condition, drug, ",
            id="an unknown type",
        ),
        pytest.param(
            ("\tstitch\tcondition",), "label cannot be '' (01-x.tsv, line 2). Allowed: any text.", id="no label"
        ),
        pytest.param(("🤢\t\tcondition",), "label cannot be '🤢' (01-x.tsv, line 2)", id="no letters"),
        pytest.param(
            ("stitch\t🤢\tcondition",), "names cannot be '🤢' (01-x.tsv, line 2)", id="a name without letters"
        ),
        pytest.param(("a\tb\tc\td\te\tf\tg",), "row cannot be '7 fields' (01-x.tsv, line 2)", id="a field too many"),
        pytest.param(
            ("stitch\t\tcondition\ttwinge", "ache in the side\t\tcondition\ttwinge"),
            "2 rows are said to be below 'twinge', which nobody knows (01-x.tsv, line 2)",
            id="nothing is called like what is broader",
        ),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(rows: tuple[str, ...], said: str) -> None:
    found = outcome(*rows, "crick\t\tcondition")
    (problem,) = found.problems
    assert f"{problem.what} ({problem.where}). {problem.mend}".startswith(said)
    assert found.added[-1] == "crick"


def test_a_table_with_a_wrong_header_adds_nothing_and_is_named() -> None:
    found = merge(built_in(), (Addition("01-x.tsv", "label\tnames\ncrick\tstitch\n"), table("twinge\t\tcondition")))
    assert [len(one.added) for one in found.outcomes] == [0, 1]
    assert found.outcomes[0].problems[0].where == "01-x.tsv, line 1"


@pytest.mark.parametrize(
    ("rows", "circle", "above"),
    [
        pytest.param(
            ("crick\t\tcondition\tstitch", "stitch\t\tcondition\ttwinge", "twinge\t\tcondition\tcrick"),
            ("twinge", "crick", "stitch", "twinge"),
            {"crick": ("stitch",), "stitch": ("twinge",), "twinge": ()},
            id="its own",
        ),
        pytest.param(
            ("pain\t\tcondition\tleg cramp",),
            ("pain", "leg cramp", "muscle cramp", "pain"),
            {"pain": (), "leg-cramp": ("muscle-cramp",)},
            id="with what is known, which stays",
        ),
    ],
)
def test_a_circle_is_broken_at_the_same_place_in_whatever_order(
    rows: tuple[str, ...], circle: tuple[str, ...], above: dict[str, tuple[str, ...]]
) -> None:
    for order in (rows, rows[::-1]):
        found = merged(*order)
        assert found.outcomes[0].circles == (circle,)
        assert {at: found.vocabulary.concepts[at].broader for at in above} == above


def test_to_be_a_kind_of_oneself_is_nothing() -> None:
    found = merged("muscle cramp\t\tcondition\tspasm|muscle cramp")
    assert found.vocabulary.concepts["muscle-cramp"].broader == ("pain",)
    assert (found.outcomes[0].circles, found.outcomes[0].problems) == ((), ())


def test_labels_that_make_one_id_are_told_apart() -> None:
    found = merged(
        "إسهال\t\tcondition",
        "قيء شديد جدا ودوار\t\tcondition",
        "قيء شديد آخر\t\tcondition",
        "l-dopa\t\tdrug",
        "L dopa\t\tfood",
    )
    assert len(found.vocabulary.concepts) - len(built_in().concepts) == 4
    assert label_of(found, "قيء شديد آخر") == "قيء شديد آخر"


def test_the_digest_changes_with_what_is_added() -> None:
    digests = {found.vocabulary.digest for found in (merged(), merged("crick\t\tcondition"), merged("crick\t\tdrug"))}
    assert len(digests | {built_in().digest}) == 4
    assert merge(built_in(), ()).vocabulary == built_in()


def test_a_large_vocabulary_is_merged_within_little_memory() -> None:
    lines = "".join(f"zogitis number {number} of the left knee\t\tcondition\t\tZZ:{number}\n" for number in range(5000))
    addition = Addition("x.tsv", "\t".join(ADDED_COLUMNS) + "\n" + lines)
    before = built_in()
    tracemalloc.start()
    try:
        found = merge(before, (addition,))
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found.vocabulary.concepts) == 5000 + len(before.concepts)
    assert kept < 5000 * 620  # bytes for each concept with one name
    assert peak < 5000 * 1100


CELLS = st.lists(
    st.sampled_from(["pain", "spasm", "crick", "twinge", "OCD", "İ", "🤢", "a|b|crick", "cold", "MESH:D1", ""]),
    max_size=3,
)


@given(st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["condition", "drug", "", "?"]), CELLS, CELLS), max_size=8))
def test_whatever_is_added_known_names_stay_and_nothing_goes_in_circles(
    rows: list[tuple[list[str], list[str], str, list[str], list[str]]],
) -> None:
    lines = ("\t".join((" ".join(a), "|".join(b), kind, "|".join(c), "|".join(d))) for a, b, kind, c, d in rows)
    before, found = built_in(), merged(*lines).vocabulary
    assert {name: found.by_name[name] for name in before.by_name} == dict(before.by_name)
    TopologicalSorter({one.id: one.broader for one in found.concepts.values()}).prepare()
    for concept in found.concepts.values():
        assert found.concepts[concept.id] is concept
        assert all(broader in found.concepts for broader in concept.broader)
    assert all(
        found.by_name.get(normal(concept.label)) for concept in found.concepts.values() if not concept.label.isupper()
    )
