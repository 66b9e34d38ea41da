"""What the rooms' tests share: a library of the sample articles, the command line, and a running server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from graph.reader import GraphReader
from graph.tables import data
from ingest.knowledge import Knowledge
from myograph.build import Options, ingest
from myograph.library import Library
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
    """The folder of a library that holds the sample articles; not to be written to."""
    home = tmp_path_factory.mktemp("samples") / "library"
    library = Library.open(home, create=True)
    report = ingest(library, [samples], Options(jobs=1))
    library.close()
    assert report.problems == ()
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
def run() -> Run:
    """`myograph` in a process of its own: `run("status", home=home)`; environment variables by keyword `env`."""

    def run(
        *arguments: str | Path, home: Path | None = None, env: dict[str, str] | None = None, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        given = ["--home", str(home)] if home else []
        return subprocess.run(
            [sys.executable, "-m", "myograph.cli", *given, *map(str, arguments)],
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
