"""OBO files, whole and broken."""

from __future__ import annotations

import pytest

from graph.imports.errors import NoTermsError
from graph.imports.model import Parsed, Scope, Term
from graph.imports.obo import parse_obo

HEAD = "format-version: 1.2\nontology: doid\n\n"
CRAMP = """[Term]
id: DOID:1
name: muscle cramp
def: "A cramp: it \\"cramps\\"." [url:http\\://x.org/]
subset: slim
synonym: "charley horse" EXACT [MESH:1]
synonym: "stiffness" RELATED []
synonym: "leg \\"cramp\\"" NARROW layperson [] {source="x"}
alt_id: DOID:11
xref: MESH:D009120 "Muscle Cramp"
is_a: DOID:2 {source="x"} ! muscle disease

"""
DISEASE = "[Term]\nid: DOID:2\nname: muscle disease\n\n"
OLD = "[Term]\nid: DOID:3\nname: obsolete cramp\nis_obsolete: true\n\n"
PART = "[Typedef]\nid: part_of\nname: part of\n\n"


def terms(text: str) -> list[tuple[str, str]]:
    return [(term.id, term.label) for term in parse_obo(text, "x.obo").terms]


def said(parsed: Parsed) -> list[str]:
    return [f"{problem.what} ({problem.where})" for problem in parsed.problems]


def test_a_term_becomes_all_that_its_lines_say() -> None:
    (term,) = parse_obo(HEAD + CRAMP, "x.obo").terms
    assert term == Term(
        id="DOID:1",
        label="muscle cramp",
        names=(("charley horse", Scope.EXACT), ("stiffness", Scope.RELATED), ('leg "cramp"', Scope.NARROW)),
        broader=("DOID:2",),
        identifiers=("MESH:D009120",),
        former=("DOID:11",),
        subsets=("slim",),
        line=4,
    )


def test_obsolete_terms_and_relations_are_no_terms() -> None:
    parsed = parse_obo(HEAD + CRAMP + OLD + PART + DISEASE, "x.obo")
    assert [term.id for term in parsed.terms] == ["DOID:1", "DOID:2"]
    assert (parsed.obsolete, parsed.problems) == (1, ())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param('exact_synonym: "spasm" []', (("spasm", Scope.EXACT),), id="of version 1.0"),
        pytest.param('synonym: "spasm" []', (("spasm", Scope.RELATED),), id="no scope is any scope"),
        pytest.param("related: spasm", (), id="an unknown tag is not for us"),
        pytest.param("! synonym: spasm", (), id="a comment"),
    ],
)
def test_synonyms_of_all_versions_are_read(line: str, names: tuple[tuple[str, Scope], ...]) -> None:
    (term,) = parse_obo(f"[Term]\nid: A:1\nname: cramp\n{line}\n", "x.obo").terms
    assert term.names == names


@pytest.mark.parametrize(
    ("name", "label"),
    [
        pytest.param("cramp ! or so", "cramp", id="comment"),
        pytest.param('cramp {source="x"}', "cramp", id="modifier"),
        pytest.param("cramp\\, severe", "cramp, severe", id="escape"),
        pytest.param("cramp: severe", "cramp: severe", id="a colon is no escape"),
        pytest.param("قيء 🤢 İltihap", "قيء 🤢 İltihap", id="other writings"),
    ],
)
def test_names_lose_what_only_serves_the_file(name: str, label: str) -> None:
    assert terms(f"[Term]\nid: A:1\nname: {name}\n") == [("A:1", label)]


@pytest.mark.parametrize(
    ("text", "found", "problems"),
    [
        pytest.param(
            "[Term]\nid: A:1\nname: cramp\nsynonym: spasm\n",
            ["A:1"],
            ["This synonym does not stand in quotes: 'spasm' (x.obo, line 4)"],
            id="a synonym without quotes",
        ),
        pytest.param(
            "[Term]\nid: A:1\nname: cramp\nrubbish\n",
            ["A:1"],
            ["This is no “tag: value”: 'rubbish' (x.obo, line 4)"],
            id="a line that is none",
        ),
        pytest.param(
            "[Term]\nid: A:1\n\n[Term]\nid: A:2\nname: cramp\n",
            ["A:2"],
            ["This [Term] has no name (x.obo, line 1)"],
            id="no name",
        ),
        pytest.param("[Term]\nname: cramp\n", [], ["This [Term] has no id (x.obo, line 1)"], id="no id"),
        pytest.param(
            "[Term]\nid: A:1\nname: cramp\nname: spasm\n",
            ["A:1"],
            ["The term has a second name (x.obo, line 4)"],
            id="two names",
        ),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(text: str, found: list[str], problems: list[str]) -> None:
    parsed = parse_obo(text, "x.obo")
    assert ([term.id for term in parsed.terms], said(parsed)) == (found, problems)


@pytest.mark.parametrize(
    "cut",
    [
        pytest.param("[Term]\nid: DOID:5\nname: bac", id="in a name"),
        pytest.param('[Term]\nid: DOID:5\nname: back pain\nsynonym: "lumb', id="in a synonym"),
        pytest.param("[Term]\nid: DOID:5\nname: back pain\nis_a: DOID:", id="in an identifier"),
        pytest.param("[Term]\nid: DOID:5", id="before the name"),
        pytest.param("[Te", id="in the stanza's head"),
    ],
)
def test_of_a_file_cut_in_half_what_is_whole_is_taken_and_the_line_is_named(cut: str) -> None:
    whole = HEAD + CRAMP + DISEASE
    parsed = parse_obo(whole + cut, "x.obo")
    line = (whole + cut).count("\n") + 1
    assert [term.id for term in parsed.terms] == ["DOID:1", "DOID:2"]
    assert [f"x.obo, line {line}"] == [p.where for p in parsed.problems if "breaks off" in p.what]


@pytest.mark.parametrize("text", ["format-version: 1.2\n", "<html>404</html>\n", "id: A:1\nname: cramp\n"])
def test_a_file_without_terms_is_refused(text: str) -> None:
    with pytest.raises(NoTermsError, match=r"holds no \[Term\]"):
        parse_obo(text, "x.obo")
