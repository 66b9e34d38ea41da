"""What things are called: short ids made of content alone, and the IRIs that hold them.

No clock, counter or random number goes into an id: the same articles give the same names, on any machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from graph.model import Assertion, Evidence, Span
from graph.names import slug

DEFAULT_BASE = "http://127.0.0.1:8000/"
KINDS = ("concept", "document", "assertion", "evidence", "link", "correction", "curator", "graph")
_DOCUMENT_SLUG = 60  # characters; longer file names are told apart by their hash
_KEY = re.compile(rf"({'|'.join(KINDS)})/([A-Za-z0-9-]+)(?:#.*)?")


def document_id(name: str) -> str:
    """The id of the document with this name (its path below the folder given): readable, and unique by a hash."""
    folder, slash, file = name.rpartition("/")
    stem, dot, _ = file.rpartition(".")
    plain = slug(folder + slash + (stem if dot and stem else file))
    return f"{plain[:_DOCUMENT_SLUG].strip('-')}-{sha256(name.encode()).hexdigest()[:8]}"


@lru_cache(maxsize=8192)
def assertion_id(key: tuple[str, str, str, str, str]) -> str:
    """The id of what is said (`Assertion.key`), whoever says it."""
    return _digest(key)


def evidence_id(assertion: Assertion, evidence: Evidence) -> str:
    """The id of one passage that makes an assertion."""
    spans = (evidence.passage, evidence.subject, evidence.object)
    return _digest((assertion_id(assertion.key), evidence.document, *map(_numbers, spans), evidence.rule))


def link_id(subject: str, predicate: str, object: str) -> str:
    """The id of an edge over all documents."""
    return _digest((subject, predicate, object))


def _numbers(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _digest(parts: Iterable[str]) -> str:
    # No part holds a line break: ids are slugs, the rest numbers and names of rules.
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one library; `base` ends with a slash and never changes after the library was made."""

    base: str = DEFAULT_BASE

    def concept(self, id: str) -> str:
        """The IRI of a concept."""
        return f"{self.base}id/concept/{id}"

    def document(self, id: str) -> str:
        """The IRI of a document, which is also that of its named graph."""
        return f"{self.base}id/document/{id}"

    def assertion(self, id: str) -> str:
        """The IRI of an assertion."""
        return f"{self.base}id/assertion/{id}"

    def evidence(self, id: str) -> str:
        """The IRI of a passage that makes an assertion."""
        return f"{self.base}id/evidence/{id}"

    def link(self, id: str) -> str:
        """The IRI of an edge over all documents."""
        return f"{self.base}id/link/{id}"

    def correction(self, id: str) -> str:
        """The IRI of a curator's correction."""
        return f"{self.base}id/correction/{id}"

    def curator(self, id: str) -> str:
        """The IRI of somebody who corrects."""
        return f"{self.base}id/curator/{id}"

    def vocabulary_graph(self) -> str:
        """The graph (and SKOS scheme) that holds the concepts of the vocabulary."""
        return f"{self.base}id/graph/vocabulary"

    def assertions_graph(self) -> str:
        """The graph that holds what is asserted, each assertion once however many documents make it."""
        return f"{self.base}id/graph/assertions"

    def summary_graph(self) -> str:
        """The graph that holds what was worked out over all documents."""
        return f"{self.base}id/graph/summary"

    def corrections_graph(self) -> str:
        """The graph that holds what curators corrected."""
        return f"{self.base}id/graph/corrections"

    def service(self) -> str:
        """The IRI of the SPARQL service, which is what relative IRIs in a query begin with."""
        return f"{self.base}sparql"

    def parse(self, iri: str) -> tuple[str, str] | None:
        """The kind and key of an IRI of this library, whatever its fragment; None for any other IRI."""
        found = _KEY.fullmatch(iri.removeprefix(f"{self.base}id/")) if iri.startswith(f"{self.base}id/") else None
        return (found[1], found[2]) if found else None
