"""Corrections that contradict each other: the later row counts, and the earlier one is overruled. Pure.

Two rows contradict each other where they say different things of one name (it is no name; it means this; it means
that), or where rows that make two concepts one would lead in a circle. A row about the same name in one document alone
is no contradiction: it says what is otherwise there. Nor is what goes on from what a row has made: a candidate that is
accepted and then becomes one with another, a name that is taken from two that became one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from graph.curation import FILE, Action, Correction
from graph.model import Problem
from graph.names import normal

# A row of the first kind stands although one of the second, about the same name, follows.
_GOES_ON = frozenset(
    (
        (Action.ACCEPT, Action.SAME),
        (Action.ACCEPT, Action.MERGE),
        (Action.SAME, Action.NAME),
        (Action.SAME, Action.REJECT_NAME),
        (Action.SAME, Action.SAME),  # told by where they lead
    )
)


def overruled(corrections: Iterable[Correction], concept_of: Callable[[str], str]) -> Mapping[str, Correction]:
    """The ids of the corrections that do not count, each with the later one that contradicts it.

    `concept_of`: what stands for the concept that a name means before any correction.
    """
    weighing = _Weighing(concept_of)
    for correction in corrections:
        if correction.action is not Action.REJECT_ASSERTION:
            weighing.take(correction)
    return weighing.overruled


def contradiction(earlier: Correction, later: Correction) -> Problem:
    """What to tell of an overruled correction and the one that counts."""
    return Problem(
        f"Line {earlier.line} ({earlier.says}) contradicts line {later.line} ({later.says}): the later row counts",
        f"{FILE}, line {earlier.line} and line {later.line}",
        f"Take out the one that is wrong: myograph correct undo {earlier.id}, or {later.id}.",
    )


class _Weighing:
    """The rows that stand, while one after the other is added."""

    def __init__(self, concept_of: Callable[[str], str]) -> None:
        self.overruled: dict[str, Correction] = {}
        self._concept_of = concept_of
        self._by_name: defaultdict[tuple[str, str], list[Correction]] = defaultdict(list)
        self._into: dict[str, Correction] = {}  # concept to the row that makes it one with another
        self._group: dict[str, str] = {}  # concept to another of those that rows have ever joined

    def take(self, correction: Correction) -> None:
        """Add a row; those before it that say otherwise do not count any more."""
        standing = self._by_name[normal(correction.about[0]), correction.document]
        for earlier in [one for one in standing if not _agree(one, correction)]:
            self._overrule(earlier, correction)
        standing.append(correction)
        if correction.action is Action.SAME:
            self._join(correction)

    def _overrule(self, earlier: Correction, later: Correction) -> None:
        self.overruled[earlier.id] = later
        self._by_name[normal(earlier.about[0]), earlier.document].remove(earlier)
        start = self._concept_of(earlier.about[0])
        if self._into.get(start) is earlier:
            del self._into[start]

    def _join(self, correction: Correction) -> None:
        """Make two concepts one. Where they are so already the other way round, or by way of others, cut that."""
        gone, kept = (self._concept_of(name) for name in (correction.about[0], correction.value[0]))
        if gone == kept:
            return  # names of one concept: `graph.curating` says so
        before = self._into.get(gone)
        if self._leader(gone) == self._leader(kept):
            if before and kept in self._way(gone):
                return  # it says again where they lead
            if gone in self._way(kept):
                self._overrule(self._into[kept], correction)
        if before and before.id not in self.overruled:
            self._overrule(before, correction)
        self._into[gone] = correction
        self._group[self._leader(gone)] = self._leader(kept)

    def _way(self, concept: str) -> list[str]:
        """The concepts that one becomes, one after the other."""
        found = []
        while concept in self._into:
            concept = self._concept_of(self._into[concept].value[0])
            found.append(concept)
        return found

    def _leader(self, concept: str) -> str:
        """One of a group, the same for all of it. Ways are halved as they are walked (Tarjan)."""
        while (above := self._group.get(concept, concept)) != concept:
            self._group[concept] = self._group.get(above, above)
            concept = self._group[concept]
        return concept


def _agree(earlier: Correction, later: Correction) -> bool:
    if (earlier.action, later.action) in _GOES_ON:
        return True
    naming = {Action.NAME, Action.MERGE, Action.SAME}
    meant = [normal(one.value[0]) if one.action in naming else one.id for one in (earlier, later)]
    return meant[0] == meant[1]
