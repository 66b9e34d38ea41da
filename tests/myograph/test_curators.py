"""What curators do wrong, by command and by hand: it is refused or told, nothing is lost, and all can be undone."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.curation import HEADER, parse_curation
from myograph.build import Options, ingest
from myograph.corrections import undo
from myograph.curators.errors import NotATableError, ReadOnlyTableError
from myograph.errors import NotUtf8Error
from myograph.library import Library

Call = Callable[..., tuple[int, str, str]]
TEXT = "# Headache\n\n## Causes of headache\n\n- Dehydration\n- Zumbling in the garden\n\nCola causes headache.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a library that holds one article."""
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    library = Library.open(tmp_path / "library", create=True)
    ingest(library, [tmp_path / "a.md"], Options(jobs=1))
    library.close()
    return tmp_path / "library"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The folder of a library that holds nothing yet."""
    library = Library.open(tmp_path / "library", create=True)
    library.close()
    return tmp_path / "library"


@pytest.fixture
def at(call: Call) -> Callable[..., tuple[int, str, str]]:
    """A command on a library: `at(home, "status")`."""
    return lambda home, *arguments: call("--home", str(home), *arguments)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("correct", "name", "", "headache"), "about cannot be ''"),
        (("correct", "name", "…", "headache"), "about cannot be '…'"),
        (("correct", "name", "the", "headache"), "a name of more words"),
        (("correct", "name", "zog", "zoggery"), "The vocabulary has no concept called 'zoggery'"),
        (("correct", "name", "zog", "heddache"), "Did you mean: headache"),
        (("correct", "name", "x" * 1_000_000, "headache"), "at most 200 characters"),
        (("correct", "name", "z\udcffg", "headache"), "UTF-8 text"),
        (("correct", "same", "cola", "zoggery"), "no concept called 'zoggery'"),
        (("correct", "same", "headache", "headaches"), "names of one concept already, 'headache'"),
        (("correct", "reject", "zoggery", "causes", "headache"), "no concept called 'zoggery'"),
        (("vocabulary", "accept", "headaches"), "is a name of 'headache' already"),
        (("vocabulary", "accept", "zog", "--type", "food", "--label", "cola"), "vocabulary merge zog cola"),
        (("vocabulary", "accept", "maybe", "--type", "food"), "a name of more words"),
        (("vocabulary", "merge", "cola", "headache"), "myograph correct name cola headache"),
        (("vocabulary", "merge", "headaches", "headache"), "is a name of 'headache' already"),
        (("vocabulary", "reject", "İ"), "nothing is called by this word"),
    ],
)
def test_what_could_not_be_used_is_not_kept(bare: Path, at: Call, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = at(bare, *arguments)
    assert (code, out) == (1, "")
    assert told in err and len(err) < 1000
    assert not (bare / "curation.tsv").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("correct", "name", "may be the one", "headache"), "is made of everyday words"),
        (("correct", "name", "zq", "headache"), "'zq' is short"),
        (("correct", "name", "zog", "headache", "--document", "b.md"), "Did you mean: a.md?"),
        (
            ("correct", "reject", "cola", "treats", "headache"),
            "No article that was read says that cola treats headache",
        ),
        (("vocabulary", "reject", "frobozz"), "Nothing that was read is called 'frobozz'"),
    ],
)
def test_what_is_doubtful_is_kept_and_told(home: Path, at: Call, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = at(home, *arguments)
    assert (code, out[:4]) == (0, "Kept")
    assert err.startswith("Note: ") and told in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("correct", "name", "zog wine", "headache"),
        ("correct", "name", "zq", "headache", "--document", "a.md"),
        ("correct", "reject", "cola", "causes", "headache"),
        ("vocabulary", "reject", "zumbling in the garden"),
        ("vocabulary", "accept", "zumbling in the garden"),
    ],
)
def test_what_is_right_is_kept_without_a_word_more(home: Path, at: Call, arguments: tuple[str, ...]) -> None:
    code, out, err = at(home, *arguments)
    assert (code, out[:4], err) == (0, "Kept", "")


def test_both_ways_round_the_later_counts_and_nothing_is_wrong_for_ever(home: Path, at: Call) -> None:
    assert at(home, "correct", "same", "cola", "coffee")[0] == 0
    code, _, err = at(home, "correct", "same", "coffee", "cola")
    assert code == 0
    assert "line 2 (cola and coffee are one) contradicts line 3" in err.replace("Line", "line")
    assert "It is there already" in at(home, "correct", "same", "coffee", "cola")[1]
    code, out, err = at(home, "ingest", "--jobs", "1", str(home.parent / "a.md"))
    assert (code, "were read with 1 of them" in out) == (0, True), err
    status = at(home, "status")[1]
    assert "Corrections 1 (1 concerns nothing)" in status or "Corrections 1 (1 applied)" in status
    assert "1 is overruled by a later row" in status
    code, out, err = at(home, "vocabulary", "check")
    assert code == 0 and "line 2 and line 3" in err
    assert "cola" in at(home, "vocabulary", "show", "coffee")[1]
    # the first again: it comes behind the second, and counts
    code, out, _ = at(home, "correct", "same", "cola", "coffee")
    assert (code, out[:4]) == (0, "Kept")
    rows = json.loads(at(home, "correct", "list", "--json")[1])
    assert [(row["about"], row["state"]) for row in rows] == [
        (["coffee"], "overruled by line 3"),
        (["cola"], "not yet applied"),
    ]
    code, _, err = at(home, "correct", "undo", rows[1]["id"])
    assert code == 0 and "What was overruled counts again: coffee and cola are one" in err


def test_rows_written_by_hand_that_cannot_be_used_go_by_their_line(home: Path, at: Call) -> None:
    table = home / "curation.tsv"
    good = "name\tzog wine\theadache\t\tann\t2026-01-02\t"
    table.write_text(f"{HEADER}\ndrop\tx\n# a remark\nname\tbark\tnobody knows\n{good}\n\t\t\t\n", encoding="utf-8")
    code, out, err = at(home, "correct", "list")
    assert code == 0
    assert "line 2        drop x (cannot be used)" in out
    assert "action cannot be 'drop' (curation.tsv, line 2)" in err and "(curation.tsv, line 4)" in err
    assert "myograph correct undo --line LINE" in err
    assert "Corrections 1 (1 waits for the next ingest); last 2026-01-02" in at(home, "status")[1]
    assert "2 rows cannot be used" in at(home, "status")[1]
    for line in ("1", "3", "6", "99"):
        code, _, err = at(home, "correct", "undo", "--line", line)
        assert code == 1 and "No row stands there" in err
    assert at(home, "correct", "undo")[0] == at(home, "correct", "undo", "x", "--line", "2")[0] == 2
    assert at(home, "correct", "undo", "--line", "4")[1].startswith("Undone: “bark” means nobody knows")
    assert at(home, "correct", "undo", "--line", "2")[1].startswith("Undone: drop x")
    assert table.read_text(encoding="utf-8") == f"{HEADER}\n# a remark\n{good}\n\t\t\t\n"
    assert at(home, "correct", "list")[2] == ""


def test_status_counts_what_was_undone_until_it_is_read_anew(home: Path, at: Call) -> None:
    at(home, "correct", "reject", "cola", "causes", "headache")
    at(home, "ingest", "--jobs", "1", str(home.parent / "a.md"))
    assert "Corrections 1 (1 applied)" in at(home, "status")[1]
    (row,) = json.loads(at(home, "correct", "list", "--json")[1])
    at(home, "correct", "undo", row["id"])
    assert "1 undone, and in force until the next ingest" in at(home, "status")[1]
    at(home, "ingest", "--jobs", "1", str(home.parent / "a.md"))
    assert "Corrections" not in at(home, "status")[1]


@pytest.mark.parametrize(
    "before",
    ["", "\n", "\ufeff", "# ours\n", HEADER, f"\ufeff{HEADER}\r\n", f"{HEADER}\n\n\n", f"# ours\n\n{HEADER}\n"],
)
def test_a_row_finds_its_place_in_any_table(bare: Path, at: Call, before: str) -> None:
    table = bare / "curation.tsv"
    table.write_bytes(before.encode())
    assert at(bare, "correct", "name", "zog wine", "headache", "--who", "ann")[0] == 0
    text = table.read_bytes().decode()
    assert text.startswith(before.rstrip("\n"))
    assert ("\r\n" in before) == (text.count("\r\n") == text.count("\n"))
    found = parse_curation(text)
    assert ([one.about for one in found.corrections], found.problems) == ([("zog wine",)], ())
    assert "headache" in at(bare, "vocabulary", "show", "zog wine")[1]


@pytest.mark.parametrize("header", [HEADER.replace("\t", "    "), HEADER.replace("\t", ","), "name\tzog\theadache"])
def test_a_table_without_its_columns_is_told_and_left_alone(bare: Path, at: Call, header: str) -> None:
    table = bare / "curation.tsv"
    table.write_text(f"{header}\nname\tzog\theadache\n", encoding="utf-8")
    code, _, err = at(bare, "correct", "name", "zog wine", "headache")
    assert code == 1 and "with a tab between each two: action, about, value" in err
    assert table.read_text(encoding="utf-8") == f"{header}\nname\tzog\theadache\n"
    assert "none counts" in at(bare, "status")[1]
    assert "header cannot be" in at(bare, "correct", "list")[2]
    code, _, err = at(bare, "correct", "undo", "--line", "2")
    assert code == 1 and "nothing was written" in err
    assert table.read_text(encoding="utf-8") == f"{header}\nname\tzog\theadache\n"


def test_nothing_is_ingested_with_a_table_without_its_columns(bare: Path, at: Call, tmp_path: Path) -> None:
    (bare / "curation.tsv").write_text(f"{HEADER.replace('action', 'Action')}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Rest relieves gout.\n", encoding="utf-8")
    code, _, err = at(bare, "ingest", str(tmp_path / "a.txt"))
    assert code == 1 and "does not begin with its columns" in err


def test_things_of_different_types_are_not_one(bare: Path, at: Call) -> None:
    code, _, err = at(bare, "correct", "same", "dry eye", "ear")
    assert code == 1 and "a condition, as 'dry eye' is" in err


def test_a_folder_in_place_of_the_table_is_told_by_every_command(bare: Path, at: Call) -> None:
    (bare / "curation.tsv").mkdir()
    for arguments in (
        ("correct", "list"),
        ("correct", "name", "zog", "headache"),
        ("correct", "undo", "x"),
        ("vocabulary", "check"),
        ("status",),
    ):
        code, _, err = at(bare, *arguments)
        assert code == 1 and "A folder stands where the table of corrections belongs" in err, arguments
    with pytest.raises(NotATableError):
        undo(Library.open(bare), "x")


def test_a_read_only_table_is_left_alone(bare: Path) -> None:
    table = bare / "curation.tsv"
    table.write_text(f"{HEADER}\n", encoding="utf-8")
    table.chmod(0o444)
    with pytest.raises(ReadOnlyTableError):
        undo(Library.open(bare), "x")
    assert table.read_text(encoding="utf-8") == f"{HEADER}\n"


def test_a_table_in_another_encoding_is_left_alone_and_its_row_told(bare: Path, at: Call) -> None:
    table = bare / "curation.tsv"
    written = f"{HEADER}\nname\tJosé\tgout\n".encode("latin-1")
    table.write_bytes(written)
    with pytest.raises(NotUtf8Error) as refused:
        undo(Library.open(bare), "x")
    assert "line 2" in refused.value.where
    assert table.read_bytes() == written
    assert "save the file as UTF-8" in at(bare, "correct", "list")[2]


def test_a_table_that_libraries_share_by_a_link_stays_shared(bare: Path, at: Call, tmp_path: Path) -> None:
    shared = tmp_path / "shared.tsv"
    shared.write_text(f"{HEADER}\n", encoding="utf-8")
    (bare / "curation.tsv").symlink_to(shared)
    assert at(bare, "correct", "name", "zog wine", "headache")[0] == 0
    assert (bare / "curation.tsv").is_symlink()
    assert "zog wine" in shared.read_text(encoding="utf-8")


def test_many_corrections_at_once_are_all_kept(bare: Path) -> None:
    command = [sys.executable, "-m", "myograph.cli", "--home", str(bare), "correct", "name"]
    names = [f"zog wine {number}" for number in range(4)]
    codes: list[int] = []

    def give(name: str) -> None:
        codes.append(subprocess.run([*command, name, "headache"], capture_output=True, check=False).returncode)

    threads = [threading.Thread(target=give, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = parse_curation((bare / "curation.tsv").read_text(encoding="utf-8"))
    assert codes == [0] * len(names)
    assert sorted(one.about[0] for one in found.corrections) == names


def test_a_correction_waits_for_another_but_not_for_ever(bare: Path, at: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("myograph.corrections._PATIENCE", 0.1)
    with Library.open(bare).writing("myograph ingest"):
        code, _, err = at(bare, "correct", "name", "zog wine", "headache")
    assert code == 1 and "is being written by" in err
    assert not (bare / "curation.tsv").exists()
