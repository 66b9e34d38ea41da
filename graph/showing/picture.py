"""From links to the picture that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graph.model import Concept, Link, Origin, Path
from graph.showing.parts import Drawing, Edge, Node
from graph.showing.words import WORDING, grounds, standing


def anchor(link: Link) -> str:
    """The name of a link's place on a page."""
    return f"{link.subject.id}.{link.predicate}.{link.object.id}"


def drawing(
    key: str, title: str, links: Sequence[Link], focus: Iterable[str], address: Callable[[str], str]
) -> Drawing:
    """A picture of links. `focus`: ids of the concepts asked about; `address`: a concept's id to its page."""
    chosen: dict[str, Link] = {}
    for link in links:
        chosen.setdefault(anchor(link), link)
    concepts = {end.id: end for link in chosen.values() for end in (link.subject, link.object)}
    wanted = frozenset(focus)
    nodes = tuple(_node(concept, wanted, address) for concept in concepts.values())
    edges = tuple(_edge(link, address) for link in chosen.values())
    return Drawing(key, title, " ".join(sentence(link) for link in chosen.values()), nodes, edges)


def whole_chains(paths: Iterable[Path], most: int) -> tuple[Link, ...]:
    """The links of the first paths, each once; only whole paths, as many as give at most `most` links."""
    found: dict[str, Link] = {}
    for path in paths:
        longer = found | {anchor(link): link for link in path.links}
        if len(longer) <= most or not found:
            found = longer
    return tuple(found.values())


def has_provisional(links: Iterable[Link]) -> bool:
    """True where one of these links has an end that no vocabulary knows."""
    return any(end.origin is Origin.PROVISIONAL for link in links for end in (link.subject, link.object))


def sentence(link: Link) -> str:
    """A link in words: "diuretics causes muscle cramp: stated, 2 articles for."."""
    verb = WORDING[link.predicate].verb
    return f"{link.subject.label} {verb} {link.object.label}: {standing(link)}, {grounds(link)}."


def _node(concept: Concept, focus: frozenset[str], address: Callable[[str], str]) -> Node:
    unknown = concept.origin is Origin.PROVISIONAL
    return Node(concept.id, concept.label, concept.type.value, address(concept.id), concept.id in focus, unknown)


def _edge(link: Link, address: Callable[[str], str]) -> Edge:
    href = f"{address(link.subject.id)}#{anchor(link)}"
    verb = WORDING[link.predicate].verb
    return Edge(link.subject.id, link.object.id, verb, standing(link), href, sentence(link), link)
