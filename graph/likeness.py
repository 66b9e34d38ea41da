"""Which known concepts a phrase may mean that no vocabulary has: rather none than a wrong one. Pure.

Names are compared by whole words, not by letters, and the word that says what the thing is must be the same: "pepper"
is no pepper spray, though the letters are alike. In order of how likely they are:

1. the same words in another order, or but for words of degree: "mild cough", "spasms of the muscle"
2. the phrase holds the whole name and says more: "gentle calf stretch", "difficulty breathing at night"
3. a slip: the same words in the same order, some of them a letter apart
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from graph.lookup import Names
from graph.model import Concept
from graph.names import normal
from graph.vocabulary import Vocabulary

_LITTLE = frozenset("a an the of in on at to for with from by and or your their its his her my our".split())
_BREAKS = frozenset("of in on at to for with from by during after before without between under over".split())
_DEGREES = frozenset(
    "mild moderate severe extreme slight strong intense sudden sharp constant frequent occasional persistent recurrent "
    "very really quite serious dangerous bothersome annoying nasty regular daily usual common".split()
)
# What turns a name round: "low blood sugar" is no blood sugar.
_TURNING = frozenset(
    "no not non without lack low lower less little poor reduced decreased high higher excess excessive too much raised "
    "increased fewer stopping quitting avoiding losing missing skipping anti fear loss risk history absent".split()
)
_ALIKE = 0.8  # ratio of difflib between two words of which one may be a slip for the other
_LONG = 5  # letters of a word from which it may be a slip


class Likeness:
    """The names of a vocabulary by the word that says what each is."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = Names(vocabulary, ())

    def likely(self, phrase: str, limit: int = 3) -> tuple[str, ...]:
        """The labels of the concepts that a phrase may mean, the likeliest first; often none."""
        found = sorted(self._ranked(phrase), key=lambda one: (one[0], one[1].label))
        return tuple(dict.fromkeys(concept.label for _, concept in found))[:limit]

    @cached_property
    def _by_head(self) -> Mapping[str, list[tuple[str, frozenset[str], str]]]:
        found: defaultdict[str, list[tuple[str, frozenset[str], str]]] = defaultdict(list)
        for name, concept in self._vocabulary.by_name.items():
            words = name.split()
            if words:
                found[_head(words)].append((name, _content(words), concept))
        return found

    def _ranked(self, phrase: str) -> Iterator[tuple[float, Concept]]:
        """Concepts, each with its rank: the lower the likelier."""
        words = normal(phrase).split()
        if not words:
            return
        own = _content(words)
        bare = own - _DEGREES
        for name, content, concept in self._by_head.get(_head(words), ()):
            if content in (own, bare):
                yield 0, self._vocabulary.concepts[concept]
            elif len(content) > 1 and content < own and _says_more(words, name) and not (own - content) & _TURNING:
                yield 2 - len(content) / len(own), self._vocabulary.concepts[concept]
        for label in self._names.nearest(phrase):
            near = self._vocabulary.find(label)
            if near and any(_is_slip(words, normal(name).split()) for name in (near.label, *near.names)):
                yield 3, near


def _head(words: list[str]) -> str:
    """The word that says what a name is of: the last before a preposition."""
    end = next((at for at, word in enumerate(words) if at and word in _BREAKS), len(words))
    return words[end - 1]


def _content(words: list[str]) -> frozenset[str]:
    return frozenset(words) - _LITTLE or frozenset(words)


def _says_more(words: list[str], name: str) -> bool:
    """True where a phrase holds a name as it stands, and a preposition or nothing behind it.

    Of "rubbing the lower belly" only what is said of rubbing is said.
    """
    if words[0].endswith("ing") and not name.startswith(words[0]):
        return False
    _, found, behind = f" {' '.join(words)} ".partition(f" {name} ")
    return bool(found) and (not behind or behind.split()[0] in _BREAKS)


def _is_slip(words: list[str], others: list[str]) -> bool:
    return len(words) == len(others) and all(map(_may_be, words, others))


def _may_be(word: str, other: str) -> bool:
    """True for the same word, or for one that may be a slip for it."""
    if word == other:
        return True
    if min(len(word), len(other)) < _LONG or word[0] != other[0] or abs(len(word) - len(other)) > 1:
        return False
    return SequenceMatcher(None, word, other).ratio() > _ALIKE and sorted(word[-1:]) == sorted(other[-1:])
