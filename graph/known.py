"""A dump without what is only provisional: concepts that no vocabulary knows, and all that is said of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from graph.ids import Iris
from graph.terms import OA, RDF

_QUAD = re.compile(rb"<([^>]*)> <([^>]*)> (.*) <[^>]*> \.\n?")
_ENDS = (f"{RDF}subject".encode(), f"{RDF}object".encode())
_BODY = f"{OA}hasBody".encode()


def known_quads(nquads: bytes, iris: Iris, unknown: Collection[str]) -> bytes:
    """The quads that speak of none of the `unknown` concepts (ids), nor of a claim or passage about one."""
    gone = {iris.concept(one).encode() for one in unknown}
    parsed = [(line, *found.groups()) for line in nquads.splitlines(keepends=True) if (found := _QUAD.fullmatch(line))]
    gone |= {subject for _, subject, predicate, thing in parsed if predicate in _ENDS and _iri(thing) in gone}
    gone |= {subject for _, subject, predicate, thing in parsed if predicate == _BODY and _iri(thing) in gone}
    return b"".join(line for line, subject, _, thing in parsed if _of(subject) not in gone and _iri(thing) not in gone)


def _iri(thing: bytes) -> bytes:
    return thing[1:-1] if thing[:1] == b"<" else b""


def _of(subject: bytes) -> bytes:
    """The thing that a part belongs to: the target of a passage is gone with it."""
    return subject.partition(b"#")[0]
