"""A whole ingest through the command line with two jobs, beside Whoosh that only indexes the same texts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from bench.corpus import ROOT, Corpus, environment, opened, options
from bench.measure import MEGA, Figure, Report, Spent, median, run, spent
from bench.memory import watch

JOBS = 2
AIM = 3.0  # times what Whoosh needs


def measure(corpus: Corpus) -> None:
    size = corpus.size / MEGA
    about = {"corpus": corpus.name, "articles": len(corpus.files), "MB": round(size, 2), "jobs": JOBS}
    report = Report("ingest", about)
    plain = [index_plain(corpus)]
    took, peak, stages = _ingest(corpus)
    plain.append(index_plain(corpus))  # before and after: the machine may be busier at one time
    wall, cpu = median([one.wall for one in plain]), median([one.cpu for one in plain])
    report.add(Figure("wall time", took.wall, "s", wall, f"aim: ratio at most {AIM:g}; reference: Whoosh alone"))
    report.add(Figure("processor time, all processes", took.cpu, "s", cpu))
    report.add(Figure("speed", size / took.wall, "MB/s", size / wall))
    for stage, (seconds, busy) in sorted(stages.items(), key=lambda item: -item[1][0]):
        note = f"{seconds / took.wall:.0%} of the wall time; {busy:.3g} s of the processors"
        report.add(Figure(f"  {stage}", seconds, "s", note=note))
    if peak:
        report.add(Figure("peak memory, all processes", peak / MEGA, "MB"))
    _sizes(corpus, report)
    report.write()


def index_plain(corpus: Corpus) -> Spent:
    """Make the reference's index anew."""
    shutil.rmtree(corpus.plain, ignore_errors=True)
    return run(sys.executable, "-m", "bench.plain", corpus.articles, corpus.plain, env=environment())


def make_library(corpus: Corpus) -> None:
    """Make the library unless it is there."""
    if not (corpus.library / "current").exists():
        _ingest(corpus)


def _ingest(corpus: Corpus) -> tuple[Spent, int | None, dict[str, tuple[float, float]]]:
    """What it took, peak bytes, and the main process's seconds by stage (see `bench.stopwatch`)."""
    shutil.rmtree(corpus.library, ignore_errors=True)
    stages, log = corpus.work / "stages.json", corpus.work / "ingest.log"
    command = [sys.executable, "-m", "bench.stopwatch", str(stages), "ingest", str(corpus.articles)]
    command += ["--home", str(corpus.library), "--jobs", str(JOBS)]
    with log.open("w", encoding="utf-8") as output:
        before = spent()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, text=True, env=environment(), cwd=ROOT
        )
        peak = watch(process)
        took = spent() - before
    if process.returncode not in (0, 1):  # 1: some articles have the same content as others
        sys.exit(f"{' '.join(command)} failed:\n{log.read_text(encoding='utf-8')[-2000:]}")
    return took, peak, json.loads(stages.read_text(encoding="utf-8"))


def _sizes(corpus: Corpus, report: Report) -> None:
    number = (corpus.library / "current").read_text(encoding="ascii").strip()
    generation = corpus.library / "generations" / number
    for part in ("graph", "text"):
        size = _size(generation / part)
        reference = _size(corpus.plain) / MEGA if part == "text" else None
        note = f"{size / corpus.size:.1f} times the articles"
        report.add(Figure(f"{part}/ on disk", size / MEGA, "MB", reference, note))
    counts = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))["counts"]
    for name, count in counts.items():
        report.add(Figure(name, count, ""))
    report.add(Figure("bytes on disk for each triple", _size(generation / "graph") / counts["triples"], "B"))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    with opened(options(__doc__ or "").parse_args()) as found:
        measure(found)
