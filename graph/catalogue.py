"""What a library tells of itself as RDF: the SPARQL service (W3C Service Description), the dataset (VoID), the example
queries (SHACL's sh:SPARQLExecutable, as the SIB Swiss Institute of Bioinformatics publishes its own) and the prefixes.

Everything comes out as N-Quads of one graph, for `graph.streams` to give it in whatever form is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from graph.examples import Example, examples
from graph.ids import Iris
from graph.nquads import lines, literal
from graph.queries import iri, named
from graph.store import Store
from graph.terms import RDF, RDFS, SCHEMA, XSD, prefixes

SHACL = "http://www.w3.org/ns/shacl#"
# What else the descriptions are shortened by.
PREFIXES: Mapping[str, str] = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "sh": SHACL,
    "spex": "https://purl.expasy.org/sparql-examples/ontology#",
    "form": "http://www.w3.org/ns/formats/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
_DESCRIPTION = ".well-known/void"
_END = re.compile(rb" \.$", re.MULTILINE)


def service_quads(store: Store, iris: Iris, endpoint: str) -> bytes:
    """The service at an address: what it speaks, its graphs, its examples and prefixes."""
    slots = {
        "endpoint": endpoint,
        "default": f"{iris.base}{_DESCRIPTION}#default",
        "assertions": iris.assertions_graph(),
        "vocabulary": iris.vocabulary_graph(),
        "summary": iris.summary_graph(),
        "corrections": iris.corrections_graph(),
    }
    return _sorted(_asked(store, iris, "service", slots) + "".join(_queries(iris, endpoint)).encode())


def dataset_quads(store: Store, iris: Iris) -> bytes:
    """The dataset: counts, and its partitions by class and by property. All of the store is read for it."""
    dumps = {"dump": "dump.nq.gz", "turtle": "dump.ttl.gz", "nanopubs": "dump.nanopub.trig.gz"}
    slots = {"endpoint": urljoin(iris.base, "sparql")} | {name: urljoin(iris.base, at) for name, at in dumps.items()}
    queries = ("void_dataset", "void_properties", "void_classes")
    return _sorted(b"".join(_asked(store, iris, name, slots) for name in queries))


def _sorted(quads: bytes) -> bytes:
    return b"".join(sorted(set(quads.splitlines(keepends=True))))


def _asked(store: Store, iris: Iris, name: str, slots: Mapping[str, str]) -> bytes:
    description = urljoin(iris.base, _DESCRIPTION)
    every = {**slots, "dataset": iris.base, "description": description}
    query = named(name, iris, space=literal(f"{iris.base}id/"), **{key: iri(value) for key, value in every.items()})
    return _END.sub(f" <{description}> .".encode(), store.query_bytes(query, "nt"))


def _queries(iris: Iris, endpoint: str) -> Iterator[str]:
    """The examples and the prefixes that they use."""
    graph = urljoin(iris.base, _DESCRIPTION)
    declared = f"{graph}#prefixes"
    for prefix, stem in prefixes(iris).items():
        node = f"{graph}#prefix={prefix}"
        yield lines(declared, [(f"{SHACL}declare", f"<{node}>")], graph)
        stem_literal = f"{literal(stem)}^^<{XSD}anyURI>"
        yield lines(node, [(f"{SHACL}prefix", literal(prefix)), (f"{SHACL}namespace", stem_literal)], graph)
    for example in examples(iris):
        pairs = [*_said(example), (f"{SHACL}prefixes", f"<{declared}>"), (f"{SCHEMA}target", f"<{endpoint}>")]
        yield lines(f"{graph}#example={example.key}", pairs, graph)


def _said(example: Example) -> Iterator[tuple[str, str]]:
    # SHACL has no DESCRIBE; SIB's own words have.
    space = PREFIXES["spex"] if example.form == "describe" else SHACL
    yield f"{RDF}type", f"<{SHACL}SPARQLExecutable>"
    yield f"{RDF}type", f"<{space}SPARQL{example.form.capitalize()}Executable>"
    yield f"{RDFS}label", f"{literal(example.title)}@en"
    yield f"{RDFS}comment", f"{literal(example.comment or example.title)}@en"
    yield f"{space}{example.form}", literal(example.text)
