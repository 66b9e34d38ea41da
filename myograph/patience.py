"""How long one file may be read: a bad one must not hold up all the others."""

from __future__ import annotations

import faulthandler
import functools
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from myograph.errors import TooSlowError

SECONDS = 60.0  # a thousand times what an article takes
_GRACE = 5.0  # seconds in which Python should have noticed that time is up


class _TimeUpError(BaseException):
    """Not to be caught by libraries that go on after any Exception."""


@contextmanager
def time_limit(where: str, seconds: float) -> Iterator[None]:
    """End the block after so many seconds, in a main thread; other threads cannot be interrupted.

    `where`: the file, for the message. Raises TooSlowError.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _TimeUpError:
        raise TooSlowError(where, seconds) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End this process if the block still runs long after its time is up: code in C hears no signals."""
    faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _time_up(_number: int, _frame: FrameType | None) -> None:
    raise _TimeUpError


@functools.cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)
