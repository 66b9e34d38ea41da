"""From the store back to the nouns: what `graph.rdf` wrote, rebuilt. Everything comes sorted."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from graph.copies import Fingerprint, parse_fingerprint
from graph.ids import Iris
from graph.links import Claim, Edge, merged
from graph.model import (
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Concept,
    ConceptType,
    Document,
    Evidence,
    Link,
    Mention,
    Origin,
    Polarity,
    Predicate,
    Source,
    Span,
)
from graph.queries import iri, iris_of, named
from graph.store import Store
from graph.terms import MYO, RDF, SKOS

_PLACE = re.compile(r"#char=(\d+),(\d+)$")


def document(store: Store, iris: Iris, id: str) -> Document | None:
    """The document with this id, text and blocks included."""
    rows = _texts(store, named("document", iris, document=iri(iris.document(id))))
    for name, title, text, outline, sha256, *about in rows:
        return Document(id, name, title, text, _blocks(outline), sha256, *(value or None for value in about))
    return None


def _blocks(outline: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind(kind), level, Span(start, end)) for kind, level, start, end in json.loads(outline))


def sources(store: Store, iris: Iris) -> tuple[Source, ...]:
    """Every document without its text, by id. One that no summary knows yet is a family of its own."""
    key = _keys(iris)
    return tuple(
        Source(key(at), name, title, key(family or at), *(value or None for value in about))
        for at, name, title, family, *about in sorted(_texts(store, named("sources", iris, summary=_summary(iris))))
    )


def fingerprints(store: Store, iris: Iris) -> dict[str, Fingerprint]:
    """Every document's fingerprint, by id."""
    key = _keys(iris)
    return {key(at): parse_fingerprint(text) for at, text in sorted(_texts(store, named("fingerprints", iris)))}


def mentions(store: Store, iris: Iris, of: Document) -> tuple[Mention, ...]:
    """The mentions in one document, in text order."""
    key = _keys(iris)
    rows = _texts(store, named("mentions", iris, document=iri(iris.document(of.id))))
    places = ((key(concept), _span(place)) for place, concept in rows)
    found = (Mention(concept, span, of.text[span.start : span.end]) for concept, span in places)
    return tuple(sorted(found, key=lambda mention: (mention.span, mention.concept)))


