"""What the user typed, as a tree of conditions. Knows no engine.

`magnesium cramps` (any of the words, those with more of them first), `"night cramps"` (in a row), `magn*` (words that
begin so), `AND`, `OR`, `NOT` or `-word`, brackets, `title:` and `heading:`. Text that cannot be read so is
taken as plain words: a search box never answers with a syntax error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

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
class Named:
    """Folded words that name a concept: any of them, and better the concept, by whatever name.

    `names`: the names of the concept as rows of folded words, `label` the first of them as people write it.
    """

    words: tuple[str, ...]
    concept: str
    label: str
    names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """A tree, and what need not hold but speaks for a passage: the words that a question is made with."""

    node: Node
    better: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All parts must hold; `without` must not."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part must hold."""

    parts: tuple[Node, ...]


Leaf = Word | Prefix | Phrase | Named
Node = Leaf | Both | Either | Likely
NOTHING = Either(())
# The concepts that words in a row name: for each the places of its words (end exclusive), and the concept.
Names = Callable[[Sequence[str]], Iterable[tuple[int, int, Named]]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's tree; `note` says what of it was not read as it stands: then only its words were taken."""

    node: Node
    note: str = ""


_UNREAD = "The words were searched for as they stand: the query could not be read."


class _Unreadable(Exception):  # noqa: N818 - never leaves this module
    note = _UNREAD


class _NothingWanted(_Unreadable):
    note = "NOT was left out: beside it must stand something that is to be found."


def nameless(_: Sequence[str]) -> Iterable[tuple[int, int, Named]]:
    """No words name anything."""
    return ()


def parse(text: str, names: Names = nameless) -> Parsed:
    """The tree of a query, with the concepts that its plain words name. Raises ShortPrefixError; nothing else."""
    text = text[:LONGEST_QUERY]
    tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
    reader = _Reader(tokens, names)
    try:
        node = reader.either(None)
        if reader.kind:
            raise _Unreadable
    except (_Unreadable, RecursionError) as error:
        return Parsed(plain_words(text, names), getattr(error, "note", _UNREAD))
    return Parsed(node)


def plain_words(text: str, names: Names = nameless) -> Node:
    """Any of the words of a text, whatever marks stand between them."""
    return _telling([Word(word) for word in words(text[:LONGEST_QUERY])], names)


def leaves(node: Node, *, positive: bool = True) -> Iterator[Leaf]:
    """The words, prefixes, phrases and names of a tree; with `positive` False those too that must not occur."""
    if isinstance(node, Leaf):
        yield node
        return
    if isinstance(node, Likely):
        yield from leaves(node.node, positive=positive)
        return
    for part in node.parts:
        yield from leaves(part, positive=positive)
    if isinstance(node, Both) and not positive:
        for part in node.without:
            yield from leaves(part, positive=positive)


class _Reader:
    """A reader of tokens, from left to right: OR binds weakest, then AND, then words side by side."""

    def __init__(self, tokens: list[tuple[str, str]], names: Names) -> None:
        self._tokens = tokens
        self._names = names
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
            raise _NothingWanted
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
            elif self.kind == "word":
                spoken = words(self._take())  # "X-linked" may begin a name
                wanted += [Word(word, field) for word in spoken] or [NOTHING]
            else:
                wanted.append(self._one(field))
        if wanted:
            parts.append(_telling(wanted, self._names))
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


def _telling(parts: Sequence[Node], names: Names) -> Node:
    """Any of the parts, without the words that only ask ("what", "does"), unless nothing else is there.

    Beside such a word, those that questions are made with ("help") only speak for a passage.
    """
    spoken = _with_names(parts, names)
    told = [part for part in spoken if not _among(part, _ASKING)]
    doing = [part for part in told if _among(part, _DOING)] if len(told) < len(spoken) else []
    kept = [part for part in told if part not in doing]
    if kept and doing:
        return Likely(_gather(kept), tuple(doing))
    return _gather(kept or told or list(parts))


def _with_names(parts: Sequence[Node], names: Names) -> list[Node]:
    """The parts, with the words in a row that name a concept as one."""
    found: list[Node] = []
    for plain, row in groupby(parts, lambda part: isinstance(part, Word) and part.field is None):
        some = list(row)
        found += _named([part.text for part in some if isinstance(part, Word)], names) if plain else some
    return found


def _named(spoken: Sequence[str], names: Names) -> Iterator[Node]:
    at = 0
    for start, end, named in names(spoken):
        if all(word in _ASKING or word in _DOING for word in spoken[start:end]):
            continue
        yield from map(Word, spoken[at:start])
        yield named
        at = end
    yield from map(Word, spoken[at:])


def _among(part: Node, words: frozenset[str]) -> bool:
    return isinstance(part, Word) and part.text in words


def _gather(parts: list[Node]) -> Node:
    kept = [part for part in parts if part != NOTHING]
    return kept[0] if len(kept) == 1 else Either(tuple(kept))


def _quoted(text: str, field: str | None) -> Node:
    found = tuple(words(text))
    return Phrase(found, field) if found else NOTHING  # one word, too: quoted, it stands for no other name


def _word(text: str, field: str | None) -> Node:
    return _gather([Word(word, field) for word in words(text)])


def _prefix(text: str, field: str | None) -> Node:
    folded = "".join(words(text))
    if len(folded) < LEAST_PREFIX:
        raise ShortPrefixError(text, LEAST_PREFIX)
    return Prefix(folded, field)


_LEAVES = {"quoted": _quoted, "word": _word, "prefix": _prefix}
