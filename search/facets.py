"""Facets: what results can be narrowed to, and how many of them each choice would leave. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Concept, Source
from graph.showing.words import TYPES, WORDING
from search.keys import claim_keys, concept_key, publisher_key, type_key, year_key

MOST = 8  # choices that a facet offers
CLAIM = ("predicate", "polarity", "certainty")  # facets of one claim, in the order of its key
_PLAIN = {"t": "type", "c": "concept", "p": "publisher", "y": "year"}  # by the first letter of a key
FACETS = ("type", "concept", *CLAIM, "publisher", "year")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What results are narrowed to, by facet. A passage must have all that is chosen, a claim in it all of a claim."""

    values: Mapping[str, tuple[str, ...]]

    def has(self, facet: str, value: str) -> bool:
        """Whether a value is among what was chosen."""
        return value in self.values.get(facet, ())

    @property
    def only(self) -> tuple[tuple[str, ...], ...]:
        """Rows of keys, of each of which a passage must have one."""
        makers = {"type": type_key, "concept": concept_key, "publisher": publisher_key, "year": year_key}
        rows = [(make(value),) for facet, make in makers.items() for value in self.values.get(facet, ())]
        claim = self._claim()
        return (*rows, claim_keys(*claim)) if any(claim) else tuple(rows)

    def choices(self, keys: Sequence[str]) -> Iterator[str]:
        """What a passage with these keys is counted for, each once: "facet:value"."""
        return iter({choice for key in keys for choice in self._of(key)})

    def _claim(self) -> tuple[str, ...]:
        return tuple(next(iter(self.values.get(facet, ())), "") for facet in CLAIM)

    def _of(self, key: str) -> Iterator[str]:
        kind, _, value = key.partition(":")
        if kind != "a":
            yield f"{_PLAIN.get(kind, kind)}:{value}"
            return
        parts, claim = value.split(" "), self._claim()
        for at, facet in enumerate(CLAIM):
            # what else was chosen of a claim must be true of the same claim
            if all(claim[other] in ("", parts[other]) for other in range(len(CLAIM)) if other != at):
                yield f"{facet}:{parts[at]}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, as people read it, and how many of the results have it."""

    value: str
    label: str
    count: int


def choices(counts: Mapping[str, int], concept: Callable[[str], Concept | None]) -> dict[str, tuple[Choice, ...]]:
    """The most frequent choices of each facet, of equals the first by name; years from the newest on.

    `concept` gives a concept by its id, None for one that is not to be shown.
    """
    found: defaultdict[str, list[Choice]] = defaultdict(list)
    for one, count in counts.items():
        facet, _, value = one.partition(":")
        label = _label(facet, value, concept)
        if label:
            found[facet].append(Choice(value, label, count))
    return {facet: _best(facet, found[facet]) for facet in FACETS if found[facet]}


def _best(facet: str, some: list[Choice]) -> tuple[Choice, ...]:
    best = sorted(some, key=lambda one: (-one.count, one.label))[:MOST]
    return tuple(sorted(best, key=lambda one: one.label, reverse=True) if facet == "year" else best)


def _label(facet: str, value: str, concept: Callable[[str], Concept | None]) -> str:
    if facet == "concept":
        found = concept(value)
        return found.label if found else ""
    return in_words(facet, value)


def in_words(facet: str, value: str) -> str:
    """A value of a facet, but of concepts, as people read it."""
    words = {"type": TYPES, "predicate": {kind.value: wording.verb for kind, wording in WORDING.items()}}
    return words.get(facet, {}).get(value, value)


def newest(source: Source | None) -> tuple[int | str, ...]:
    """What sorts documents by their date, the newest first, those without one last."""
    digits = "".join(char for char in (source.published or "" if source else "") if char.isdecimal())
    return (-int(digits[:8].ljust(8, "0")),) if digits else (0,)


def by_title(source: Source | None) -> tuple[int | str, ...]:
    """What sorts documents by their titles."""
    return (source.title.casefold(),) if source else ("",)
