"""Figures: medians and percentiles, the table that is printed, the file that is kept."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.corpus import ROOT

MEGA = 1_000_000  # bytes or characters; a megabyte here is no mebibyte
RESULTS = Path(__file__).parent / "results"
_ROW = "{:<44}{:>12} {:<8}{:>12} {:>8}  {}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `reference`: the same of something well known, measured in the same run."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: by the clock, and of the processors, which others on the machine hardly change."""

    wall: float
    cpu: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.cpu - other.cpu)


class Report:
    """Figures of one measurement: printed as they come, then written to bench/results/NAME.json."""

    def __init__(self, name: str, about: Mapping[str, object]) -> None:
        self.name = name
        self.about = about
        self.load = os.getloadavg()[0]
        self.figures: list[Figure] = []
        print(f"\n{name}: {', '.join(f'{key} {value}' for key, value in about.items())}; load {self.load:.1f}")
        print(_ROW.format("", "measured", "", "reference", "ratio", "").rstrip())

    def add(self, figure: Figure) -> None:
        """Take a figure, and print it."""
        self.figures.append(figure)
        reference = "" if figure.reference is None else f"{figure.reference:,.3g}"
        ratio = f"{figure.value / figure.reference:.3g}" if figure.reference else ""
        value = f"{figure.value:,.0f}" if figure.value >= 1000 else f"{figure.value:,.3g}"
        print(_ROW.format(figure.name, value, figure.unit, reference, ratio, figure.note).rstrip(), flush=True)

    def write(self) -> None:
        """Keep the figures, with what is needed to judge them."""
        RESULTS.mkdir(exist_ok=True)
        content = {
            "measurement": self.name,
            "about": dict(self.about),
            "machine": {
                "cores": os.cpu_count(),
                "system": platform.platform(),
                "python": platform.python_version(),
                "load": [round(self.load, 2), round(os.getloadavg()[0], 2)],
            },
            "commit": _commit(),
            "figures": [asdict(figure) for figure in self.figures],
        }
        path = RESULTS / f"{self.name}.json"
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the middle two."""
    return statistics.median(values)


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time of some work in this process, which others on the machine hardly change."""
    started = time.process_time()
    work()
    return time.process_time() - started


def run(*command: str | Path, env: Mapping[str, str] | None = None, allowed: Collection[int] = (0,)) -> Spent:
    """What a process takes from start to end; an exit code that is not allowed ends the measurement."""
    before = spent()
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return spent() - before


def spent() -> Spent:
    """The clock, and the processor time of all processes that this one started and that have ended."""
    times = os.times()
    return Spent(time.perf_counter(), times.children_user + times.children_system)


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return done.stdout.strip()
