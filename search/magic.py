"""Full-text search inside SPARQL: two predicates that are no properties of the graph, but patterns of their own.

    (?document ?score ?snippet ?start ?end) myo:textSearch ("words" 20)
    (?evidence ?score ?snippet) myo:evidenceSearch "words"

Each pattern is taken out of the query's text before the engine sees it, searched for once, and what was found is put
in its place as a VALUES block of the same variables. Everything else stays as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from graph.errors import MyographError, QueryError
from graph.terms import MYO
from search.errors import SearchPatternError, UnclearQuoteError
from search.sparqltokens import Token, address, declared, place, text_of, tokens

USUAL, MOST = 100, 1000  # passages that are looked for
MOST_PATTERNS = 10  # in one query


class Magic(StrEnum):
    """The predicates, by their local names."""

    TEXT = "textSearch"
    EVIDENCE = "evidenceSearch"


COLUMNS = {
    Magic.TEXT: ("document", "score", "snippet", "start", "end"),
    Magic.EVIDENCE: ("evidence", "score", "snippet"),
}
_BY_IRI = {MYO + magic: magic for magic in Magic}
_PATH = frozenset("/|*+?^!")
_BEGINS_OBJECT = frozenset(("string", "iri", "name", "variable", "number", "("))
_GOES_ON = frozenset((";", ",", "variable", "iri", "name"))
_OTHER_SUBJECTS = frozenset(("iri", "name", "string", "number", "]", "[", ";"))


class Pattern(NamedTuple):
    """A search in a query, and which part of its text it is."""

    magic: Magic
    variables: tuple[str, ...]
    words: str
    limit: int
    start: int
    end: int


Find = Callable[[Pattern], Iterable[tuple[str, ...]]]  # rows of terms as SPARQL writes them, best first


class Edit(NamedTuple):
    """A part of a text, and what stands in its place."""

    start: int
    end: int
    text: str


class Rewritten(NamedTuple):
    """A query with its searches done. `original`: as it came."""

    original: str
    text: str
    edits: tuple[Edit, ...] = ()

    def blamed(self, error: QueryError) -> QueryError:
        """An error of the rewritten query, with its place in the original one."""
        if not (self.edits and error.line):
            return error
        lines = self.text.split("\n")
        found = sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1
        what, _, _ = error.what.partition(", near ")  # the words there may be those that were put in
        return QueryError(what, *place(self.original, self._before(found)))

    def _before(self, offset: int) -> int:
        """Where a character stood before; of what was put in, the first that it took the place of."""
        moved = 0
        for edit in self.edits:
            first = edit.start + moved
            if offset < first:
                break
            if offset < first + len(edit.text):
                return edit.start
            moved += len(edit.text) - (edit.end - edit.start)
        return offset - moved


def rewritten(sparql: str, found: Iterable[Pattern], find: Find) -> Rewritten:
    """The query with a VALUES block for each pattern, of what `find` finds. Raises QueryError for words that cannot be
    searched for.
    """
    edits = tuple(Edit(one.start, one.end, _values(sparql, one, find)) for one in found)
    ends = [0, *(edit.end for edit in edits)]
    kept = (sparql[end : edit.start] + edit.text for end, edit in zip(ends, edits, strict=False))
    return Rewritten(sparql, "".join(kept) + sparql[ends[-1] :], edits)


def patterns(sparql: str, prefixes: Mapping[str, str]) -> tuple[Pattern, ...]:
    """The searches of a query, in its order; `prefixes` need not be declared in it. Raises SearchPatternError."""
    if not any(magic in sparql for magic in Magic):
        return ()
    row = tokens(sparql)
    known = {**prefixes, **dict(declared(row))}
    places = [(at, magic) for at, token in enumerate(row) if (magic := _BY_IRI.get(address(token, known) or ""))]
    read = _Reader(sparql, row)
    found = tuple(pattern for at, magic in places if (pattern := read.pattern(at, magic)))
    if len(found) > MOST_PATTERNS:
        fault = f"can stand in a query {MOST_PATTERNS} times"
        raise SearchPatternError(found[-1].magic, fault, *place(sparql, found[-1].start))
    if found:
        read.check_addresses()
    return found


class _Reader:
    """Reads the patterns around the places where one of the predicates stands."""

    def __init__(self, sparql: str, row: tuple[Token, ...]) -> None:
        self._sparql = sparql
        self._row = row
        self._made = tuple(_made_by_construct(row))
        self._data = tuple(_data_blocks(row))

    def pattern(self, at: int, magic: Magic) -> Pattern | None:
        """The pattern whose predicate is token `at`; None where that is no predicate. Raises SearchPatternError."""
        before, after = self._kind(at - 1), self._kind(at + 1)
        if before in _PATH or after in _PATH:
            raise self._error(at, magic, "cannot be part of a path")
        if after not in _BEGINS_OBJECT or _among(at, self._data):
            return None
        first = self._subject(at)
        if first is None:
            if before in _OTHER_SUBJECTS or (before, after) == (")", "string"):
                raise self._error(at, magic, "stands behind a variable or a list of variables, in a pattern of its own")
            return None
        return self._whole(first, at, magic)

    def _whole(self, first: int, at: int, magic: Magic) -> Pattern:
        if _among(at, self._made):
            raise self._error(at, magic, "stands in WHERE, not in what CONSTRUCT makes")
        last = self._object(at, magic)
        if self._kind(last + 1) in _GOES_ON:
            raise self._error(last + 1, magic, "is a pattern of its own: end it with a full stop")
        words, limit = self._asked(at, last, magic)
        variables = self._variables(first, at, magic)
        return Pattern(magic, variables, words, limit, self._row[first].start, self._row[last].end)

    def check_addresses(self) -> None:
        """An address with a quote in it may as well be "less than" and a string. Raises UnclearQuoteError."""
        for token in self._row:
            if token.kind == "iri" and "'" in token.text:
                raise UnclearQuoteError(*place(self._sparql, token.start))

    def _kind(self, at: int) -> str:
        """What a token is; of a sign or word, which one."""
        if not 0 <= at < len(self._row):
            return ""
        token = self._row[at]
        return token.text if token.kind in ("sign", "word") else token.kind

    def _subject(self, at: int) -> int | None:
        """Where the subject in front of a predicate begins; None if there is none."""
        if self._kind(at - 1) == "variable":
            return at - 1
        first = at - 2
        while self._kind(first) == "variable":
            first -= 1
        called = self._row[first - 1].kind in ("word", "name", "iri") if first > 0 else True
        listed = self._kind(at - 1) == ")" and self._kind(first) == "("
        return first if listed and not called else None

    def _object(self, at: int, magic: Magic) -> int:
        """Where the object behind a predicate ends."""
        last = at + 1
        if self._kind(last) == "(":
            while self._kind(last) not in {")", ""}:
                last += 1
            if not self._kind(last):
                raise self._error(at + 1, magic, "has a bracket that is not closed")
        return last

    def _asked(self, at: int, last: int, magic: Magic) -> tuple[str, int]:
        """The words to search for, and how many passages."""
        inside = self._row[at + 1 : last + 1] if last == at + 1 else self._row[at + 2 : last]
        if not inside or inside[0].kind != "string":
            why = "takes its words as a string; they are searched for before the query runs, so they can be no variable"
            raise self._error(at + 1, magic, why)
        if len(inside) > 2 or self._kind(last + 1) in {"^^"} or self._kind(last + 1).startswith("@"):
            raise self._error(at + 1, magic, 'takes "words" or ("words" limit)')
        words = text_of(inside[0])
        if words is None:
            raise self._error(at + 1, magic, "has an escape in its words that means nothing")
        if not words.strip():
            raise self._error(at + 1, magic, "was given no words")
        return words, self._limit(inside[1], magic) if len(inside) == 2 else USUAL

    def _limit(self, token: Token, magic: Magic) -> int:
        limit = int(token.text) if token.text.isdecimal() and len(token.text) < len(str(MOST)) + 1 else 0
        if not 1 <= limit <= MOST:
            fault = f"takes a limit from 1 to {MOST}"
            raise SearchPatternError(magic, fault, *place(self._sparql, token.start))
        return limit

    def _variables(self, first: int, at: int, magic: Magic) -> tuple[str, ...]:
        names = tuple(token.text[1:] for token in self._row[first:at] if token.kind == "variable")
        columns = COLUMNS[magic]
        if not 1 <= len(names) <= len(columns):
            raise self._error(first, magic, f"gives 1 to {len(columns)} values: {', '.join(columns)}")
        if len(set(names)) < len(names):
            raise self._error(first, magic, "has a variable twice")
        return names

    def _error(self, at: int, magic: Magic, fault: str) -> SearchPatternError:
        return SearchPatternError(magic, fault, *place(self._sparql, self._row[at].start))


def _among(at: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first < at < last for first, last in ranges)


def _data_blocks(row: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """The first and last token of what stands in the brackets of VALUES."""
    for at, token in enumerate(row):
        if token.text.lower() == "values" and token.kind == "word":
            opened = next((one for one in range(at, len(row)) if row[one].text == "{"), len(row))
            yield opened, _closing(row, opened)


def _made_by_construct(row: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """The first and last token of what CONSTRUCT makes; of its short form, of all that follows."""
    for at, token in enumerate(row[:-1]):
        if token.text.lower() == "construct" and token.kind == "word":
            short = row[at + 1].text != "{"
            yield at, len(row) if short else _closing(row, at + 1)


def _closing(row: tuple[Token, ...], opened: int) -> int:
    """The bracket that closes an open one; the end where none does."""
    depths = accumulate({"{": 1, "}": -1}.get(token.text, 0) for token in row[opened:])
    return next((opened + number for number, depth in enumerate(depths) if not depth), len(row))


def _values(sparql: str, one: Pattern, find: Find) -> str:
    try:
        rows = tuple(find(one))
    except MyographError as error:  # what can be wrong with the words
        raise SearchPatternError(
            one.magic, f"cannot search: {error.what.rstrip('.')}. {error.mend}", *place(sparql, one.start)
        ) from error
    heads = " ".join(f"?{name}" for name in one.variables)
    kept = dict.fromkeys(" ".join(row[: len(one.variables)]) for row in rows)
    return f"VALUES ({heads}) {{ {' '.join(f'({row})' for row in kept)} }}"
