"""A library behind `myograph serve`, for as long as it is measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.corpus import environment

MYOGRAPH = (sys.executable, "-m", "myograph.cli")
_SETTINGS = {"PYTHONUNBUFFERED": "1", "MYOGRAPH_COSTLY_PER_MINUTE": "0"}  # who measures asks more than readers may


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """The address of a running service, with a slash at the end. `settings`: variables of its environment."""
    process = subprocess.Popen(
        [*MYOGRAPH, "--home", str(home), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**environment(), **_SETTINGS, **settings},
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()
