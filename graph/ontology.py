"""The words that the graph is written with (`data/ontology.ttl`), in any form that RDF is written in."""

from __future__ import annotations

from functools import cache

from graph.tables import data

_RDFLIB = {"nt": "nt", "nq": "nt", "rdf": "xml", "jsonld": "json-ld"}  # N-Triples are N-Quads, too


@cache
def ontology_in(format: str) -> bytes:
    """The ontology in one of the store's GRAPH_FORMATS."""
    content = data("ontology.ttl").read_bytes()
    if format not in _RDFLIB:  # Turtle is TriG, too
        return content
    from rdflib import Graph  # noqa: PLC0415 - slow to start, and few callers want it

    return Graph().parse(data=content, format="turtle").serialize(format=_RDFLIB[format], encoding="utf-8")
