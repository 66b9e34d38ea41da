"""Where nothing links two concepts: what each of them is linked to, and what is near them and linked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from graph.model import Concept, Link
from graph.paths import PathOptions, find_paths
from graph.reader import GraphReader

_AROUND = 6  # links of each end
_TRIED = 12  # pairs of concepts near the ends
_OFFERED = 3  # of these
_KIN = 5  # concepts near an end
_QUICK = 0.1  # seconds for a pair


@dataclass(frozen=True, slots=True)
class Around:
    """One end of a question and its strongest links."""

    concept: Concept
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """What is offered instead of a link: the links of either end, and pairs of concepts near them that are linked."""

    around: tuple[Around, ...] = ()
    pairs: tuple[tuple[Concept, Concept], ...] = ()


def nearest(
    ends: tuple[Concept, Concept], known: tuple[Collection[str], Collection[str]], graph: GraphReader, like: PathOptions
) -> Nearest:
    """What is nearest to a link between two ends. `known`: the ids that each stands for; `like`: what was sought."""
    around = tuple(Around(end, _links(graph, ids, like)) for end, ids in zip(ends, known, strict=True))
    options = replace(like, max_hops=2, max_paths=1, seconds=_QUICK)
    first, second = ([end, *islice(_kin(end, graph), _KIN)] for end in ends)
    tried = islice((pair for pair in product(first, second) if pair != ends), _TRIED)
    linked = (pair for pair in tried if pair[0] != pair[1] and _linked(graph, pair, options))
    return Nearest(around, tuple(islice(linked, _OFFERED)))


def _links(graph: GraphReader, ids: Collection[str], like: PathOptions) -> tuple[Link, ...]:
    found = (*graph.bare_links(subject=ids), *graph.bare_links(object=ids))
    stated = () if like.sieve.open else graph.stated()
    kept = sorted(like.sieve.kept(dict.fromkeys(found), stated), key=lambda link: -link.belief)
    return graph.with_evidence(kept[:_AROUND])


def _linked(graph: GraphReader, pair: tuple[Concept, Concept], options: PathOptions) -> bool:
    start, goal = (graph.narrower(end.id) for end in pair)
    return bool(find_paths(graph, start, goal, options).paths)


def _kin(concept: Concept, graph: GraphReader) -> Iterator[Concept]:
    """What stands right above a concept and beside it, as far as articles link it to something."""
    known = set(graph.narrower(concept.id))
    above = [wide for broader in concept.broader if (wide := graph.concept(broader))]
    beside = (one for wide in above for one in graph.below(wide.id))
    for one in dict.fromkeys((*above, *beside)):
        if one.id not in known and (graph.bare_links(subject={one.id}) or graph.bare_links(object={one.id})):
            yield one
