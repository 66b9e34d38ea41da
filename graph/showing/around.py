"""What touches a concept, what an article says, and the pictures of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from graph.links import by_belief, stated_in
from graph.links import links as links_of
from graph.model import Concept, Link, Predicate
from graph.reader import GraphReader
from graph.showing.parts import Drawing
from graph.showing.picture import drawing
from graph.sieve import OPEN, Sieve

DRAWN = 12  # links in a picture: more are hard to read
MOST_DRAWN = 40


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


def sifted(found: Surroundings, sieve: Sieve, graph: GraphReader) -> Surroundings:
    """The same without the links that a sieve holds back, and those to concepts that it avoids."""
    if sieve.open:
        return found
    stated = graph.stated()
    outward = (link for link in sieve.kept(found.outward, stated) if sieve.allows(link.object.type))
    inward = (link for link in sieve.kept(found.inward, stated) if sieve.allows(link.subject.type))
    return replace(found, outward=tuple(outward), inward=tuple(inward))


def strongest(found: Surroundings, graph: GraphReader, most: int = DRAWN) -> tuple[Link, ...]:
    """The links that a picture shows, with their passages: the most believed of each kind in turn."""
    return graph.with_evidence(in_turn(found)[:most])


def in_turn(found: Surroundings) -> tuple[Link, ...]:
    """The links of a concept in the order in which a picture takes them."""
    kinds = [
        [link for link in links if link.predicate is predicate]
        for predicate in Predicate
        for links in (found.outward, found.inward)
    ]
    return tuple(link for turn in zip_longest(*kinds) for link in turn if link)


def neighbourhood(found: Surroundings, links: tuple[Link, ...], address: Callable[[str], str]) -> Drawing:
    """The picture of a concept among some of its links; `address`: a concept's id to its page."""
    title = f"What {found.concept.label} is linked to"
    return drawing("around", title, links, {found.concept.id}, address)


def said_in(key: str, graph: GraphReader, sieve: Sieve = OPEN) -> tuple[Link, ...]:
    """What an article says, as links of its own passages alone: what it says most often comes first.

    How many other articles agree does not count here: `sources` of the sieve is not asked.
    """
    said = graph.said_in((key,))
    ends = {end: graph.concept(end) for one in said for end in (one.subject, one.object)}
    concepts = {end: concept for end, concept in ends.items() if concept}
    held = [one for one in said if one.subject in concepts and one.object in concepts]
    found = links_of(held, {}, concepts, {})
    kept = replace(sieve, sources=1).kept(found, stated_in(found))
    wanted = (link for link in kept if sieve.admits(link))
    return tuple(sorted(wanted, key=lambda link: (-_passages(link), *by_belief(link))))


def article(title: str, links: tuple[Link, ...], address: Callable[[str], str]) -> Drawing:
    """The picture of what an article says; `address`: a concept's id to its page."""
    return drawing("article", f"What “{title}” says", links, (), address)


def _passages(link: Link) -> int:
    return sum(len(said.evidence) for said in link.assertions)


def _known(found: Iterable[Concept | None]) -> tuple[Concept, ...]:
    return tuple(one for one in found if one)
