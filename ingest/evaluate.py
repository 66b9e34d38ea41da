"""Found assertions against gold ones: precision, recall and F1, by predicate and over groups of them.

Both sides are rows of JSON Lines. Found: what `myograph export --format jsonl` prints. Gold: the same, corrected by a
person; or doc, quote, subject [names], predicate, object [names], polarity, certainty, of which quote and certainty may
be missing. A document that says a thing twice says it once; a found assertion is right when document, predicate and
polarity agree and each end's label or wording is among gold's names. Rows in the optional file are assertions on which
fair judges differ: finding them is neither right nor wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from graph.model import Polarity, Predicate

CORE = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))
COUNTED = frozenset(Predicate) - {Predicate.IS_A}  # readers agree too little on what is a kind of what
_ARTICLES = frozenset(("a", "an", "the", "your", "some", "of"))
_BETWEEN = re.compile(r"[^a-z0-9%+' ]+")

Row = Mapping[str, Any]
Key = tuple[str, str, str]  # document, predicate, polarity


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
class Share:
    """So many of so many."""

    part: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.part / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says, however often: the names that each end goes by, and the rows that say it."""

    key: Key
    subject: frozenset[str]
    object: frozenset[str]
    rows: tuple[Row, ...]

    def agrees(self, other: Claim) -> bool:
        """True when both say the same of the same things."""
        return self.key == other.key and self.joins(other)

    def joins(self, other: Claim) -> bool:
        """True when both speak of the same two things, in the same direction, whatever they say of them."""
        return bool(self.subject & other.subject) and bool(self.object & other.object)


@dataclass(frozen=True, slots=True)
class Pair:
    """A found claim that is right, with the gold claims that it agrees with."""

    found: Claim
    gold: tuple[Claim, ...]

    @property
    def certainty_known(self) -> bool:
        """True when gold says how certain it is."""
        return any("certainty" in row for claim in self.gold for row in claim.rows)

    @property
    def certainty_right(self) -> bool:
        """True when one passage is as certain as one of gold's."""
        wanted = {row.get("certainty") for claim in self.gold for row in claim.rows}
        return any(row.get("certainty") in wanted for row in self.found.rows)

    @property
    def passage_known(self) -> bool:
        """True when gold quotes its passages."""
        return any("quote" in row for claim in self.gold for row in claim.rows)

    @property
    def passage_right(self) -> bool:
        """True when one passage is, or mostly is, one of gold's."""
        wanted = [row["quote"] for claim in self.gold for row in claim.rows if "quote" in row]
        return any(_same_passage(row["quote"], quote) for row in self.found.rows for quote in wanted)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold and found claims, held side by side. `spared`: found, and optional."""

    gold: tuple[Claim, ...]
    right: tuple[Pair, ...]
    false: tuple[Claim, ...]
    spared: tuple[Claim, ...]
    missed: tuple[Claim, ...]

    def score(self, name: str, counts: Callable[[Claim], bool]) -> Score:
        """The score of the claims that count."""
        missed = sum(counts(claim) for claim in self.missed)
        wanted = sum(counts(claim) for claim in self.gold)
        right = sum(counts(pair.found) for pair in self.right)
        false = sum(counts(claim) for claim in self.false)
        return Score(name, wanted, right + false, right, wanted - missed)

    def scores(self) -> tuple[Score, ...]:
        """A score for each predicate, for negated ones, for the core predicates, and for all but is_a."""
        met = {claim.key[1] for claim in (*self.gold, *self.false, *self.spared)}
        return (
            *(self.score(name, _with_predicate(name)) for name in sorted(met)),
            self.score("negated", lambda claim: claim.key[2] == Polarity.NEGATED),
            self.core(),
            self.score("all but is_a", lambda claim: claim.key[1] in COUNTED),
        )

    def core(self) -> Score:
        """The score over the core predicates."""
        return self.score("core", lambda claim: claim.key[1] in CORE)

    def certainty(self) -> Share:
        """How many of the right ones are as certain as gold says, of those where it says so."""
        known = [pair for pair in self.right if pair.certainty_known]
        return Share(sum(pair.certainty_right for pair in known), len(known))

    def passages(self) -> Share:
        """How many of the right ones stand on gold's passage, of those where gold quotes it."""
        known = [pair for pair in self.right if pair.passage_known]
        return Share(sum(pair.passage_right for pair in known), len(known))


