"""How well searching finds the right article, beside plain Whoosh: judged questions, and questions by a synonym.

python -m bench.search                  what ../shared/corpora holds; half an hour on two cores
python -m bench.search --every 10       every tenth query of the large set
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from bench.corpus import ROOT, Corpus, opened
from bench.ingest import index_plain
from bench.measure import Figure, Report, percentile, run
from bench.plain import ranking
from graph.names import normal
from graph.vocabulary import Vocabulary
from myograph.library import Library
from search.model import How, Unit
from search.naming import Namer

SHARED = ROOT.parent / "shared"
CORPORA = SHARED / "corpora"
NAMES = SHARED / "vocab" / "doid-2026-07-31-merged.tsv"
AIM_MS = 30
DEPTH = 10  # what nDCG@10 looks at
LARGE = 1000  # queries of a set

Run = dict[str, dict[str, float]]  # query -> article -> score
Judged = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a set; `names`: the synonym in it and the heading of the right article, where they are known."""

    id: str
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A set to measure with. `aim`: of nDCG@10, by itself or above the reference."""

    name: str
    archive: Path
    queries: Path
    judged: Path
    vocabulary: Path | None
    aim: str


TRIALS = (
    Trial(
        "mediqa-alexa",
        CORPORA / "mediqa-alexa" / "docs.tar.xz",
        CORPORA / "mediqa-alexa" / "queries.tsv",
        CORPORA / "mediqa-alexa" / "qrels.txt",
        None,
        "aim: 0.06 above the reference",
    ),
    Trial(
        "medquad-synonym",
        CORPORA / "medquad.tar.xz",
        CORPORA / "medquad-synonym-queries.tsv",
        CORPORA / "medquad-synonym-qrels.txt",
        NAMES,
        "aim: 0.22; 0.75 where both are names of one concept",
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth query of large sets")
    given = parser.parse_args()
    measure(given.every)


def measure(every: int = 1) -> None:
    """Measure with whatever sets are there."""
    scorer = SHARED / "eval" / "score_ir.py"
    trials = [trial for trial in TRIALS if trial.archive.is_file() and trial.queries.is_file()]
    if not trials or not scorer.is_file():
        print("search: the judged questions are not there; nothing is measured.")
        return
    report = Report("search", {"sets": ", ".join(trial.name for trial in trials), "every": every})
    for trial in trials:
        with TemporaryDirectory(prefix="myograph-search-") as folder:
            given = argparse.Namespace(corpus=trial.archive, every=1, work=Path(folder))
            with opened(given) as corpus:
                _measure(trial, corpus, _module(scorer), (every, report))
    report.write()


def _measure(trial: Trial, corpus: Corpus, scorer: ModuleType, how: tuple[int, Report]) -> None:
    every, report = how
    queries = _queries(trial.queries, every)
    judged = _judged(trial.judged)
    index_plain(corpus)
    reference, _ = _answers(queries, ranking(corpus.plain, DEPTH))
    _make(corpus, trial.vocabulary)
    library = Library.open(corpus.library)
    with library.reading() as generation:
        vocabulary, index = generation.graph.vocabulary, generation.index
        files = {source.id: source.name for source in generation.graph.documents()}
        ask = How(Unit.DOCUMENT, Namer(vocabulary))

        def search(text: str) -> dict[str, float]:
            return {files[hit.document]: hit.score for hit in index.search(text, ask, limit=DEPTH).hits}

        search(queries[0].text)  # what is read once
        found, took = _answers(queries, search)

        same = [query for query in queries if _alike(query, vocabulary)]
    library.close()

    def ndcg(some: Iterable[Query], run: Run) -> float:
        return float(scorer.score({one.id: judged[one.id] for one in some}, run)["nDCG@10"])

    report.add(Figure(f"{trial.name}: nDCG@10", ndcg(queries, found), "", ndcg(queries, reference), trial.aim))
    if same:
        note = f"{len(same)} of {len(queries)}: synonym and heading are names of one concept"
        report.add(Figure("  of one imported concept", ndcg(same, found), "", ndcg(same, reference), note))
    for share in (0.5, 0.95):
        note = f"processor time with snippets; aim: at most {AIM_MS} ms" if share > 0.9 else ""
        report.add(Figure(f"  p{share * 100:.0f}", percentile(took, share), "ms", note=note))


def _alike(query: Query, vocabulary: Vocabulary) -> bool:
    """Whether the names of a query are of one concept."""
    concepts = [vocabulary.find(name) for name in query.names]
    return len(concepts) > 1 and None not in concepts and len({one.id for one in concepts if one}) == 1


def _make(corpus: Corpus, vocabulary: Path | None) -> None:
    command = (sys.executable, "-m", "myograph.cli")
    if vocabulary is not None:
        run(*command, "vocabulary", "add", vocabulary, "--home", corpus.library, allowed=(0, 1))
    run(*command, "ingest", corpus.articles, "--home", corpus.library, "--jobs", "2", allowed=(0, 1))


def _answers(queries: Sequence[Query], search: Callable[[str], dict[str, float]]) -> tuple[Run, list[float]]:
    """What a search gives for each query, and the milliseconds of the processor that each took."""
    found: Run = {}
    took: list[float] = []
    for query in queries:
        started = time.process_time()
        found[query.id] = search(query.text)
        took.append((time.process_time() - started) * 1000)
    return found, took


def _queries(path: Path, every: int) -> list[Query]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    found = [Query(row[0], row[1], tuple(filter(normal, row[3:5]))) for row in rows if row[0] != "qid"]
    return found[::every] if len(found) > LARGE else found


def _judged(path: Path) -> Judged:
    judged: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, article, grade = line.split()
        judged.setdefault(query, {})[article] = int(float(grade))
    return judged


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None, "a Python file has a loader"
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
