"""What goes wrong with a store on disk is said in words: what, where, how to mend it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.store import Store

# As on a full disk: no file may grow beyond 300 kB.
CRAMPED = """
import resource, sys
from pathlib import Path
from graph.errors import StoreError
from graph.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    with Store.fork(Path(sys.argv[1]), Path(sys.argv[2])) as store:
        store.load("".join(f'<http://b/{n}> <http://p> "number {n}" <http://g/b> .\\n' for n in range(200_000)))
except StoreError as error:
    print(error)
"""


def quads(start: int, end: int) -> str:
    return "".join(f'<http://a/{n}> <http://p> "number {n}" <http://g/{n % 10}> .\n' for n in range(start, end))


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    path = tmp_path / "first"
    with Store.create(path) as store:
        store.load(quads(0, 100))
    return path


def fail_create(path: Path) -> object:
    return Store.create(path / "first")


def fail_missing(path: Path) -> object:
    return Store.read_only(path / "none")


def fail_write_missing(path: Path) -> object:
    return Store.open_writable(path / "none")


def fail_fork(path: Path) -> object:
    return Store.fork(path / "none", path / "second")


def fail_locked(path: Path) -> object:
    with Store.open_writable(path / "first"):
        return Store.open_writable(path / "first")


def fail_write_read_only(path: Path) -> object:
    with Store.read_only(path / "first") as store:
        store.load(quads(0, 1))
    return None


def fail_closed(path: Path) -> object:
    store = Store.read_only(path / "first")
    store.close()
    store.close()
    return store.nquads()


def fail_broken(path: Path) -> object:
    (path / "first" / "CURRENT").write_text("MANIFEST-999999\n")
    return Store.read_only(path / "first")


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (fail_create, "could not be created"),
        (fail_missing, "could not be opened"),
        (fail_write_missing, "could not be opened"),
        (fail_fork, "could not be copied"),
        (fail_locked, "Another process is writing there"),
        (fail_write_read_only, "could not be written"),
        (fail_closed, "it is closed"),
        (fail_broken, "could not be opened"),
    ],
)
def test_faults_are_store_errors(act: Callable[[Path], object], message: str, closed: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        act(tmp_path)
    assert str(tmp_path) in caught.value.where
    assert not (tmp_path / "none").exists()


def test_a_full_disk_says_what_to_do() -> None:
    error = StoreError("written", "/x", "IO error: No space left on device: While appending to file: /x/000123.sst")
    assert error.mend.startswith("Free some disk space")
    assert "could not be written" in str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_store_that_cannot_grow_leaves_its_source_whole(closed: Path, tmp_path: Path) -> None:
    with Store.read_only(closed) as source:
        before = source.nquads()
    command = [sys.executable, "-c", CRAMPED, str(closed), str(tmp_path / "second")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The graph store could not be written: ")
    with Store.read_only(closed) as source:
        assert source.nquads() == before
