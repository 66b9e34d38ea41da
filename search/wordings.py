"""How questions are worded: patterns of `data/wordings.tsv` as regular expressions, and the words around names.

A pattern is matched against the folded words of a question, divided by single spaces and with one before the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.errors import TableError
from graph.model import ConceptType
from graph.names import singular, words
from graph.tables import Row, data, read_table

WORD_COLUMNS = ("kind", "name", "words")
WORDING_COLUMNS = ("form", "pattern", "types", "strength")
KINDS = ("words", "type", "rewrite", "opening", "closing", "anywhere", "before", "after", "lack")
NOTED = "noted"
_PART = re.compile(r"\{(?P<slot>[ABX])\}|<(?P<list>\w+)>|(?P<mark>[()\[\]|])|(?P<word>[^\s()\[\]|<>{}]+)|(?P<bad>\S)")
_MARKS = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}
_TYPE = "type"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a question asks for: concepts of some types (any if there are none), of these only what is `within`.

    `said`: in which word, in the singular; `within`: ids of concepts, which stand for all that is narrower.
    """

    said: str = ""
    types: frozenset[ConceptType] = frozenset()
    within: tuple[str, ...] = ()


ANY = Kind()


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask. `readings`: the pattern with each slot as short as can be, then as long as can be."""

    form: str
    readings: tuple[re.Pattern[str], ...]
    kind: Kind
    strong: bool


@dataclass(frozen=True, slots=True)
class Trims:
    """Words that may be left out of a name: before it, after it, and of these the ones an answer must mention.

    `lack`: words before a name that make it the deficiency of what is named.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    noted: frozenset[str]
    lack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """All of `data/wordings.tsv` and `data/questionwords.tsv`."""

    wordings: tuple[Wording, ...]
    kinds: Mapping[str, Kind]
    trims: Trims
    rewrites: Mapping[str, str]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    anywhere: frozenset[str]
    nobody: frozenset[str]  # "i", "you", "people": never the name of a concept

    def bare(self, question: str) -> str:
        """A question's folded words, each with a space before it, without what is only said around it."""
        spoken = [part for word in words(question) for part in self.rewrites.get(word, word).split()]
        text = "".join(f" {word}" for word in spoken if word not in self.anywhere)
        while True:
            shorter = _without_end(_without_start(text, self.openings), self.closings)
            if shorter == text:
                return text
            text = shorter


def load_wordings(forms: Iterable[str]) -> Wordings:
    """The wordings of some forms. Raises TableError."""
    said = read_table(data("questionwords.tsv"), WORD_COLUMNS)
    return build(read_table(data("wordings.tsv"), WORDING_COLUMNS), said, forms)


def build(patterns: Iterable[Row], said: Iterable[Row], forms: Iterable[str]) -> Wordings:
    """Wordings from the rows of the two tables. Raises TableError."""
    allowed, rows = frozenset(forms), list(said)
    for row in rows:
        row.one_of("kind", KINDS)
    lists = {row.filled("name"): row.many("words") for row in rows if row["kind"] == "words"}
    kinds = dict(_kinds(rows))
    lists[_TYPE] = tuple(kinds)
    return Wordings(
        wordings=tuple(_wording(row, allowed, lists) for row in patterns),
        kinds=kinds,
        trims=_trims(rows),
        rewrites={said: row["name"] for row in rows if row["kind"] == "rewrite" for said in row.many("words")},
        openings=_said(rows, "opening"),
        closings=_said(rows, "closing"),
        anywhere=frozenset(_said(rows, "anywhere")),
        nobody=frozenset(lists["one"]),
    )


def _said(rows: Iterable[Row], kind: str, name: str | None = None) -> tuple[str, ...]:
    """The words of a kind, longest first, so that "a lot of" goes before "a"."""
    found = {said for row in rows if row["kind"] == kind and name in {None, row["name"]} for said in row.many("words")}
    return tuple(sorted(found, key=lambda said: (-len(said), said)))


def _trims(rows: list[Row]) -> Trims:
    return Trims(
        _said(rows, "before"), _said(rows, "after"), frozenset(_said(rows, "after", NOTED)), _said(rows, "lack")
    )


def _kinds(rows: Iterable[Row]) -> Iterator[tuple[str, Kind]]:
    for row in rows:
        if row["kind"] == _TYPE:
            types, _, within = row["name"].partition("/")
            for said in row.many("words"):
                one = " ".join(singular(word) for word in said.split())
                yield said, Kind(one, _types(row, types), tuple(within.split()))


def _types(row: Row, names: str) -> frozenset[ConceptType]:
    for name in names.split():
        if name not in set(ConceptType):
            raise TableError(row.path, row.line, _TYPE, name, ", ".join(ConceptType))
    return frozenset(ConceptType(name) for name in names.split())


def _wording(row: Row, forms: frozenset[str], lists: Mapping[str, tuple[str, ...]]) -> Wording:
    form = row.one_of("form", forms)
    strong = row.one_of("strength", ("strong", "weak"), default="strong") == "strong"
    readings = [re.compile(_expression(row, lists, slot)) for slot in _ways(row.filled("pattern"))]
    return Wording(form, tuple(readings), Kind(row["types"], _types(row, row["types"])), strong)


def _ways(pattern: str) -> tuple[str, ...]:
    """A slot takes as few words as fit; where there are two, "x to y to z" has a second reading."""
    return ("(?: [^ ]+)+?", "(?: [^ ]+)+") if pattern.count("{") > 1 else ("(?: [^ ]+)+?",)


def _expression(row: Row, lists: Mapping[str, tuple[str, ...]], slot: str) -> str:
    """The regular expression of a pattern. Raises TableError for a mark or list that is not known."""
    parts = []
    for part in _PART.finditer(row["pattern"]):
        kind, value = part.lastgroup, part[part.lastgroup or 0]
        if kind == "bad" or (kind == "list" and value not in lists):
            raise TableError(
                row.path, row.line, "pattern", part[0], f"words, ( | ), [ ], slots, lists: {', '.join(lists)}"
            )
        parts.append(_piece(str(kind), value, lists, slot))
    try:
        return re.compile("".join(parts)).pattern
    except re.error as error:
        raise TableError(row.path, row.line, "pattern", row["pattern"], "closed brackets, each slot once") from error


def _piece(kind: str, value: str, lists: Mapping[str, tuple[str, ...]], slot: str) -> str:
    if kind == "slot":
        return f"(?P<{value}>{slot})"
    if kind == "mark":
        return _MARKS[value]
    if kind == "word":
        return " " + re.escape(value)
    said = "|".join(" " + re.escape(word) for word in sorted(lists[value], key=len, reverse=True))
    return f"(?P<{_TYPE}>{said})" if value == _TYPE else f"(?:{said})"


def _without_start(text: str, said: Iterable[str]) -> str:
    return next((text[len(one) + 1 :] for one in said if text.startswith(f" {one} ")), text)


def _without_end(text: str, said: Iterable[str]) -> str:
    return next((text[: -len(one) - 1] for one in said if text.endswith(f" {one}")), text)
