"""Vocabularies that a user added, merged into the one that ships. Pure: nothing is read from disk.

An added vocabulary is a table like those of `data/vocabulary/`, with a type in each row. It is never refused as a
whole: a row that cannot be used becomes a problem; a name that another concept has already stays with that one, and is
a clash.

A row speaks of a concept that is known already if its first identifier is that concept's, or if its label is one of
that concept's names and both have one type, or if more than half of its other names are. It then adds names, broader
concepts and identifiers to it. A row without a type only does that, whatever the concept's type is.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from graph.circles import has_circle, without_circles
from graph.errors import TableError
from graph.holders import ABBREVIATION, Known
from graph.model import Concept, ConceptType, Origin, Problem
from graph.names import forget_words, normal
from graph.tables import Row, parts, rows_or_errors
from graph.thrift import uncollected
from graph.vocabulary import Vocabulary, load_vocabulary, narrower_of

ADDED_COLUMNS = ("label", "names", "type", "broader", "identifiers", "unsafe")
_TYPES = frozenset(ConceptType)
_LINE = re.compile(r"^(?!#).*\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Addition:
    """An added vocabulary: its table as text, and its file's name, for messages."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A name that `wanted` (a label) does not get, since `holder` (a label, of type `kind`) has it."""

    name: str
    wanted: str
    holder: str
    kind: ConceptType
    where: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one addition. `added`, `merged`: ids of new concepts, and of known ones that it speaks of.

    `names`: how many names it brought that were not known. `strangers`: rows without a type whose names nobody knows.
    `circles`: labels along each circle that it would have made; the first lost the second. `faults`: bad rows.
    """

    name: str
    added: tuple[str, ...]
    merged: tuple[str, ...]
    names: int
    strangers: int
    clashes: tuple[Clash, ...]
    circles: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A vocabulary with all that was added to it."""

    vocabulary: Vocabulary
    outcomes: tuple[Outcome, ...]


@lru_cache(maxsize=2)
def shipped_with(additions: tuple[Addition, ...]) -> Merged:
    """What ships with Myograph, with these additions; kept for the next who asks. Raises TableError."""
    return merge(load_vocabulary(), additions)


def merge(vocabulary: Vocabulary, additions: Sequence[Addition]) -> Merged:
    """The vocabulary with the additions in their order: what is known already wins."""
    if not additions:
        return Merged(vocabulary, ())
    with uncollected():
        known = Known(vocabulary)
        outcomes = tuple(_Merging(known, addition).run() for addition in additions)
        merged = Vocabulary(
            concepts=known.concepts,
            by_name=known.by_name,
            contexts=(*vocabulary.contexts, *known.contexts),
            digest=_digest(vocabulary, additions),
            narrower=narrower_of(known.concepts),
        )
    forget_words()
    return Merged(merged, outcomes)


class _Placed(NamedTuple):
    """What is still needed of a row when its concept is known: whole rows of a large table would fill the memory."""

    concept: str
    line: int
    label: str
    names: str
    broader: str
    identifiers: str


