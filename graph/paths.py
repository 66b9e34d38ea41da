"""Chains of links from one concept to another: bounded, damped at hubs, named for what they mean.

The cost of a path, after INDRA and Hetionet: the sum of -ln(belief) over its links, and of
`DEGREE_WEIGHT` * ln(neighbours) over its inner concepts. A worked example stands in `docs/formulas.md`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from graph.halves import Budget, Chain, Walk, effort, grown, meet, seeds
from graph.links import Edge, by_belief, is_denied
from graph.model import Link, Path, Pattern
from graph.network import Network, cost_of
from graph.sieve import OPEN, Sieve, Sureness

if TYPE_CHECKING:
    import networkx

_NAMED = frozenset(Pattern) - {Pattern.OTHER}
_LONG = frozenset({Pattern.CAUSAL_CHAIN})  # that two things have some far effect in common says nothing


class Linked(Protocol):
    """What paths are found in: a GraphReader, or a Network made of links."""

    def network(self) -> Network:
        """The links as adjacency lists."""
        ...

    def stated(self) -> Collection[Edge]:
        """The links of which some article speaks without a doubt."""
        ...

    def with_evidence(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """The same links in the same order, with their assertions."""
        ...


@dataclass(frozen=True, slots=True)
class PathOptions:
    """The bounds of a search. `sieve`: over which links and by way of which concepts chains may lead."""

    max_hops: int = 4
    max_paths: int = 10
    seconds: float = 2.0
    sieve: Sieve = OPEN
    max_steps: int = 200_000


@dataclass(frozen=True, slots=True)
class PathResult:
    """Paths by pattern, then cost; denied links between the two ends; why the search stopped early, or None."""

    paths: tuple[Path, ...]
    against: tuple[Link, ...]
    stopped: str | None


def find_paths(
    graph: Linked,
    start: Collection[str],
    goal: Collection[str],
    options: PathOptions = PathOptions(),
    clock: Callable[[], float] = time.monotonic,
) -> PathResult:
    """What links any concept of `start` to any of `goal`: direct links, and chains of up to `max_hops` links.

    The ends are ids, mostly a concept and its narrower ones. No inner concept is an end, broader or narrower than one,
    provisional in a single family of documents, or a hub (hubs carry chains only where nothing else is found). Links
    that are denied carry none, nor do is_a and located_in. Of chains with the same inner concepts the best is kept.
    Chains of three links must have a meaning (not OTHER), longer ones be causal; these are looked for only while fewer
    than `max_paths` others are found. A direct link leads through nothing, so none counts where the sieve says what to
    pass through.
    """
    network, budget = graph.network(), Budget(options.max_steps, options.seconds, clock)
    ends = _ends(start, goal)
    between = _between(network, *ends)
    barred = _barred(graph, options.sieve)
    shown = () if options.sieve.through else between
    direct = [_direct(network, at, ends[0]) for at in shown if _carries(network, at, barred, options.sieve)]
    both = ends[0] | ends[1]
    closed = (
        both | network.kin.narrower(both) | network.kin.broader(both) | network.lonely | _kept_out(network, options)
    )
    found = direct + _chains(Walk(network, closed | network.hubs, barred, options.sieve.sources, budget), ends, options)
    if not found:
        found = _chains(Walk(network, closed, barred, options.sieve.sources, budget), ends, options)
    kept = _choice(sorted(found), options.max_paths)
    denials = (network.links[at] for at in between if is_denied(network.links[at]))
    denied = sorted(filter(options.sieve.speaks, denials), key=by_belief)
    return PathResult(_paths(graph, kept), graph.with_evidence(denied), _stopped(budget, len(kept), len(found)))


def to_networkx(links: Iterable[Link]) -> networkx.MultiDiGraph:
    """The links as a networkx graph for exports: nodes are concept ids, edges are keyed by predicate."""
    import networkx  # noqa: PLC0415  slow to import, and only exports need it

    graph = networkx.MultiDiGraph()
    for link in links:
        for end in (link.subject, link.object):
            graph.add_node(end.id, label=end.label, type=end.type.value, origin=end.origin.value)
        counts = {"support": link.support, "against": link.against, "disputed": link.disputed}
        graph.add_edge(link.subject.id, link.object.id, link.predicate.value, belief=link.belief, **counts)
    return graph


def _ends(start: Collection[str], goal: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The two ends without what they share; where one holds the other, the wider one gives way."""
    both = frozenset(start) & frozenset(goal)
    return frozenset(start) - both or frozenset(start), frozenset(goal) - both or frozenset(goal)


