"""The named queries of `data/queries/`: SPARQL that a person can read, with {slots} for what a caller fills in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from graph.ids import Iris
from graph.tables import data
from graph.terms import prefixes

_SLOT = re.compile(r"\{([a-z_]+)\}")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_USED = re.compile(r"(?<![\w<])([a-z]+):[\w{]")


def named(name: str, iris: Iris, **slots: str) -> str:
    """The query `data/queries/<name>.rq` with its slots filled and the prefixes it uses declared.

    A slot's value is SPARQL: make it with `iri` or `iris_of`. Raises KeyError for a slot without a value.
    """
    body = _SLOT.sub(lambda slot: slots[slot[1]], _text(name))
    used = set(_USED.findall(body))
    declared = (f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(iris).items() if prefix in used)
    return "".join(declared) + body


def iri(text: str) -> str:
    """An IRI as SPARQL writes it; characters that no IRI may hold are percent-encoded, so none breaks out of it."""
    return f"<{_NOT_IN_IRI.sub(lambda char: quote(char[0]), text)}>"


def iris_of(texts: Iterable[str]) -> str:
    """IRIs for a VALUES block, sorted."""
    return " ".join(iri(text) for text in sorted(texts))


@cache
def _text(name: str) -> str:
    lines = data("queries", f"{name}.rq").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))
