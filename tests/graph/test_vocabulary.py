"""What a vocabulary is made of, and what is said about rows that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import TableError
from graph.model import ConceptType
from graph.tables import Row, parse_table
from graph.vocabulary import COLUMNS, CONTEXT_COLUMNS, Vocabulary, build, type_of

CRAMP = "muscle cramp\tspasm|charley horse\t\tMESH:D009120"
LEG_CRAMP = "leg cramp\tcramp in the leg\tmuscle cramp"
IRON = "iron\tdietary iron"


def rows(*lines: str, kind: ConceptType = ConceptType.CONDITION) -> list[tuple[Row, ConceptType]]:
    text = "\n".join(("\t".join(COLUMNS), *lines))
    return [(row, kind) for row in parse_table(text, "conditions.tsv", COLUMNS)]


def contexts(*lines: str) -> list[Row]:
    return list(parse_table("\n".join(("\t".join(CONTEXT_COLUMNS), *lines)), "context.tsv", CONTEXT_COLUMNS))


def label_of(vocabulary: Vocabulary, name: str) -> str | None:
    concept = vocabulary.find(name)
    return concept.label if concept else None


def test_a_row_becomes_a_concept_with_all_that_it_says() -> None:
    vocabulary = build(rows(CRAMP, LEG_CRAMP))
    cramp = vocabulary.concepts["muscle-cramp"]
    assert (cramp.label, cramp.type, cramp.names) == (
        "muscle cramp",
        ConceptType.CONDITION,
        ("spasm", "charley horse"),
    )
    assert cramp.identifiers == ("MESH:D009120",)
    assert vocabulary.concepts["leg-cramp"].broader == ("muscle-cramp",)
    assert vocabulary.narrower == {"muscle-cramp": ("leg-cramp",)}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        pytest.param("muscle cramp", "muscle cramp", id="the label"),
        pytest.param("Muscle Cramps", "muscle cramp", id="case and plural"),
        pytest.param("charley-horse", "muscle cramp", id="hyphen for space"),
        pytest.param("cramps in the leg", "leg cramp", id="plural inside a synonym"),
        pytest.param("charley", None, id="part of a synonym is no name"),
        pytest.param("cramp", None, id="part of a label is no name"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_names_are_found_whatever_their_case_number_and_hyphens(name: str, label: str | None) -> None:
    assert label_of(build(rows(CRAMP, LEG_CRAMP)), name) == label


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param(
            (CRAMP, "side stitch\tspasm"),
            "names cannot be 'spasm' (conditions.tsv, line 3). Allowed: a name that 'muscle-cramp' does not have.",
            id="a synonym of two concepts",
        ),
        pytest.param(
            (CRAMP, "side stitch\tMuscle-Cramps"),
            "names cannot be 'Muscle-Cramps' (conditions.tsv, line 3). "
            "Allowed: a name that 'muscle-cramp' does not have.",
            id="a synonym that is another's label in disguise",
        ),
        pytest.param(
            (CRAMP, "Muscle cramps"),
            "label cannot be 'Muscle cramps' (conditions.tsv, line 3). Allowed: a label that no other row has.",
            id="a label twice",
        ),
        pytest.param(
            ("\tspasm",),
            "label cannot be '' (conditions.tsv, line 2). Allowed: any text.",
            id="no label",
        ),
        pytest.param(
            (CRAMP, "leg cramp\t\tmuscle ache"),
            "broader cannot be 'muscle ache' (conditions.tsv, line 3). Allowed: the label of another row.",
            id="an unknown broader concept",
        ),
        pytest.param(
            (CRAMP, "leg cramp\t\tspasm"),
            "broader cannot be 'spasm' (conditions.tsv, line 3). Allowed: the label of another row.",
            id="a synonym in place of the broader label",
        ),
        pytest.param(
            ("muscle cramp\t\t\tD009120",),
            "identifiers cannot be 'D009120' (conditions.tsv, line 2). Allowed: CURIEs such as MESH:D009120.",
            id="an identifier without its prefix",
        ),
        pytest.param(
            ("muscle cramp\t\t\t\tsure",),
            "row cannot be '5 fields' (conditions.tsv, line 2). Allowed: at most 4 fields.",
            id="a field too many",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_place_and_what_is_allowed(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(TableError) as caught:
        build(rows(*lines))
    assert str(caught.value) == said


def test_a_circle_of_broader_concepts_is_named_with_its_place() -> None:
    with pytest.raises(TableError, match=r"line 3.*no circle such as .*(cramp > pain|pain > cramp)"):
        build(rows("ache\tsore\tcramp", "cramp\t\tpain", "pain\t\tcramp"))


def test_a_repeated_synonym_of_the_same_concept_is_harmless() -> None:
    assert label_of(build(rows("muscle cramp\tspasm|Spasms")), "spasm") == "muscle cramp"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        pytest.param(
            "label\tsynonyms\tbroader\tidentifiers",
            "label\\tsynonyms\\tbroader\\tidentifiers",
            id="a column of another name",
        ),
        pytest.param("label\tnames\tbroader", "label\\tnames\\tbroader", id="a column short"),
        pytest.param("muscle cramp\tspasm", "muscle cramp\\tspasm", id="no header at all"),
    ],
)
def test_a_wrong_header_is_refused(header: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        list(parse_table(f"# comment\n{header}\n", "drugs.tsv", COLUMNS))
    assert str(caught.value) == (
        f"header cannot be '{said}' (drugs.tsv, line 2). Allowed: the columns label, names, broader, identifiers."
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("drugs.tsv", ConceptType.DRUG, id="the plain name"),
        pytest.param("conditions-skin.tsv", ConceptType.CONDITION, id="an area after a hyphen"),
    ],
)
def test_a_file_name_gives_the_type(tmp_path: Path, name: str, kind: ConceptType) -> None:
    assert type_of(tmp_path / name) == kind


@pytest.mark.parametrize("name", ["diseases.tsv", "condition.tsv", "skin-conditions.tsv"])
def test_another_file_name_is_refused_with_the_names_that_count(tmp_path: Path, name: str) -> None:
    with pytest.raises(TableError) as caught:
        type_of(tmp_path / name)
    assert str(caught.value).startswith(f"file name cannot be '{name}' ({name}, line 1). Allowed: conditions[-…].tsv, ")


def test_an_ambiguous_name_counts_in_its_context_only() -> None:
    vocabulary = build(rows("multiple sclerosis\tMS"), contexts("MS\tmultiple sclerosis\texact\tNerves|sclerosis"))
    assert vocabulary.find("MS") is None
    (context,) = vocabulary.contexts
    assert (context.name, context.concept, context.exact_case) == ("MS", "multiple-sclerosis", True)
    assert context.near == ("nerve", "sclerosis")


def test_the_case_of_an_ambiguous_name_does_not_matter_unless_the_row_says_so() -> None:
    (context,) = build(rows(CRAMP), contexts("tension\tmuscle cramp")).contexts
    assert not context.exact_case
    assert context.near == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            "MS\tsclerosis\texact",
            "concept cannot be 'sclerosis' (context.tsv, line 2). Allowed: the label of another row.",
            id="an unknown concept",
        ),
        pytest.param(
            "MS\tmuscle cramp\tupper",
            "case cannot be 'upper' (context.tsv, line 2). Allowed: any, exact.",
            id="an unknown case",
        ),
        pytest.param(
            "\tmuscle cramp\texact",
            "name cannot be '' (context.tsv, line 2). Allowed: any text.",
            id="no name",
        ),
    ],
)
def test_a_bad_context_row_is_named_with_its_place(line: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        build(rows(CRAMP), contexts(line))
    assert str(caught.value) == said


def test_the_digest_changes_with_the_facts_and_not_with_the_order_of_rows() -> None:
    first, turned = build(rows(CRAMP, IRON)), build(rows(IRON, CRAMP))
    other = build(rows(CRAMP, "iron\tdietary iron|iron intake"))
    assert first.digest == turned.digest
    assert first.digest != other.digest
    assert first.digest != build(rows(CRAMP, IRON), contexts("Fe\tiron\texact")).digest
