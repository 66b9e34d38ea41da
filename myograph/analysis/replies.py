"""Answers, hits and a concept's surroundings that show themselves in a notebook, and go on to networkx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from graph.links import edge_of
from graph.model import Concept, Link
from graph.paths import to_networkx
from graph.reader import GraphReader
from graph.showing.around import Surroundings, neighbourhood, strongest, surroundings
from graph.showing.svg import element, words
from graph.showing.words import counted
from myograph.analysis import html
from myograph.analysis.picture import Picture, inline, pictured
from myograph.analysis.sources import Sources, quoted_in, sources_of
from search.answer import Answer
from search.model import Hit, Hits
from search.picture import picture_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_NOTICE = "This is what the articles say, not medical advice."


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reply(Answer):
    """An answer to a question, with all that is needed to show it.

    >>> answer = library.links("diuretics", "cramps")
    >>> answer.picture.svg.startswith("<svg")
    True
    >>> graph = answer.to_networkx()
    >>> [graph.nodes[id]["label"] for id in graph.successors("diuretic")][0]
    'muscle cramp'
    """

    sources: Sources

    @property
    def all_links(self) -> tuple[Link, ...]:
        """Every link of the answer once: of its chains, those that answer, those that speak against."""
        every = (*(link for path in self.paths for link in path.links), *self.links, *self.against)
        return tuple({edge_of(link): link for link in every}.values())

    @property
    def picture(self) -> Picture | None:
        """The links of the answer, drawn; None where there are none."""
        return pictured(picture_of(self, self.text, self.sources.concept))

    def to_networkx(self) -> MultiDiGraph:
        """The links of the answer as a networkx graph: nodes are ids of concepts, edges are keyed by predicate."""
        return to_networkx(self.all_links)

    def __repr__(self) -> str:
        return f"<{self.sentence}>"

    def _repr_html_(self) -> str:
        parts = (
            html.paragraph(element("b", {}, words(self.sentence))),
            html.paragraph(words(self.note)),
            inline(self.picture),
            html.chains(self.paths, self.sources),
            html.links("What says so" if self.verdict else "", self.links, self.sources),
            html.links("Denied or in doubt", self.against, self.sources),
            "" if self.all_links else _listed(self.hits.hits, self.sources),
            html.paragraph(words(f"Not everything is shown: {self.stopped}.") if self.stopped else ""),
            html.paragraph(element("i", {}, _NOTICE)),
        )
        return "".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Found(Hits):
    """The passages that hold some words, to be gone through in their order."""

    sources: Sources

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __repr__(self) -> str:
        return f"<{len(self)} of {counted(self.total, 'passage')}: {self.query}>"

    def _repr_html_(self) -> str:
        return html.paragraph(words(self.note)) + _listed(self.hits, self.sources) + html.more(self.total - len(self))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Neighbourhood(Surroundings):
    """A concept and all that touches it; `strongest` are the links that its picture shows, with their passages."""

    strongest: tuple[Link, ...]
    sources: Sources

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of the concept: those that it is the subject of, then those that it is the object of."""
        return tuple({edge_of(link): link for link in (*self.outward, *self.inward)}.values())

    @property
    def picture(self) -> Picture | None:
        """The concept among its strongest links, drawn; None where it has none."""
        return pictured(neighbourhood(self, self.strongest, self.sources.concept))

    def to_networkx(self) -> MultiDiGraph:
        """All links of the concept as a networkx graph: nodes are ids of concepts, edges are keyed by predicate."""
        return to_networkx(self.links)

    def __repr__(self) -> str:
        return f"<{self.concept.label}: {counted(len(self.links), 'link')}>"

    def _repr_html_(self) -> str:
        names = ", ".join(self.concept.names)
        parts = (
            html.paragraph(element("b", {}, words(self.concept.label)), words(f" ({self.concept.type.value})")),
            html.paragraph(words(f"Also called: {names}") if names else ""),
            inline(self.picture),
            html.links("", self.strongest, self.sources),
            html.more(len(self.links) - len(self.strongest)),
        )
        return "".join(parts)


def as_reply(found: Answer, graph: GraphReader) -> Reply:
    """An answer with its sources."""
    links = (*(link for path in found.paths for link in path.links), *found.links, *found.against)
    documents = (*quoted_in(links), *(hit.document for hit in found.hits.hits))
    return Reply(**_values(found), sources=sources_of(documents, graph))


def as_found(hits: Hits, graph: GraphReader) -> Found:
    """Hits with their sources."""
    return Found(**_values(hits), sources=sources_of((hit.document for hit in hits.hits), graph))


def around(concept: Concept, graph: GraphReader) -> Neighbourhood:
    """A concept with all that touches it."""
    held = surroundings(graph, concept)
    shown = strongest(held, graph)
    return Neighbourhood(**_values(held), strongest=shown, sources=sources_of(quoted_in(shown), graph))


def _values(record: Any) -> dict[str, Any]:
    return {part.name: getattr(record, part.name) for part in fields(record)}


def _listed(hits: tuple[Hit, ...], sources: Sources) -> str:
    return element("ol", {}, *(html.hit(one, sources) for one in hits)) if hits else ""
