"""The picture of any graph that a query made: named things and the arrows between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.model import Link, Predicate
from graph.nquads import is_web_address
from graph.reader import GraphReader
from graph.showing.parts import Drawing, Edge, Node
from graph.showing.picture import anchor, sentence
from graph.showing.words import WORDING, standing
from graph.terms import MYO, RDF, prefixes

_BETWEEN = re.compile(r"<([^>]*)> <([^>]*)> <([^>]*)> \.")


class Arrow(NamedTuple):
    """A triple between two named things, by their IRIs."""

    subject: str
    predicate: str
    object: str


def arrows(ntriples: str) -> tuple[Arrow, ...]:
    """The triples of a graph that can be drawn, sorted: those whose ends are IRIs. What a thing is, its box says."""
    found = (Arrow(*match.groups()) for match in map(_BETWEEN.fullmatch, ntriples.splitlines()) if match)
    return tuple(sorted({arrow for arrow in found if arrow.predicate != f"{RDF}type"}))


def drawing_of(found: Iterable[Arrow], graph: GraphReader, address: Callable[[str], str]) -> Drawing:
    """The picture of these arrows; a claim that the library makes stands as the library holds it.

    `address`: the path of one of the library's own things to its address.
    """
    drawer = _Drawer(graph, prefixes(graph.iris), address)
    edges = tuple(map(drawer.edge, found))
    ends = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    told = " ".join(edge.note for edge in edges)
    return Drawing("query", "The graph that the query made", told, tuple(map(drawer.node, ends)), edges)


@dataclass(frozen=True, slots=True)
class _Drawer:
    graph: GraphReader
    short: Mapping[str, str]
    address: Callable[[str], str]

    def node(self, iri: str) -> Node:
        kind, key = self.graph.iris.parse(iri) or ("", "")
        concept = self.graph.concept(key) if kind == "concept" else None
        source = self.graph.source(key) if kind == "document" else None
        name = concept.label if concept else source.title if source else self._name(iri)
        return Node(iri, name, concept.type.value if concept else kind, self._leads_to(iri))

    def edge(self, arrow: Arrow) -> Edge:
        source, target = arrow.subject, arrow.object
        link = self._link(arrow)
        if link:
            href = f"{self._leads_to(source)}#{anchor(link)}"
            return Edge(source, target, WORDING[link.predicate].verb, standing(link), href, sentence(link), link)
        name = self._name(arrow.predicate)
        note = f"{self._name(source)} {name} {self._name(target)}."
        return Edge(source, target, name.partition(":")[2] or name, None, self._leads_to(arrow.predicate), note)

    def _link(self, arrow: Arrow) -> Link | None:
        ends = [self.graph.iris.parse(end) for end in (arrow.subject, arrow.object)]
        verb = arrow.predicate.removeprefix(MYO)
        if verb not in list(Predicate) or not all(end and end[0] == "concept" for end in ends):
            return None
        subject, object_ = ({end[1]} for end in ends if end)
        return next(iter(self.graph.with_evidence(self.graph.bare_links(subject, Predicate(verb), object_))), None)

    def _leads_to(self, iri: str) -> str:
        base = self.graph.iris.base
        if iri.startswith(f"{base}id/"):
            return self.address(f"/{iri.removeprefix(base)}")
        return iri if is_web_address(iri) else ""  # a query can make an address that runs a script

    def _name(self, iri: str) -> str:
        return next(self._names(iri), iri)

    def _names(self, iri: str) -> Iterator[str]:
        for prefix, stem in self.short.items():
            if iri.startswith(stem) and "/" not in iri[len(stem) :]:
                yield f"{prefix}:{iri[len(stem) :]}"