def compare(gold: Iterable[Row], found: Iterable[Row], optional: Iterable[Row] = ()) -> Comparison:
    """Gold and found rows side by side. Only documents that gold names count; optional rows count neither way."""
    wanted = _by_names(gold)
    documents = {claim.key[0] for claim in wanted}
    by_key = _by_key(wanted)
    spare = _by_key(_by_names(optional))
    right: list[Pair] = []
    false: list[Claim] = []
    spared: list[Claim] = []
    for claim in _by_label(row for row in found if document_of(row) in documents):
        agreeing = tuple(other for other in by_key.get(claim.key, ()) if claim.joins(other))
        if agreeing:
            right.append(Pair(claim, agreeing))
        elif any(claim.joins(other) for other in spare.get(claim.key, ())):
            spared.append(claim)
        else:
            false.append(claim)
    hit = {id(other) for pair in right for other in pair.gold}
    missed = tuple(claim for claim in wanted if id(claim) not in hit)
    return Comparison(tuple(wanted), tuple(right), tuple(false), tuple(spared), missed)


def _with_predicate(name: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.key[1] == name


def document_of(row: Row) -> str:
    """The name of the row's document, without its folders."""
    return PurePath(row["doc"]).name


def names_of(end: Mapping[str, str] | Sequence[str]) -> tuple[str, ...]:
    """The names of one end of a row, as they are written: gold's, or label and wording."""
    if isinstance(end, Mapping):
        return tuple(dict.fromkeys(end[field] for field in ("label", "text") if end.get(field)))
    return tuple(end)


@lru_cache(maxsize=65536)
def comparable(name: str) -> str:
    """The form in which names and passages are compared: folded, each word without its plural, no articles."""
    plain = unicodedata.normalize("NFKC", name).lower().replace("’", "'")
    return " ".join(_singular(word) for word in _BETWEEN.sub(" ", plain).split() if word not in _ARTICLES)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _same_passage(quote: str, other: str) -> bool:
    """True when one holds the other, or half of the shorter one's words."""
    one, two = comparable(quote), comparable(other)
    first, second = set(one.split()), set(two.split())
    return one in two or two in one or len(first & second) >= 0.5 * min(len(first), len(second) or 1)


def _claim(row: Row) -> Claim:
    key = (document_of(row), str(row["predicate"]), str(row["polarity"]))
    return Claim(key, _comparable(row["subject"]), _comparable(row["object"]), (row,))


def _comparable(end: Mapping[str, str] | Sequence[str]) -> frozenset[str]:
    return frozenset(plain for name in names_of(end) if (plain := comparable(name)))


def _by_key(claims: Iterable[Claim]) -> dict[Key, list[Claim]]:
    found: dict[Key, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.key, []).append(claim)
    return found


def _by_names(rows: Iterable[Row]) -> list[Claim]:
    """One claim for all rows that agree, with all their names: how a person's rows are put together."""
    kept: list[Claim] = []
    places: dict[Key, list[int]] = {}
    for claim in map(_claim, rows):
        among = places.setdefault(claim.key, [])
        same = next((place for place in among if kept[place].joins(claim)), None)
        if same is None:
            among.append(len(kept))
            kept.append(claim)
        else:
            kept[same] = _united(kept[same], claim)
    return kept


def _by_label(rows: Iterable[Row]) -> list[Claim]:
    """One claim for all rows of the same two concepts: two concepts that share a wording stay two claims."""
    kept: dict[tuple[str, ...], Claim] = {}
    for row in rows:
        claim = _claim(row)
        labels = (comparable(next(iter(names_of(row[end])), "")) for end in ("subject", "object"))
        key = (*claim.key, *labels)
        kept[key] = _united(kept[key], claim) if key in kept else claim
    return list(kept.values())


def _united(one: Claim, other: Claim) -> Claim:
    return Claim(one.key, one.subject | other.subject, one.object | other.object, one.rows + other.rows)
