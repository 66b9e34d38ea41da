"""Identifiers as CURIEs: "MESH:D009120" out of an IRI, a bare code or a CURIE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graph.model import ConceptType
from graph.tables import data, read_table, unique
from graph.terms import IDENTIFIER_COLUMNS, stems

_OBO = re.compile(r"https?://purl\.obolibrary\.org/obo/([A-Za-z]+)_(\w+)")
_CURIE = re.compile(r"([A-Za-z][\w.-]*):([^\s/|][^\s|]*)")


def curie_of(text: str, prefix: str) -> str:
    """An identifier as CURIE where that can be told, else as it is. `prefix`: what a bare code lacks, or ""."""
    if not text or " " in text:
        return text
    if "://" in text:
        return _of_iri(text)
    if prefix and ":" not in text:
        return f"{prefix}:{text}"
    return text


def is_curie(text: str) -> bool:
    """True for a prefix, a colon and a code."""
    return _CURIE.fullmatch(text) is not None


def is_known(curie: str) -> bool:
    """True for a CURIE whose prefix `data/identifiers.tsv` has: it leads somewhere."""
    return is_curie(curie) and prefix_of(curie) in _known_stems()


def prefix_of(curie: str) -> str:
    """What stands before the colon, in capitals."""
    return curie.partition(":")[0].upper()


def type_of_prefix(prefix: str) -> ConceptType | None:
    """What kind of things the vocabulary with this prefix holds, where it is but one kind."""
    return _types().get(prefix)


def _of_iri(iri: str) -> str:
    for prefix, stem in _known_stems().items():
        if iri.startswith(stem) and len(iri) > len(stem):
            return f"{prefix}:{iri[len(stem) :]}"
    found = _OBO.fullmatch(iri)
    return f"{found[1]}:{found[2]}" if found else iri


@cache
def _known_stems() -> Mapping[str, str]:
    return stems(read_table(data("identifiers.tsv"), IDENTIFIER_COLUMNS))


@cache
def _types() -> Mapping[str, ConceptType]:
    rows = unique(read_table(data("importtypes.tsv"), ("prefix", "type")), "prefix")
    return {row["prefix"]: ConceptType(row.one_of("type", ConceptType)) for row in rows}
