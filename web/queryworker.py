"""The processes behind query workers: `python -m web.queryworker FD` is the nursery, asked over the socket FD.

A worker has no other way out than to answer, to be killed, or to end by itself: when its line is cut, when its
memory is used up, or when a query outlives the web process that should have killed it.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path

from graph.describe import describe
from graph.errors import ForbiddenQueryError, MyographError, QueryError, ResultFormatError
from graph.guard import describes, warm
from graph.ids import Iris
from graph.store import Store
from search.index import Index
from search.inquiry import Holdings, ready
from web.errors import ResultTooBigError
from web.jobs import Job, Outcome, Reply
from web.nursery import tend
from web.spool import Spool

_GRACE = 2.0  # seconds after which the kernel ends a query that nobody ended
_STACK = 128 * 1024 * 1024  # bytes: the engine recurses over long queries, and only a thread's stack can be chosen


def main() -> None:
    """Begin workers until the web process hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash would leave all that memory on the disk
    warm()
    worker = tend(Connection(int(sys.argv[1])))
    if worker:
        _work(*worker)


def _work(handle: int, megabytes: int) -> None:
    """Answer jobs until the other side hangs up, on a thread with much stack."""
    line: Connection[Reply, Job] = Connection(handle)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # the engine tells at length that it has no more memory; we tell whoever asked
    os.close(silence)
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    desk = Desk()
    threading.stack_size(_STACK)
    while not line.closed:
        thread = threading.Thread(target=_serve, args=(line, desk))
        thread.start()
        thread.join()


def _serve(line: Connection[Reply, Job], desk: Desk) -> None:
    """Answer jobs until the other side hangs up, or has slowed this thread down: it cannot be made fast again, but the
    next one begins as fast as the process did.
    """
    pace = _pace()
    try:
        while _pace() == pace:
            job = line.recv()
            signal.setitimer(signal.ITIMER_REAL, job.seconds + _GRACE)
            reply = desk.answer(job)
            signal.setitimer(signal.ITIMER_REAL, 0)
            line.send(reply._replace(file=None))
            if reply.file:
                with reply.file:
                    send_handle(line, reply.file.fileno(), 0)
    except Exception:  # the line is cut, or no memory is left to reply: who waits for one must know at once
        line.close()


def _pace() -> int:
    """How nice this thread is."""
    return os.getpriority(os.PRIO_PROCESS, 0)


class Desk:
    """Holds the store that the last query was about open for the next one; the text beside it once one searches."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._index: Index | None = None

    def answer(self, job: Job) -> Reply:
        """The reply to a job; never raises."""
        try:
            return self._run(job)
        except QueryError as error:
            return Reply(Outcome.SYNTAX, message=error.what, line=error.line, column=error.column)
        except ForbiddenQueryError as error:
            return Reply(Outcome.FORBIDDEN, message=error.what.removesuffix(" is not allowed here"))
        except RecursionError:
            return Reply(Outcome.SYNTAX, message="The query is nested too deeply")
        except MyographError as error:
            return Reply(Outcome.FAILED, message=str(error))
        except MemoryError:
            os._exit(1)
        except Exception as error:  # a fault of ours is to be told as one
            return Reply(Outcome.FAILED, message=f"{type(error).__name__}: {error}")

    def _run(self, job: Job) -> Reply:
        store = self._open(job.store)
        spool = Spool(job.most, packed=job.packed)
        try:
            holdings = Holdings(store, partial(self._text, job.texts), Iris(job.base))
            with ready(job.text, holdings, job.default, job.named) as (text, scope):
                # a query that chose its graphs is told nothing from others
                whole = scope.union and not (scope.default or scope.named) and describes(job.text)
                more = partial(describe, store, holdings.iris) if whole else None
                form = store.query_to(spool, text, (job.results, job.graphs), scope, more)
        except ResultFormatError:
            return Reply(Outcome.UNACCEPTABLE)
        except ResultTooBigError as error:
            return Reply(Outcome.TOO_BIG, message=error.what)
        body, file, packed = spool.whole()
        return Reply(Outcome.DONE, form, body, packed=packed, filed=file is not None, file=file)

    def _open(self, path: str) -> Store:
        if self._store is None or str(self._store.path) != path:
            self._close()
            self._store = Store.read_only(Path(path))
        return self._store

    def _text(self, path: str) -> Index:
        """The text index beside the store that is open. Raises IndexMissingError."""
        self._index = self._index or Index.open(Path(path))
        return self._index

    def _close(self) -> None:
        for held in (self._store, self._index):
            if held:
                held.close()
        self._store = self._index = None


if __name__ == "__main__":
    main()
