"""Which concepts are broader and narrower than others, however far up and down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from graph.model import Concept


class Kin:
    """The broader and narrower relations of a set of concepts; circles among them do no harm."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._above = {concept.id: concept.broader for concept in concepts if concept.broader}
        below: defaultdict[str, list[str]] = defaultdict(list)
        for child, parents in sorted(self._above.items()):
            for parent in parents:
                below[parent].append(child)
        self._below = dict(below)

    def below(self, id: str) -> tuple[str, ...]:
        """The ids of those right below this one, sorted."""
        return tuple(dict.fromkeys(self._below.get(id, ())))

    def narrower(self, ids: Collection[str]) -> frozenset[str]:
        """These ids, and those of all that is narrower than one of them."""
        return _closure(ids, self._below)

    def broader(self, ids: Collection[str]) -> frozenset[str]:
        """These ids, and those of all that is broader than one of them."""
        return _closure(ids, self._above)


def _closure(start: Collection[str], onward: Mapping[str, Collection[str]]) -> frozenset[str]:
    found = set(start)
    todo = sorted(found)
    while todo:
        fresh = [node for node in onward.get(todo.pop(), ()) if node not in found]
        found.update(fresh)
        todo.extend(fresh)
    return frozenset(found)
