"""The SPARQL service over HTTP, beside the engine called directly and beside rdflib's own engine on the same data."""

from __future__ import annotations

import http.client
import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from rdflib import Dataset

from bench.corpus import Corpus, opened, options
from bench.hostile import ATTACKS, Beside, ask
from bench.ingest import make_library
from bench.measure import Figure, Report, median, percentile
from bench.serving import served
from graph.examples import Example, examples
from graph.guard import scope_of
from graph.store import Store
from graph.terms import prefixes
from myograph.generation import Generation
from myograph.library import Library

ROUNDS = 100  # of each query, over HTTP and directly in turn
LEAST = 10  # of them for a query of which all would take longer than
QUERY_SECONDS = 10.0
CLIENTS = 4
SECONDS = 3.0  # that many clients ask at once
RDFLIB_SECONDS = 20.0  # that rdflib is given for all rounds of a query
RDFLIB_ROUNDS = 3
RDFLIB_TRIPLES = 1_500_000  # more take it minutes to load, and gigabytes
TYPICAL = (  # of the examples
    "what-causes-muscle-cramps",
    "how-much-of-what",
    "is-there-any",
    "who-says-so",
    "sources-of-a-claim",
    "a-concept-described",
    "contradictions",
    "remedies-ranked",
    "chains-of-two",
    "deficiencies",
)
FORMATS = ("json", "nt")


def measure(corpus: Corpus) -> None:
    make_library(corpus)
    library = Library.open(corpus.library)
    with library.reading() as generation, served(corpus.library) as address:
        about = {"library": f"{len(corpus.files)} articles of {corpus.name}", "triples": f"{len(generation.store):,}"}
        report = Report("service", about)
        netloc = urlsplit(address).netloc
        ask(netloc, "ASK {}")
        queries = [one for one in examples(library.iris) if one.key in TYPICAL]
        _alone(report, netloc, generation, library, queries)
        _together(report, netloc, queries)
        _memory(report)
        _beside_attacks(report, netloc)
        report.write()
        if len(generation.store) <= RDFLIB_TRIPLES:
            _rdflib(report, generation, library, queries)
            report.write()
    library.close()


def _alone(report: Report, netloc: str, generation: Generation, library: Library, queries: list[Example]) -> None:
    """One client, one query after the other."""
    line = http.client.HTTPConnection(netloc, timeout=120)
    added: list[float] = []
    for query in queries:
        direct = _direct(generation.store, library, query.text)
        asked = partial(_over_http, line, query.text)
        _milliseconds(direct), _milliseconds(asked)
        pairs: list[tuple[float, float]] = []
        while len(pairs) < LEAST or (len(pairs) < ROUNDS and sum(map(sum, pairs)) < QUERY_SECONDS * 1000):
            pairs.append((_milliseconds(asked), _milliseconds(direct)))
        over_http, alone = zip(*pairs, strict=True)
        added.append(median(over_http) - median(alone))
        note = f"p95 {percentile(over_http, 0.95):.1f}, p99 {percentile(over_http, 0.99):.1f}"
        report.add(Figure(f"{query.key}, p50", median(over_http), "ms", median(alone), note))
    report.add(Figure("what HTTP adds, median of these", median(added), "ms", note="aim: under 3"))


def _together(report: Report, netloc: str, queries: list[Example]) -> None:
    """Several clients at once, each with all of the queries in turn."""
    took: list[float] = []

    def client(number: int) -> None:
        line = http.client.HTTPConnection(netloc, timeout=120, source_address=(f"127.0.2.{number}", 0))
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            for query in queries:
                took.append(_milliseconds(partial(_over_http, line, query.text)))

    began = time.perf_counter()
    threads = [threading.Thread(target=client, args=(number,)) for number in range(1, CLIENTS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    per_second = len(took) / (time.perf_counter() - began)
    note = f"p50 {median(took):.1f} ms, p95 {percentile(took, 0.95):.0f}, p99 {percentile(took, 0.99):.0f}"
    report.add(Figure(f"queries a second, {CLIENTS} clients", per_second, "/s", note=note))


def _memory(report: Report) -> None:
    """What a worker has for itself, after it answered all of these."""
    own = [size for process in _workers() if (size := _private(process))]
    if own:
        report.add(Figure("memory of a worker, its own", max(own) / 1e6, "MB", note=f"{len(own)} workers; the largest"))


def _workers() -> Iterator[int]:
    """Process ids of query workers: children of the nurseries, which are `web.queryworker` too."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes()
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            if b"web.queryworker" in command and b"web.queryworker" in Path(f"/proc/{parent}/cmdline").read_bytes():
                yield int(place.name)
        except OSError:  # it ended meanwhile
            continue


def _private(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def _beside_attacks(report: Report, netloc: str) -> None:
    """Light questions of others while somebody attacks."""
    with Beside(netloc) as quiet:
        time.sleep(SECONDS)
    reference = percentile(quiet.took, 0.99)
    for name, (attack, _) in ATTACKS.items():
        ask(netloc, "ASK {}")
        with Beside(netloc) as beside:
            attack(netloc)
        refused = sum(count for status, count in beside.outcomes.items() if status != "200")
        note = f"p50 {median(beside.took):.0f}, {len(beside.took)} questions, {refused} refused; {name}"
        report.add(Figure("light questions, p99 beside", percentile(beside.took, 0.99), "ms", reference, note))


def _rdflib(report: Report, generation: Generation, library: Library, queries: list[Example]) -> None:
    """rdflib's own engine, its triples in memory; a query that takes too long is left out, and said to be."""
    began = time.perf_counter()
    graph = Dataset(default_union=True)
    graph.parse(data=generation.store.nquads(), format="nquads")
    report.add(Figure("rdflib: loading", time.perf_counter() - began, "s"))
    for query in queries:
        text = query.text

        def search(text: str = text) -> None:
            found = graph.query(text)
            if found.type != "ASK":
                list(found)

        direct = median([_milliseconds(_direct(generation.store, library, text)) for _ in range(RDFLIB_ROUNDS)])
        took: list[float] = []
        with suppress(TimeoutError), _limited(RDFLIB_SECONDS):
            while len(took) < RDFLIB_ROUNDS:
                took.append(_milliseconds(search))
        if not took:
            note = f"not done after {RDFLIB_SECONDS:g} s"
            report.add(Figure(f"{query.key}, rdflib", RDFLIB_SECONDS * 1000, "ms", direct, note))
            continue
        report.add(Figure(f"{query.key}, rdflib", median(took), "ms", direct, "beside our engine, directly"))


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in work that takes longer."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _direct(store: Store, library: Library, text: str) -> Callable[[], object]:
    known = prefixes(library.iris)
    return lambda: store.query_to(io.BytesIO(), text, FORMATS, scope_of(text, known))


def _over_http(line: http.client.HTTPConnection, text: str) -> None:
    accept = "application/sparql-results+json, application/n-triples"
    line.request("GET", f"/sparql?{urlencode({'query': text})}", headers={"Accept": accept})
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"The service answered {answer.status} to:\n{text}")


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    with opened(options(__doc__ or "").parse_args()) as found:
        measure(found)
