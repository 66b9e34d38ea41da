"""docs/accuracy.md says how well is read now, and how that is found out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.accuracy import BLOCKS, PAGE, PAGES, kind_of, measured, renewed, table
from bench.corpus import ROOT
from bench.goldsets import FOLDERS, LOCKED, OWN, Tried, present
from graph.model import Predicate
from ingest.causes import Cause, Side
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read

TOLERANCE = 0.03  # of a share: rules change daily, the page with `make accuracy`
FIGURE = re.compile(r"\d\.\d{3}")


@pytest.fixture(scope="module")
def own() -> Tried:
    """How our own open articles do now."""
    return measured([OWN])[0]


@pytest.fixture(scope="module")
def plain() -> Tried:
    """How our articles in the ordinary style of the web do now."""
    return measured(["plain"])[0]


@pytest.fixture(scope="module")
def printed() -> str:
    return PAGE.read_text(encoding="utf-8")


def block(page: str, name: str) -> str:
    found = re.search(rf"<!-- accuracy: {name} -->\n(.*?)<!-- end -->", page, re.DOTALL)
    assert found is not None, name
    return found[1]


def lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """The rows of a table: first cell, and the others."""
    for line in text.strip().splitlines()[2:]:
        first, *others = (cell.strip() for cell in line.strip("|").split(" | "))
        yield first, others


def test_the_pages_have_every_block_once() -> None:
    names = [name for path in PAGES for name in re.findall(r"<!-- accuracy: ([a-z]+) -->", path.read_text("utf-8"))]
    assert sorted(names) == sorted(BLOCKS)


def test_the_headline_figures_are_those_of_now(printed: str, own: Tried, plain: Tried) -> None:
    for one in (own, plain):
        said = dict(lines(block(printed, "sets")))[one.name]
        now = dict(lines(BLOCKS["sets"]([one])))[one.name]
        assert said[:2] == now[:2], "run make accuracy"
        pairs = zip(said, now, strict=True)
        off = [(a, b) for a, b in pairs if FIGURE.match(a) and abs(float(a) - float(b)) > TOLERANCE]
        assert not off, "run make accuracy"


def test_quotes_of_the_open_articles_stand(own: Tried) -> None:
    assert own.trial.misplaced.of > 50
    assert own.trial.misplaced.part == 0


def test_every_predicate_has_its_line(printed: str, own: Tried) -> None:
    for text in (block(printed, "predicates"), BLOCKS["predicates"]([own])):
        assert [name for name, _ in lines(text)] == [f"`{predicate}`" for predicate in Predicate]
    gold = sum(int(cells[0]) for name, cells in lines(BLOCKS["predicates"]([own])) if name != f"`{Predicate.IS_A}`")
    assert gold == sum(int(cells[0]) for _, cells in lines(BLOCKS["polarities"]([own])))
    assert gold == sum(int(cells[0]) for _, cells in lines(BLOCKS["kinds"]([own])))


def test_every_error_has_a_cause(own: Tried) -> None:
    compared, cases = own.trial.compared, own.trial.cases
    for side, claims in ((Side.MISSED, compared.missed), (Side.FALSE, compared.false)):
        assert sorted(map(id, (case.claim for case in cases if case.side is side))) == sorted(map(id, claims))
    assert sum(case.cause is Cause.CERTAINTY for case in cases) == len(compared.right) - compared.certainty().part
    shown = sum(int(cell or 0) for _, cells in lines(BLOCKS["causes"]([own])) for cell in cells[1:])
    assert shown == len(cases)


def test_examples_are_of_our_own_articles_only(printed: str) -> None:
    named = set(re.findall(r"\(`([^`]+)`\)", block(printed, "weaknesses")))
    assert named
    assert named <= {path.name for path in (FOLDERS[OWN] / "texts").iterdir()}


def test_the_locked_sets_are_never_taken_unasked(printed: str) -> None:
    assert not {*LOCKED} & {*present()}
    assert not {*LOCKED} & {name for name, _ in lines(block(printed, "sets"))}


@pytest.mark.parametrize("way", ["by name", "by path"])
@pytest.mark.parametrize("name", LOCKED)
def test_errors_in_a_locked_set_are_never_listed(name: str, way: str) -> None:
    paths = [str(FOLDERS[name] / "gold.jsonl"), str(FOLDERS[name] / "texts")]
    command = [sys.executable, "-m", "bench.errors", *(["--set", name] if way == "by name" else paths), "--list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not shown" in done.stderr


def test_words_outside_the_blocks_stay(own: Tried) -> None:
    text = "before\n<!-- accuracy: polarities -->\nstale\n<!-- end -->\nafter\n"
    fresh = renewed(text, [own])
    assert "stale" not in fresh
    assert fresh.startswith("before\n<!-- accuracy: polarities -->\n| polarity |")
    assert fresh.endswith("|\n<!-- end -->\nafter\n")
    assert renewed(fresh, [own]) == fresh


def test_cells_do_not_break_a_table() -> None:
    assert table(("a",), [("x|y",)]).splitlines()[-1] == "| x\\|y |"


QUESTIONS = "".join(f"## Does milk help {place}?\n\nNo. It does not.\n\n" for place in ("here", "there", "anywhere"))
KINDS = {
    "questions and answers": f"# Milk\n\n{QUESTIONS}",
    "mostly lists": "# Milk\n\nWhat helps:\n\n- rest\n- heat\n- a walk\n",
    "prose under headings": f"# Milk\n\n{QUESTIONS.replace('?', '')}",
    "prose": "# Milk\n\nMilk helps. It does so at night.\n\n## Does milk help?\n\nNo. It does not.\n",
}


@pytest.mark.parametrize(("kind", "text"), KINDS.items(), ids=KINDS)
def test_kinds_of_articles(kind: str, text: str, knowledge: Knowledge) -> None:
    assert kind_of(read(read_document("a.md", text.encode())[0], knowledge)) == kind
