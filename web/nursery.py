"""Where query workers come from: a process that has loaded all they need, and forks one in a few milliseconds.

The workers share its memory until they write to it. It has no threads, so forking it is safe; that cannot be said of
a web process.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from typing import Literal, NamedTuple

from web.errors import WorkerError

_END = 5.0  # seconds that a dying worker may take
_LOOK = 0.005
# Else the C library sets address space aside for each thread of the engine, and the limit would mean little.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


class Wish(NamedTuple):
    """What is asked of the nursery: a new worker with so many megabytes, or how the worker `number` ended."""

    kind: Literal["begin", "end"]
    number: int


class Nursery:
    """The web process's side of it; safe to share between threads. It begins when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection[Wish, int | None] | None = None

    def begin(self, theirs: socket.socket, megabytes: int) -> int:
        """The process id of a new worker at the other end of a line. Raises WorkerError."""
        with self._lock:
            for _ in range(2):  # somebody may have killed it since
                line = self._line or self._start()
                with suppress(EOFError, OSError):
                    line.send(Wish("begin", megabytes))
                    send_handle(line, theirs.fileno(), 0)
                    return line.recv() or 0
                self._stop()
        raise WorkerError(message="it could not be started")

    def how_it_ended(self, worker: int) -> int | None:
        """The exit status of a worker, negative for a signal, after a while at most; None if nobody knows."""
        with self._lock, suppress(EOFError, OSError):
            if self._line:
                self._line.send(Wish("end", worker))
                return self._line.recv()
        return None

    def close(self) -> None:
        """End it; its workers end when their lines are cut."""
        with self._lock:
            self._stop()

    def _start(self) -> Connection[Wish, int | None]:
        ours, theirs = socket.socketpair()
        with theirs:
            # -P: a folder named like one of our packages in the working directory must not be taken for it.
            command = [sys.executable, "-P", "-m", "web.queryworker", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, env={**os.environ, **_ENVIRONMENT}
            )
        self._line = Connection(ours.detach())
        return self._line

    def _stop(self) -> None:
        if self._line:
            self._line.close()
            self._line = None
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


def tend(line: Connection[int | None, Wish]) -> tuple[int, int] | None:
    """The nursery's own side: forks and buries workers. In the process of a new worker it returns the worker's line
    and megabytes; in the nursery itself None, when the web process is gone.
    """
    with suppress(EOFError, OSError):
        while True:
            wish = line.recv()
            if wish.kind == "end":
                line.send(_buried(wish.number))
                continue
            handle = recv_handle(line)
            worker = os.fork()
            if not worker:
                line.close()
                return handle, wish.number
            os.close(handle)
            line.send(worker)
    return None


def _buried(worker: int) -> int | None:
    end = time.monotonic() + _END
    while time.monotonic() < end:
        try:
            found, status = os.waitpid(worker, os.WNOHANG)
        except ChildProcessError:
            return None
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_LOOK)
    return None
