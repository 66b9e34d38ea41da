"""Terms as N-Quads writes them. Text is kept code point for code point; only lone surrogates, which no encoding
can hold, become U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.ids import Iris
from graph.terms import XSD, prefixes

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    ord(char): escape
    for char, escape in zip('\t\b\n\r\f"\\', (r"\t", r"\b", r"\n", r"\r", r"\f", r"\"", r"\\"), strict=True)
}
_SPECIAL = re.compile('[\x00-\x1f\x7f"\\\\\ud800-\udfff\ufffe\uffff]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_PART = r"(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*"
_WEB_ADDRESS = re.compile(rf"https?://[A-Za-z0-9.-]+(?::\d{{1,5}})?(?:[/?]{_PART})?(?:#{_PART})?", re.ASCII)


def escape(text: str) -> str:
    """The inside of a quoted literal."""
    if not _SPECIAL.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text).translate(_ESCAPES)


def literal(text: str) -> str:
    """A plain string literal."""
    return f'"{escape(text)}"'


def typed(value: object, datatype: str) -> str:
    """A literal of an XML Schema type ("integer", "decimal", "date"); the value must be written as that type wants."""
    return f'"{value}"^^<{XSD}{datatype}>'


def is_web_address(text: str) -> bool:
    """True for an http(s) address that may stand as an IRI as it is."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def lines(subject: str, pairs: Iterable[tuple[str, str]], graph: str) -> str:
    """Quads of one subject; subject, predicates and graph are bare IRIs, objects are finished terms."""
    return "".join(f"<{subject}> <{predicate}> {term} <{graph}> .\n" for predicate, term in pairs)


def template(shape: str) -> str:
    """A %-template of quads from lines of subject, predicate, object: prefixed names, or slots such as <{evidence}>.

    Every quad goes to the graph of the slot "graph". Filling a template is ten times as fast as putting quads together
    one by one, and an ingest writes millions of them.
    """
    spaces = prefixes(Iris())
    quads = []
    for line in shape.strip().splitlines():
        terms = (_term(word, spaces) for word in line.split())
        quads.append(f"{' '.join(terms)} <%(graph)s> .\n")
    return "".join(quads)


def _term(word: str, spaces: Mapping[str, str]) -> str:
    value, _, datatype = word.partition("^^")
    if "{" in value:
        slot = value.replace("{", "%(").replace("}", ")s")
        return f"{slot}^^{_term(datatype, spaces)}" if datatype else slot
    prefix, _, name = word.partition(":")
    return f"<{spaces[prefix]}{name}>"
