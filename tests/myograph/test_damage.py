"""A library of which some file is damaged or lost, and what helps."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.build import Options, ingest
from myograph.errors import DamagedLibraryError, NothingToRollBackError
from myograph.library import Library

ONE = Options(jobs=1)
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Names = Callable[[Library], list[str]]


@pytest.fixture
def grown(stocked: Library, articles: Path) -> Library:
    """A library with three generations; the third holds seven articles."""
    for number in (2, 3):
        (articles / "more.txt").write_text(f"Smoking causes headache {number}.\n", encoding="utf-8")
        assert ingest(stocked, [articles], ONE).generation == number
    stocked.close()
    return Library.open(stocked.home)


def spoil(home: Path, what: str, content: str | None) -> None:
    place = home / what
    if place.is_dir():
        shutil.rmtree(place)
    elif content is None:
        place.unlink()
    else:
        place.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "target"),
    [
        pytest.param(("generations/000003/manifest.json", "{}"), 2, id="empty manifest"),
        pytest.param(("generations/000003/manifest.json", '{"format": 1, "documents": []}'), 2, id="half a manifest"),
        pytest.param(("generations/000003/manifest.json", ""), 2, id="manifest of nothing"),
        pytest.param(("generations/000003/manifest.json", None), 2, id="no manifest"),
        pytest.param(("generations/000003", None), 2, id="no such generation"),
        pytest.param(("current", "xyz"), 3, id="current is no number"),
        pytest.param(("current", "000009"), 3, id="current is not there"),
    ],
)
def test_rollback_mends_what_is_damaged(
    grown: Library, run: Run, names_in: Names, damage: tuple[str, str | None], target: int
) -> None:
    spoil(grown.home, *damage)
    said = run("ask", "what helps cramps", home=grown.home)
    assert (said.returncode, said.stdout) == (1, "")
    assert "damaged" in said.stderr
    assert "myograph rollback" in said.stderr
    assert run("rollback", home=grown.home).stdout == f"Generation {target} is published again.\n"
    assert len(names_in(grown)) == 7
    assert grown.current() == target


def test_rollback_passes_over_generations_that_are_damaged_too(grown: Library, names_in: Names) -> None:
    spoil(grown.home, "generations/000003/manifest.json", "{}")
    spoil(grown.home, "generations/000002/graph", None)
    assert grown.rollback() == 1
    assert len(names_in(grown)) == 6


def test_no_mend_is_told_that_does_not_help(stocked: Library) -> None:
    spoil(stocked.home, "generations/000001/manifest.json", "{}")
    with pytest.raises(DamagedLibraryError) as told:
        stocked.manifest()
    assert "rollback" not in told.value.mend
    with pytest.raises(NothingToRollBackError):
        stocked.rollback()


def test_a_lost_current_does_not_begin_anew(grown: Library, articles: Path, names_in: Names) -> None:
    (grown.home / "current").unlink()
    assert len(names_in(grown)) == 7
    (articles / "last.txt").write_text("Alcohol causes fatigue.\n", encoding="utf-8")
    report = ingest(grown, [articles / "last.txt"], ONE)
    assert (report.generation, len(names_in(grown))) == (4, 8)


@pytest.mark.parametrize("content", [None, "{}", "x", '{"format": 1, "base": 5}'])
def test_lost_settings_are_not_made_up(grown: Library, content: str | None) -> None:
    spoil(grown.home, "settings.json", content)
    with pytest.raises(DamagedLibraryError, match=r"http://127\.0\.0\.1:8000/"):
        Library.open(grown.home, create=True)


@pytest.mark.parametrize("arguments", [["nowhere.txt"], ["--base", "nonsense", "nowhere.txt"]])
def test_a_failed_first_ingest_leaves_nothing_behind(run: Run, home: Path, arguments: list[str]) -> None:
    done = run("ingest", *arguments, home=home)
    assert (done.returncode, home.exists()) == (1, False)


def test_an_interrupted_first_ingest_leaves_nothing_behind(
    home: Path, articles: Path, call: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("myograph.edition.summarise", full)
    code, _, err = call("--home", str(home), "ingest", str(articles), "--jobs", "1")
    assert (code, home.exists()) == (1, False)
    assert err.splitlines()[-1].count("No space left on device") == 1