def mentioning(store: Store, iris: Iris, ids: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The documents that name one of these concepts, and how often, the most often first."""
    key = _keys(iris)
    rows = _texts(store, named("mentioning", iris, concepts=iris_of(map(iris.concept, ids))))
    found = ((key(at), int(times)) for at, times in rows)
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def mentioned(store: Store, iris: Iris) -> dict[str, int]:
    """In how many documents each concept is named, of those that any names."""
    key = _keys(iris)
    return {key(at): int(documents) for at, documents in _texts(store, named("mentioned", iris))}


def concepts(store: Store, iris: Iris) -> tuple[Concept, ...]:
    """Every concept of the library, by id; what several documents say of one that no vocabulary has is put together."""
    return _concepts(store, iris, "")


def own_concepts(store: Store, iris: Iris) -> tuple[Concept, ...]:
    """As `concepts`, but for those of a vocabulary: the rest is mostly few, and read in no time."""
    origins = " ".join(f'"{origin}"' for origin in (Origin.COMPOSED, Origin.PROVISIONAL))
    return _concepts(store, iris, f"VALUES ?origin {{ {origins} }} ?concept myo:origin ?origin .")


def _concepts(store: Store, iris: Iris, wanted: str) -> tuple[Concept, ...]:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for concept, about, value in sorted(_texts(store, named("concepts", iris, wanted=wanted))):
        found[concept][about].append(value)
    return tuple(_concept(at, facts, _keys(iris)) for at, facts in sorted(found.items()))


def _concept(at: str, facts: Mapping[str, list[str]], key: Callable[[str], str]) -> Concept:
    kinds = [kind.removeprefix(MYO).lower() for kind in facts[f"{RDF}type"] if kind.startswith(MYO)]
    labels = facts[f"{SKOS}prefLabel"]
    names = {*facts[f"{SKOS}altLabel"], *labels[1:]} - {labels[0]}
    return Concept(
        id=key(at),
        label=labels[0],
        type=ConceptType(kinds[0]),
        names=tuple(sorted(names)),
        broader=tuple(sorted(key(broader) for broader in facts[f"{SKOS}broader"])),
        identifiers=tuple(facts[f"{SKOS}notation"]),
        origin=Origin(facts[f"{MYO}origin"][0]),
    )


def links(store: Store, iris: Iris, known: Mapping[str, Concept]) -> tuple[Link, ...]:
    """The edges of the summary, by subject, predicate and object, without their assertions (see `assertions`)."""
    key = _keys(iris)
    rows = sorted(_texts(store, named("links", iris, summary=_summary(iris))))
    return tuple(
        Link(known[key(s)], _predicate(p), known[key(o)], (), float(belief), int(support), int(against), int(disputed))
        for s, p, o, belief, support, against, disputed in rows
    )


def stated(store: Store, iris: Iris) -> frozenset[Edge]:
    """The links of which some article speaks without a doubt."""
    key = _keys(iris)
    rows = _texts(store, named("stated", iris, assertions=_assertions_graph(iris)))
    return frozenset((key(subject), _predicate(predicate), key(object_)) for subject, predicate, object_ in rows)


def claims(store: Store, iris: Iris) -> tuple[Claim, ...]:
    """What every passage asserts, without its words."""
    key = _keys(iris)
    return tuple(
        Claim(key(s), _predicate(p), key(o), Polarity(polarity), Certainty(certainty), key(document), rule)
        for s, p, o, polarity, certainty, document, rule in sorted(
            _texts(store, named("claims", iris, assertions=_assertions_graph(iris)))
        )
    )


def assertions(store: Store, iris: Iris) -> tuple[Assertion, ...]:
    """Every assertion with all its evidence, by `Assertion.key`."""
    return _assertions(store, iris, "")


def assertions_in(store: Store, iris: Iris, documents: Collection[str]) -> tuple[Assertion, ...]:
    """What these documents say, with their own evidence only, by `Assertion.key`."""
    return _assertions(store, iris, f"VALUES ?document {{ {iris_of(map(iris.document, documents))} }}")


def assertions_by_id(store: Store, iris: Iris, ids: Collection[str]) -> tuple[Assertion, ...]:
    """The assertions with these ids (see `graph.ids.assertion_id`), with all their evidence, by `Assertion.key`."""
    return _assertions(store, iris, f"VALUES ?assertion {{ {iris_of(map(iris.assertion, ids))} }}")


def _assertions(store: Store, iris: Iris, wanted: str) -> tuple[Assertion, ...]:
    key = _keys(iris)
    query = named("assertions", iris, wanted=wanted, assertions=_assertions_graph(iris))
    return merged(_assertion(row, key) for row in _texts(store, query))


def _assertion(row: tuple[str, ...], key: Callable[[str], str]) -> Assertion:
    subject, predicate, object_, polarity, certainty, *passage = row
    evidence = (_evidence(passage, key),)
    stance = (Polarity(polarity), Certainty(certainty))
    return Assertion(key(subject), _predicate(predicate), key(object_), *stance, evidence)


def _evidence(passage: list[str], key: Callable[[str], str]) -> Evidence:
    document, start, end, quote, prefix, suffix, *ends, cues, rule, section = passage
    subject_at, subject_text, object_at, object_text = ends
    return Evidence(
        document=key(document),
        passage=Span(int(start), int(end)),
        quote=quote,
        subject=_span(subject_at),
        object=_span(object_at),
        subject_text=subject_text,
        object_text=object_text,
        cues=tuple(json.loads(cues)),
        rule=rule,
        section=section,
        prefix=prefix,
        suffix=suffix,
    )


def _span(place: str) -> Span:
    found = _PLACE.search(place)
    assert found is not None, place
    return Span(int(found[1]), int(found[2]))


def _predicate(iri: str) -> Predicate:
    return Predicate(iri.removeprefix(MYO))


def unsaid(store: Store, iris: Iris) -> tuple[str, ...]:
    """IRIs of assertions without evidence, sorted."""
    return tuple(sorted(at for (at,) in _texts(store, named("unsaid", iris, assertions=_assertions_graph(iris)))))


def _assertions_graph(iris: Iris) -> str:
    return iri(iris.assertions_graph())


def _summary(iris: Iris) -> str:
    return iri(iris.summary_graph())


def _keys(iris: Iris) -> Callable[[str], str]:
    # All IRIs of a column are of one kind, so the last step is the key; `Iris.parse` would take ten times as long.
    return partial(_last, len(iris.base))


def _last(base: int, iri: str) -> str:
    return iri[iri.index("/", base + len("id/")) + 1 :]


def _texts(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """The rows of a query; an unbound variable is the empty text."""
    rows: Iterable[tuple[str | None, ...]] = store.rows(query)
    return (tuple(value or "" for value in row) for row in rows)
