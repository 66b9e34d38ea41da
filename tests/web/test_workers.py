from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import ForbiddenQueryError, QueryError
from graph.store import Store
from web.errors import BusyError, CrowdedError, QueryCrashError, QueryTimeoutError, QueryTooBigError, WorkerError
from web.jobs import Job, Outcome
from web.workers import Pool

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
LONG = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a ?b ?c . ?d ?e ?f . VALUES ?g {{ {'1 ' * 40} }} }}"
HUNGRY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("store") / "graph"
    with Store.create(path) as made:
        made.load("".join(f"<x:s{i}> <x:p> <x:o{i}> <x:g> .\n" for i in range(500)))
    return str(path)


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(workers=1, megabytes=700, wait=0.3, room=2)
    yield made
    made.close()


def job(store: str, text: str, seconds: float = 10, results: str | None = "csv", graphs: str | None = "nt") -> Job:
    return Job(store, "http://x/", text, results, graphs, seconds)


def processes() -> int:
    """How many processes this one and its children have started that still run; 0 on systems that do not say."""
    found = [os.getpid()]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return len(found)


def test_either_kind_of_answer(pool: Pool, store: str) -> None:
    rows = pool.run(job(store, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c }"))
    assert (rows.outcome, rows.format, rows.body.split()) == (Outcome.DONE, "csv", [b"n", b"500"])
    graph = pool.run(job(store, "CONSTRUCT WHERE { <x:s1> ?b ?c }"))
    assert (graph.format, graph.body) == ("nt", b"<x:s1> <x:p> <x:o1> .\n")
    assert pool.run(job(store, "ASK {}", results=None)).outcome is Outcome.UNACCEPTABLE


def test_errors_come_back_as_ours(pool: Pool, store: str) -> None:
    with pytest.raises(QueryError) as caught:
        pool.run(job(store, "SELECT ?x {"))
    assert caught.value.line == 1
    with pytest.raises(ForbiddenQueryError):
        pool.run(job(store, "SELECT * { SERVICE <x:y> { ?a ?b ?c } }"))


def test_a_query_is_ended_with_its_process_and_the_next_one_is_served(pool: Pool, store: str) -> None:
    pool.run(job(store, "ASK {}"))
    before = processes()
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError):
        pool.run(job(store, ENDLESS, seconds=0.5))
    assert time.monotonic() - began < 10  # without an end it would never come back
    assert pool.run(job(store, "ASK {}")).outcome is Outcome.DONE
    assert processes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have no pace of their own")
def test_a_long_query_lets_others_go_first_and_the_next_one_begins_as_fast_as_any(pool: Pool, store: str) -> None:
    pool.run(job(store, "ASK {}"))
    worker = pool._idle[-1].pid
    for _ in range(2):
        paces: list[int] = []

        def note(paces: list[int] = paces) -> bool:
            threads = [int(place.name) for place in Path(f"/proc/{worker}/task").iterdir()]
            paces.append(min(os.getpriority(os.PRIO_PROCESS, thread) for thread in threads if thread != worker))
            return False

        assert pool.run(job(store, LONG, seconds=100), note).outcome is Outcome.DONE
        assert (paces[0], paces[-1]) == (0, 10)
    assert pool._idle[-1].pid == worker


def test_a_query_that_wants_too_much_memory_is_ended(pool: Pool, store: str) -> None:
    with pytest.raises(QueryTooBigError):
        pool.run(job(store, HUNGRY, seconds=20))
    assert pool.run(job(store, "ASK {}")).outcome is Outcome.DONE


def test_who_finds_all_workers_busy_is_told_so(pool: Pool, store: str) -> None:
    pool.run(job(store, "ASK {}"))
    assert pool._places.acquire(timeout=1)
    try:
        with pytest.raises(BusyError):
            pool.run(job(store, "ASK {}"))
    finally:
        pool._places.release()


