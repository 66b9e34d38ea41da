"""All links of a library as plain adjacency lists: what the path search walks on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from math import ceil, log
from typing import NamedTuple

from graph.kin import Kin
from graph.links import Edge, is_denied, stated_in
from graph.model import Concept, ConceptType, Link, Origin
from graph.patterns import letter

# Passing through a concept with many neighbours says little; the weight after Hetionet's degree-weighted path count,
# whose damping exponent is 0.4 (Himmelstein et al. 2017).
DEGREE_WEIGHT = 0.4
# A hub may end a path, not carry it: more neighbours than all but this share of the concepts have, and than this many.
HUB_SHARE = 0.01
HUB_LEAST = 60
_LEAST_BELIEF = 1e-9  # so that a logarithm exists


class Step(NamedTuple):
    """A link as seen from one of its ends."""

    to: str
    cost: float
    letter: str
    link: int  # its place in `Network.links`
    support: int


class Network:
    """Adjacency, degrees and hubs over links; never changed after it is made.

    `concepts` adds those without links, whose `broader` may still tie others together. `lonely` are the provisional
    concepts that only one family of documents holds; without it: those with no link that two families support.
    """

    def __init__(
        self,
        links: Iterable[Link],
        concepts: Mapping[str, Concept] | None = None,
        lonely: Collection[str] | None = None,
    ) -> None:
        self.links = tuple(links)
        ends = {end.id: end for link in self.links for end in (link.subject, link.object)}
        self.concepts: Mapping[str, Concept] = {**(concepts or {}), **ends}
        self.lonely = frozenset(_lonely(self.links) if lonely is None else lonely)
        self.touching = _touching(self.links)
        self.steps = _steps(self.links)
        degrees = {node: len({step.to for step in steps}) for node, steps in self.steps.items()}
        self.tolls = {node: DEGREE_WEIGHT * log(degree) for node, degree in degrees.items()}
        self.hubs = _hubs(degrees)
        self.kin = Kin(self.concepts.values())

    def network(self) -> Network:
        """Itself: what `find_paths` asks of a reader too."""
        return self

    @cached_property
    def foremost(self) -> Mapping[ConceptType, Concept]:
        """Of each type the concept with the most links; of those with as many the first by id."""
        found: dict[ConceptType, Concept] = {}
        for key in sorted(self.touching, key=lambda key: (-len(self.touching[key]), key)):
            concept = self.concepts[key]
            if concept.origin is not Origin.PROVISIONAL:
                found.setdefault(concept.type, concept)
        return found

    def stated(self) -> frozenset[Edge]:
        """The links of which some article speaks without a doubt, as far as they have their assertions with them."""
        return stated_in(self.links)

    def with_evidence(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """The links as they were given: what `find_paths` asks of a reader too."""
        return tuple(links)


def cost_of(link: Link) -> float:
    """What a link adds to a path's cost: -ln(belief)."""
    return -log(max(link.belief, _LEAST_BELIEF))


def _touching(links: tuple[Link, ...]) -> dict[str, list[int]]:
    touching: defaultdict[str, list[int]] = defaultdict(list)
    for at, link in enumerate(links):
        for end in {link.subject.id, link.object.id}:
            touching[end].append(at)
    return dict(touching)


def _steps(links: tuple[Link, ...]) -> dict[str, list[Step]]:
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for at, link in enumerate(links):
        subject, object_ = link.subject.id, link.object.id
        forth = letter(link.predicate, along=True)
        if not forth or subject == object_ or is_denied(link):
            continue
        cost = cost_of(link)
        steps[subject].append(Step(object_, cost, forth, at, link.support))
        steps[object_].append(Step(subject, cost, forth.lower(), at, link.support))
    return dict(steps)


def _hubs(degrees: Mapping[str, int]) -> frozenset[str]:
    ranked = sorted(degrees.values(), reverse=True)
    busiest = ceil(len(ranked) * HUB_SHARE)
    usual = ranked[busiest] if busiest < len(ranked) else 0
    return frozenset(node for node, degree in degrees.items() if degree > max(usual, HUB_LEAST))


def _lonely(links: tuple[Link, ...]) -> set[str]:
    ends = [(end, link) for link in links for end in (link.subject, link.object)]
    known = {end.id for end, link in ends if link.support > 1}
    return {end.id for end, _ in ends if end.origin is Origin.PROVISIONAL} - known
