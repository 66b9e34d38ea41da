"""The wordings that were found in one document, by place and kind: most sentences lack most kinds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from graph.model import Sentence, Span
from ingest.lexicon import Entry, Hit

Kinds = Mapping[type[Entry], Sequence[Hit]]  # never an empty sequence


class Hits:
    """What stands in one document's `sentences`; both are in text order, and no two sentences overlap."""

    def __init__(self, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._all = hits
        self._starts = [hit.start for hit in hits]
        self._by_sentence = _by_sentence(hits, sentences)

    def of(self, number: int) -> Kinds:
        """What stands wholly in a sentence, by its number."""
        return self._by_sentence[number]

    def within(self, span: Span) -> list[Hit]:
        """What stands wholly in any span."""
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [hit for hit in self._all[low:high] if hit.end <= span.end]


def _by_sentence(hits: Sequence[Hit], sentences: Sequence[Sentence]) -> list[Kinds]:
    found: list[Kinds] = []
    at, size = 0, len(hits)
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        here: dict[type[Entry], list[Hit]] = {}
        while at < size and hits[at].start < start:
            at += 1
        while at < size and hits[at].start < end:
            hit = hits[at]
            at += 1
            if hit.end <= end:
                here.setdefault(type(hit.entry), []).append(hit)
        found.append(here)
    return found
