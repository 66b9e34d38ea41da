"""The articles that are measured on, and the folder where a run keeps what it makes of them."""

from __future__ import annotations

import argparse
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
DEFAULT = ROOT.parent / "shared" / "corpora" / "medquad.tar.xz"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles as files. `size` in bytes; `every`: of how many articles one was taken; `work`: where results lie."""

    name: str
    every: int
    files: tuple[Path, ...]
    size: int
    work: Path

    @property
    def articles(self) -> Path:
        """The folder with the articles."""
        return self.work / "articles"

    @property
    def library(self) -> Path:
        """Where Myograph's library of them is, once it has been made."""
        return self.work / "library"

    @property
    def plain(self) -> Path:
        """Where plain Whoosh's index of them is, once it has been made."""
        return self.work / "plain"


def options(description: str) -> argparse.ArgumentParser:
    """The options that all measurements share."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=description)
    parser.add_argument("--corpus", type=Path, default=DEFAULT, help="a tar archive of .txt articles (%(default)s)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth article, for a quick look")
    parser.add_argument("--work", type=Path, help="keep articles, library and index here, and use what is there")
    return parser


@contextmanager
def opened(given: argparse.Namespace) -> Iterator[Corpus]:
    """The corpus, unpacked: into a temporary folder, or into `--work` where it stays."""
    if not given.corpus.is_file():
        sys.exit(
            f"The articles to measure on are not there: {given.corpus}.\n"
            "Name a tar archive of .txt articles with --corpus FILE (MedQuAD: https://github.com/abachaa/MedQuAD)."
        )
    with tempfile.TemporaryDirectory(prefix="myograph-bench-") as temporary:
        yield _unpacked(given.corpus, max(1, given.every), given.work or Path(temporary))


def environment() -> dict[str, str]:
    """The environment for processes that are measured: without settings of whoever measures."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MYOGRAPH_")}


def _unpacked(archive: Path, every: int, work: Path) -> Corpus:
    work = work.absolute()
    folder = work / "articles"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        _unpack(archive, every, folder)
    files = tuple(sorted(folder.glob("*.txt")))
    if not files:
        sys.exit(f"There are no .txt articles in {archive}.")
    return Corpus(archive.name, every, files, sum(path.stat().st_size for path in files), work)


def _unpack(archive: Path, every: int, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        articles = sorted((m for m in tar if m.isfile() and m.name.endswith(".txt")), key=lambda member: member.name)
        chosen = {member.name for member in articles[::every]}
    with tarfile.open(archive) as tar:  # a second pass in the archive's own order: xz cannot go back
        for member in tar:
            content = tar.extractfile(member) if member.name in chosen else None
            if content is not None:
                (folder / PurePosixPath(member.name).name).write_bytes(content.read())
