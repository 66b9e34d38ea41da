"""Names by their beginnings and those of their words: what may be meant while a name is being typed. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import accumulate
from typing import NamedTuple

from graph.model import Concept
from graph.names import fold
from graph.thrift import uncollected

_END = "\0"  # after each name; it sorts before whatever may be typed
_INSIDE = 1 << 30  # in place of a name's number, where only a word inside begins so


class Begun(NamedTuple):
    """A concept, and its first name that begins with what was typed: the label where only a word inside one does."""

    concept: Concept
    name: str


class Beginnings:
    """The names of some concepts, sorted from each of their words on: made once, asked at every letter typed.

    A hundred thousand names take a second; as places in one long text they take ten megabytes.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        # those that fit as well as each other are offered in this order
        self._concepts = sorted(concepts, key=lambda one: (len(one.label), one.label))
        with uncollected():
            names = [
                (fold(name), at, number)
                for at, concept in enumerate(self._concepts)
                for number, name in enumerate(_names(concept))
            ]
            self._text = "".join(f"{name}{_END}" for name, _, _ in names)
            self._starts = array("L", accumulate((len(name) + 1 for name, _, _ in names[:-1]), initial=0))
            self._holders = array("L", (at for _, at, _ in names))
            self._numbers = array("L", (number for _, _, number in names))
            starts = zip(self._starts, names, strict=False)  # of no names one begins at 0
            places = [start + at for start, (name, _, _) in starts for at in _words(name)]
            places.sort(key=lambda at: self._text[at : self._text.index(_END, at)])
            self._places = array("L", places)

    def begun(self, typed: str, most: int) -> tuple[Begun, ...]:
        """At most so many concepts with a name in which something begins with a folded text, which must not be empty.

        Those that have just this name come first, then those whose label begins so, then those with another such name,
        then those with such a word inside; of these the shorter labels.
        """

        def here(place: int) -> str:
            return self._text[place : place + len(typed)]

        first = bisect_left(self._places, typed, key=here)
        found: dict[int, int] = {}
        named: set[int] = set()
        for place in self._places[first : bisect_right(self._places, typed, lo=first, key=here)]:
            name = bisect_right(self._starts, place) - 1
            number = self._numbers[name] if self._starts[name] == place else _INSIDE
            concept = self._holders[name]
            found[concept] = min(number, found.get(concept, number))
            if number != _INSIDE and self._text[place + len(typed)] == _END:
                named.add(concept)
        ranked = ((-1 if concept in named else _rank(number), concept) for concept, number in found.items())
        best = nsmallest(most, ranked)
        return tuple(self._begun(concept, found[concept]) for _, concept in best)

    def _begun(self, at: int, number: int) -> Begun:
        concept = self._concepts[at]
        return Begun(concept, concept.label if number == _INSIDE else _names(concept)[number])


def _names(concept: Concept) -> tuple[str, ...]:
    return (concept.label, *concept.names)


def _words(name: str) -> Iterator[int]:
    """Where a name and the words behind its blanks begin."""
    yield 0
    yield from (at + 1 for at, char in enumerate(name) if char == " ")


def _rank(number: int) -> int:
    return 2 if number == _INSIDE else min(number, 1)
