"""How fast texts are read and understood on one core, beside a regular expression that only finds their words."""

from __future__ import annotations

import re
from collections import defaultdict

from bench.corpus import Corpus, opened, options
from bench.measure import MEGA, Figure, Report, cpu_seconds, median
from graph.ids import DEFAULT_BASE, Iris
from graph.model import Document, Reading
from graph.rdf import reading_nquads
from graph.thrift import spare_what_lasts
from ingest.documents import read_document
from ingest.knowledge import Knowledge, load_knowledge
from ingest.pipeline import read
from ingest.sentences import split

ROUNDS = 3
BLOCK = 200  # documents between two stages: what disturbs the machine then disturbs all stages alike
MOST = 4000  # documents; more only take longer


def measure(corpus: Corpus) -> None:
    files = corpus.files[:: -(-len(corpus.files) // MOST)]
    contents = [(path.name, path.read_bytes()) for path in files]
    size = sum(len(content) for _, content in contents) / MEGA
    about = {"corpus": corpus.name, "articles": len(files), "MB": round(size, 2), "rounds": ROUNDS}
    report = Report("reading", about)
    knowledges: list[Knowledge] = []
    preparing = cpu_seconds(lambda: knowledges.append(load_knowledge()))
    spare_what_lasts()  # as every reading process does
    rounds: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for stage, seconds in _round(contents, knowledges[0]).items():
            rounds[stage].append(size / seconds)
    words = median(rounds.pop("words"))
    for stage, speeds in rounds.items():
        report.add(Figure(stage, median(speeds), "MB/s", words, f"{min(speeds):.2f} to {max(speeds):.2f}"))
    report.add(Figure("loading the vocabulary and rules", preparing, "s"))
    report.write()


def _round(contents: list[tuple[str, bytes]], knowledge: Knowledge) -> dict[str, float]:
    """Processor seconds by stage, over all documents."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for at in range(0, len(contents), BLOCK):
        for stage, spent in _block(contents[at : at + BLOCK], knowledge).items():
            seconds[stage] += spent
    reading = seconds["reading files"] + seconds["extraction (with splitting)"]
    seconds["reading and extraction"] = reading
    seconds["all that a reading process does"] = reading + seconds["writing quads"]
    return dict(seconds)


def _block(files: list[tuple[str, bytes]], knowledge: Knowledge) -> dict[str, float]:
    documents: list[Document] = []
    readings: list[Reading] = []
    texts = [content.decode("utf-8", "replace") for _, content in files]
    iris = Iris(DEFAULT_BASE)
    return {
        "words": cpu_seconds(lambda: [re.findall(r"\w+", text) for text in texts]),
        "reading files": cpu_seconds(lambda: documents.extend(read_document(*file)[0] for file in files)),
        "splitting sentences": cpu_seconds(lambda: [split(document) for document in documents]),
        "extraction (with splitting)": cpu_seconds(lambda: readings.extend(read(d, knowledge) for d in documents)),
        "writing quads": cpu_seconds(lambda: [reading_nquads(reading, iris) for reading in readings]),
    }


if __name__ == "__main__":
    with opened(options(__doc__ or "").parse_args()) as found:
        measure(found)
