"""`myograph vocabulary`: from somebody's file to answers about what it names."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model import Origin
from myograph.additions import additions_in, name_of, plain_name, table_for
from myograph.analysis.rows import Rows
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

Call = Callable[..., tuple[int, str, str]]
OBO = """format-version: 1.2

[Term]
id: DOID:9990816
name: zogiosarcoma
synonym: "hamazogioma" EXACT []
synonym: "ALL" EXACT []
is_a: DOID:162 ! cancer

[Term]
id: DOID:162
name: cancer
synonym: "quarrelsome zogma" EXACT []

[Term]
id: DOID:0080000
name: muscular system disease
synonym: "insomnia" EXACT []
synonym: "zogitis" EXACT []
is_a: DOID:4 ! disease
"""
AS_CONDITION = ("--type", "condition")
TEXT = "Rare tumours\n\nHamazogioma can cause fatigue. All people with a quarrelsome zogma may feel tired.\n"


@pytest.fixture
def obo(tmp_path: Path) -> Path:
    (path := tmp_path / "doid.obo").write_text(OBO, encoding="utf-8")
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (path := tmp_path / "tumours.txt").write_text(TEXT, encoding="utf-8")
    return path


def test_what_is_added_is_read_asked_for_and_forgotten(call: Call, home: Path, obo: Path, article: Path) -> None:
    at = ("--home", str(home))
    assert call(*at, "ingest", "--jobs", "1", str(article))[0] == 0
    code, out, err = call(*at, "vocabulary", "add", str(obo))
    assert code == 1  # "disease" is missing
    assert f"Kept as {home / 'vocabulary' / '01-doid.tsv'}. The next `myograph ingest` reads all articles again" in out
    assert "A row is said to be below 'DOID:4', which nobody knows (01-doid.tsv, line 6)" in err
    assert "articles were not yet read with it" in call(*at, "vocabulary", "list")[1]
    assert "0 added, 1 changed, 0 removed" in call(*at, "ingest", "--jobs", "1", str(article))[1]
    assert call(*at, "vocabulary", "list")[1] == (
        "doid: 2 concepts added, 1 merged, 5 new names, 1 clashes, 1 problems\n"
    )
    code, out, _ = call(*at, "links", "zogiosarcomas", "fatigue", "--json")
    (link,) = json.loads(out)["answer"]["paths"][0]["links"]
    assert (link["subject"]["id"], link["evidence"][0]["quote"]) == (
        "zogiosarcoma",
        "Hamazogioma can cause fatigue.",
    )
    assert "zogiosarcoma can cause fatigue" in call(*at, "ask", "what links hamazogioma to fatigue")[1]
    # removed, it still answers from what was read with it, until the next reading
    assert call(*at, "vocabulary", "remove", "doid")[0] == 0
    assert call(*at, "links", "hamazogioma", "fatigue")[0] == 0
    assert "0 added, 1 changed, 0 removed" in call(*at, "ingest", "--jobs", "1", str(article))[1]
    code, out, err = call(*at, "vocabulary", "show", "hamazogioma")
    assert (code, out) == (1, "")
    assert "No concept is called 'hamazogioma'" in err
    # and a generation knows what it was read with
    assert call(*at, "rollback")[0] == 0
    assert call(*at, "links", "hamazogioma", "fatigue")[0] == 0


def test_the_graph_and_the_pages_hold_what_was_added(call: Call, home: Path, obo: Path, article: Path) -> None:
    call("--home", str(home), "vocabulary", "add", str(obo))
    library = Library.open(home)
    ingest(library, [article], Options(jobs=1))
    rows = library.query(
        "SELECT ?origin ?above FROM <http://127.0.0.1:8000/id/graph/vocabulary>"
        " { ?concept skos:altLabel 'hamazogioma' ; myo:origin ?origin ; skos:broader/skos:prefLabel ?above }"
    )
    assert isinstance(rows, Rows)
    assert list(rows) == [("added", "cancer")]
    with library.reading() as generation:
        concept = generation.graph.find("hamazogioma")
        assert concept is not None
        assert (concept.origin, concept.identifiers) == (Origin.ADDED, ("DOID:9990816",))
        merged = generation.graph.find("quarrelsome zogma")
        assert merged is not None
        assert (merged.id, merged.origin) == ("cancer", Origin.BUILTIN)
    client = create_app(library).test_client()
    assert "zogiosarcoma" in client.get("/concept/zogiosarcoma").get_data(as_text=True)
    assert "Hamazogioma can cause fatigue." in client.get("/api/v1/links?from=zogiosarcoma&to=fatigue").get_data(True)
    library.close()


def test_a_library_with_a_vocabulary_is_built_the_same_twice(
    call: Call, tmp_path: Path, obo: Path, article: Path
) -> None:
    dumps = []
    for home in (tmp_path / "one", tmp_path / "two"):
        call("--home", str(home), "vocabulary", "add", str(obo))
        call("--home", str(home), "ingest", "--jobs", "1", str(article))
        dumps.append(call("--home", str(home), "export", "--format", "nq")[1])
    assert dumps[0] == dumps[1]
    assert "hamazogioma" in dumps[0]


def test_the_report_has_everything_in_json(call: Call, home: Path, obo: Path) -> None:
    code, out, err = call("--home", str(home), "vocabulary", "add", str(obo), "--json")
    facts = json.loads(out)
    assert (code, err) == (1, "")
    assert {name: facts[name] for name in ("name", "terms", "obsolete", "added", "merged", "names", "strangers")} == {
        "name": "doid",
        "terms": 3,
        "obsolete": 0,
        "added": 2,
        "merged": 1,
        "names": 5,
        "strangers": 0,
    }
    assert facts["kept"] == str(home / "vocabulary" / "01-doid.tsv")
    assert facts["unsafe"] == ["ALL"]
    (clash,) = facts["clashes"]
    assert (clash["name"], clash["wanted"], clash["where"]) == (
        "insomnia",
        "muscular system disease",
        "01-doid.tsv, line 6",
    )
    assert [problem["where"] for problem in facts["problems"]] == ["01-doid.tsv, line 6"]


def test_a_dry_run_keeps_nothing_and_makes_no_library(call: Call, home: Path, obo: Path) -> None:
    code, out, _ = call("--home", str(home), "vocabulary", "add", str(obo), "--dry-run")
    assert code == 1
    assert "  concepts added                      2\n" in out
    assert out.endswith("Nothing is kept: this was a dry run.\n")
    assert not home.exists()


def test_adding_again_replaces_and_the_first_stays_first(call: Call, home: Path, tmp_path: Path) -> None:
    def add(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")
        code, _, err = call("--home", str(home), "vocabulary", "add", str(tmp_path / name), "--type", "condition")
        assert (code, err) == (0, "")

    def names() -> list[str]:
        return [addition.name for addition in additions_in(home)]

    def owner(name: str) -> str | None:
        concept = Library.open(home).vocabulary.find(name)
        return concept.label if concept else None

    add("b.csv", "label,names\nzogitis,zogic fever\n")
    add("a.csv", "label,names\nbrandosis,zogic fever|b|c\n")
    assert names() == ["01-b.tsv", "02-a.tsv"]
    assert owner("zogic fever") == "zogitis"
    add("b.csv", "label,names\nzogitis,zogic cough\n")
    assert names() == ["01-b.tsv", "02-a.tsv"]
    assert owner("zogic fever") == "brandosis"


@pytest.mark.parametrize(
    ("file", "how", "labels"),
    [
        pytest.param(("x.csv", b"label,synonyms\nzog\xc3\xa9tis,a\n"), AS_CONDITION, ["zogétis"], id="CSV"),
        pytest.param(
            ("x.tsv", b"term\tkind of\nzogitis\tpain\n"),
            (*AS_CONDITION, "--map", "kind of=broader"),
            ["zogitis"],
            id="TSV",
        ),
        pytest.param(
            ("x.tsv", b"A\tB\nzogitis\tcondition\n"), ("--map", "A=label", "--map", "B=type"), ["zogitis"], id="types"
        ),
        pytest.param(
            ("x.ttl", b'<https://e.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "zogitis"@en .'),
            AS_CONDITION,
            ["zogitis"],
            id="SKOS",
        ),
        pytest.param(
            ("x.obo.gz", gzip.compress(OBO.encode())), ("--below", "cancer"), ["zogiosarcoma", "cancer"], id="packed"
        ),
    ],
)
def test_every_form_is_kept_as_a_table_of_ours(
    call: Call, tmp_path: Path, file: tuple[str, bytes], how: tuple[str, ...], labels: list[str]
) -> None:
    home = tmp_path / "library"
    name, content = file
    (tmp_path / name).write_bytes(content)
    code, _, err = call("--home", str(home), "vocabulary", "add", str(tmp_path / name), *how)
    assert (code, err) == (0, "")
    (addition,) = additions_in(home)
    assert [line.split("\t")[0] for line in addition.text.splitlines() if not line.startswith("#")] == [
        "label",
        *labels,
    ]


@pytest.mark.parametrize(
    ("file", "how", "said"),
    [
        pytest.param(("x.tsv", b""), (), "The file is empty (x.tsv)", id="empty"),
        pytest.param(("x.obo", b"\x89PNG\0\0"), (), "The file is no text (x.obo, line 1)", id="binary"),
        pytest.param(("x.ttl", b"@prefix : <a> .\n:a :b ["), (), "This is no Turtle: ", id="wrong syntax"),
        pytest.param(("x.csv", b"label\nzogitis\n"), (), "Nothing says what kind of things these are", id="no type"),
        pytest.param(
            ("x.csv", b"a,b\n1,2\n"), (), "The table has no column for the label (x.csv, line 1)", id="no label"
        ),
        pytest.param(
            ("x.csv", b"label\n1\n"), ("--map", "label=labl"), "'label=labl' says of no column", id="no field"
        ),
    ],
)
def test_what_cannot_be_added_is_said_and_leaves_nothing_behind(
    call: Call, tmp_path: Path, file: tuple[str, bytes], how: tuple[str, ...], said: str
) -> None:
    home = tmp_path / "library"
    name, content = file
    (tmp_path / name).write_bytes(content)
    code, out, err = call("--home", str(home), "vocabulary", "add", str(tmp_path / name), *how)
    assert (code, out) == (1, "")
    assert err.startswith(f"Error: {said}")
    assert not home.exists()


def test_only_what_is_known_can_be_added_to(call: Call, home: Path, tmp_path: Path) -> None:
    (path := tmp_path / "mesh.tsv").write_text("mesh_id\tmesh_name\nD1\tDiabetes\nD2\tAbattoirs\n", encoding="utf-8")
    code, out, _ = call("--home", str(home), "vocabulary", "add", str(path), "--known")
    assert code == 0
    assert "  unknown, left out                   1\n" in out
    shown = json.loads(call("--home", str(home), "vocabulary", "show", "diabetes", "--json")[1])
    assert "MESH:D1" in shown["identifiers"]
    assert call("--home", str(home), "vocabulary", "show", "abattoir")[0] == 1


def test_a_table_may_be_edited_and_what_is_wrong_then_is_found(call: Call, home: Path, obo: Path) -> None:
    call("--home", str(home), "vocabulary", "add", str(obo))
    table = home / "vocabulary" / "01-doid.tsv"
    text = table.read_text(encoding="utf-8").replace("|DOID:4", "").replace("\tDOID:4\t", "\t\t")
    table.write_text(text.replace("hamazogioma\tcondition", "hamazogioma|vessel knot\tcondition"), encoding="utf-8")
    code, out, err = call("--home", str(home), "vocabulary", "check")
    assert (code, err) == (0, "")
    assert "No name belongs to two concepts" in out
    assert "names       hamazogioma, vessel knot" in call("--home", str(home), "vocabulary", "show", "vessel knots")[1]
    table.write_text(table.read_text(encoding="utf-8") + "toe crick\t\tailment\n", encoding="utf-8")
    code, out, err = call("--home", str(home), "vocabulary", "check")
    assert code == 1
    assert "Problem: type cannot be 'ailment' (01-doid.tsv, line 7)" in err
    assert Library.open(home).vocabulary.find("vessel knot") is not None


def test_ingest_tells_of_rows_that_cannot_be_used_and_reads_on(
    call: Call, home: Path, obo: Path, article: Path
) -> None:
    call("--home", str(home), "vocabulary", "add", str(obo))
    table = home / "vocabulary" / "01-doid.tsv"
    rows = "".join(f"toe crick {number}\t\tailment\n" for number in range(5))
    table.write_text(table.read_text(encoding="utf-8") + rows, encoding="utf-8")
    code, out, err = call("--home", str(home), "ingest", "--jobs", "1", str(article))
    assert code == 1
    assert "1 added" in out
    assert f"Problem: type cannot be 'ailment' ({table}, line 7). Allowed: " in err
    assert err.count("type cannot be") == 3
    assert f"2 more rows cannot be used ({table}). See: myograph vocabulary check" in err


@pytest.mark.parametrize("broken", ["# only a remark\n", "label;names\nzogiosarcoma\n"])
def test_ingest_stops_before_anything_is_lost_where_a_table_is_broken(
    call: Call, home: Path, obo: Path, article: Path, broken: str
) -> None:
    at = ("--home", str(home))
    call(*at, "vocabulary", "add", str(obo))
    assert call(*at, "ingest", "--jobs", "1", str(article))[0] == 0
    table = home / "vocabulary" / "01-doid.tsv"
    table.write_text(broken, encoding="utf-8")
    code, out, err = call(*at, "ingest", "--jobs", "1", str(article))
    assert (code, out) == (1, "")
    assert "The added vocabulary 'doid' cannot be used, so no article was read: header cannot be" in err
    assert f"({table}, line 1)" in err
    assert "myograph vocabulary remove doid" in err
    assert f"copy {home / 'generations' / '000001' / 'vocabulary' / '01-doid.tsv'}, as it was" in err
    assert Library.open(home).current() == 1
    assert call(*at, "vocabulary", "remove", "doid")[0] == 0


def test_our_own_vocabulary_is_in_order(call: Call, home: Path) -> None:
    code, out, err = call("--home", str(home), "vocabulary", "check", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"added": [], "problems": []}


def test_an_unknown_vocabulary_cannot_be_removed(call: Call, stocked: Library) -> None:
    code, _, err = call("--home", str(stocked.home), "vocabulary", "remove", "doid")
    assert code == 1
    assert "No vocabulary called 'doid' was added" in err
    assert call("--home", str(stocked.home), "vocabulary", "list")[1] == "None is added.\n"


@pytest.mark.parametrize(
    ("file", "name"),
    [("DOID.obo.gz", "doid"), ("my list (2).csv", "my-list-2"), ("doid-2026-07-31.tsv", "doid-2026-07-31"), ("x", "x")],
)
def test_a_vocabulary_is_called_as_its_file(home: Path, file: str, name: str) -> None:
    assert name_of(file) == name
    assert table_for(home, name) == f"01-{name}.tsv"
    assert plain_name(table_for(home, name)) == name


def test_reindex_keeps_the_vocabulary_of_the_generation(call: Call, home: Path, obo: Path, article: Path) -> None:
    at = ("--home", str(home))
    call(*at, "vocabulary", "add", str(obo))
    call(*at, "ingest", "--jobs", "1", str(article))
    assert call(*at, "reindex")[0] == 0
    assert [addition.name for addition in additions_in(home / "generations" / "000002")] == ["01-doid.tsv"]
    assert call(*at, "links", "hamazogioma", "fatigue")[0] == 0
