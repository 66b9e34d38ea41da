"""What the rooms' tests share: a library of the sample articles, the command line, and a running server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from urllib.request import urlopen

import pytest

from graph.reader import GraphReader
from graph.tables import data
from ingest.knowledge import Knowledge
from myograph.build import Options, ingest
from myograph.library import Library
from tests import warm
from tests.known import known

_LONGEST = frozenset(("test_crash.py", "test_docs.py", "test_corrections.py", "test_determinism.py"))
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Serving = Callable[[Path], AbstractContextManager[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: at the end the other processes would wait for it."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.fixture(scope="session", autouse=True)
def remembered() -> Iterator[None]:
    """Where reading in this process asks for what it knows, that is at hand if some test had it loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("myograph.build.load_knowledge", known)
        patch.setattr("ingest.knowledge.load_knowledge", known)  # of the commands, which import it when they run
        yield


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What ships with Myograph."""
    return known()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample articles."""
    return Path(str(data("samples")))


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The folder of a library that holds the sample articles; not to be written to.

    Where tests run in several processes, the first that needs it makes it for all.
    """
    place = tmp_path_factory.getbasetemp()
    shared = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    home = shared / "samples" / "library"
    with (shared / "samples.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not home.exists():
            making = shared / "samples-in-the-making" / "library"
            with Library.open(making, create=True) as library:
                assert ingest(library, [samples], Options(jobs=1)).problems == ()
            making.parent.rename(home.parent)
    return home


@pytest.fixture(scope="session")
def sample_library(sample_home: Path) -> Iterator[Library]:
    """That library, open."""
    with Library.open(sample_home) as library:
        yield library


@pytest.fixture(scope="session")
def sample_graph(sample_library: Library) -> GraphReader:
    """What it holds, as a graph."""
    return sample_library.generation().graph


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`myograph` in a process of its own: `run("status", home=home)`; environment variables by keyword `env`.

    With these or with `input` in one that begins from nothing, else in one that knows what reading knows.
    """

    def run(
        *arguments: str | Path, home: Path | None = None, env: dict[str, str] | None = None, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        whole = [*(["--home", str(home)] if home else []), *map(str, arguments)]
        if env is None and input is None:
            return warm.command(whole, _clean_environment(), tmp_path_factory.mktemp("said"))
        return subprocess.run(
            [sys.executable, "-m", "myograph.cli", *whole],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            input=input,
            env={**_clean_environment(), **(env or {})},
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def serving() -> Serving:
    """`myograph serve` over a library: `with serving(home) as address`, with a slash at the end."""

    @contextmanager
    def serving(home: Path) -> Iterator[str]:
        command = [sys.executable, "-m", "myograph.cli", "--home", str(home), "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_clean_environment()) as process:
            assert process.stdout is not None
            try:
                line = process.stdout.readline()
                assert line.startswith("Myograph is at http://"), line
                address = line.split()[-1]
                urlopen(f"{address}readyz", timeout=30).close()
                yield address
            finally:
                process.terminate()

    return serving


@pytest.fixture(scope="session")
def server(sample_home: Path, serving: Serving) -> Iterator[str]:
    """The address, with a slash at the end, of a server that shows the sample articles."""
    with serving(sample_home) as address:
        yield address


def _clean_environment() -> dict[str, str]:
    settings = {name for name in os.environ if name.startswith("MYOGRAPH_")}
    return {name: value for name, value in os.environ.items() if name not in settings} | {
        "PYTHONUNBUFFERED": "1",
        "MYOGRAPH_COSTLY_PER_MINUTE": "0",
    }
