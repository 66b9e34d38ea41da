"""Reading documents, in this process or in several, always handed over in the same order."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.context import BaseContext

from graph.errors import MyographError
from graph.ids import Iris
from graph.model import Document, Problem, Reading, Sentence
from graph.rdf import reading_quads
from graph.thrift import spare_what_lasts
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read
from myograph.errors import placed, problem_of, unreadable
from myograph.parcels import packed
from myograph.patience import deadline, time_limit
from myograph.plan import Task
from search.keys import Keys, keys_of

TOGETHER = 16  # documents sent to a worker at once, where there are many
AHEAD = 3  # such parcels a worker may be ahead of the writer: enough to keep it busy, little to keep in memory


@dataclass(frozen=True, slots=True)
class Read:
    """What is stored of a document: its quads for the store, in parcels; document, sentences, keys for the index."""

    document: Document
    quads: tuple[bytes, ...]
    sentences: tuple[Sentence, ...]
    keys: tuple[Keys, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. `read`, of `task`, is None when nothing can be stored; the problems then say why.

    `failed`: the names of those that could not be read.
    """

    task: Task
    read: Read | None
    problems: tuple[Problem, ...]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a reader needs. `limit`: the most bytes a file may have; `seconds`: the longest it may be read."""

    knowledge: Knowledge
    iris: Iris
    limit: int
    seconds: float


Source = tuple[Task, Document | None]  # with the stored document, where there is no file to read
Job = tuple[Source, ...]  # with the same content: the first that can be read is wanted
_Waiting = tuple[tuple[Job, ...], "Future[list[Outcome]]"]


def work(desk: Desk, job: Job) -> Outcome:
    """Read a document; whatever goes wrong with it becomes a problem of this document alone."""
    return _first(job, functools.partial(_try, desk))


def _first(job: Job, reader: Callable[[Source], Outcome]) -> Outcome:
    """The outcome of the first that can be read, with the problems of those before it."""
    problems: tuple[Problem, ...] = ()
    failed: tuple[str, ...] = ()
    for source in job:
        outcome = reader(source)
        problems += outcome.problems
        if outcome.read is not None:
            break
        failed += (outcome.task.name,)
    return replace(outcome, problems=problems, failed=failed)


def _try(desk: Desk, source: Source) -> Outcome:
    task, _ = source
    where = str(task.path or task.name)
    try:
        with time_limit(task.name, desk.seconds):
            found, problems = _read(desk, source)
        return Outcome(task, found, tuple(placed(problem, task.name, where) for problem in problems))
    except MyographError as error:
        problem = placed(problem_of(error), task.name, where)
    except OSError as error:
        problem = unreadable(where, error)
    except (Exception, SystemExit) as error:  # who leaves in the middle must not end all reading without a word
        problem = _defect(where, f"{type(error).__name__}: {error}")
    return Outcome(task, None, (problem,))


def _read(desk: Desk, source: Source) -> tuple[Read, tuple[Problem, ...]]:
    task, document = source
    problems: tuple[Problem, ...] = ()
    if document is None and task.path is not None:
        document, problems = read_document(task.name, task.path.read_bytes(), desk.limit)
    assert document is not None, "what has no file is in the library"
    reading = read(document, desk.knowledge)
    found = Read(
        document,
        packed(reading_quads(reading, desk.iris)),
        reading.sentences,
        keys_of(reading, _types(desk.knowledge, reading)),
    )
    return found, problems + reading.problems


def _types(knowledge: Knowledge, reading: Reading) -> Callable[[str], str]:
    """The types of the concepts that a reading names."""
    own = {concept.id: concept for concept in reading.concepts}
    known = knowledge.vocabulary.concepts
    return lambda key: (known.get(key) or own[key]).type


def _defect(where: str, detail: str) -> Problem:
    return Problem(f"Reading it failed: {detail}", where, "Leave the file out, and please report this with the file.")


class Workers:
    """A row of reading processes, or none (`jobs` = 1); results come in the order of the jobs.

    Made before the caller opens stores or starts threads, so that forking is safe; elsewhere processes are spawned.
    `shut`: file descriptors that forked workers must not keep open.
    """

    def __init__(self, desk: Desk, jobs: int, shut: tuple[int, ...] = ()) -> None:
        self._desk = desk
        self._jobs = jobs
        self._shut = shut
        self._pool: ProcessPoolExecutor | None = None
        if jobs > 1:
            self._pool = self._start(jobs)

    def run(self, jobs: Iterable[Job], total: int) -> Iterator[Outcome]:
        """The outcome of every job, in order; only a few of the `total` jobs are taken ahead."""
        if self._pool is None:
            yield from (work(self._desk, job) for job in jobs)
            return
        rest = iter(jobs)
        size = max(1, min(TOGETHER, total // (AHEAD * self._jobs)))
        ahead: deque[_Waiting] = deque()
        while some := tuple(islice(rest, size)):
            ahead.append((some, _submit(self._pool, some)))
            if len(ahead) >= AHEAD * self._jobs:
                yield from self._next(ahead)
        while ahead:
            yield from self._next(ahead)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _next(self, ahead: deque[_Waiting]) -> list[Outcome]:
        jobs, future = ahead.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            outcomes = [self._alone(job) for job in jobs]
            pool = self._pool = self._start(self._jobs)
            again = [(others, _submit(pool, others)) for others, _ in ahead]
            ahead.clear()
            ahead.extend(again)
            return outcomes

    def _alone(self, job: Job) -> Outcome:
        """One job in processes of its own, after a worker died: was it this document?"""
        return _first(job, self._apart)

    def _apart(self, source: Source) -> Outcome:
        pool = self._start(1)
        try:
            return pool.submit(_work, ((source,),)).result()[0]
        except BrokenProcessPool:
            task = source[0]
            return Outcome(task, None, (_defect(str(task.path or task.name), "the reading process died"),))
        finally:
            pool.shutdown()

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        context = _context()
        shut = self._shut if context.get_start_method() == "fork" else ()
        pool = ProcessPoolExecutor(jobs, context, _begin, (self._desk, shut))
        pool.submit(os.getpid).result()  # forked now, not when threads or stores are open
        return pool


def _submit(pool: ProcessPoolExecutor, jobs: tuple[Job, ...]) -> Future[list[Outcome]]:
    try:
        return pool.submit(_work, jobs)
    except BrokenProcessPool as error:
        future: Future[list[Outcome]] = Future()
        future.set_exception(error)
        return future


def _context() -> BaseContext:
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if alone else "spawn")


_desk: Desk | None = None


def _begin(desk: Desk, shut: tuple[int, ...]) -> None:
    global _desk  # noqa: PLW0603 - what a worker process knows is set once, before its first job
    _desk = desk
    spare_what_lasts()  # looking through what is known for garbage again and again takes a tenth of the time
    for handle in shut:
        os.close(handle)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes; the parent ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent cannot end its workers: they see it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(jobs: tuple[Job, ...]) -> list[Outcome]:
    assert _desk is not None, "a worker begins with its desk"
    outcomes = []
    for job in jobs:
        with deadline(_desk.seconds * len(job)):
            outcomes.append(work(_desk, job))
    return outcomes
