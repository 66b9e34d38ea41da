"""Which passages hold a word or a key, and how much that says of each: read from the engine whole, and kept.

A word of a question stands in thousands of passages. To add scores up word by word takes a tenth of the time of the
engine's own way, passage by passage; and all that fit are known then, so that they can be counted and narrowed.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import log
from typing import Any, NamedTuple

from search import engine

_MOST = 4_000_000  # postings that are kept, 16 bytes each
_SATURATION = 1.2  # BM25's k1: how soon more of the same word says no more
_LENGTH = 0.5  # BM25's b: passages are of much the same length, so it says little


class Posting(NamedTuple):
    """The engine's numbers of the passages with a term, and its score in each."""

    numbers: Sequence[int]
    scores: Sequence[float]


class Postings:
    """The postings of an index that does not change. Any number of threads may use it, each with its own searcher:
    what is kept is never changed, and at worst read twice.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Posting] = {}
        self._size = 0
        self._documents: list[str] = []
        self._norms: dict[str, Sequence[float]] = {}

    def documents(self, searcher: Any) -> Sequence[str]:
        """The id of each passage's document."""
        if not self._documents:
            known: dict[str, str] = {}  # each id once
            self._documents = [known.setdefault(one, one) for one in engine.documents(searcher)]
        return self._documents

    def of(self, searcher: Any, field: str, term: str) -> Posting:
        """The passages with a term in a field."""
        found = self._kept.get((field, term))
        if found is None:
            found = self._read(searcher, field, term)
            if self._size > _MOST:
                self._kept, self._size = {}, 0
            self._kept[field, term] = found
            self._size += len(found.numbers)
        return found

    def _read(self, searcher: Any, field: str, term: str) -> Posting:
        """BM25F as its authors describe it, with counts that are weighted already (see `search.engine`)."""
        numbers: list[int] = []
        weights: list[float] = []
        for some, heavy in engine.postings(searcher, field, term):
            numbers.extend(some)
            weights.extend(heavy)
        norms = self._norm(searcher, field) if numbers else ()
        gain = (log(searcher.doc_count_all() / (len(numbers) + 1)) + 1) * (_SATURATION + 1)
        scores = (gain * weight / (weight + norms[at]) for at, weight in zip(numbers, weights, strict=True))
        return Posting(array("L", numbers), array("d", scores))

    def _norm(self, searcher: Any, field: str) -> Sequence[float]:
        """What BM25 makes of the length of each passage's field; nothing of the number of its keys."""
        norms = self._norms.get(field)
        if norms is None:
            share = 0.0 if field == engine.KEYS else _LENGTH
            lengths = engine.lengths(searcher, field)
            mean = sum(lengths) / (len(lengths) or 1) or 1
            norms = array("d", (_SATURATION * (1 - share + share * length / mean) for length in lengths))
            self._norms[field] = norms
        return norms
