"""What a CONSTRUCT or DESCRIBE made: a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.links import Edge, by_belief
from graph.model import Link, Predicate
from graph.reader import GraphReader
from graph.showing.picture import drawing
from graph.showing.svg import element, words
from graph.showing.words import counted
from graph.terms import RDF, predicate_iri, prefixes
from myograph.analysis.picture import Picture, inline, pictured

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Graph
    from rdflib.term import Node

_DRAWN = 14  # links in a picture: more are hard to read
_SHOWN = 60  # lines of Turtle in a notebook
_PREDICATES = {predicate_iri(predicate): predicate for predicate in Predicate}
_SAYS = tuple(f"{RDF}{part}" for part in ("subject", "predicate", "object"))


@dataclass(frozen=True, slots=True, repr=False)
class Subgraph:
    """Triples, each once, sorted. As text it is Turtle; iterated, it gives rdflib's terms.

    `links` are the library's links that the triples state or speak of, as many as a picture shows.

    >>> made = library.query("CONSTRUCT { ?a myo:depletes c:sodium } WHERE { ?a myo:depletes c:sodium }")
    >>> len(made), [link.object.label for link in made.links][:1], "depletes" in made.picture.svg
    (3, ['sodium'], True)
    >>> for subject, predicate, object in made.to_rdflib():
    ...     assert object.endswith("/id/concept/sodium")
    """

    ntriples: tuple[str, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict, compare=False)
    links: tuple[Link, ...] = field(default=(), compare=False)

    def __len__(self) -> int:
        return len(self.ntriples)

    def __iter__(self) -> Iterator[tuple[Node, Node, Node]]:
        return iter(sorted(self.to_rdflib()))

    def __str__(self) -> str:
        return self.to_rdflib().serialize(format="turtle")

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'triple')}>"

    def to_rdflib(self) -> Graph:
        """The triples as an rdflib Graph, a new one each time."""
        from rdflib import Graph  # noqa: PLC0415 - slow to load

        graph = Graph()
        for prefix, iri in self.prefixes.items():
            graph.bind(prefix, iri, replace=True)
        return graph.parse(data="\n".join(self.ntriples), format="nt")

    def to_networkx(self) -> MultiDiGraph:
        """The triples as a networkx graph: nodes are rdflib's terms, edges are keyed by predicate."""
        from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph  # noqa: PLC0415 - slow to load

        return rdflib_to_networkx_multidigraph(self.to_rdflib())

    @property
    def picture(self) -> Picture | None:
        """The links among the triples, drawn; None where there are none."""
        address = f"{self.prefixes.get('c', '')}{{}}".format
        return pictured(drawing("subgraph", "The links of a query's answer", self.links, (), address))

    def _repr_html_(self) -> str:
        lines = str(self).strip().splitlines()
        left = len(lines) - _SHOWN
        text = "\n".join(lines[:_SHOWN]) + (f"\n… and {left:,} more lines" if left > 0 else "")
        return inline(self.picture) + element("pre", {}, words(text))


def subgraph(content: bytes, graph: GraphReader) -> Subgraph:
    """The graph that N-Triples hold, with its links as the library knows them."""
    made = Subgraph(tuple(sorted(set(content.decode().splitlines()))), prefixes(graph.iris))
    known = [link for edge in sorted(_edges(made, graph)) for link in _links(edge, graph)]
    shown = graph.with_evidence(sorted(known, key=by_belief)[:_DRAWN])
    return Subgraph(made.ntriples, made.prefixes, shown)


def _edges(made: Subgraph, graph: GraphReader) -> set[Edge]:
    """What the triples state plainly, and what their assertions and links are about."""
    plain = {(str(s), str(p), str(o)) for s, p, o in made}
    parts = {(s, p): o for s, p, o in plain if p in _SAYS}
    told = {tuple(parts.get((node, part), "") for part in _SAYS) for node, _ in parts}
    found = set()
    for subject, predicate, object_ in plain | told:
        start, goal = graph.iris.parse(subject), graph.iris.parse(object_)
        if predicate in _PREDICATES and start and goal and start[0] == goal[0] == "concept":
            found.add((start[1], _PREDICATES[predicate], goal[1]))
    return found


def _links(edge: Edge, graph: GraphReader) -> tuple[Link, ...]:
    subject, predicate, object_ = edge
    return graph.bare_links({subject}, predicate, {object_})
