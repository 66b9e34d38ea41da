"""Tables as people have them: CSV and TSV, with headings of all kinds."""

from __future__ import annotations

import pytest

from graph.imports.columns import known_headings, parse_mapping
from graph.imports.errors import BadMappingError, NoColumnError, NoTermsError, UnclosedQuoteError
from graph.imports.model import Parsed, Scope, Term
from graph.imports.sheet import parse_sheet


def parsed(text: str, *mapping: str, prefix: str = "") -> Parsed:
    return parse_sheet(text, "x.csv", parse_mapping(mapping), prefix)


def only(text: str, *mapping: str, prefix: str = "") -> Term:
    (term,) = parsed(text, *mapping, prefix=prefix).terms
    return term


def said(text: str) -> list[str]:
    return [f"{problem.what} ({problem.where})" for problem in parsed(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("label\tsynonyms\ncramp\tspasm|charley horse\n", id="tabs"),
        pytest.param("Label,Synonyms\ncramp,spasm|charley horse\n", id="commas"),
        pytest.param("name;aliases\ncramp;spasm|charley horse\n", id="semicolons"),
        pytest.param('Name,"Also known as"\n"cramp","spasm|charley horse"\n', id="quotes"),
        pytest.param("preferred_label\texact_synonyms\ncramp\tspasm | charley horse\n", id="underscores"),
        pytest.param('?label\t?names\n"cramp"@en\t"spasm|charley horse"@en\n', id="as SPARQL writes it"),
        pytest.param("# a remark\n\nlabel\tnames\ncramp\tspasm;charley horse\n", id="remarks, other divider"),
        pytest.param("label,brands\ncramp,12=spasm|13=charley horse\n", id="names with their codes"),
        pytest.param("label,names\ncramp,spasm\ncramp,charley horse\n", id="a row for each name"),
    ],
)
def test_a_row_is_read_in_whatever_form(text: str) -> None:
    term = only(text)
    assert (term.label, term.names) == ("cramp", (("spasm", Scope.EXACT), ("charley horse", Scope.EXACT)))


@pytest.mark.parametrize(
    ("text", "mapping", "prefix", "id"),
    [
        pytest.param("mesh_id,mesh_name\nD009120,cramp\n", (), "", "MESH:D009120", id="the heading says it"),
        pytest.param("id,label\nDOID:5,cramp\n", (), "", "DOID:5", id="a CURIE"),
        pytest.param("iri,label\nhttp://purl.obolibrary.org/obo/HP_0003394,cramp\n", (), "", "HP:0003394", id="an IRI"),
        pytest.param("iri\tlabel\n<http://id.nlm.nih.gov/mesh/D1>\tcramp\n", (), "", "MESH:D1", id="in brackets"),
        pytest.param("code,label\n77,cramp\n", (), "SNOMED", "SNOMED:77", id="a prefix given"),
        pytest.param("code,label\n77,cramp\n", (), "", "77", id="a bare code"),
        pytest.param("nr,label\nMESH:D1,cramp\n", ("nr=id",), "", "MESH:D1", id="mapped"),
        pytest.param("mesh id,label\nD1,cramp\n", ("mesh id=nothing",), "", "", id="mapped to nothing"),
    ],
)
def test_identifiers_become_curies(text: str, mapping: tuple[str, ...], prefix: str, id: str) -> None:
    assert only(text, *mapping, prefix=prefix).id == id


def test_every_field_can_be_mapped() -> None:
    term = only(
        "A,B,C,D,E,F,G\ncramp,spasm,pain,DOID:1,disease,condition,MESH:D1\n",
        *("A=label", "B=names", "C=related", "D=id", "E=broader", "F=type", "G=identifiers"),
    )
    assert term == Term(
        id="DOID:1",
        label="cramp",
        names=(("spasm", Scope.EXACT), ("pain", Scope.RELATED)),
        broader=("disease",),
        identifiers=("MESH:D1",),
        type="condition",
        line=2,
    )


