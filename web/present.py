"""From the nouns to what a page shows: passages with their parts marked, both sides of a link, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from graph.emphasis import Shown
from graph.ids import assertion_id
from graph.model import Assertion, Concept, Evidence, Link, Origin, Path, Span
from graph.told import told_once
from web.graphview import Drawing, Edge, Node
from web.words import WORDING, Standing, grounds, standing, standing_of


class Part(NamedTuple):
    """A stretch of a passage. `role`: "" or what it is marked as."""

    text: str
    role: str = ""


class Passage(NamedTuple):
    """One passage that speaks of a link."""

    standing: Standing
    assertion: str
    evidence: Evidence
    parts: tuple[Part, ...]
    also: tuple[str, ...] = ()  # ids of copies of the article that say the same


class Sides(NamedTuple):
    """The passages of a link: those that affirm it, those that doubt it, those that deny it."""

    supporting: tuple[Passage, ...]
    disputing: tuple[Passage, ...]
    refuting: tuple[Passage, ...]


def marked(text: str, marks: Iterable[tuple[Span, str]]) -> tuple[Part, ...]:
    """The text as people see it, cut into parts by marks with positions in it. Where marks meet, the first one keeps
    its place.
    """
    seen = Shown(text)
    parts: list[Part] = []
    at = 0
    for span, role in sorted(marks):
        start, end = max(span.start, 0), min(span.end, len(text))
        if start < at or end <= start:
            continue
        parts += [Part(seen.cut(at, start)), Part(seen.cut(start, end), role)]
        at = end
    return tuple(part for part in (*parts, Part(seen.cut(at, len(text)))) if part.text)


def passage(assertion: Assertion, evidence: Evidence, also: tuple[str, ...] = ()) -> Passage:
    """A passage with its subject and object marked, where they are named inside it."""
    start = evidence.passage.start
    marks = [
        (Span(span.start - start, span.end - start), role)
        for span, role in ((evidence.subject, "subject"), (evidence.object, "object"))
        if evidence.passage.holds(span)
    ]
    found = standing_of(assertion.polarity, assertion.certainty)
    return Passage(found, assertion_id(assertion.key), evidence, marked(evidence.quote, marks), also)


def passages(assertions: Iterable[Assertion], family: Callable[[str], str]) -> list[Passage]:
    """The passages of assertions, the plainest first; what copies of one article say is shown once."""
    pairs = [(assertion, evidence) for assertion in assertions for evidence in assertion.evidence]
    order = list(Standing)
    pairs.sort(key=lambda pair: order.index(standing_of(pair[0].polarity, pair[0].certainty)))
    return [passage(*told) for told in told_once(pairs, family)]


def sides(link: Link, family: Callable[[str], str]) -> Sides:
    """The passages of a link, each on its side; stated before possible, else in the order of the link."""
    found = passages(link.assertions, family)

    def of(*kinds: Standing) -> tuple[Passage, ...]:
        return tuple(one for one in found if one.standing in kinds)

    return Sides(of(Standing.STATED, Standing.POSSIBLE), of(Standing.DISPUTED), of(Standing.DENIED))


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
    return Edge(link.subject.id, link.object.id, WORDING[link.predicate].verb, standing(link), href, sentence(link))
