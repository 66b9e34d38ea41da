"""What the graph tells of one thing to whoever follows its IRI: as much as a person would want, and never too much.

The queries `data/queries/describe_*.rq` say what belongs to each kind of thing. Whatever a description names has its
label there too, so nothing else need be fetched to read it. Where something is left out, it says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Final
from urllib.parse import urljoin

from graph.ids import Iris, assertion_id
from graph.links import Edge
from graph.model import Certainty, Polarity, Predicate, Span
from graph.nquads import literal
from graph.queries import iri, iris_of, named
from graph.store import Row, Store
from graph.terms import DCTERMS, MYO, OA, predicate_iri

LINKS: Final = 200  # of a concept: the most believed
PASSAGES: Final = 200
_WITH_PASSAGES = 20  # links of a concept whose passages are given
_OTHERS = 200  # of whatever else there can be many
_PARTS = ("", "#target", "#quote", "#position")  # of a passage
_FOAF = "http://xmlns.com/foaf/0.1/"
_VOID = "http://rdfs.org/ns/void#"
_RELATIONS = " , ".join(iri(predicate_iri(one)) for one in Predicate)
_STANCES = tuple(product(Polarity, Certainty))
_BODY = re.compile(rf"<{OA}hasBody> <([^>]*)>".encode())


def describe(store: Store, iris: Iris, things: Iterable[str]) -> bytes:
    """What is told of things of this library, by their IRIs: lines of N-Triples, each once, sorted for each thing,
    what is said of itself first. IRIs of others, and of what the library does not hold, add nothing.
    """
    found: dict[bytes, None] = {}
    for kind, key in dict.fromkeys(known for thing in things if (known := iris.parse(thing))):
        thing = f"{iris.base}id/{kind}/{key}"
        own = f"<{thing}> ".encode()
        told = _Description(store, iris).of(kind, thing)
        found |= dict.fromkeys(sorted(told, key=lambda line: (not line.startswith(own), line)))
    return b"".join(found)


def place_of(store: Store, iris: Iris, passage: str) -> tuple[str, Span] | None:
    """Where a passage (an IRI) stands: the document and the place in its text; None if there is none."""
    for document, start, end in store.rows(named("place_passage", iris, passage=iri(passage))):
        return _key(iris, document), Span(int(start or 0), int(end or 0))
    return None


def edge_of(store: Store, iris: Iris, link: str) -> Edge | None:
    """What a link (an IRI) joins: a concept's id, the predicate, another's id; None if there is no such link."""
    slots = {"links": iri(link), "summary": iri(iris.summary_graph())}
    for subject, predicate, object_ in store.rows(named("describe_edges", iris, **slots)):
        return _key(iris, subject), Predicate((predicate or "").removeprefix(MYO)), _key(iris, object_)
    return None


def _key(iris: Iris, thing: str | None) -> str:
    return (iris.parse(thing or "") or ("", ""))[1]


class _Description:
    """The lines about one thing, gathered step by step."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store, self._iris = store, iris
        self._lines: set[bytes] = set()
        self._notes: list[str] = []

    def of(self, kind: str, thing: str) -> set[bytes]:
        """All lines about a thing; none if the library does not hold it."""
        self._about([thing])
        if kind == "graph":
            self._graph(thing)
        more = _MORE.get(kind) if self._lines else _Description.corrected  # a curator may have taken it away
        if more:
            more(self, thing)
        if self._lines:
            self._label()
            self._close(thing)
        return self._lines

    # what the kinds have besides their own properties

    def concept(self, thing: str) -> None:
        """What is narrower, its strongest links, and the passages of the very strongest."""
        self._add("describe_narrower", concept=iri(thing), most=str(_OTHERS))
        links = self._some("describe_strongest", LINKS, "links, the most believed", concept=iri(thing))
        self._links(links, links[:_WITH_PASSAGES])
        if len(links) > _WITH_PASSAGES:
            self._notes.append(f"Passages are given for the {_WITH_PASSAGES} most believed links.")
        self.corrected(thing)

    def document(self, thing: str) -> None:
        """The concepts that it names, and its passages with what they assert."""
        self._add("describe_document", document=iri(thing), most=str(_OTHERS))
        self._passages(self._some("describe_told", PASSAGES, "passages", document=iri(thing)))
        self.corrected(thing)

    def assertion(self, thing: str) -> None:
        """Its passages, and in words what it says."""
        self._assertions([thing])
        self.corrected(thing)

    def passage(self, thing: str) -> None:
        """The passage, and what it asserts."""
        self._passages([thing])

    def link(self, thing: str) -> None:
        """All that is asserted of it."""
        self._links([thing], [thing])

    def corrected(self, thing: str) -> None:
        """The corrections that concern it, or that are a curator's."""
        self._about(self._some("describe_corrected", _OTHERS, "corrections", thing=iri(thing)))

    def _graph(self, thing: str) -> None:
        iris = self._iris
        ours = {
            "vocabulary": iris.vocabulary_graph(),
            "assertions": iris.assertions_graph(),
            "summary": iris.summary_graph(),
            "corrections": iris.corrections_graph(),
            "dataset": iris.base,
            "dump": urljoin(iris.base, "dump.nq.gz"),
            "service": urljoin(iris.base, "sparql"),
        }
        self._add("describe_graph", graph=iri(thing), **{name: iri(one) for name, one in ours.items()})

    # steps

    def _links(self, links: Sequence[str], with_passages: Sequence[str]) -> None:
        self._about(links)
        self._add("describe_claims", claims=iris_of(links))
        edges = self._store.rows(self._query("describe_edges", links=iris_of(with_passages)))
        self._assertions(self._assertion_of(edge, stance) for edge in edges for stance in _STANCES)

    def _assertions(self, assertions: Iterable[str]) -> None:
        self._passages(self._some("describe_said", PASSAGES, "passages", assertions=iris_of(assertions)))

    def _passages(self, passages: Sequence[str]) -> None:
        self._about(f"{passage}{part}" for passage in passages for part in _PARTS)
        said = sorted({body.decode() for line in self._lines for body in _BODY.findall(line)})
        self._about(said)
        self._add("describe_claims", claims=iris_of(said))

    def _label(self) -> None:
        """Give everything that is named its label."""
        ours = re.compile(rf"<({re.escape(self._iris.base)}id/(concept|document|curator)/[^>#]*)".encode())
        named_in = {match.groups() for line in self._lines for match in ours.finditer(line)}
        concepts, documents, curators = (
            [at.decode() for at, kind in named_in if kind == one] for one in (b"concept", b"document", b"curator")
        )
        self._add("describe_labels", concepts=iris_of(concepts))
        self._add("describe_heads", documents=iris_of(documents))
        self._about(curators)

    def _close(self, thing: str) -> None:
        """Say what this description itself is, and what it leaves out."""
        about = [(f"{_FOAF}primaryTopic", iri(thing)), (f"{_VOID}inDataset", iri(self._iris.base))]
        about += [(f"{DCTERMS}description", literal(note)) for note in self._notes]
        self._lines |= {f"<{thing}.ttl> <{name}> {value} .\n".encode() for name, value in about}

    def _about(self, things: Iterable[str]) -> None:
        self._add("describe_thing", things=iris_of(things), relations=_RELATIONS)

    def _some(self, query: str, most: int, of: str, **slots: str) -> tuple[str, ...]:
        """The first column of a query, at most so many rows; where there are more, a note says so."""
        found = self._store.rows(self._query(query, most=str(most + 1), **slots))
        if len(found) > most:
            self._notes.append(f"Not all is here: {most} {of}. The dump and the SPARQL service have all.")
        return tuple(row[0] or "" for row in found[:most])

    def _add(self, query: str, **slots: str) -> None:
        self._lines.update(self._store.query_bytes(self._query(query, **slots), "nt").splitlines(keepends=True))

    def _query(self, query: str, **slots: str) -> str:
        return named(query, self._iris, **{"summary": iri(self._iris.summary_graph())} | slots)

    def _assertion_of(self, edge: Row, stance: tuple[Polarity, Certainty]) -> str:
        subject, predicate, object_ = edge
        ends = _key(self._iris, subject), _key(self._iris, object_)
        return self._iris.assertion(assertion_id((ends[0], (predicate or "").removeprefix(MYO), ends[1], *stance)))


_MORE: Mapping[str, Callable[[_Description, str], None]] = {
    "concept": _Description.concept,
    "document": _Description.document,
    "assertion": _Description.assertion,
    "evidence": _Description.passage,
    "link": _Description.link,
    "curator": _Description.corrected,
}
