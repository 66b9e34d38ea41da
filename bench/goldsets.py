"""The gold that is measured on: our own, and the shared evaluation's where it lies beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus import ROOT

SHARED = ROOT.parent / "shared" / "eval"
FOLDERS: Mapping[str, Path] = {
    "open": ROOT / "tests" / "gold" / "open",
    "seeds": SHARED / "seeds",
    "dev": SHARED / "dev",
    "held": ROOT / "tests" / "gold" / "held",  # for final figures: nothing of its content is ever printed
}
LOCKED = "held"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Articles with what a careful reader finds in them."""

    name: str
    texts: Path
    gold: tuple[Mapping[str, Any], ...]
    optional: tuple[Mapping[str, Any], ...]


def present() -> tuple[str, ...]:
    """The names of the sets that are there and may be looked into."""
    return tuple(name for name, folder in FOLDERS.items() if name != LOCKED and (folder / "gold.jsonl").is_file())


def named(name: str) -> GoldSet:
    """One of FOLDERS."""
    return gold_set(name, FOLDERS[name] / "gold.jsonl", FOLDERS[name] / "texts")


def gold_set(name: str, gold: Path, texts: Path) -> GoldSet:
    """Gold from a file, with the optional assertions of the file beside it whose name ends in _optional."""
    beside = gold.with_name(f"{gold.stem}_optional{gold.suffix}")
    return GoldSet(name, texts, _rows(gold), _rows(beside) if beside.is_file() else ())


def _rows(path: Path) -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
