"""`myograph evaluate`: a library, or articles read afresh, against what a person found."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.causes import EXPLAINED, Cause
from myograph.library import Library

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "eval"
OPEN = ROOT / "tests" / "gold" / "open"
NEEDS_SCORER = pytest.mark.skipif(
    not SHARED.exists() and os.environ.get("CI") != "true", reason="the shared evaluation is not beside the checkout"
)
LINE = re.compile(r"^(\S+) +gold +(\d+) .*precision ([\d.]+)  recall ([\d.]+)  F1 ([\d.]+)$", re.MULTILINE)
TEXT = "Cramps\n\nDehydration can cause muscle cramps. Stretching relieves muscle cramps.\n"
WANTED = (
    {"subject": ["dehydration"], "predicate": "causes", "object": ["muscle cramps"], "polarity": "affirmed"},
    {"subject": ["glimmering"], "predicate": "causes", "object": ["muscle cramps"], "polarity": "affirmed"},
)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with one article, two levels down."""
    (folder := tmp_path / "texts" / "deep").mkdir(parents=True)
    (folder / "note.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "texts"


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return written(tmp_path / "gold.jsonl", *({"doc": "note.txt", **row} for row in WANTED))


def facts(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def scores(answer: dict[str, Any]) -> dict[str, dict[str, float]]:
    return {row["name"]: row for row in answer["scores"]}


def test_a_library_against_its_own_claims(run: Run, stocked: Library, tmp_path: Path) -> None:
    exported = run("export", "--format", "jsonl", home=stocked.home).stdout.splitlines()
    rows = [json.loads(line) for line in exported]
    for row in rows:
        row["subject"], row["object"] = [row["subject"]["label"]], [row["object"]["label"]]
    gold = written(tmp_path / "gold.jsonl", *rows)
    answer = facts(run("evaluate", gold, "--json", home=stocked.home))
    assert scores(answer)["core"]["f1"] == 1.0
    assert answer["certainty"]["share"] == answer["passages"]["share"] == 1.0
    assert "misplaced" not in answer


def test_articles_are_read_afresh_without_a_library(run: Run, texts: Path, gold: Path) -> None:
    answer = facts(run("evaluate", gold, "--texts", texts, "--misses", "5", "--json"))
    assert scores(answer)["causes"] == {
        "name": "causes",
        "gold": 2,
        "found": 1,
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
    }
    assert answer["misplaced"] == {"wrong": 0, "of": 2}
    (missed,), (false,) = answer["missed"], answer["false"]
    assert (missed["subject"], missed["cause"]) == ("glimmering", Cause.SUBJECT)
    assert (false["subject"], false["cause"]) == ("stretching", Cause.UNSAID)
    assert false["quote"] == "Stretching relieves muscle cramps."


def test_vocabularies_added_to_the_library_count(run: Run, texts: Path, gold: Path, tmp_path: Path) -> None:
    (texts / "deep" / "note.txt").write_text(TEXT + "\nGlimmering can cause muscle cramps.\n", encoding="utf-8")
    (names := tmp_path / "names.csv").write_text("label,type\nglimmering,factor\n", encoding="utf-8")
    home = tmp_path / "library"
    assert run("vocabulary", "add", names, home=home).returncode == 0
    missed = [facts(run("evaluate", gold, "--texts", texts, "--misses", "9", "--json", home=h)) for h in (home, None)]
    assert scores(missed[0])["causes"]["recall"] == 1.0
    assert all("provisional" not in one["cause"] for one in missed[0]["false"])
    assert "glimmering (factor, added)" in run("check", texts / "deep" / "note.txt", home=home).stdout
    assert "glimmering (factor, added)" not in run("check", texts / "deep" / "note.txt").stdout


def test_misses_are_shown_with_their_cause(run: Run, texts: Path, gold: Path) -> None:
    printed = run("evaluate", gold, "--texts", texts, "--misses", "1").stdout
    assert "\nFALSE  note.txt | stretching treats muscle cramp affirmed | not said | Stretching relieves" in printed
    assert "\nMISSED  note.txt | glimmering causes muscle cramps affirmed | name unknown: subject" in printed
    assert "MISSED" not in run("evaluate", gold, "--texts", texts).stdout


def test_optional_claims_lie_beside_gold_or_are_named(run: Run, texts: Path, gold: Path) -> None:
    spare = {"doc": "note.txt", "subject": ["stretching"], "predicate": "treats", "object": ["muscle cramp"]}
    row = {**spare, "polarity": "affirmed"}
    named = written(gold.with_name("other.jsonl"), row)
    given = facts(run("evaluate", gold, "--texts", texts, "--optional", named, "--json"))
    assert (given["optional"], scores(given)["core"]["precision"]) == (1, 1.0)
    assert facts(run("evaluate", gold, "--texts", texts, "--json"))["optional"] == 0
    written(gold.with_name("gold_optional.jsonl"), row)
    assert facts(run("evaluate", gold, "--texts", texts, "--json"))["optional"] == 1


def test_an_article_that_is_not_there_is_a_problem(run: Run, texts: Path, gold: Path, stocked: Library) -> None:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    written(gold, *rows, {**rows[0], "doc": "lost.txt"})
    done = run("evaluate", gold, "--texts", texts)
    assert done.returncode == 1
    assert "lost.txt, which is not there" in done.stderr
    assert re.search(r"^causes +3 +1 ", done.stdout, re.MULTILINE)
    done = run("evaluate", gold, home=stocked.home)
    assert (done.returncode, done.stderr.count("which is not there")) == (1, 2)


BAD = {
    "fields missing": '{"doc": "x"}',
    "no object": "[1]",
    "no JSON": "{",
    "ends without names": '{"doc": "x", "subject": [], "predicate": "causes", "object": ["b"], "polarity": "affirmed"}',
    "a number for a name": '{"doc": "x", "subject": [1], "predicate": "causes", "object": "b", "polarity": "affirmed"}',
    "wrong predicate": '{"doc": "x", "subject": ["a"], "predicate": "cause", "object": ["b"], "polarity": "affirmed"}',
    "a wrong polarity": '{"doc": "x", "subject": ["a"], "predicate": "causes", "object": ["b"], "polarity": "yes"}',
    "no letters": '{"doc": "x", "subject": ["a"], "predicate": "causes", "object": ["!"], "polarity": "affirmed"}',
    "no document": '{"doc": "", "subject": ["a"], "predicate": "causes", "object": ["b"], "polarity": "affirmed"}',
    "brackets without end": "[" * 50_000,
    "a number without end": '{"doc": ' + "9" * 5000 + "}",
    "a number for a document": '{"doc": 1, "subject": ["a"], "predicate": "causes", "object": ["b"], "polarity": ""}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_named(run: Run, texts: Path, gold: Path, line: str) -> None:
    gold.write_text(gold.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = run("evaluate", gold, "--texts", texts)
    assert (done.returncode, f"{gold}, line 4" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", ["", "\n \n"], ids=["nothing", "empty lines"])
def test_an_empty_gold_file_is_no_measure(run: Run, texts: Path, gold: Path, content: str) -> None:
    gold.write_text(content, encoding="utf-8")
    done = run("evaluate", gold, "--texts", texts)
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds no assertion, so there is nothing to compare with" in done.stderr


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        pytest.param("utf-8-sig", None, id="with a mark"),
        pytest.param("utf-16", "it is not UTF-8 (byte 0xFF)", id="of another kind"),
        pytest.param("latin-1", "it is not UTF-8 (byte 0xE9)", id="of former times"),
    ],
)
def test_gold_is_read_as_utf_8(run: Run, texts: Path, gold: Path, encoding: str, said: str | None) -> None:
    row = json.dumps({"doc": "note.txt", **WANTED[0], "quote": "é"}, ensure_ascii=False)
    gold.write_text(f"{row}\n", encoding=encoding)
    done = run("evaluate", gold, "--texts", texts)
    if said is None:
        assert re.search(r"^causes +1 +1 ", done.stdout, re.MULTILINE)
    else:
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{said} ({gold}, line 1)" in done.stderr


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        pytest.param("Dehydration can cause\n  muscle cramps.", True, id="with other line ends"),
        pytest.param("Dehydration always causes cramps.", False, id="in other words"),
    ],
)
def test_a_quote_that_the_article_lacks_is_a_problem(
    run: Run, texts: Path, gold: Path, quote: str, stands: bool
) -> None:
    written(gold, {"doc": "note.txt", **WANTED[0], "quote": quote})
    done = run("evaluate", gold, "--texts", texts)
    assert (done.returncode, "quotes what the article does not say" in done.stderr) == (int(not stands), not stands)
    assert re.search(r"^causes +1 +1 ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("which", ["gold", "texts"])
def test_a_file_for_a_folder_and_a_folder_for_a_file_are_told(run: Run, texts: Path, gold: Path, which: str) -> None:
    given = (gold, gold) if which == "texts" else (texts, texts)
    done = run("evaluate", given[0], "--texts", given[1])
    assert done.returncode == 2
    assert ("is a file" if which == "texts" else "is a directory") in done.stderr


@NEEDS_SCORER
@pytest.mark.parametrize("folder", [OPEN, SHARED / "seeds", SHARED / "dev"], ids=lambda folder: folder.name)
def test_the_shared_scorer_says_the_same(folder: Path, run: Run, tmp_path: Path) -> None:
    home = tmp_path / "library"
    assert run("ingest", folder / "texts", home=home).returncode == 0
    found = tmp_path / "found.jsonl"
    found.write_text(run("export", "--format", "jsonl", home=home).stdout, encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(folder / "gold.jsonl"), str(found)]
    printed = subprocess.run([*command, "--texts", str(folder / "texts")], capture_output=True, text=True, check=True)
    told = {name: figures for name, *figures in LINE.findall(printed.stdout)}
    assert told.keys() >= {"causes", "treats", "core", "all", "negated"}
    afresh = facts(run("evaluate", folder / "gold.jsonl", "--texts", folder / "texts", "--json"))
    stored = facts(run("evaluate", folder / "gold.jsonl", "--json", home=home))
    assert shown(afresh) == shown(stored) == told
    shares = (afresh["certainty"]["share"], afresh["passages"]["share"])
    assert "on {:.3f} of the right assertions; evidence passage right on {:.3f}".format(*shares) in printed.stdout
    assert f"offsets wrong on {afresh['misplaced']['wrong']} of {afresh['misplaced']['of']} quotes" in printed.stdout


def shown(answer: dict[str, Any]) -> dict[str, list[str]]:
    """The figures as the scorer prints them."""
    return {
        row["name"].split()[0]: [str(row["gold"]), *(f"{row[name]:.3f}" for name in ("precision", "recall", "f1"))]
        for row in answer["scores"]
    }


def test_every_cause_is_explained() -> None:
    assert set(EXPLAINED) == set(Cause)
