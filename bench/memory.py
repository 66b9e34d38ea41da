"""The memory of a process and all that it started, watched while it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EVERY = 0.3  # seconds between two looks: a peak that is shorter is missed
_PROC = Path("/proc")


def watch(process: subprocess.Popen[str]) -> int | None:
    """Wait for a process to end; the most memory it and its descendants had at once, in bytes; None where unknown.

    Proportional set size: what processes share after a fork is counted once. Only Linux tells.
    """
    peak = 0
    while True:
        try:
            process.wait(EVERY)
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(map(_size, _tree(process.pid))))
        else:
            return peak or None


def _tree(root: int) -> set[int]:
    parents = {int(path.name): _parent(path) for path in _PROC.glob("[0-9]*")} if sys.platform == "linux" else {}
    tree, size = {root}, 0
    while len(tree) > size:
        size = len(tree)
        tree |= {child for child, parent in parents.items() if parent in tree}
    return tree


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended
        return 0


def _size(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
