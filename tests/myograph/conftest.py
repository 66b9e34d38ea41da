"""Small articles and a library of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.build import Options, ingest
from myograph.cli import main
from myograph.library import Library

CAUSES = ("Dehydration", "Magnesium deficiency", "Pregnancy", "Diabetes", "Hypothyroidism", "Alcohol")
Call = Callable[..., tuple[int, str, str]]
EFFECTS = ("muscle cramps", "fatigue", "headache")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with six short articles that differ."""
    folder = tmp_path / "articles"
    folder.mkdir()
    write_articles(folder)
    return folder


def write_articles(folder: Path) -> None:
    for number, cause in enumerate(CAUSES):
        effect = EFFECTS[number % len(EFFECTS)]
        text = f"{cause} and {effect}\n\n{cause} can cause {effect}. Rest does not help {effect} of this kind.\n"
        (folder / f"article-{number}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library that holds those articles; to be copied."""
    place = tmp_path_factory.mktemp("stock")
    (folder := place / "articles").mkdir()
    write_articles(folder)
    library = Library.open(place / "library", create=True)
    ingest(library, [folder], Options(jobs=1))
    library.close()
    return library.home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a library is to be made."""
    return tmp_path / "library"


@pytest.fixture
def library(home: Path) -> Library:
    """A new library that holds nothing."""
    return Library.open(home, create=True)


@pytest.fixture
def stocked(home: Path, stock: Path) -> Library:
    """A library that holds those articles, in generation 1."""
    shutil.copytree(stock, home)
    return Library.open(home)


@pytest.fixture
def names_in() -> Callable[[Library], list[str]]:
    """The names of the documents that the published generation really holds, in its store."""

    def names(library: Library) -> list[str]:
        with library.reading() as generation:
            stored = sorted(source.name for source in generation.graph.documents())
            assert stored == sorted(entry.name for entry in generation.manifest.documents)
            return stored

    return names


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """`myograph` in this process: exit code, output, error stream."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["myograph", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(str(ended.value)), out, err

    return call
