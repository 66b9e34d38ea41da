"""From what people type to concepts: exact names, other forms of a word, and the nearest names for a slip."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from graph.model import Concept, Origin
from graph.names import normal
from graph.thrift import uncollected
from graph.vocabulary import Vocabulary

_ARTICLES = ("a ", "an ", "the ", "my ", "your ", "our ", "some ")
_SCANNED = 40  # names that share most trigrams with what was typed, compared letter by letter
_ALIKE = 0.7  # ratio of difflib from which a name is offered


class Names:
    """The names of a vocabulary and of a library's own concepts. Vocabulary names win."""

    def __init__(self, vocabulary: Vocabulary, own: Iterable[Concept]) -> None:
        self._vocabulary = vocabulary
        self._concepts: dict[str, Concept] = dict(vocabulary.concepts)
        self._ids: dict[str, str] = dict(vocabulary.by_name)
        # the names of added concepts are all among the vocabulary's, and may be many
        fresh = (concept for concept in own if concept.origin is not Origin.ADDED)
        for concept in sorted(fresh, key=lambda concept: concept.id):
            self._add(concept)
        # a name that is ambiguous in an article is hardly so in a question
        for context in vocabulary.contexts:
            self._ids.setdefault(normal(context.name), context.concept)

    def _add(self, concept: Concept) -> None:
        self._concepts.setdefault(concept.id, concept)
        for name in (concept.label, *concept.names):
            self._ids.setdefault(normal(name), concept.id)

    def find(self, name: str) -> Concept | None:
        """The concept with this name, whatever its case or number, with or without an article, or -ing for its noun."""
        found = (self._concepts[self._ids[form]] for form in _forms(normal(name)) if form in self._ids)
        return next(found, None)

    @cached_property
    def _by_trigram(self) -> Mapping[str, list[str]]:
        # made when a name is not found, which is seldom: it takes a second for a hundred thousand names
        with uncollected():
            return _trigram_index(self._ids)

    def nearest(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """The labels of the concepts whose names look most like this one, best first."""
        typed = normal(name)
        shared = Counter(known for gram in _trigrams(typed) for known in self._by_trigram.get(gram, ()))
        ranked = sorted(shared, key=lambda known: (-2 * shared[known] / (len(known) + len(typed)), known))
        alike = [(SequenceMatcher(None, typed, known).ratio(), known) for known in ranked[:_SCANNED]]
        labels = ((-ratio, self._concepts[self._ids[known]].label) for ratio, known in alike if ratio >= _ALIKE)
        # of names alike, first those whose label is alike too: "diabts" is diabetes rather than Diabeta, a medicine
        best = sorted((ratio, -SequenceMatcher(None, typed, label).ratio(), label) for ratio, label in labels)
        return tuple(dict.fromkeys(label for _, _, label in best))[:limit]


def _forms(name: str) -> Iterator[str]:
    """A normal name, then the forms under which a vocabulary might list it."""
    yield name
    for article in _ARTICLES:
        if name.startswith(article):
            name = name.removeprefix(article)
            yield name
    for ending in ("ing", "ed"):
        stem = name.removesuffix(ending)
        if len(stem) > 2 and stem != name:
            yield from (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem, stem + "ing")
    yield from (name + "ing", name.removesuffix("e") + "ing")


def _trigrams(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _trigram_index(names: Iterable[str]) -> dict[str, list[str]]:
    index: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for gram in _trigrams(name):
            index[gram].append(name)
    return dict(index)
