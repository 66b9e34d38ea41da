"""From a query's tree to the passages or documents that are shown: ranked, narrowed, sorted, counted by their keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, NamedTuple

from search import engine
from search.keys import concept_key
from search.model import How, Unit
from search.postings import Postings
from search.query import Both, Either, Leaf, Likely, Named, Node, Prefix, Word, leaves

BEST = 1000  # passages that are counted by their keys, or put into another order
_POOL = 50  # passages beyond those asked for, so that equal scores at the border are ordered as everywhere
_NAME_WORDS = 0.1  # how much the words of a concept's name count where the concept itself is looked for

Scores = dict[int, float]  # by the engine's number of a passage


class Row(NamedTuple):
    """A passage that was found. Passages of a document are numbered in text order, so rows sort as they are shown."""

    minus_score: float
    document: str
    number: int  # the engine's own


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are in all, and one page of them; what was counted among the best `looked` of them."""

    total: int
    rows: Sequence[Row]
    counts: Mapping[str, int]
    looked: int


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds passages and documents, with a searcher that nobody else uses meanwhile."""

    searcher: Any
    postings: Postings

    def find(self, node: Node, how: How, page: slice) -> Found:
        """One page of what a tree finds."""
        wide = how.counted is not None or how.order is not None
        most = max(page.stop + _POOL, BEST if wide else 0)
        scores = self._passages(node) if how.unit is Unit.PASSAGE else self._in_documents(node)
        for row in how.only:
            having = {at for key in row for at in self.postings.of(self.searcher, engine.KEYS, key).numbers}
            scores = {at: score for at, score in scores.items() if at in having}
        if how.unit is Unit.PASSAGE:
            total, rows = len(scores), self._rows(scores, most)
        else:
            best = self._best(scores)
            total, rows = len(best), self._rows({at: scores[at] for at in best}, most)
        counts = self._counts(self._rows(scores, most) if wide else (), how)
        if how.order is not None:
            order = how.order
            rows = sorted(rows[:BEST], key=lambda row: (order(row.document), row))
        return Found(total, rows[page], counts, min(len(rows), BEST))

    def _passages(self, node: Node) -> Scores:
        """The passages for which a tree holds, with what they score."""
        return _worked_out(node, self._leaf)

    def _in_documents(self, node: Node) -> Scores:
        """The passages with any of the words, of documents for which the tree holds.

        Words may stand in different passages of a document. So AND and NOT are worked out on sets of documents.
        """
        scores = _worked_out(_any_of(node), self._leaf)
        if any(isinstance(part, Both) for part in _parts(node)):
            names = self.postings.documents(self.searcher)
            wanted = _holding(node, lambda leaf: {names[at] for at in self._leaf(leaf)})
            scores = {at: score for at, score in scores.items() if names[at] in wanted}
        return scores

    def _leaf(self, leaf: Leaf) -> Scores:
        if isinstance(leaf, Named):
            words = [Word(word) for word in dict.fromkeys(leaf.words)]
            return _sum(
                (
                    *((self._leaf(word), _NAME_WORDS) for word in words),
                    (self._term(engine.KEYS, concept_key(leaf.concept)), 1),
                )
            )
        field = leaf.field or "text"
        if isinstance(leaf, Prefix):
            return engine.scored(self.searcher, leaf)
        terms = engine.terms_of((leaf.text,) if isinstance(leaf, Word) else leaf.words)
        if len(terms) > 1 and not isinstance(leaf, Word):
            return engine.scored(self.searcher, leaf)
        return self._term(field, terms[0][1]) if terms else {}

    def _term(self, field: str, term: str) -> Scores:
        return dict(zip(*self.postings.of(self.searcher, field, term), strict=True))

    def _best(self, scores: Scores) -> Collection[int]:
        """The best passage of each document, of equals the first."""
        names = self.postings.documents(self.searcher)
        best: dict[str, int] = {}
        for at, score in scores.items():
            known = best.setdefault(names[at], at)
            if (score, -at) > (scores[known], -known):
                best[names[at]] = at
        return best.values()

    def _rows(self, scores: Scores, most: int) -> list[Row]:
        names = self.postings.documents(self.searcher)
        best = nlargest(most, scores.items(), key=lambda pair: pair[1])
        return sorted(Row(-round(score, 6), names[at], at) for at, score in best)

    def _counts(self, rows: Sequence[Row], how: How) -> Mapping[str, int]:
        """How many of the passages have what is to be counted, or how many of their documents."""
        if how.counted is None:
            return {}
        keys, counted = engine.keys_column(self.searcher), how.counted
        if how.unit is Unit.PASSAGE:
            return Counter(one for row in rows[:BEST] for one in counted(keys(row.number)))
        held: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows[:BEST]:
            held[row.document].update(counted(keys(row.number)))
        return Counter(one for some in held.values() for one in some)


def _worked_out(node: Node, leaf: Callable[[Leaf], Scores]) -> Scores:
    """The passages for which a tree holds: each scores what all parts that hold for it score together."""
    if isinstance(node, Either):
        return _sum((_worked_out(part, leaf), 1) for part in node.parts)
    if isinstance(node, Likely):
        scores = _worked_out(node.node, leaf)
        for part in node.better:
            more = _worked_out(part, leaf)
            scores = {at: score + more.get(at, 0) for at, score in scores.items()}
        return scores
    if isinstance(node, Both):
        first, *rest = (_worked_out(part, leaf) for part in _telling(node.parts))
        without = {at for part in node.without for at in _worked_out(part, leaf)}
        held = [at for at in first if at not in without and all(at in one for one in rest)]
        return {at: first[at] + sum(one[at] for one in rest) for at in held}
    return leaf(node)


def _sum(parts: Iterable[tuple[Scores, float]]) -> Scores:
    """Scores added up, each with its weight."""
    total: Scores = {}
    for scores, weight in parts:
        if not total and weight == 1:
            total = dict(scores)
            continue
        for at, score in scores.items():
            total[at] = total.get(at, 0) + weight * score
    return total


def _holding(node: Node, leaf: Callable[[Leaf], set[str]]) -> set[str]:
    """The ids of documents for which a tree holds, whatever passages its words stand in."""
    if isinstance(node, Likely):
        return _holding(node.node, leaf)
    if isinstance(node, Either):
        return set().union(*(_holding(part, leaf) for part in node.parts))
    if isinstance(node, Both):
        kept = set.intersection(*(_holding(part, leaf) for part in _telling(node.parts)))
        return kept.difference(*(_holding(part, leaf) for part in node.without))
    return leaf(node)


def _telling(parts: Sequence[Node]) -> Sequence[Node]:
    """The parts without words that are not indexed ("the"), which stand everywhere; all where there are no others."""
    return [part for part in parts if not isinstance(part, Word) or engine.term_of(part.text)] or parts


def _any_of(node: Node) -> Node:
    """The words of a tree, any of which is enough; what need not hold still speaks for a passage."""
    if isinstance(node, Likely):
        return Likely(_any_of(node.node), node.better)
    return Either(tuple(leaves(node)))


def _parts(node: Node) -> Iterable[Node]:
    """A tree and all trees inside it."""
    yield node
    inner = (node.node,) if isinstance(node, Likely) else node.parts if isinstance(node, (Either, Both)) else ()
    for part in inner:
        yield from _parts(part)
