"""The nouns of searching: frozen records, without knowledge of any engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.emphasis import Shown
from graph.model import Span


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
    """The answer to a search: how many there are in all, and one page of them. `note` says what was changed."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    note: str = ""
