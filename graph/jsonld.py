"""JSON-LD that people can read: the engine's expanded form, shortened by a context of prefixes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from graph.terms import RDF, XSD

_TYPE = f"{RDF}type"
_NAME = re.compile(r"[A-Za-z0-9](?:[\w-]*\w)?", re.ASCII)
_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)  # whole numbers that every JSON reader keeps as they are

Value = dict[str, str]
Short = Callable[[str], str]


def context(prefixes: Mapping[str, str]) -> bytes:
    """The context that `node` writes for."""
    return json.dumps(dict(prefixes), ensure_ascii=False).encode()


def node(expanded: Mapping[str, str | list[Value]], prefixes: Mapping[str, str]) -> bytes:
    """One node of the engine's expanded form, shortened, on one line."""
    return json.dumps(_node(expanded, _short(tuple(prefixes.items()))), ensure_ascii=False).encode()


@lru_cache(maxsize=8)
def _short(prefixes: tuple[tuple[str, str], ...]) -> Short:
    return lru_cache(maxsize=4096)(_shortener(dict(prefixes)))


def _shortener(prefixes: Mapping[str, str]) -> Short:
    spaces = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def short(iri: str) -> str:
        for prefix, space in spaces:
            if iri.startswith(space) and _NAME.fullmatch(iri, len(space)):
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    return short


def _node(node: Mapping[str, str | list[Value]], short: Short) -> dict[str, object]:
    return dict(_property(name, values, short) for name, values in node.items())


def _property(name: str, values: str | list[Value], short: Short) -> tuple[str, object]:
    if isinstance(values, str):  # "@id"
        return name, short(values)
    if name == _TYPE and all("@id" in value for value in values):
        return "@type", [short(value["@id"]) for value in values]
    shown = [_value(value, short) for value in values]
    return short(name), shown[0] if len(shown) == 1 else shown


def _value(value: Value, short: Short) -> object:
    if "@id" in value:
        return {"@id": short(value["@id"])}
    if value.keys() == {"@value"}:
        return value["@value"]
    if value.get("@type") == f"{XSD}integer" and _NUMBER.fullmatch(value["@value"]):
        return int(value["@value"])
    if "@type" in value:
        return {"@type": short(value["@type"]), "@value": value["@value"]}
    return value
