"""Files in, documents out: what is read, what is skipped, what is a problem."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from graph.model import Document, Reading
from ingest.knowledge import Knowledge
from ingest.pipeline import read
from myograph.build import Options, Report, ingest
from myograph.library import Library

ONE = Options(jobs=1)
Names = Callable[[Library], list[str]]


def whats(report: Report) -> list[str]:
    return [problem.what for problem in report.problems]


def test_everything_is_read_and_found_again(library: Library, articles: Path, names_in: Names) -> None:
    report = ingest(library, [articles], ONE)
    assert report.added == tuple(f"article-{number}.txt" for number in range(6))
    assert report.problems == ()
    assert names_in(library) == list(report.added)
    with library.reading() as generation:
        assert generation.number == report.generation == 1
        assert generation.index.search("dehydration").total > 0
        assert generation.manifest.counts["documents"] == 6


def test_nothing_new_makes_no_generation(stocked: Library, articles: Path) -> None:
    report = ingest(stocked, [articles], ONE)
    assert (len(report.unchanged), report.added, report.generation) == (6, (), 1)
    assert stocked.kept() == (1,)


def test_changed_files_replace_what_was_read_before(stocked: Library, articles: Path, names_in: Names) -> None:
    (articles / "article-0.txt").write_text("Magnesium\n\nMagnesium helps migraine.\n", encoding="utf-8")
    report = ingest(stocked, [articles], ONE)
    assert (report.changed, report.generation) == (("article-0.txt",), 2)
    assert len(names_in(stocked)) == 6
    with stocked.reading() as generation:
        assert generation.index.search("dehydration").total == 0
        assert b"Dehydration and" not in generation.store.nquads()
        assert generation.index.search("migraine").total == 1
    with stocked.reading(1) as before:
        assert before.index.search("dehydration").total > 0


def test_only_prune_removes(stocked: Library, articles: Path, names_in: Names) -> None:
    (articles / "article-3.txt").unlink()
    assert ingest(stocked, [articles], ONE).removed == ()
    report = ingest(stocked, [articles], Options(jobs=1, prune=True))
    assert report.removed == ("article-3.txt",)
    assert "article-3.txt" not in names_in(stocked)
    with stocked.reading() as generation:
        assert generation.index.search("diabetes").total == 0


def test_prune_with_nothing_readable_removes_nothing(stocked: Library, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = ingest(stocked, [tmp_path / "empty"], Options(jobs=1, prune=True))
    assert (whats(report), report.removed, report.generation) == (["There is nothing readable"], (), 1)


def lose(path: Path, *, how: str) -> None:
    """Make it so that nobody can look at what a path holds."""
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.name if how == "loop" else "/nowhere/at/all")


@pytest.mark.parametrize("how", ["loop", "unmounted"])
def test_prune_removes_nothing_below_what_cannot_be_looked_at(
    library: Library, tmp_path: Path, articles: Path, names_in: Names, how: str
) -> None:
    above = tmp_path / "above"
    shutil.copytree(articles, above / "deep")
    shutil.copytree(articles, above / "deeper", copy_function=_with_more)
    ingest(library, [above], ONE)
    lose(above / "deep", how=how)
    (above / "deeper" / "article-0.txt").unlink()
    shutil.move(above / "elsewhere", tmp_path / "elsewhere")
    report = ingest(library, [above], Options(jobs=1, prune=True))
    assert report.removed == ("deeper/article-0.txt",)
    assert len(names_in(library)) == 11


def test_prune_removes_nothing_when_an_argument_cannot_be_looked_at(
    stocked: Library, articles: Path, tmp_path: Path
) -> None:
    report = ingest(stocked, [articles / "article-0.txt", tmp_path / "missing"], Options(jobs=1, prune=True))
    assert (report.removed, report.generation) == ((), 1)
    assert whats(report)[1].startswith("Nothing was pruned")


def _with_more(source: str, target: str) -> None:
    Path(target).write_text(Path(source).read_text(encoding="utf-8") + "Rest helps.\n", encoding="utf-8")


def test_nothing_readable_publishes_nothing(library: Library, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "empty.txt").write_text("", encoding="utf-8")
    report = ingest(library, [tmp_path / "notes"], ONE)
    assert (whats(report), report.generation, library.current()) == (["The file is empty"], None, None)
    assert list((library.home / "generations").iterdir()) == []


def test_two_files_with_the_same_content_are_stored_once(library: Library, articles: Path, names_in: Names) -> None:
    shutil.copy(articles / "article-2.txt", articles / "zz.txt")
    report = ingest(library, [articles], ONE)
    assert whats(report) == ["It has the same content as article-2.txt, which is stored"]
    assert "zz.txt" not in names_in(library)


def test_of_the_same_content_the_first_name_wins_whichever_came_first(
    library: Library, articles: Path, names_in: Names
) -> None:
    ingest(library, [articles / "article-2.txt"], ONE)
    shutil.copy(articles / "article-2.txt", articles / "aa.txt")
    report = ingest(library, [articles / "aa.txt"], ONE)
    assert whats(report) == ["It has the same content as aa.txt, which is stored"]
    assert names_in(library) == ["aa.txt"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_file_among_good_ones_is_a_problem_and_the_rest_is_read(
    library: Library, articles: Path, names_in: Names, jobs: int
) -> None:
    (articles / "b-empty.txt").write_bytes(b"")
    (articles / "b-binary.txt").write_bytes(bytes(range(256)) * 4)
    (articles / "b-large.txt").write_text("cramp " * 1000, encoding="utf-8")
    report = ingest(library, [articles], Options(jobs=jobs, limit=2000))
    assert whats(report) == [
        "The file has 6,000 bytes; the limit is 2,000",
        "The file holds binary data, not text",
        "The file is empty",
    ]
    assert len(names_in(library)) == 6


@pytest.mark.parametrize("defect", [ZeroDivisionError, SystemExit])
def test_a_defect_in_reading_costs_one_file(
    library: Library, articles: Path, names_in: Names, monkeypatch: pytest.MonkeyPatch, defect: type[BaseException]
) -> None:
    def failing(document: Document, knowledge: Knowledge) -> Reading:
        if document.name == "article-4.txt":
            raise defect
        return read(document, knowledge)

    monkeypatch.setattr("myograph.workers.read", failing)
    report = ingest(library, [articles], ONE)
    assert [what.partition(":")[0::2] for what in whats(report)] == [("Reading it failed", f" {defect.__name__}: ")]
    assert len(names_in(library)) == 5


def test_a_reading_process_that_dies_costs_one_file(
    library: Library, articles: Path, names_in: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(document: Document, knowledge: Knowledge) -> Reading:
        if document.name == "article-1.txt":
            os._exit(9)
        return read(document, knowledge)

    monkeypatch.setattr("myograph.workers.read", deadly)
    monkeypatch.setattr("myograph.workers._context", lambda: multiprocessing.get_context("fork"))
    report = ingest(library, [articles], Options(jobs=2))
    assert whats(report) == ["Reading it failed: the reading process died"]
    assert len(names_in(library)) == 5


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_takes_too_long_costs_only_itself(
    library: Library, articles: Path, names_in: Names, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    def slow(document: Document, knowledge: Knowledge) -> Reading:
        while document.name == "article-1.txt":
            with suppress(Exception):  # as libraries do
                time.sleep(0.01)
        return read(document, knowledge)

    monkeypatch.setattr("myograph.workers.read", slow)
    monkeypatch.setattr("myograph.workers._context", lambda: multiprocessing.get_context("fork"))
    report = ingest(library, [articles], Options(jobs=jobs, seconds=1.5))
    assert whats(report) == ["Reading it takes longer than 1.5 seconds"]
    assert report.problems[0].where == str(articles / "article-1.txt")
    assert len(names_in(library)) == 5


def test_a_reading_process_that_hears_no_signals_is_ended(
    library: Library, articles: Path, names_in: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(document: Document, knowledge: Knowledge) -> Reading:
        if document.name == "article-1.txt":
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(60)
        return read(document, knowledge)

    monkeypatch.setattr("myograph.workers.read", deaf)
    monkeypatch.setattr("myograph.workers._context", lambda: multiprocessing.get_context("fork"))
    monkeypatch.setattr("myograph.patience._GRACE", 0.1)
    report = ingest(library, [articles], Options(jobs=2, seconds=1.5))
    assert whats(report) == ["Reading it failed: the reading process died"]
    assert len(names_in(library)) == 5


def test_problems_name_the_path_as_given(library: Library, articles: Path) -> None:
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (articles / "latin.txt").write_bytes("Magnesium lindert Kr\xe4mpfe. Caf\xe9.\n".encode("latin-1"))
    report = ingest(library, [articles], ONE)
    assert {problem.where.partition(",")[0] for problem in report.problems} == {
        str(articles / "binary.txt"),
        str(articles / "latin.txt"),
    }


def test_new_knowledge_reads_everything_again_also_what_has_no_file(
    stocked: Library, articles: Path, names_in: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stocked.reading() as generation:
        before = generation.store.nquads()
    (articles / "article-5.txt").unlink()
    for module in ("myograph.build", "myograph.edition"):
        monkeypatch.setattr(f"{module}.digest_of", lambda _: "another")
    report = ingest(stocked, [articles], ONE)
    assert len(report.changed) == 6
    with stocked.reading() as generation:
        assert generation.manifest.knowledge == "another"
        assert generation.store.nquads() == before


def test_a_small_change_shares_nearly_all_files_with_the_generation_before(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    library = Library.open(tmp_path / "library", create=True)
    for stress in ("Stress", "Great stress"):
        note.write_text(f"# Notes\n\n{stress} causes cramps.\n", encoding="utf-8")
        ingest(library, [note], Options(jobs=1))
    sizes = {
        number: {file.stat().st_ino: file.stat().st_size for file in library.folder(number).rglob("*.sst")}
        for number in (1, 2)
    }
    own = sum(size for node, size in sizes[2].items() if node not in sizes[1])
    assert own < sum(sizes[2].values()) / 10
