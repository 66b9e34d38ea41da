"""SPARQL cut into its tokens, as far as one can without its grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<skip>\s+ | \#[^\n\r]*)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:[^\W\d_](?:[\w-]|\.+(?=[\w-]))*|_)?:(?:[\w:%-]|\\.|\.+(?=[\w:%\\-]))*)
      | (?P<number>\d*\.?\d+(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\|\||&&|!=|\^\^|@[A-Za-z][\w-]*|.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_MEANT = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "\\": "\\", '"': '"', "'": "'"}


class Token(NamedTuple):
    """A piece of a query. `kind`: string, iri, variable, name (with a prefix), number, word or sign."""

    kind: str
    text: str
    start: int
    end: int


def tokens(sparql: str) -> tuple[Token, ...]:
    """The tokens of a query, without blanks and comments. Every text has some: what fits nothing else is a sign.

    What stands between `<` and `>` without blanks is taken for an address, even where it is "less than".
    """
    return tuple(
        Token(match.lastgroup or "", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(sparql)
        if match.lastgroup != "skip"
    )


def declared(found: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """The prefixes that a query declares, each with its address."""
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if word.text.lower() == "prefix" and name.kind == "name" and iri.kind == "iri":
            yield name.text[:-1], iri.text[1:-1]


def address(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that a token writes; None if it writes none."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    known = prefixes.get(prefix) if token.kind == "name" and colon else None
    return None if known is None else known + local.replace("\\", "")


def text_of(string: Token) -> str | None:
    """What a string says, without its quotes and escapes; None where one of the escapes means nothing."""
    quotes = 3 if string.text[:3] in ('"""', "'''") else 1
    try:
        return _ESCAPE.sub(_unescaped, string.text[quotes:-quotes])
    except (KeyError, ValueError, OverflowError):
        return None


def _unescaped(escape: re.Match[str]) -> str:
    if escape[3]:
        return _MEANT[escape[3]]
    found = chr(int(escape[1] or escape[2], 16))
    found.encode()  # half a character is none
    return found


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column of a character, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
