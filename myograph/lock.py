"""One writer at a time: a lock that the kernel frees when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from myograph.errors import LibraryBusyError

FILE = "lock"


@contextmanager
def write_lock(home: Path, command: str) -> Iterator[int]:
    """Hold the library for writing; yields the lock's file descriptor. Raises LibraryBusyError naming the holder."""
    with (home / FILE).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LibraryBusyError(home, _describe(file)) from None
        _sign(file, command)
        try:
            yield file.fileno()
        finally:
            # A forked worker may still share this open file: unlock it by name, not only by closing.
            file.truncate(0)
            fcntl.flock(file, fcntl.LOCK_UN)


def writer_of(home: Path) -> str | None:
    """Who is writing now, in words; None when nobody is."""
    try:
        with (home / FILE).open("r", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _describe(file)
    except FileNotFoundError:
        return None
    return None


def _sign(file: IO[str], command: str) -> None:
    file.truncate(0)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    json.dump({"pid": os.getpid(), "host": socket.gethostname(), "command": command, "start": started}, file)
    file.flush()


def _describe(file: IO[str]) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read())
        return f"`{holder['command']}` (process {holder['pid']} on {holder['host']}, since {holder['start']})"
    except (ValueError, KeyError, TypeError):
        return "another process that has only just begun"
