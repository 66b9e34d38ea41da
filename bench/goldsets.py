"""The gold that is measured on: our own, and the shared evaluation's where it lies beside the checkout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import ROOT
from graph.model import Reading
from ingest.documents import read_document
from ingest.evaluate import Row
from ingest.knowledge import Knowledge
from ingest.pipeline import read
from myograph.gold import read_gold, read_optional
from myograph.trial import Trial, trial

SHARED = ROOT.parent / "shared" / "eval"
OWN = "open"
LOCKED = ("held", "plain-held")  # for final figures: nothing of their content is ever printed
FOLDERS: Mapping[str, Path] = {
    OWN: ROOT / "tests" / "gold" / "open",
    "plain": ROOT / "tests" / "gold" / "plain",
    "seeds": SHARED / "seeds",
    "dev": SHARED / "dev",
    **{name: ROOT / "tests" / "gold" / name for name in LOCKED},
}
ABOUT: Mapping[str, str] = {
    OWN: "seven of ours on many complaints, in all kinds of prose (`tests/gold/open`)",
    "plain": "eight of ours in the ordinary style of the web, looked at while rules were mended (`tests/gold/plain`)",
    "seeds": "the five that the rules were developed with",
    "dev": "ten others, looked at while the rules were mended",
}


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Articles with what a careful reader finds in them."""

    name: str
    texts: Path
    gold: tuple[Row, ...]
    optional: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a set: its articles' readings by file name, and how they did."""

    name: str
    readings: Mapping[str, Reading]
    trial: Trial


def present() -> tuple[str, ...]:
    """The names of the sets that are there and may be looked into."""
    return tuple(name for name, folder in FOLDERS.items() if name not in LOCKED and (folder / "gold.jsonl").is_file())


def named(name: str) -> GoldSet:
    """One of FOLDERS."""
    return gold_set(name, FOLDERS[name] / "gold.jsonl", FOLDERS[name] / "texts")


def gold_set(name: str, gold: Path, texts: Path) -> GoldSet:
    """Gold from a file, with the optional assertions of the file beside it whose name ends in _optional."""
    name = next((one for one in LOCKED if gold.resolve().is_relative_to(FOLDERS[one].resolve())), name)
    return GoldSet(name, texts, read_gold(gold), read_optional(gold))


def tried(one: GoldSet, knowledge: Knowledge) -> Tried:
    """A set's articles, read and held against its gold."""
    readings = {file.name: _reading(file, knowledge) for file in sorted(one.texts.glob("*.*"))}
    return Tried(one.name, readings, trial(readings, knowledge, one.gold, one.optional))


def _reading(file: Path, knowledge: Knowledge) -> Reading:
    document, _ = read_document(file.name, file.read_bytes())
    return read(document, knowledge)
