"""Files with the same content: which one is stored, when not every one of them can be read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from myograph.build import Options, Report, ingest
from myograph.library import Library

ONE = Options(jobs=1)
TEXT = "Diabetes causes leg cramps.\n"
Names = Callable[[Library], list[str]]


@pytest.fixture
def place(tmp_path: Path) -> Callable[..., list[Path]]:
    """Files of these names with one content."""

    def place(*names: str, text: str = TEXT) -> list[Path]:
        (tmp_path / "twins").mkdir(exist_ok=True)
        for name in names:
            (tmp_path / "twins" / name).write_text(text, encoding="utf-8")
        return [tmp_path / "twins" / name for name in names]

    return place


def said(report: Report) -> list[str]:
    return [f"{Path(problem.where).name}: {problem.what}" for problem in report.problems]


def test_an_unreadable_twin_takes_nobodys_place(
    library: Library, names_in: Names, place: Callable[..., list[Path]]
) -> None:
    readable, broken = place("b.txt", "a.pdf")
    ingest(library, [readable], ONE)
    report = ingest(library, [broken], ONE)
    assert (report.removed, names_in(library)) == ((), ["b.txt"])
    assert [line[:26] for line in said(report)] == ["a.pdf: The PDF is damaged:"]


@pytest.mark.parametrize("order", list(permutations(("a.pdf", "b.txt", "c.md"))), ids="-".join)
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_that_can_be_read_is_stored_in_whatever_order(
    home: Path, names_in: Names, place: Callable[..., list[Path]], order: tuple[str, ...], jobs: int
) -> None:
    for paths in ([path] for path in place(*order)):
        library = Library.open(home, create=True)
        ingest(library, paths, Options(jobs=jobs))
    assert names_in(library) == ["b.txt"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_at_once_the_first_that_can_be_read_is_stored(
    library: Library, names_in: Names, place: Callable[..., list[Path]], jobs: int
) -> None:
    report = ingest(library, place("a.pdf", "b.txt", "c.md"), Options(jobs=jobs))
    assert (report.added, names_in(library)) == (("b.txt",), ["b.txt"])
    assert said(report)[1:] == ["c.md: It has the same content as b.txt, which is stored"]
    again = ingest(library, place("a.pdf", "b.txt", "c.md"), Options(jobs=jobs))
    assert (again.unchanged, again.generation, len(again.problems)) == (("b.txt",), 1, 2)


def test_twins_that_nobody_can_read_are_problems_each(library: Library, place: Callable[..., list[Path]]) -> None:
    report = ingest(library, place("a.pdf", "b.pdf"), ONE)
    assert [line[:5] for line in said(report)] == ["a.pdf", "b.pdf"]
    assert (report.added, report.generation) == ((), None)


def test_a_change_into_an_unreadable_twin_keeps_what_was_read_before(
    library: Library, names_in: Names, place: Callable[..., list[Path]]
) -> None:
    paths = place("a.html", text="<p>Magnesium deficiency can cause muscle cramps.</p>")
    ingest(library, [*paths, *place("b.txt", text="<p></p>")], ONE)
    report = ingest(library, place("a.html", text="<p></p>"), ONE)
    assert (report.removed, report.changed, names_in(library)) == ((), (), ["a.html", "b.txt"])
