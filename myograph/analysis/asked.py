"""What can be asked of a library in Python."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Self

from graph import terms
from graph.errors import UnknownNameError
from graph.ids import Iris
from graph.paths import to_networkx
from myograph.analysis.replies import Found, Neighbourhood, Reply, around, as_found, as_reply
from myograph.generation import Generation
from search.answer import answer, links_between
from search.inquiry import ready
from search.model import How
from search.naming import Namer

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Dataset

    from myograph.analysis.rows import Rows
    from myograph.analysis.subgraph import Subgraph


class Asked(ABC):
    """What answers questions from the generations of a library. In the examples `library` holds the sample articles.

    >>> import myograph
    >>> with myograph.open("library") as library:
    ...     print(library.ask("does dehydration cause muscle cramps").verdict)
    disputed
    """

    iris: Iris

    @abstractmethod
    def reading(self, number: int | None = None) -> AbstractContextManager[Generation]:
        """A generation to read from, by default the published one; it stays open and the same inside the `with`."""

    @abstractmethod
    def generation(self) -> Generation:
        """The published generation, kept open until the library is closed."""

    @abstractmethod
    def close(self) -> None:
        """Close all that is open."""

    @property
    def graph(self) -> Dataset:
        """The published generation as an rdflib Dataset, whose default graph is all graphs together. To be read.

        >>> from rdflib import URIRef
        >>> magnesium = URIRef(library.iris.concept("magnesium"))
        >>> print(library.graph.value(magnesium, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")))
        magnesium
        """
        return self.generation().store.rdflib_dataset(terms.prefixes(self.iris))

    def query(self, sparql: str) -> Rows | bool | Subgraph:
        """The answer to a SPARQL query that only reads: SELECT gives rows, ASK a bool, the others a graph.

        The prefixes of the graph need not be declared. Raises QueryError, ForbiddenQueryError.

        >>> rows = library.query("SELECT ?about ?belief { ?l a myo:Link ; rdf:subject c:sweating ; rdf:object ?about ;"
        ...                      " rdf:predicate myo:depletes ; myo:belief ?belief }")
        >>> for row in rows:
        ...     print(row.about, row.belief > 0.5)
        http://127.0.0.1:8000/id/concept/sodium True
        >>> library.query("ASK { c:sweating myo:depletes c:sodium }")
        True
        >>> print(library.query("CONSTRUCT WHERE { c:sweating myo:depletes ?nutrient }"))
        @prefix c: <http://127.0.0.1:8000/id/concept/> .
        @prefix myo: <https://myograph.example/ns#> .
        <BLANKLINE>
        c:sweating myo:depletes c:sodium .
        <BLANKLINE>
        <BLANKLINE>
        """
        from myograph.analysis.asking import answered  # noqa: PLC0415 - it loads rdflib, which few callers need

        with self.reading() as generation, ready(sparql, generation.holdings) as (text, scope):
            return answered(text, scope, generation.graph)

    def ask(self, question: str) -> Reply:
        """The answer to a question in words. Raises UnknownNameError, SameNameError.

        >>> answer = library.ask("what depletes sodium")
        >>> for link in answer.links:
        ...     print(link.subject.label, "|", link.assertions[0].evidence[0].quote)
        excessive sweating | Heavy sweating depletes sodium.
        sweating | Sweating depletes sodium.
        thiazide diuretic | They lower sodium, potassium and magnesium.
        """
        with self.reading() as generation:
            return as_reply(answer(question, generation.graph, generation.index), generation.graph)

    def links(self, a: str, b: str) -> Reply:
        """What links two things. Raises UnknownNameError, SameNameError.

        >>> chain = library.links("diuretics", "cramps").paths[0]
        >>> [node.label for node in chain.nodes], chain.pattern.value
        (['diuretic', 'muscle cramp'], 'direct')
        """
        with self.reading() as generation:
            return as_reply(links_between(a, b, generation.graph, generation.index), generation.graph)

    def search(self, words: str, *, limit: int = 10) -> Found:
        """The passages that hold these words, best first.

        >>> found = library.search("quinine ban", limit=1)
        >>> for hit in found:
        ...     print(hit.title)
        QUININE FOR LEG CRAMPS: A SAFETY NOTE
        """
        with self.reading() as generation:
            how = How(names=Namer(generation.graph.vocabulary))
            return as_found(generation.index.search(words, how, limit=limit), generation.graph)

    def concept(self, name: str) -> Neighbourhood:
        """The concept with this name or id, and all that touches it. Raises UnknownNameError.

        >>> found = library.concept("perspiration")
        >>> found.concept.label, [link.object.label for link in found.outward]
        ('sweating', ['sodium', 'heat cramp'])
        """
        with self.reading() as generation:
            graph = generation.graph
            known = graph.find(name) or graph.concept(name)
            if known is None:
                raise UnknownNameError(name, graph.nearest(name))
            return around(known, graph)

    def to_networkx(self) -> MultiDiGraph:
        """All links as a networkx graph: nodes are ids of concepts, edges are keyed by predicate.

        >>> graph = library.to_networkx()
        >>> graph.nodes["sodium"]["label"], graph.has_edge("sweating", "sodium", "depletes")
        ('sodium', True)
        """
        with self.reading() as generation:
            return to_networkx(generation.graph.bare_links())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
