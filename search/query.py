"""What the user typed, as a tree of conditions. Knows no engine.

`magnesium cramps` (any of the words, those with more of them first), `"night cramps"` (in a row), `magn*` (words that
begin so), `AND`, `OR`, `NOT` or `-word`, brackets, `title:` and `heading:`. Text that cannot be read so is
taken as plain words: a search box never answers with a syntax error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.names import words
from search.errors import ShortPrefixError

LONGEST_QUERY = 500  # code points; the rest is not read
LEAST_PREFIX = 3  # letters; prefixes expand to every word that begins so
_ASKING = frozenset(
    (
        "what which who whom whose how why where when does do did is are was were am been being has have had can could "
        "should would will may might must i me my we our you your it its they them there if about any some much many "
        "than then so also between and or not"
    ).split()
)
# What questions are made with. Beside a word that asks they say nothing; by themselves ("stop smoking") they may.
_DOING = frozenset(
    (
        "stop stops help helps helping cause causes causing caused cure cures treat treats treating treated prevent "
        "prevents relieve relieves ease eases make makes making made get gets getting give gives take taking use used "
        "using work works happen happens good bad best better worse affect affects do doing feel feels know tell go "
        "goes mean means need needs want link links linked related avoid fix fixes trigger triggers improve improves "
        "contain contains worsen worsens people person thing things someone medicine medicines drug drugs food foods"
    ).split()
)
_TOKEN = re.compile(
    r"""(?P<field>(?:title|heading)):(?=["\w(]) | (?P<quoted>"[^"]*") | (?P<open>\() | (?P<close>\))
      | (?P<not>(?:NOT(?=[\s(])|-(?=["\w(]))) | (?P<and>AND|&&)(?=[\s(]) | (?P<or>OR|\|\|)(?=[\s(])
      | (?P<prefix>\w+)\* | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word; `field` is None for all fields."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with a text."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words in a row."""

    words: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Both:
    """All parts must hold; `without` must not."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part must hold."""

    parts: tuple[Node, ...]


Node = Word | Prefix | Phrase | Both | Either
NOTHING = Either(())


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's tree; `plain` is True where its syntax could not be read and only its words were taken.

    `counted`: whether all passages that fit are counted, or only the best ones found.
    """

    node: Node
    plain: bool = False
    counted: bool = True


class _Unreadable(Exception):  # noqa: N818 - never leaves this module
    pass


def parse(text: str) -> Parsed:
    """The tree of a query. Raises ShortPrefixError; nothing else."""
    text = text[:LONGEST_QUERY]
    tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
    reader = _Reader(tokens)
    try:
        node = reader.either(None)
        if reader.kind:
            raise _Unreadable
    except (_Unreadable, RecursionError):
        return Parsed(plain_words(text), plain=True)
    return Parsed(node)


def plain_words(text: str) -> Node:
    """Any of the words of a text, whatever marks stand between them."""
    return _gather(_telling([Word(word) for word in words(text[:LONGEST_QUERY])]))


def leaves(node: Node, *, positive: bool = True) -> Iterator[Word | Prefix | Phrase]:
    """The words, prefixes and phrases of a tree, without those that must not occur unless `positive` is False."""
    if isinstance(node, (Word, Prefix, Phrase)):
        yield node
        return
    for part in node.parts:
        yield from leaves(part, positive=positive)
    if isinstance(node, Both) and not positive:
        for part in node.without:
            yield from leaves(part, positive=positive)


class _Reader:
    """A reader of tokens, from left to right: OR binds weakest, then AND, then words side by side."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def either(self, field: str | None) -> Node:
        parts = [self._both(field)]
        while self.kind == "or":
            self._take()
            parts.append(self._both(field))
        return _gather(parts)

    def _both(self, field: str | None) -> Node:
        parts: list[Node] = []
        without: list[Node] = []
        self._group(field, parts, without)
        while self.kind == "and":
            self._take()
            self._group(field, parts, without)
        if not parts and without:
            raise _Unreadable  # "everything but" is no search
        if without or len(parts) > 1:
            return Both(tuple(parts), tuple(without))
        return parts[0] if parts else NOTHING

    def _group(self, field: str | None, parts: list[Node], without: list[Node]) -> None:
        """Words side by side: any of them, and none of those after NOT."""
        wanted: list[Node] = []
        before = len(without)
        while self.kind not in ("", "and", "or", "close"):
            if self.kind == "not":
                self._take()
                without.append(self._one(field))
            else:
                wanted.append(self._one(field))
        if wanted:
            parts.append(_gather(_telling(wanted)))
        elif len(without) == before:
            raise _Unreadable

    def _one(self, field: str | None) -> Node:
        kind = self.kind
        if kind == "field":
            return self._one(self._take())
        if kind == "open":
            self._take()
            inner = self.either(field)
            if self.kind != "close":
                raise _Unreadable
            self._take()
            return inner
        if kind not in _LEAVES:
            raise _Unreadable
        return _LEAVES[kind](self._take(), field)


def _telling(parts: Sequence[Node]) -> list[Node]:
    """Without the words that only ask ("what", "does", and beside them "help"), unless nothing else is there."""
    told = [part for part in parts if not _among(part, _ASKING)]
    if len(told) < len(parts):
        told = [part for part in told if not _among(part, _DOING)] or told
    return told or list(parts)


def _among(part: Node, words: frozenset[str]) -> bool:
    return isinstance(part, Word) and part.text in words


def _gather(parts: list[Node]) -> Node:
    kept = [part for part in parts if part != NOTHING]
    return kept[0] if len(kept) == 1 else Either(tuple(kept))


def _quoted(text: str, field: str | None) -> Node:
    found = tuple(words(text))
    return Phrase(found, field) if len(found) > 1 else _gather([Word(word, field) for word in found])


def _word(text: str, field: str | None) -> Node:
    return _gather([Word(word, field) for word in words(text)])


def _prefix(text: str, field: str | None) -> Node:
    folded = "".join(words(text))
    if len(folded) < LEAST_PREFIX:
        raise ShortPrefixError(text, LEAST_PREFIX)
    return Prefix(folded, field)


_LEAVES = {"quoted": _quoted, "word": _word, "prefix": _prefix}
