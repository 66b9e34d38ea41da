"""What large added vocabularies cost: adding, loading, memory, and the speed of finding their names."""

from __future__ import annotations

import argparse
import random
import re
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from bench.corpus import ROOT, Corpus, opened, options
from bench.measure import MEGA, Figure, Report, cpu_seconds
from graph.added import Addition, merge
from graph.imports.adding import File, Prepared, prepare
from graph.imports.taking import Choices
from graph.model import ConceptType, Reading
from graph.vocabulary import Vocabulary, load_vocabulary
from ingest.documents import read_document
from ingest.knowledge import Knowledge, load_knowledge
from ingest.mentions import Named, find_names
from ingest.pipeline import read
from ingest.wording import flat

DEFAULT = ROOT.parent / "shared" / "vocab"
PUBLIC = ("doid-2026-07-31-merged.tsv", "symp.obo", "drugbank_vocabulary.tsv")
MADE = 200_000  # names of the vocabulary that is made up
A_CONCEPT = 4  # names that each of its concepts has
Result = TypeVar("Result")
MOST = 2_500_000  # bytes of articles that names are looked for in


@dataclass(frozen=True, slots=True)
class Case:
    """Vocabularies to measure with: what they are, the files, and what kind of things they hold if it must be said."""

    title: str
    files: tuple[tuple[str, bytes], ...]
    type: ConceptType | None = None


@dataclass(frozen=True, slots=True)
class Adding:
    """What adding came to, in processor seconds; `merging` is what every opening of a library then takes."""

    additions: tuple[Addition, ...]
    adding: float
    merging: float


@dataclass(frozen=True, slots=True)
class Using:
    """Processor seconds, MB of memory, and MB of text a second."""

    names: int
    loading: float
    memory: float
    matching: float
    reading: float


def measure(corpus: Corpus, vocabularies: Path) -> None:
    texts = tuple(_texts(corpus.files))
    about = {"corpus": corpus.name, "MB": round(_size(texts), 2)}
    report = Report("vocabulary", about)
    public = tuple((name, (vocabularies / name).read_bytes()) for name in PUBLIC if (vocabularies / name).is_file())
    cases = [Case("public", public)] if public else []
    cases.append(Case("made up", (("made.tsv", _made(texts)),), ConceptType.CONDITION))
    plain = _alone(use, (), texts)
    _tell(report, "built-in", plain, plain)
    for case in cases:
        added = _alone(add, case)
        report.add(Figure(f"{case.title}: adding the files", added.adding, "s"))
        report.add(Figure("   merging, as a library is opened", added.merging, "s"))
        _tell(report, case.title, _alone(use, added.additions, texts), plain)
    report.write()


def _tell(report: Report, title: str, cost: Using, plain: Using) -> None:
    report.add(Figure(f"{title}: {cost.names:,} names, loading", cost.loading, "s", plain.loading))
    report.add(Figure("   memory after that", cost.memory, "MB", plain.memory))
    report.add(Figure("   finding names", cost.matching, "MB/s", plain.matching))
    report.add(Figure("   finding names and claims", cost.reading, "MB/s", plain.reading))


def _alone(work: Callable[..., Result], *given: object) -> Result:
    """The result of some work in a process of its own, whose memory is its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *given).result()


def add(case: Case) -> Adding:
    """What it takes to add the vocabularies of a case, one after the other."""
    prepared: list[Prepared] = []
    adding = cpu_seconds(lambda: prepared.extend(_prepared(case)))
    additions = tuple(one.addition for one in prepared)
    shipped = load_vocabulary()
    return Adding(additions, adding, cpu_seconds(lambda: merge(shipped, additions)))


def use(additions: Sequence[Addition], texts: Sequence[str]) -> Using:
    """What it takes to read with them."""
    loaded: list[Knowledge] = []
    loading = cpu_seconds(lambda: loaded.append(load_knowledge(additions)))
    knowledge, memory = loaded[0], _memory()
    finding = cpu_seconds(lambda: [_find(text, knowledge) for text in texts])
    reading = cpu_seconds(lambda: [_read(text, knowledge) for text in texts])
    size = _size(texts)
    return Using(len(knowledge.vocabulary.by_name), loading, memory, size / finding, size / reading)


def _prepared(case: Case) -> Iterator[Prepared]:
    vocabulary: Vocabulary = load_vocabulary()
    choices = Choices(case.type)
    for number, (name, content) in enumerate(case.files, 1):
        found = prepare(File(name, content), f"{number:02}-{name}", vocabulary, choices)
        yield found
        vocabulary = merge(vocabulary, (found.addition,)).vocabulary


def _find(text: str, knowledge: Knowledge) -> list[Named]:
    hits = knowledge.lexicon.scan(flat(text))
    return find_names(hits, text, knowledge.vocabulary, lambda _: True)


def _read(text: str, knowledge: Knowledge) -> Reading:
    return read(read_document("a.txt", text.encode())[0], knowledge)


def _texts(files: Sequence[Path]) -> Iterator[str]:
    size = 0
    for path in files[:: max(1, sum(file.stat().st_size for file in files) // MOST)]:
        text = path.read_text(encoding="utf-8", errors="replace")
        size += len(text)
        if size > MOST:
            return
        yield text


def _made(texts: Sequence[str]) -> bytes:
    """A table of names of two or three words that the articles hold, so that many are nearly found and some are."""
    chance = random.Random(1)
    words = sorted({word for text in texts for word in re.findall(r"[a-z]{5,}", text)})
    names = {" ".join(chance.choices(words, k=chance.choice((2, 2, 3)))) for _ in range(MADE + MADE // 8)}
    chosen = sorted(names)[:MADE]
    rows = (chosen[at : at + A_CONCEPT] for at in range(0, MADE, A_CONCEPT))
    return "\n".join(("label\tnames", *(f"{first}\t{'|'.join(rest)}" for first, *rest in rows))).encode()


def _memory() -> float:
    """MB of memory that this process uses now; elsewhere than on Linux, that it has used at most."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGA
    return pages * resource.getpagesize() / MEGA


def _size(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / MEGA


if __name__ == "__main__":
    parser: argparse.ArgumentParser = options(__doc__ or "")
    parser.add_argument("--vocabularies", type=Path, default=DEFAULT, help="a folder of public ones (%(default)s)")
    given = parser.parse_args()
    with opened(given) as found:
        measure(found, given.vocabularies)
