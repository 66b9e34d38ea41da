"""`myograph` in processes that begin with what reading knows: to load it would take each of them seconds.

A server that has loaded it (the fork server of `multiprocessing`) makes one for each command.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

import pytest

import myograph.cli

_SECONDS = 120.0
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.loaded"])


def command(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What `myograph` says, by way of files in a folder, and how it ends; nothing comes in to it."""
    said = str(folder / "stdout"), str(folder / "stderr")
    process = _CONTEXT.Process(target=_run, args=(tuple(arguments), dict(environment), str(Path.cwd()), said))
    process.start()
    process.join(_SECONDS)
    if process.exitcode is None:
        process.kill()
        raise subprocess.TimeoutExpired(["myograph", *arguments], _SECONDS)
    out, err = (Path(file).read_text(encoding="utf-8") for file in said)
    return subprocess.CompletedProcess(["myograph", *arguments], process.exitcode, out, err)


def _run(arguments: tuple[str, ...], environment: Mapping[str, str], here: str, said: tuple[str, str]) -> None:
    from tests.known import known  # noqa: PLC0415 - where it is loaded already

    os.chdir(here)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["myograph", *arguments]
    sys.stdin, sys.stdout, sys.stderr = _stream(0, os.devnull), _stream(1, said[0]), _stream(2, said[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("myograph.build.load_knowledge", known)
        patch.setattr("ingest.knowledge.load_knowledge", known)
        myograph.cli.main()


def _stream(number: int, file: str) -> TextIO:
    opened = os.open(file, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(opened, number)
    os.close(opened)
    return open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)