def test_who_finds_no_seat_is_sent_away_at_once(store: str) -> None:
    pool = Pool(workers=1, megabytes=700, wait=20, room=2)
    pool.run(job(store, "ASK {}"))
    ends: list[type[BaseException]] = []

    def heavy() -> None:
        with pytest.raises((QueryTimeoutError, CrowdedError)) as caught:
            pool.run(job(store, ENDLESS, seconds=1))
        ends.append(caught.type)

    threads = [threading.Thread(target=heavy) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends == [CrowdedError] * 4 + [QueryTimeoutError] * 2
    assert pool.run(job(store, "ASK {}")).outcome is Outcome.DONE
    pool.close()


@pytest.mark.parametrize(
    ("number", "error"),
    [
        pytest.param(signal.SIGSEGV, QueryCrashError, id="a full stack"),
        pytest.param(signal.SIGABRT, QueryTooBigError, id="no memory, as the engine finds"),
        pytest.param(signal.SIGKILL, QueryTooBigError, id="no memory, as the kernel finds"),
        pytest.param(signal.SIGALRM, QueryTimeoutError, id="no time"),
    ],
)
def test_why_a_worker_ended_is_told(pool: Pool, store: str, number: int, error: type[Exception]) -> None:
    pool.run(job(store, "ASK {}"))
    killer = threading.Timer(0.3, os.kill, (pool._idle[-1].pid, number))
    killer.start()
    with pytest.raises(error):
        pool.run(job(store, ENDLESS))
    killer.join()


def test_a_store_that_is_not_there_is_no_fault_of_the_query(pool: Pool, store: str) -> None:
    with pytest.raises(WorkerError):
        pool.run(job(f"{store}-gone", "ASK {}"))
    assert pool.run(job(store, "ASK {}")).outcome is Outcome.DONE


@pytest.mark.parametrize("signs", [1000, 1490])
def test_the_longest_queries_end_no_worker(pool: Pool, store: str, signs: int) -> None:
    pool.run(job(store, "ASK {}"))
    worker = pool._idle[-1].pid
    for query in (f"ASK {{ FILTER(1{'+1' * signs}) }}", f"ASK {{ {'<x:a> <x:b> 1.' * signs} }}"):
        assert pool.run(job(store, query)).outcome is Outcome.DONE
    assert pool._idle[-1].pid == worker


def test_a_dead_worker_is_replaced(pool: Pool, store: str) -> None:
    pool.run(job(store, "ASK {}"))
    os.kill(pool._idle[-1].pid, signal.SIGKILL)
    with pytest.raises(QueryTooBigError):
        pool.run(job(store, "ASK {}"))
    assert pool.run(job(store, "ASK {}")).outcome is Outcome.DONE


def test_a_dead_nursery_is_replaced(pool: Pool, store: str) -> None:
    pool.run(job(store, "ASK {}"))
    nursery = pool._nursery._process
    assert nursery
    nursery.kill()
    nursery.wait()
    with pytest.raises(QueryTimeoutError):  # the worker that is there goes on without it
        pool.run(job(store, ENDLESS, seconds=0.3))
    assert pool.run(job(store, "ASK {}")).outcome is Outcome.DONE


def test_nothing_is_left_behind(store: str) -> None:
    before = processes()
    pool = Pool(workers=2, megabytes=700, wait=1, room=2)
    pool.run(job(store, "ASK {}"))
    with pytest.raises(QueryTimeoutError):
        pool.run(job(store, ENDLESS, seconds=0.3))
    pool.close()
    assert processes() == before


def test_a_worker_moves_on_to_the_next_generation(pool: Pool, store: str, tmp_path: Path) -> None:
    with Store.create(tmp_path / "next") as made:
        made.load("<x:s> <x:p> <x:new> <x:g> .\n")
    query = "SELECT ?o WHERE { <x:s> ?p ?o }"
    found = [pool.run(job(place, query)).body.split() for place in (store, str(tmp_path / "next"), store)]
    assert found == [[b"o"], [b"o", b"x:new"], [b"o"]]