def _between(network: Network, start: frozenset[str], goal: frozenset[str]) -> list[int]:
    """The places of all links with one end in each set."""
    few, many = sorted((start, goal), key=len)
    touching = {at for node in few for at in network.touching.get(node, ())}
    return sorted(at for at in touching if _other(network.links[at], few) in many)


def _other(link: Link, end: frozenset[str]) -> str:
    return link.object.id if link.subject.id in end else link.subject.id


def _carries(network: Network, at: int, barred: Collection[int], sieve: Sieve) -> bool:
    link = network.links[at]
    return at not in barred and not is_denied(link) and link.support + link.disputed >= sieve.sources


def _barred(graph: Linked, sieve: Sieve) -> frozenset[int]:
    """The places of the links that are not sure enough, or say what does not count. How many sources each has is looked
    at on the way.
    """
    sure = Sieve(sureness=sieve.sureness, predicates=sieve.predicates)
    if sure.open:
        return frozenset()
    stated = graph.stated() if sieve.sureness is not Sureness.ANY else ()
    return frozenset(at for at, link in enumerate(graph.network().links) if not sure.keeps(link, stated))


def _kept_out(network: Network, options: PathOptions) -> frozenset[str]:
    """The concepts through which no chain may lead, by their types."""
    sieve = options.sieve
    if not (sieve.through or sieve.avoid):
        return frozenset()
    return frozenset(node for node in network.steps if not sieve.allows(network.concepts[node].type))


def _direct(network: Network, at: int, start: frozenset[str]) -> Chain:
    link = network.links[at]
    nodes = (link.subject.id, link.object.id)
    return Chain(0, cost_of(link), nodes if nodes[0] in start else nodes[::-1], (at,), Pattern.DIRECT)


def _chains(walk: Walk, ends: tuple[frozenset[str], frozenset[str]], options: PathOptions) -> list[Chain]:
    best: dict[tuple[str, ...], Chain] = {}
    for chain in _growing(walk, ends, options, best):
        inner = chain.nodes[1:-1]
        if inner not in best or chain < best[inner]:
            best[inner] = chain
    return list(best.values())


def _growing(
    walk: Walk,
    ends: tuple[frozenset[str], frozenset[str]],
    options: PathOptions,
    best: dict[tuple[str, ...], Chain],
) -> Iterator[Chain]:
    """Chains of two links, then of three ... The side that is easier to grow grows first."""
    near, far = grown(walk, seeds(ends[0])), grown(walk, seeds(ends[1]))
    turned = effort(walk, near) > effort(walk, far)
    if turned:
        near, far = far, near
    for hops in range(2, options.max_hops + 1):
        enough = sum(chain.pattern is not Pattern.OTHER for chain in best.values()) >= options.max_paths
        if enough and hops > 3:
            return
        last = enough or hops == options.max_hops
        if hops > 2 and hops % 2:
            near = grown(walk, near, far if last else None)
        elif hops > 2:
            far = grown(walk, far, near if last else None)
        left, right = (far, near) if turned else (near, far)
        yield from meet(walk, left, right, _sought(hops))


def _sought(hops: int) -> frozenset[Pattern]:
    """The patterns that a chain of so many links may have."""
    return (frozenset(Pattern), _NAMED, _LONG)[min(hops - 2, 2)]


def _choice(ranked: list[Chain], most: int) -> list[Chain]:
    """The best paths, no pattern having more than half of the places while others have something to show."""
    seen: Counter[Pattern] = Counter()
    first: list[Chain] = []
    rest: list[Chain] = []
    for chain in ranked:
        seen[chain.pattern] += 1
        (first if seen[chain.pattern] * 2 <= most + 1 else rest).append(chain)
    kept = first[:most]
    return sorted(kept + rest[: most - len(kept)])


def _paths(graph: Linked, chains: list[Chain]) -> tuple[Path, ...]:
    network = graph.network()
    places = sorted({at for chain in chains for at in chain.links})
    links = dict(zip(places, graph.with_evidence([network.links[at] for at in places]), strict=True))
    return tuple(
        Path(
            tuple(network.concepts[node] for node in chain.nodes),
            tuple(links[at] for at in chain.links),
            chain.cost,
            chain.pattern,
        )
        for chain in chains
    )


def _stopped(budget: Budget, kept: int, found: int) -> str | None:
    if budget.spent:
        return budget.spent
    return f"the best {kept} of {found} paths are shown" if kept < found else None
