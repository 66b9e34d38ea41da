"""Processes that run SPARQL queries, so that a query can be ended and its memory limited.

The engine cannot cancel a query. Each worker is a process of its own (see `web.queryworker`) that a web process
has begun (`web.nursery`) when it first needs one, uses again and again, and kills when a query's time is over.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path

from graph.errors import ForbiddenQueryError, MyographError, QueryError
from web.errors import (
    BusyError,
    ClientGoneError,
    CrowdedError,
    LongQueriesError,
    QueryCrashError,
    QueryTimeoutError,
    QueryTooBigError,
    ResultTooBigError,
    WorkerError,
)
from web.jobs import Job, Outcome, Reply
from web.nursery import Nursery

Gone = Callable[[], bool]
Watch = Callable[[float], None]  # is given the seconds that have passed

_LOOK = 0.1  # seconds between two looks whether the client still waits
_MOMENT = 0.25  # seconds of a processor: what takes more is a long query
_PROCESS_CLOCK = 2  # of Linux: with a process id it makes a clock of that process (clock_getcpuclockid(3))
_POLITE = 10  # how nice a long query is (nice(2))
_LARGE = 200_000_000  # bytes
_CRASHES = (-signal.SIGSEGV, -signal.SIGBUS)  # a full stack


class Worker:
    """One query process and the line to it."""

    def __init__(self, nursery: Nursery, megabytes: int) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self.pid = nursery.begin(theirs, megabytes)
            self._line: Connection[Job, Reply] = Connection(ours.detach())
        self._ended: int | None = None
        self._nursery = nursery
        self._megabytes = megabytes

    def run(self, job: Job, watch: Watch) -> Reply:
        """The reply to a job. Raises QueryTimeoutError, QueryTooBigError, QueryCrashError, WorkerError and what
        `watch` raises, which is asked again and again; after any of them the worker is of no use.
        """
        try:
            self._line.send(job)
            self._await_reply(job.seconds, watch)
            reply = self._line.recv()
            return reply._replace(file=os.fdopen(recv_handle(self._line), "rb")) if reply.filed else reply
        except (EOFError, OSError) as error:
            raise self._why_ended(job) from error

    def _await_reply(self, seconds: float, watch: Watch) -> None:
        began = time.monotonic()
        while not self._line.poll(max(0.0, min(_LOOK, began + seconds - time.monotonic()))):
            passed = time.monotonic() - began
            if passed >= seconds:
                raise QueryTimeoutError(seconds)
            watch(passed)

    def _why_ended(self, job: Job) -> MyographError:
        ended = self._ended = self._nursery.how_it_ended(self.pid)
        if ended in _CRASHES:
            return QueryCrashError()
        if ended == -signal.SIGALRM:
            return QueryTimeoutError(job.seconds)
        return QueryTooBigError(self._megabytes)

    def worked(self) -> float:
        """Seconds of a processor that the process has had; seconds since some time where the system does not say."""
        try:
            return time.clock_gettime(~self.pid << 3 | _PROCESS_CLOCK)
        except OSError:
            return time.monotonic()

    def slow_down(self) -> None:
        """Let other processes go first until the query is answered.

        Linux slows threads, not processes (setpriority(2)); the first, which begins the next ones, is left as it is.
        """
        for place in Path(f"/proc/{self.pid}/task").glob("[0-9]*"):
            with suppress(OSError):
                if int(place.name) != self.pid:
                    os.setpriority(os.PRIO_PROCESS, int(place.name), _POLITE)

    def holds(self) -> int:
        """Bytes of memory that the process has for itself; 0 where the system does not say."""
        try:
            _, resident, shared, *_ = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()
        except OSError:
            return 0
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._line.close()
        if self._ended is not None:  # its number may be another's by now
            return
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self._ended = self._nursery.how_it_ended(self.pid)


class Pool:
    """The workers of one web process, at most `workers` at once; safe to share between threads.

    At most `room` queries run or wait, since each of them holds a thread that could show pages. One worker is never
    held for long: a query that is not done in a moment goes on only while another is left for short ones.
    """

    def __init__(self, workers: int, megabytes: int, wait: float, room: int) -> None:
        self._workers = workers
        self._room = room
        self._megabytes = megabytes
        self._wait = wait
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._nursery = Nursery()
        self._idle: list[Worker] = []
        self._places = threading.BoundedSemaphore(self._workers)
        self._seats = threading.BoundedSemaphore(self._room)
        self._long = threading.BoundedSemaphore(max(1, self._workers - 1))

    def run(self, job: Job, gone: Gone = lambda: False) -> Reply:
        """The answer to a query. Raises CrowdedError at once, BusyError after a while, QueryTimeoutError,
        LongQueriesError, QueryTooBigError, ResultTooBigError, QueryCrashError, QueryError, ForbiddenQueryError,
        WorkerError, and ClientGoneError as soon as `gone` says that nobody waits for the answer.
        """
        if self._owner != os.getpid():  # the web server forked after the app was made
            self._begin()
        if not self._seats.acquire(blocking=False):
            raise CrowdedError
        try:
            return self._seated(job, gone)
        finally:
            self._seats.release()

    def _seated(self, job: Job, gone: Gone) -> Reply:
        self._await_place(gone)
        try:
            return _checked(self._run_on_one(job, gone), job)
        finally:
            self._places.release()

    def _await_place(self, gone: Gone) -> None:
        end = time.monotonic() + self._wait
        while not self._places.acquire(timeout=max(0.0, min(_LOOK, end - time.monotonic()))):
            if time.monotonic() >= end:
                raise BusyError(self._wait)
            if gone():
                raise ClientGoneError

    def _run_on_one(self, job: Job, gone: Gone) -> Reply:
        worker = self._take()
        stay = _Stay(worker, self._long, gone)
        try:
            reply = worker.run(job, stay.watch)
        except BaseException:
            worker.end()
            raise
        finally:
            stay.end()
        if stay.long and worker.holds() > _LARGE:
            worker.end()  # what a query has left behind is given back with the process alone
        else:
            self._give_back(worker)
        return reply

    def _take(self) -> Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Worker(self._nursery, self._megabytes)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def warm(self) -> None:
        """Begin a worker, so that the first query need not wait for the nursery to load."""
        self._give_back(self._take())

    def close(self) -> None:
        """End all idle workers."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()
        self._nursery.close()


