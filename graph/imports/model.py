"""What the readers of vocabularies hand over: terms as a file has them, not yet checked or chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import Problem


class Scope(StrEnum):
    """How a name relates to its term."""

    EXACT = "exact"
    NARROW = "narrow"
    BROAD = "broad"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of somebody's vocabulary. `id`: what the file calls it by (CURIE, IRI, code), or "".

    `broader`: ids or labels. `identifiers`: other CURIEs. `former`: ids that it had. `subsets`: parts of the vocabulary
    that it belongs to. `type`: as a column says it, or "". `line`: 0 where the syntax has none.
    """

    id: str
    label: str
    names: tuple[tuple[str, Scope], ...] = ()
    broader: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    subsets: tuple[str, ...] = ()
    type: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """The terms of a file in its order, and what could not be understood. `obsolete`: how many it gives up itself."""

    name: str
    terms: tuple[Term, ...]
    problems: tuple[Problem, ...] = ()
    obsolete: int = 0


def problem(what: str, name: str, line: int, mend: str) -> Problem:
    """Something wrong at a line of a file."""
    return Problem(what, f"{name}, line {line}" if line else name, mend)
