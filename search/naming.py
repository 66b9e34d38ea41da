"""The concepts that the words of a search name: they are searched for by all of their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.model import Concept
from graph.names import words
from graph.vocabulary import Vocabulary
from search.query import Named

_MOST_WORDS = 12  # of a name; longer ones are clauses, which nobody types


@dataclass(frozen=True, slots=True)
class Namer:
    """Finds names of the vocabulary among words. `exact`: ids of concepts that are wanted only as they are written."""

    vocabulary: Vocabulary
    exact: Collection[str] = ()

    def __call__(self, spoken: Sequence[str]) -> Iterator[tuple[int, int, Named]]:
        """The concepts in the order of the words, the longest name first; no word belongs to two."""
        at = 0
        while at < len(spoken):
            end, concept = self._longest(spoken, at)
            if concept is not None and concept.id not in self.exact:
                yield at, end, _named(spoken[at:end], concept)
            at = end

    def _longest(self, spoken: Sequence[str], at: int) -> tuple[int, Concept | None]:
        for end in range(min(len(spoken), at + _MOST_WORDS), at, -1):
            concept = self.vocabulary.find(" ".join(spoken[at:end]))
            if concept is not None:
                return end, concept
        return at + 1, None


def _named(spoken: Sequence[str], concept: Concept) -> Named:
    names = tuple(tuple(words(name)) for name in (concept.label, *concept.names))
    return Named(tuple(spoken), concept.id, concept.label, names)