class _Merging:
    """One addition on its way into what is known."""

    def __init__(self, known: Known, addition: Addition) -> None:
        self._known = known
        self._addition = addition
        self._before = {one.id: one.broader for one in known.concepts.values() if one.broader}
        self._labels: dict[str, str] = {}  # of this table: normal label to the concept that its row speaks of
        self._added: dict[str, None] = {}
        self._merged: dict[str, None] = {}
        self._names: defaultdict[str, list[str]] = defaultdict(list)  # what its concepts get, by id
        self._identifiers: dict[str, tuple[str, ...]] = {}
        self._broader: defaultdict[str, list[str]] = defaultdict(list)
        self._missing: defaultdict[str, list[int]] = defaultdict(list)  # lines that name what nobody knows
        self._strangers = 0
        self._clashes: list[Clash] = []
        self._circles: list[tuple[str, ...]] = []
        self._problems: list[Problem] = []

    def run(self) -> Outcome:
        """Merge, and say what came of it."""
        rows = rows_or_errors(self._addition.text, self._addition.name, ADDED_COLUMNS)
        # labels before names: a name that is another row's label belongs to that row
        placed = [place for row in rows if (place := self._placed(row))]
        for place in placed:
            self._fill(place)
        for place in placed:
            self._connect(place)
        if not placed and not _LINE.search(self._addition.text):
            self._wrong(TableError(self._addition.name, 1, "header", "", "the columns " + ", ".join(ADDED_COLUMNS)))
        orphans = [self._orphans(name, lines) for name, lines in self._missing.items()]
        self._grow()
        return Outcome(
            name=self._addition.name,
            added=tuple(self._added),
            merged=tuple(self._merged),
            names=len(self._added) + sum(map(len, self._names.values())),
            strangers=self._strangers,
            clashes=tuple(self._clashes),
            circles=tuple(self._circles),
            problems=(*self._problems, *orphans),
            faults=tuple(self._problems),
        )

    def _placed(self, row: Row | TableError) -> _Placed | None:
        if isinstance(row, TableError):
            self._wrong(row)
            return None
        concept = self._place(row)
        if not concept:
            return None
        label = self._known.concepts[concept].label
        return _Placed(
            concept,
            row.line,
            label if label == row["label"] else row["label"],  # one text for both
            row["names"],
            row["broader"],
            row["identifiers"],
        )

    def _place(self, row: Row) -> str | None:
        """The concept that a row speaks of, made if need be; None where it speaks of none."""
        try:
            kind = ConceptType(row.one_of("type", _TYPES)) if row["type"] else None
            label = normal(row.filled("label"))
            if not label:
                raise TableError(row.path, row.line, "label", row["label"], "a name with letters or digits")
        except TableError as error:
            self._wrong(error)
            return None
        concept = self._speaks_of(row, label, kind)
        if concept is None:
            concept = self._make(row, label, kind)
        elif concept not in self._added:
            self._merged[concept] = None
        if concept:
            self._labels.setdefault(label, concept)
        return concept

    def _speaks_of(self, row: Row, label: str, kind: ConceptType | None) -> str | None:
        known = self._known
        identified = next((known.by_identifier.get(one) for one in row.many("identifiers")), None)
        if identified:
            return identified
        if label in self._labels:
            return self._labels[label]
        holder = known.holder(label)
        if holder:
            return holder if self._alike(holder, kind) else None
        names = row.many("names")
        # a short form proves nothing, it stands for many things: "OCD"
        named = Counter(known.holder(normal(name)) or "" for name in names if len(name) > ABBREVIATION)
        often = next((one for one, count in named.most_common(1) if one and count * 2 > len(names)), None)
        return often if often and often not in self._added and self._alike(often, kind) else None

    def _alike(self, concept: str, kind: ConceptType | None) -> bool:
        return kind is None or self._known.concepts[concept].type is kind

    def _make(self, row: Row, label: str, kind: ConceptType | None) -> str | None:
        """A new concept; None where its label is another's, or a row without a type is about nothing known."""
        holder = self._known.holder(label)
        if kind is None:
            self._strangers += 1
            return None
        if holder:
            self._clash(row["label"], row.line, row["label"], holder)
            return None
        id = self._known.new_id(row["label"], kind)  # noqa: A001 - the field's own word
        self._known.concepts[id] = Concept(id, row["label"], kind, origin=Origin.ADDED)
        self._known.name(row["label"], label, id)
        self._added[id] = None
        return id

    def _fill(self, placed: _Placed) -> None:
        """Names and identifiers of a row, for its concept."""
        concept = placed.concept
        for name in (placed.label, *parts(placed.names)):
            key = normal(name)
            holder = self._known.holder(key)
            if holder is None and key:
                self._known.name(name, key, concept)
                self._names[concept].append(name)
            elif not key:
                allowed = "a name with letters or digits"
                self._wrong(TableError(self._addition.name, placed.line, "names", name, allowed))
            elif holder is not None and holder != concept:
                self._clash(name, placed.line, self._known.concepts[concept].label, holder)
        identifiers = tuple(one for one in parts(placed.identifiers) if ":" in one)
        if identifiers:
            self._identifiers[concept] = (*self._identifiers.get(concept, ()), *identifiers)
            self._known.identify(concept, identifiers)

    def _connect(self, placed: _Placed) -> None:
        """What a row's concept is a kind of."""
        for name in parts(placed.broader):
            key = normal(name)
            found = self._labels.get(key) or self._known.holder(key) or self._known.by_identifier.get(name)
            if not found:
                self._missing[name].append(placed.line)
            elif found != placed.concept:
                self._broader[placed.concept].append(found)

    def _grow(self) -> None:
        """The concepts with all that they got."""
        above = dict(self._before)
        for at, more in self._broader.items():
            above[at] = tuple(dict.fromkeys((*above.get(at, ()), *more)))
        if has_circle(above, self._broader):
            above, circles = without_circles(above, self._before)
            self._circles += (tuple(self._known.concepts[one].label for one in circle) for circle in circles)
        for at in (*self._added, *self._merged):
            known = self._known.concepts[at]
            self._known.concepts[at] = Concept(
                id=at,
                label=known.label,
                type=known.type,
                names=(*known.names, *self._names.get(at, ())),
                broader=above.get(at, ()),
                identifiers=tuple(dict.fromkeys((*known.identifiers, *self._identifiers.get(at, ())))),
                origin=known.origin,
            )

    def _clash(self, name: str, line: int, wanted: str, holder: str) -> None:
        has = self._known.concepts[holder]
        self._clashes.append(Clash(name, wanted, has.label, has.type, f"{self._addition.name}, line {line}"))

    def _orphans(self, name: str, lines: Sequence[int]) -> Problem:
        rows = "A row is" if len(lines) == 1 else f"{len(lines):,} rows are"
        return Problem(
            f"{rows} said to be below {name!r}, which nobody knows",
            f"{self._addition.name}, line {lines[0]}",
            "That is left out. In the column broader, write the label of another row, or a name that is known.",
        )

    def _wrong(self, error: TableError) -> None:
        self._problems.append(Problem(error.what, error.where, error.mend))


def _digest(vocabulary: Vocabulary, additions: Iterable[Addition]) -> str:
    digest = hashlib.sha256(vocabulary.digest.encode())
    for addition in additions:
        digest.update(b"\0" + addition.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
