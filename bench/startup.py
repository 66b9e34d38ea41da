"""How long the command line and the server take to start, beside bare Python and `import flask`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote_plus
from urllib.request import urlopen

from bench.corpus import ROOT, Corpus, environment, opened, options
from bench.ingest import make_library
from bench.measure import Figure, Report, median, run
from bench.serving import MYOGRAPH, served

ROUNDS = 7
SERVES = 3
HEAVY = ("rdflib", "whoosh", "networkx", "pyoxigraph", "flask")
QUESTION = "what links diabetes to cramps"


def measure(corpus: Corpus) -> None:
    make_library(corpus)
    report = Report("startup", {"library": f"{len(corpus.files)} articles of {corpus.name}", "rounds": ROUNDS})
    times: defaultdict[str, list[float]] = defaultdict(list)
    commands = {"help": (*MYOGRAPH, "--help"), "pass": (sys.executable, "-c", "pass")}
    commands["flask"] = (sys.executable, "-c", "import flask")
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(run(*command, env=environment()).wall)
    for _ in range(SERVES):
        for name, seconds in _serve(corpus.library).items():
            times[name].append(seconds)
    loaded = _heavy()
    note = f"loads {', '.join(loaded)}" if loaded else f"loads none of {', '.join(HEAVY)}"
    report.add(Figure("myograph --help", median(times["help"]), "s", median(times["pass"]), f"python -c pass; {note}"))
    flask = median(times["flask"])
    report.add(Figure("serve: the port answers", median(times["alive"]), "s", flask, "python -c 'import flask'"))
    for name in ("first question", "second question"):
        report.add(Figure(f"serve: {name}, after that", median(times[name]), "s", note=QUESTION))
    report.write()


def _heavy() -> list[str]:
    """The heavy libraries that `myograph --help` loads."""
    command = [sys.executable, "-X", "importtime", "-m", "myograph.cli", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment())
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    return [name for name in HEAVY if name in loaded]


def _serve(home: Path) -> dict[str, float]:
    """Seconds from the start of `myograph serve` to an answer, and of the first two questions.

    One process serves, so that the second question meets what the first one has loaded.
    """
    started = time.perf_counter()
    with served(home, MYOGRAPH_PROCESSES="1") as address:
        _get(f"{address}healthz")
        times = {"alive": time.perf_counter() - started}
        for name in ("first question", "second question"):
            before = time.perf_counter()
            _get(f"{address}ask?q={quote_plus(QUESTION)}")
            times[name] = time.perf_counter() - before
        return times


def _get(address: str) -> None:
    with urlopen(address, timeout=120) as answer:
        answer.read()


if __name__ == "__main__":
    with opened(options(__doc__ or "").parse_args()) as found:
        measure(found)
