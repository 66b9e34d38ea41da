"""A concept and all that touches it, and the picture of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from graph.model import Concept, Link, Predicate
from graph.reader import GraphReader
from graph.showing.draw import Drawing
from graph.showing.picture import drawing

_DRAWN = 12


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A concept and all that touches it: its links without their passages, most believed first."""

    concept: Concept
    broader: tuple[Concept, ...]
    narrower: tuple[Concept, ...]
    outward: tuple[Link, ...]
    inward: tuple[Link, ...]


def surroundings(graph: GraphReader, concept: Concept) -> Surroundings:
    """What a library holds about a concept."""
    key = concept.id
    above = _known(graph.concept(wide) for wide in concept.broader)
    outward, inward = graph.bare_links(subject={key}), graph.bare_links(object={key})
    return Surroundings(concept, above, graph.below(key), outward, inward)


def strongest(found: Surroundings, graph: GraphReader) -> tuple[Link, ...]:
    """The links that a picture shows, with their passages: the most believed of each kind in turn."""
    kinds = [
        [link for link in links if link.predicate is predicate]
        for predicate in Predicate
        for links in (found.outward, found.inward)
    ]
    turns = [link for turn in zip_longest(*kinds) for link in turn if link]
    return graph.with_evidence(turns[:_DRAWN])


def neighbourhood(found: Surroundings, links: tuple[Link, ...], address: Callable[[str], str]) -> Drawing:
    """The picture of a concept among some of its links; `address`: a concept's id to its page."""
    title = f"What {found.concept.label} is linked to"
    return drawing("around", title, links, {found.concept.id}, address)


def _known(found: Iterable[Concept | None]) -> tuple[Concept, ...]:
    return tuple(one for one in found if one)
