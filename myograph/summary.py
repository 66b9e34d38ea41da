"""What holds over all documents: which are copies, and how far each link can be believed; written as one graph."""

from __future__ import annotations

from dataclasses import replace

from graph import decode
from graph.copies import families
from graph.ids import Iris
from graph.links import bare_links
from graph.queries import named
from graph.rdf import summary_nquads
from graph.reader import Counts
from graph.rules import known_errors
from graph.store import Store
from graph.vocabulary import Vocabulary


def summarise(store: Store, iris: Iris, vocabulary: Vocabulary) -> Counts:
    """Put a store's summary graph in the place of the one it has; returns how much the store then holds.

    `vocabulary`: the one that the store holds. Raises TableError for a bad table of rules.
    """
    family = families(decode.fingerprints(store, iris))
    own = {concept.id: concept for concept in decode.own_concepts(store, iris)}
    concepts = {**own, **vocabulary.concepts}
    links = bare_links(decode.claims(store, iris), family, concepts, known_errors())
    sources = [replace(source, family=family[source.id]) for source in decode.sources(store, iris)]
    store.drop_nodes(iris.assertions_graph(), decode.unsaid(store, iris))
    store.drop_graph(iris.summary_graph())
    store.load(summary_nquads(links, sources, iris))
    named_concepts, assertions = (int(number or 0) for number in store.rows(named("totals", iris))[0])
    return Counts(len(sources), named_concepts, len(links), assertions, len(store))
