"""The read side of one generation: what pages, questions and paths ask of the graph.

Concepts, documents and the summary's links are read once, on first use, and kept; passages are many and long, so they
are fetched for the links that are shown. Safe for any number of threads: what is loaded is never changed, and at
worst loaded twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from itertools import product
from typing import NamedTuple

from graph import decode
from graph.beginnings import Beginnings, Begun
from graph.corrected import Done, done
from graph.ids import Iris, assertion_id
from graph.kin import Kin
from graph.links import Edge, by_belief, edge_of, with_assertions
from graph.lookup import Names
from graph.model import Assertion, Certainty, Concept, Document, Link, Mention, Origin, Polarity, Predicate, Source
from graph.network import Network
from graph.queries import named
from graph.store import Store
from graph.vocabulary import Vocabulary

_STANCES = tuple(product(Polarity, Certainty))
_AT_ONCE = 50  # links whose passages one query fetches; from 150 on the engine may prefer to scan everything


class Counts(NamedTuple):
    """The size of a library. `concepts`: those that some article names; `triples`: of all graphs together."""

    documents: int
    concepts: int
    links: int
    assertions: int
    triples: int


class GraphReader:
    """One generation of the graph, read-only. The store must stay open as long as the reader is used."""

    def __init__(self, store: Store, iris: Iris, vocabulary: Vocabulary, *, provisional: bool = True) -> None:
        self.store, self.iris, self.vocabulary = store, iris, vocabulary
        self._with_provisional = provisional

    def known_only(self) -> GraphReader:
        """The same graph without provisional concepts: no claim is shown of them. (By its name one is still found.)"""
        return self._known_only

    def warm(self) -> None:
        """Read now what else the first question would wait for: a few seconds in a library of ten thousand articles."""
        self.network()
        self.documents()
        self.find("")
        self.begun(" ", 1)
        self.narrower("")
        tuple(self._places((), ()))

    # concepts

    def concept(self, id: str) -> Concept | None:
        """The concept with this id, of the vocabulary or of the library's own."""
        return self._concepts.get(id)

    def concepts(self) -> tuple[Concept, ...]:
        """All concepts, by id."""
        return self._shown

    def hidden(self) -> frozenset[str]:
        """The ids of the concepts of which nothing is shown."""
        return frozenset() if self._with_provisional else self._provisional

    def find(self, name: str) -> Concept | None:
        """The concept with this name (see `graph.lookup.Names.find`)."""
        return self._names.find(name)

    def nearest(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Labels of concepts whose names look most like this one, best first."""
        return self._names.nearest(name, limit)

    def begun(self, typed: str, most: int) -> tuple[Begun, ...]:
        """The concepts that may be meant by the beginning of a name (see `graph.beginnings.Beginnings.begun`)."""
        return self._beginnings.begun(typed, most)

    def below(self, id: str) -> tuple[Concept, ...]:
        """The concepts right below this one, by id."""
        hidden = self.hidden()
        return tuple(self._concepts[key] for key in self._kin.below(id) if key not in hidden)

    def narrower(self, id: str) -> tuple[str, ...]:
        """The id itself, then those of all concepts that are narrower, however far down, sorted."""
        return (id, *sorted(self._kin.narrower((id,)) - {id}))

    # links

    def links(
        self,
        subject: Collection[str] | None = None,
        predicate: Predicate | None = None,
        object: Collection[str] | None = None,
    ) -> tuple[Link, ...]:
        """The links between any of the subjects and any of the objects, most believed first, with their passages.

        None stands for anything. Where many may be found, take `bare_links`, choose, and ask `with_evidence`.
        """
        return self.with_evidence(self.bare_links(subject, predicate, object))

    def bare_links(
        self,
        subject: Collection[str] | None = None,
        predicate: Predicate | None = None,
        object: Collection[str] | None = None,
    ) -> tuple[Link, ...]:
        """As `links`, without the passages: belief and counts only, in no time."""
        found = (self._links[at] for at in self._places(subject, object))
        return tuple(link for link in found if predicate in {None, link.predicate})

    def with_evidence(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """The same links in the same order, each with all assertions about it and their passages."""
        bare = tuple(links)
        wanted = sorted({edge_of(link) for link in bare if not link.assertions})
        found = [one for at in range(0, len(wanted), _AT_ONCE) for one in self._said(wanted[at : at + _AT_ONCE])]
        full = {edge_of(link): link for link in with_assertions((link for link in bare if not link.assertions), found)}
        return tuple(full.get(edge_of(link), link) for link in bare)

    def network(self) -> Network:
        """All links as adjacency lists: what `graph.paths.find_paths` walks on."""
        return self._network

    def stated(self) -> frozenset[Edge]:
        """The links of which some article speaks without a doubt."""
        return self._stated

    def assertion(self, id: str) -> tuple[Assertion, ...] | None:
        """The assertion with this id, with the passages of all documents; None if nobody says it."""
        return decode.assertions_by_id(self.store, self.iris, (id,)) or None

    # documents

    def documents(self) -> tuple[Source, ...]:
        """All documents without their texts, by id."""
        return tuple(self._sources.values())

    def source(self, id: str) -> Source | None:
        """What is known of a document without its text."""
        return self._sources.get(id)

    def family(self, id: str) -> str:
        """The id of the document that stands for this one and all its copies."""
        source = self.source(id)
        return source.family if source else id

    def copies(self, id: str) -> tuple[Source, ...]:
        """The other copies of a document's article, by id: they count as one source."""
        family = self.family(id)
        return tuple(one for one in self.documents() if one.family == family and one.id != id)

    def document(self, id: str) -> Document | None:
        """A document with its text and blocks."""
        return decode.document(self.store, self.iris, id) if id in self._sources else None

    def reading_of(self, id: str) -> tuple[tuple[Mention, ...], tuple[Assertion, ...]]:
        """What was found in a document: its mentions in text order, its assertions by key; nothing if there is none."""
        document = self.document(id)
        if document is None:
            return (), ()
        mentions = decode.mentions(self.store, self.iris, document)
        return tuple(one for one in mentions if one.concept not in self.hidden()), self.said_in((id,))

    def mentioning(self, ids: Collection[str]) -> tuple[tuple[str, int], ...]:
        """The documents (ids) that name one of these concepts, and how often, the most often first."""
        return decode.mentioning(self.store, self.iris, ids)

    def mentioned(self) -> Mapping[str, int]:
        """In how many documents each concept is named, of those that any names."""
        return self._mentioned

    def said_in(self, documents: Collection[str]) -> tuple[Assertion, ...]:
        """What these documents say, with their own passages only, by key."""
        hidden = self.hidden()
        said = decode.assertions_in(self.store, self.iris, documents)
        return tuple(one for one in said if not (hidden and {one.subject, one.object} & hidden))

    def corrections(self) -> tuple[Done, ...]:
        """What curators corrected before the articles were read, the newest first, and what it concerned."""
        return self._corrections

    def counts(self) -> Counts:
        """How much the library holds."""
        return self._counts

    # what is read once

    @cached_property
    def _concepts(self) -> Mapping[str, Concept]:
        own = {concept.id: concept for concept in decode.own_concepts(self.store, self.iris)}
        return {**own, **self.vocabulary.concepts}

    @cached_property
    def _shown(self) -> tuple[Concept, ...]:
        hidden = self.hidden()
        return tuple(concept for key, concept in sorted(self._concepts.items()) if key not in hidden)

    @cached_property
    def _beginnings(self) -> Beginnings:
        return Beginnings(self._shown)

    @cached_property
    def _kin(self) -> Kin:
        return Kin(self._concepts.values())

    @cached_property
    def _names(self) -> Names:
        return Names(self.vocabulary, self._concepts.values())

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return {source.id: source for source in decode.sources(self.store, self.iris)}

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        hidden = self.hidden()
        found = decode.links(self.store, self.iris, self._concepts)
        shown = (link for link in found if not (hidden and {link.subject.id, link.object.id} & hidden))
        return tuple(sorted(shown, key=by_belief))

    @cached_property
    def _known_only(self) -> GraphReader:
        return GraphReader(self.store, self.iris, self.vocabulary, provisional=False)

    @cached_property
    def _provisional(self) -> frozenset[str]:
        return frozenset(key for key, one in self._concepts.items() if one.origin is Origin.PROVISIONAL)

    @cached_property
    def _corrections(self) -> tuple[Done, ...]:
        return done(self.store, self.iris)

    @cached_property
    def _network(self) -> Network:
        return Network(self._links, self._concepts, self._lonely())

    @cached_property
    def _mentioned(self) -> Mapping[str, int]:
        return decode.mentioned(self.store, self.iris)

    @cached_property
    def _stated(self) -> frozenset[Edge]:
        return decode.stated(self.store, self.iris)

    @cached_property
    def _by_subject(self) -> Mapping[str, list[int]]:
        return _index(self._links, lambda link: link.subject.id)

    @cached_property
    def _by_object(self) -> Mapping[str, list[int]]:
        return _index(self._links, lambda link: link.object.id)

    @cached_property
    def _counts(self) -> Counts:
        concepts, assertions = (int(number or 0) for number in self.store.rows(named("totals", self.iris))[0])
        return Counts(len(self._sources), concepts, len(self._links), assertions, len(self.store))

    def _lonely(self) -> frozenset[str]:
        """The provisional concepts that only one family of documents holds."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.store.rows(named("provisional", self.iris)):
            concept, document = (self._key(iri) for iri in row)
            held[concept].add(self._sources[document].family)
        return frozenset(concept for concept, families in held.items() if len(families) < 2)

    def _key(self, iri: str | None) -> str:
        return (self.iris.parse(iri or "") or ("", ""))[1]

    def _places(self, subject: Collection[str] | None, object: Collection[str] | None) -> Iterable[int]:
        """The places in `_links` with these ends, in order; places are in order of belief."""
        sides = [
            {at for end in ends for at in index.get(end, ())}
            for ends, index in ((subject, self._by_subject), (object, self._by_object))
            if ends is not None
        ]
        return sorted(set.intersection(*sides)) if sides else range(len(self._links))

    def _said(self, edges: Collection[Edge]) -> tuple[Assertion, ...]:
        # An assertion's id is a hash of what is said: asking for ids is a look-up, asking for ends a search.
        ids = [assertion_id((*edge, *stance)) for edge in edges for stance in _STANCES]
        return decode.assertions_by_id(self.store, self.iris, ids)


def _index(links: Iterable[Link], end: Callable[[Link], str]) -> Mapping[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, link in enumerate(links):
        index[end(link)].append(at)
    return dict(index)