def test_a_field_that_is_mapped_is_not_guessed_too() -> None:
    assert only("name,title\nC1,cramp\n", "title=label").label == "cramp"


def test_of_several_columns_for_the_label_the_better_one_counts() -> None:
    term = only("term,term label,layperson\nHP:1,muscle cramp,cramp\n")
    assert (term.label, term.names) == ("muscle cramp", (("cramp", Scope.EXACT),))


def test_broader_may_be_a_label_or_a_code() -> None:
    text = "mesh id,label,broader\nD1,pain,\nD2,cramp,pain\nD3,spasm,D1\n"
    assert [term.broader for term in parsed(text).terms] == [(), ("pain",), ("MESH:D1",)]


def test_a_column_may_say_which_kind_of_name_a_row_holds() -> None:
    text = (
        "class\tparent\ttype\tlabel\n"
        "<http://purl.obolibrary.org/obo/FOODON_1>\t<http://purl.obolibrary.org/obo/FOODON_2>\t\t\n"
        '<http://purl.obolibrary.org/obo/FOODON_1>\t\t"synonym (exact)"\t"ladyfinger"@en\n'
        '<http://purl.obolibrary.org/obo/FOODON_1>\t\t"label"\t"okra"@en\n'
        '<http://purl.obolibrary.org/obo/FOODON_1>\t\t"synonym (broad)"\t"pod"@en\n'
        '<http://purl.obolibrary.org/obo/FOODON_1>\t\t"synonym"\t"gumbo"@en\n'
        '<http://purl.obolibrary.org/obo/FOODON_1>\t\t"label"\t"Gombo"@fr\n'
    )
    term = only(text, "type=kind")
    names = (("ladyfinger", Scope.EXACT), ("pod", Scope.BROAD), ("gumbo", Scope.RELATED))
    assert (term.id, term.label, term.broader, term.names) == ("FOODON:1", "okra", ("FOODON:2",), names)


