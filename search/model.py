"""The nouns of searching: frozen records, without knowledge of any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.emphasis import Shown
from graph.model import Span
from search.query import Names, nameless


class Unit(StrEnum):
    """What one hit is."""

    PASSAGE = "passage"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is indexed as one: sentences in a row under the same headings."""

    span: Span
    headings: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a passage. `span` and `marks` (the words that were found) refer to Document.text."""

    text: str
    span: Span
    marks: tuple[Span, ...]

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text as people see it, in parts, each with True where it is one of the words that were found."""
        seen, first = Shown(self.text), self.span.start
        parts: list[tuple[str, bool]] = []
        at = 0
        for mark in self.marks:
            parts.append((seen.cut(at, mark.start - first), False))
            parts.append((seen.cut(mark.start - first, mark.end - first), True))
            at = mark.end - first
        parts.append((seen.cut(at, len(self.text)), False))
        return tuple(part for part in parts if part[0])


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage or document that was found; for a document, `span` is its best passage.

    `document` is its id, `section` the headings above the passage, joined by " > ".
    """

    document: str
    unit: Unit
    span: Span
    score: float
    title: str
    section: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Hits:
    """The answer to a search: how many there are in all, and one page of them. `note` says what was changed.

    `meant`: the concepts that were searched for by all of their names: id and label. `counts`: how many of the best
    `looked` hits have something that was counted (see `How`).
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    note: str = ""
    meant: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    looked: int = 0


@dataclass(frozen=True, slots=True)
class How:
    """How to search. `only`: rows of keys of `search.keys`; a passage must have one of each row.

    `names` finds the concepts that words name, to search for them by all of their names. `order`: what hits are sorted
    by, from a document's id, instead of how well they fit. `counted`: what is counted, from the keys of a passage.
    """

    unit: Unit = Unit.PASSAGE
    names: Names = nameless
    only: tuple[tuple[str, ...], ...] = ()
    order: Callable[[str], tuple[int | str, ...]] | None = None
    counted: Callable[[Sequence[str]], Iterable[str]] | None = None


PASSAGES = How()
