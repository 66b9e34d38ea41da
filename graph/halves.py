"""Half chains that grow from the two ends of a question and meet in the middle: the work of the path search."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.model import Pattern
from graph.network import Network
from graph.patterns import pattern_of

# Of the half chains that spell the same and end on the same concept, so many are kept, the cheapest.
WIDTH = 3
_ORDER = {pattern: at for at, pattern in enumerate(Pattern)}


class Half(NamedTuple):
    """A chain from one end inwards; sorted, the cheapest comes first. The toll of its last node is not yet paid."""

    cost: float
    nodes: tuple[str, ...]
    links: tuple[int, ...]
    word: str


class Chain(NamedTuple):
    """A whole chain; sorted, patterns come in their order, then costs."""

    order: int
    cost: float
    nodes: tuple[str, ...]
    links: tuple[int, ...]
    pattern: Pattern


class Budget:
    """Counts the steps of a search and looks at the clock; `spent` says why the search must end, or is None."""

    def __init__(self, steps: int, seconds: float, clock: Callable[[], float]) -> None:
        self._steps, self._seconds, self._clock = steps, seconds, clock
        self._left = steps
        self._deadline = clock() + seconds
        self.spent: str | None = None

    def allows(self, steps: int) -> bool:
        """Takes so many steps from the budget; False when it is spent."""
        self._left -= steps
        if self._left < 0:
            self.spent = f"stopped after {self._steps:,} steps"
        elif self._clock() > self._deadline:
            self.spent = f"stopped after {self._seconds:g} seconds"
        return self.spent is None


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a search may go: not into `closed` concepts, not over `barred` links (by their places), nor over those that
    fewer than `sources` families support.
    """

    network: Network
    closed: frozenset[str]
    barred: frozenset[int]
    sources: int
    budget: Budget


Level = dict[str, dict[str, list[Half]]]  # half chains by their last concept, then by their word


def seeds(ends: Collection[str]) -> Level:
    """The half chains without any link yet: each end by itself."""
    return {end: {"": [Half(0.0, (end,), (), "")]} for end in sorted(ends)}


def grown(walk: Walk, level: Level, into: Collection[str] | None = None) -> Level:
    """The half chains that are one link longer; of those that differ only in their end, the cheapest.

    With `into`, only those that get there: enough for the last growth, which need but meet the other side.
    """
    longer: Level = {}
    ways: set[tuple[str, tuple[str, ...]]] = set()
    for half in sorted(_longer(walk, level, into)):
        kept = longer.setdefault(half.nodes[-1], {}).setdefault(half.word, [])
        way = (half.word, half.nodes[1:])
        if len(kept) < WIDTH and way not in ways:
            ways.add(way)
            kept.append(half)
    return longer


def _longer(walk: Walk, level: Level, into: Collection[str] | None) -> Iterator[Half]:
    steps, tolls, closed, barred = walk.network.steps, walk.network.tolls, walk.closed, walk.barred
    # cheapest first: where the budget ends, only dearer ones are missing
    for half in sorted(_all(level)):
        last = half.nodes[-1]
        onward = steps.get(last, ())
        if not walk.budget.allows(len(onward)):
            return
        paid = half.cost + (tolls[last] if half.links else 0.0)
        for step in onward:
            to = step.to
            if to in closed or (into is not None and to not in into) or step.support < walk.sources:
                continue
            if to in half.nodes or step.link in barred:
                continue
            yield Half(paid + step.cost, (*half.nodes, to), (*half.links, step.link), half.word + step.letter)


def effort(walk: Walk, level: Level) -> int:
    """How many steps it takes to grow a level."""
    return sum(len(walk.network.steps.get(half.nodes[-1], ())) for half in _all(level))


def _all(level: Level) -> Iterator[Half]:
    return (half for words in level.values() for halves in words.values() for half in halves)


def meet(walk: Walk, left: Level, right: Level, patterns: Collection[Pattern]) -> Iterator[Chain]:
    """The chains of these patterns whose halves end on the same concept."""
    for middle in sorted(left.keys() & right.keys()):
        toll = walk.network.tolls[middle]
        for word, halves in left[middle].items():
            for back, others in right[middle].items():
                pattern = pattern_of(word + back[::-1].swapcase())
                if pattern not in patterns:
                    continue
                if not walk.budget.allows(len(halves) * len(others)):
                    return
                yield from (
                    _chain(pattern, toll, one, other) for one in halves for other in others if _apart(one, other)
                )


def _apart(one: Half, other: Half) -> bool:
    return len({*one.nodes, *other.nodes}) == len(one.nodes) + len(other.nodes) - 1


def _chain(pattern: Pattern, toll: float, one: Half, other: Half) -> Chain:
    nodes = one.nodes + other.nodes[-2::-1]
    return Chain(_ORDER[pattern], one.cost + toll + other.cost, nodes, one.links + other.links[::-1], pattern)