@pytest.mark.parametrize(
    ("text", "found", "problems"),
    [
        pytest.param(
            "label,names\ncramp,spasm,charley horse\npain,ache\n",
            ["pain"],
            ["The row has 3 fields, the heading line 2 (x.csv, line 2)"],
            id="a field too many",
        ),
        pytest.param(
            "label,names\n,spasm\npain,ache\n", ["pain"], ["The row has no label (x.csv, line 2)"], id="no label"
        ),
        pytest.param("label,names\ncramp\npain,ache\n", ["cramp", "pain"], [], id="a field short is empty"),
        pytest.param("label,names\ncramp,spasm,,\n", ["cramp"], [], id="empty fields too many"),
        pytest.param(
            'label,names\n"cramp\nin two lines",x\n,y\n',
            ["cramp\nin two lines"],
            ["The row has no label (x.csv, line 4)"],
            id="lines are counted through quotes",
        ),
        pytest.param("label,names\nİltihap,قيء 🤢\n", ["İltihap"], [], id="other writings"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(text: str, found: list[str], problems: list[str]) -> None:
    assert ([term.label for term in parsed(text).terms], said(text)) == (found, problems)


@pytest.mark.parametrize(
    ("text", "mapping", "said"),
    [
        pytest.param(
            "a,b\n1,2\n", (), "no column for the label (x.csv, line 1). Its columns are: a, b.", id="no label"
        ),
        pytest.param("label\nx\n", ("titel=label",), "no column called 'titel'", id="no such column"),
        pytest.param("", (), "no column for the label (x.csv, line 1). Its columns are: none.", id="nothing"),
    ],
)
def test_a_table_without_the_needed_columns_is_refused(text: str, mapping: tuple[str, ...], said: str) -> None:
    with pytest.raises(NoColumnError) as caught:
        parsed(text, *mapping)
    assert said in str(caught.value)


@pytest.mark.parametrize("given", ["label", "=label", "a=labels", "a="])
def test_a_mapping_that_says_nothing_is_refused_with_the_fields(given: str) -> None:
    with pytest.raises(BadMappingError, match=r"label, names, related, id, broader"):
        parse_mapping([given])


@pytest.mark.parametrize(
    ("rest", "line", "left"),
    [
        pytest.param('ache,"pang\n', 3, "The line is left out", id="in the last line"),
        pytest.param('ache,"', 3, "The line is left out", id="at the end"),
        pytest.param('ache,"pang\nstitch,x\ncrick,y\n', 3, "The lines from here to the last (3)", id="before others"),
        pytest.param('ache,"pang\n"stitch","x"\n', 3, "The lines from here to the last (2)", id="one opens below"),
        pytest.param('ache,"pang\nstitch,"x, y"\n', 3, "The lines from here to the last (2)", id="one opens within"),
        pytest.param('"ache\nor so",x\npang,"y\nz,y\n', 5, "The lines from here to the last (2)", id="below long rows"),
        pytest.param('ache,"pang\n' + "stitch,x\n" * 20_000, 3, "to the last (20,001)", id="before many"),
    ],
)
def test_a_quote_that_is_never_closed_is_named_where_it_is_opened(rest: str, line: int, left: str) -> None:
    found = parsed(f"label,names\ncramp,spasm\n{rest}")
    (problem,) = found.problems
    assert (problem.what, problem.where) == (
        "A quotation mark is opened here and never closed",
        f"x.csv, line {line}",
    )
    assert left in problem.mend
    assert found.terms[0] == Term("", "cramp", (("spasm", Scope.EXACT),), line=2)
    assert len(found.terms) == 1 + (line == 5)  # what stands before is taken


@pytest.mark.parametrize("text", ["label,names\n", "label\n\n", "label\tnames"])
def test_headings_alone_are_no_vocabulary(text: str) -> None:
    with pytest.raises(NoTermsError, match="The file holds no row below its headings"):
        parsed(text)


def test_without_whole_headings_nothing_can_be_read() -> None:
    with pytest.raises(UnclosedQuoteError, match=r"opened here and never closed \(x.csv, line 2\)"):
        parsed('# names\nlabel,"names\ncramp,spasm\n')


@pytest.mark.parametrize(
    ("text", "label", "names"),
    [
        pytest.param(f'"{"x" * 200_000}",y', "x" * 200_000, ["y"], id="long"),
        pytest.param(f'cramp,"{"pang|" * 50_000}ache"', "cramp", ["pang", "ache"], id="many in one"),
        pytest.param('cramp,"the ""charley horse"""', "cramp", ['the "charley horse"'], id="marks within"),
        pytest.param('"cramp" , "spasm" ', "cramp", ["spasm"], id="spaces around"),
        pytest.param('5" nail,x', '5" nail', ["x"], id="a mark in the midst"),
        pytest.param('"muscle" cramp,x', "muscle cramp", ["x"], id="letters behind"),
        pytest.param('"cramp\n\nor so","x"', "cramp\n\nor so", ["x"], id="over lines"),
        pytest.param('"",cramp\n,', "", [], id="nothing"),
    ],
)
def test_a_quote_that_is_closed_is_read_however_long(text: str, label: str, names: list[str]) -> None:
    found = parsed(f"label,names\n{text}\nstitch,x\n")
    assert [(term.label, [name for name, _ in term.names]) for term in found.terms[:-1]] == (
        [(label, names)] if label else []
    )
    assert found.terms[-1].label == "stitch"
    assert "quotation" not in " ".join(said(f"label,names\n{text}\nstitch,x\n"))


def test_the_headings_that_are_understood_are_written_as_they_are_looked_up() -> None:
    assert [heading for heading in known_headings() if heading != heading.lower() or {"_", "-"} & set(heading)] == []
