"""Found assertions against gold ones: precision, recall and F1, by predicate and over groups of them.

Both sides are rows of JSON Lines. Found: what `myograph export --format jsonl` prints. Gold: the same, corrected by a
person; or doc, subject [names], predicate, object [names], polarity. A document that says a thing twice says it once; a
found assertion is right when document, predicate and polarity agree and each end's label or wording is among gold's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from graph.model import Predicate
from graph.names import normal

CORE = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))
_ARTICLES = frozenset(("a", "an", "the", "your", "some", "of"))

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How one group of assertions did. `hit` counts gold assertions found, `right` found ones that gold holds."""

    name: str
    gold: int
    found: int
    right: int
    hit: int

    @property
    def precision(self) -> float:
        """The share of found assertions that are right; 0 where none is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold assertions that are found; 0 where gold has none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one document says, however often: the names that each end goes by."""

    key: tuple[str, str, str]
    subject: frozenset[str]
    object: frozenset[str]

    def agrees(self, other: _Claim) -> bool:
        same = self.key == other.key
        return same and bool(self.subject & other.subject) and bool(self.object & other.object)


def evaluate(gold: Iterable[Row], found: Iterable[Row]) -> tuple[Score, ...]:
    """A score for each predicate, for negated ones, for the core predicates, and for all but is_a."""
    wanted = _merged(_claim(row) for row in gold)
    documents = {claim.key[0] for claim in wanted}
    predicted = [claim for claim in _merged(_claim(row) for row in found) if claim.key[0] in documents]
    predicates = sorted({claim.key[1] for claim in (*wanted, *predicted)})
    groups: list[tuple[str, frozenset[str], str | None]] = [(name, frozenset((name,)), None) for name in predicates]
    groups.append(("negated", frozenset(Predicate), "negated"))
    groups.append(("core", CORE, None))
    groups.append(("all but is_a", frozenset(Predicate) - {Predicate.IS_A}, None))
    return tuple(_score(name, within, polarity, (wanted, predicted)) for name, within, polarity in groups)


def _score(
    name: str, predicates: frozenset[str], polarity: str | None, sides: tuple[Sequence[_Claim], Sequence[_Claim]]
) -> Score:
    gold, found = (
        [claim for claim in side if claim.key[1] in predicates and polarity in (None, claim.key[2])] for side in sides
    )
    right = sum(any(claim.agrees(other) for other in gold) for claim in found)
    hit = sum(any(claim.agrees(other) for other in found) for claim in gold)
    return Score(name, len(gold), len(found), right, hit)


def _claim(row: Row) -> _Claim:
    key = (PurePath(row["doc"]).name, str(row["predicate"]), str(row["polarity"]))
    return _Claim(key, _names(row["subject"]), _names(row["object"]))


def _names(end: Mapping[str, str] | Sequence[str]) -> frozenset[str]:
    names = (end["label"], end["text"]) if isinstance(end, Mapping) else end
    return frozenset(_comparable(name) for name in names)


def _comparable(name: str) -> str:
    return " ".join(word for word in normal(name).split() if word not in _ARTICLES)


def _merged(claims: Iterable[_Claim]) -> list[_Claim]:
    """Claims that agree made into one, with all their names."""
    kept: list[_Claim] = []
    for claim in claims:
        same = next((i for i, other in enumerate(kept) if claim.agrees(other)), None)
        if same is None:
            kept.append(claim)
        else:
            other = kept[same]
            kept[same] = _Claim(claim.key, claim.subject | other.subject, claim.object | other.object)
    return kept
