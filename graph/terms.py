"""The namespaces and terms that the graph is written with; `data/ontology.ttl` says what each of ours means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import quote

from graph.ids import Iris
from graph.model import ConceptType, Predicate
from graph.tables import Row, data, read_table, unique

MYO = "https://myograph.example/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"

IDENTIFIER_COLUMNS = ("prefix", "iri")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
_PREFIX_WORDS = "letters, digits, points and hyphens"
_STEM = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def prefixes(iris: Iris) -> dict[str, str]:
    """The prefixes under which people see and write the graph of one library: `data/queries/prefixes.tsv`."""
    return {prefix: stem.replace("{base}", iris.base) for prefix, stem in _prefix_stems().items()}


@cache
def _prefix_stems() -> Mapping[str, str]:
    rows = unique(read_table(data("queries", "prefixes.tsv"), IDENTIFIER_COLUMNS), "prefix")
    return {row.matching("prefix", _PREFIX, _PREFIX_WORDS): row.filled("iri") for row in rows}


def predicate_iri(predicate: Predicate) -> str:
    """The property of a relation: `myo:has_symptom`."""
    return MYO + predicate.value


def class_iri(kind: ConceptType) -> str:
    """The class of a concept's type: `myo:Condition`."""
    return MYO + kind.value.capitalize()


def identifier_iri(curie: str) -> str:
    """The public IRI of a CURIE, by `data/identifiers.tsv`; of an unknown prefix the one at identifiers.org."""
    prefix, _, local = curie.partition(":")
    stem = _identifier_stems().get(prefix.upper())
    if stem:
        return stem + quote(local, safe="")
    return f"https://identifiers.org/{quote(prefix.lower(), safe='')}:{quote(local, safe='')}"


@cache
def _identifier_stems() -> Mapping[str, str]:
    return stems(read_table(data("identifiers.tsv"), IDENTIFIER_COLUMNS))


def stems(rows: Iterable[Row]) -> dict[str, str]:
    """What stands before the local part of a CURIE, by its prefix in capitals. Raises TableError."""
    return {
        row.matching("prefix", _PREFIX, _PREFIX_WORDS).upper(): row.matching(
            "iri", _STEM, "an http or https address without spaces"
        )
        for row in unique(rows, "prefix")
    }