class _Stay:
    """One query's time with a worker: it ends when the client goes away, and early where too many others are long.

    Long ones leave the processor to short ones.
    """

    def __init__(self, worker: Worker, places: threading.Semaphore, gone: Gone) -> None:
        self._worker = worker
        self._places = places
        self._gone = gone
        self._before = worker.worked()
        self.long = False

    def watch(self, passed: float) -> None:
        """Looks whether a query may go on. Raises ClientGoneError, LongQueriesError."""
        if self._gone():
            raise ClientGoneError
        # on a busy machine a short query may take long, which is no fault of its own: its own work counts
        if passed > _MOMENT and not self.long and self._worker.worked() - self._before > _MOMENT:
            if not self._places.acquire(blocking=False):
                raise LongQueriesError(passed)
            self.long = True
            self._worker.slow_down()

    def end(self) -> None:
        """Leave room for another long one."""
        if self.long:
            self._places.release()


def _checked(reply: Reply, job: Job) -> Reply:
    if reply.outcome is Outcome.SYNTAX:
        raise QueryError(reply.message, reply.line, reply.column)
    if reply.outcome is Outcome.FORBIDDEN:
        raise ForbiddenQueryError(reply.message)
    if reply.outcome is Outcome.TOO_BIG:
        raise ResultTooBigError(job.most // 1_000_000)
    if reply.outcome is Outcome.FAILED:
        raise WorkerError(reply.message)
    return reply
