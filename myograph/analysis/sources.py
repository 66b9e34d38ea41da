"""What an answer knows of the articles that it quotes, when the library may long be closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.ids import Iris
from graph.model import Link, Source
from graph.reader import GraphReader


@dataclass(frozen=True, slots=True)
class Sources:
    """Titles and families of articles, and the addresses of things."""

    articles: Mapping[str, Source]
    iris: Iris

    def title(self, id: str) -> str:
        """The title of an article."""
        return self.articles[id].title

    def family(self, id: str) -> str:
        """The id of the article that stands for this one and all its copies."""
        return self.articles[id].family

    def concept(self, id: str) -> str:
        """The address of a concept."""
        return self.iris.concept(id)

    def document(self, id: str) -> str:
        """The address of an article."""
        return self.iris.document(id)


def quoted_in(links: Iterable[Link]) -> tuple[str, ...]:
    """The ids of the articles whose passages stand in links."""
    return tuple(one.document for link in links for said in link.assertions for one in said.evidence)


def sources_of(documents: Iterable[str], graph: GraphReader) -> Sources:
    """What the graph knows of these documents."""
    known = (source for key in dict.fromkeys(documents) if (source := graph.source(key)))
    return Sources({source.id: source for source in known}, graph.iris)
