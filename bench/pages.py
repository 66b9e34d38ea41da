"""How long pages take and how much they weigh, on the sample articles, with `myograph serve` as it comes.

    python -m bench.pages

A page weighs what comes over the line packed: itself, its styles and the scripts that it loads by itself.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from bench.corpus import ROOT, environment
from bench.measure import Figure, Report, median, percentile
from bench.serving import MYOGRAPH, served

ROUNDS = 15
FIRST = "ask?q=what+links+diabetes+to+cramps"
PAGES = {
    "home": "",
    "an answer with chains": FIRST,
    "yes or no": "ask?q=does+quinine+help+against+leg+cramps",
    "search": "search?q=magnesium+cramps",
    "a concept": "concept/magnesium",
    "the concept with most links": "concept/muscle-cramp",
    "concepts": "concepts",
    "a view in a frame": "embed/links?from=diabetes&to=cramps",
    "suggestions": "api/v1/suggest?q=magn",
}
AIM_FIRST, AIM_WEIGHT = 200, 100_000  # milliseconds; bytes
_PARTS = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library"
        samples = str(ROOT / "data" / "samples")
        subprocess.run([*MYOGRAPH, "--home", str(home), "ingest", samples], check=True, env=environment())
        report = Report("pages", {"library": "the sample articles", "rounds": ROUNDS})
        with served(home) as address:
            _get(f"{address}healthz")
            first, _ = _get(address + FIRST)
            report.add(Figure("the first answer of a new server", first, "ms", note=f"aim: under {AIM_FIRST}"))
            for name, page in PAGES.items():
                _measure(name, address, page, report)
        report.write()


def _measure(name: str, address: str, page: str, report: Report) -> None:
    """One page, in turn with the stylesheet, which needs no work."""
    took: list[float] = []
    beside: list[float] = []
    content = b""
    for _ in range(ROUNDS):
        spent, content = _get(address + page)
        took.append(spent)
        beside.append(_get(f"{address}static/style.css")[0])
    weight = len(gzip.compress(content))
    weight += sum(len(gzip.compress(_get(urljoin(address, part))[1])) for part in set(_PARTS.findall(content.decode())))
    verdict = " (too much)" if weight > AIM_WEIGHT else ""
    note = f"p95 {percentile(took, 0.95):.1f} ms; {weight / 1000:.1f} kB{verdict}"
    report.add(Figure(name, median(took), "ms", median(beside), note))


def _get(address: str) -> tuple[float, bytes]:
    """Milliseconds until an answer was there as a whole, and the answer."""
    began = time.perf_counter()
    with urlopen(Request(address, headers={"Accept": "text/html, */*;q=0.5"}), timeout=60) as answer:
        content: bytes = answer.read()
    return (time.perf_counter() - began) * 1000, content


if __name__ == "__main__":
    measure()
