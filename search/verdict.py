"""For, against or in doubt: which side articles take, and what their numbers say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from graph.model import Assertion, Certainty, Link, Polarity
from graph.reader import GraphReader

CLEAR = 4  # so many articles on one side for each one on the other make a yes or a no


class Verdict(StrEnum):
    """The answer to a yes/no question, by what the articles say."""

    YES = "yes"
    NO = "no"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What one article says of a claim."""

    SUPPORT = "support"
    AGAINST = "against"
    DISPUTED = "disputed"


class Counts(NamedTuple):
    """Independent documents (families of copies) on each side of a question, as `graph.belief` counts them."""

    support: int
    against: int
    disputed: int

    @property
    def clear(self) -> bool:
        """True where all who speak of it say so."""
        return bool(self.support) and not (self.against or self.disputed)

    @property
    def verdict(self) -> Verdict:
        """A clear yes or no; what more articles doubt than deny is no clear no."""
        if not any(self):
            return Verdict.UNKNOWN
        if self.support and self.support >= CLEAR * (self.against + self.disputed):
            return Verdict.YES
        if self.against >= max(CLEAR * self.support, self.disputed, 1):
            return Verdict.NO
        return Verdict.DISPUTED


def stance(assertion: Assertion) -> Stance:
    """The side that an assertion takes."""
    if assertion.certainty is Certainty.DISPUTED:
        return Stance.DISPUTED
    return Stance.SUPPORT if assertion.polarity is Polarity.AFFIRMED else Stance.AGAINST


def count(links: Iterable[Link], graph: GraphReader) -> Counts:
    """The independent documents behind links that have their assertions with them; each counts once on a side."""
    families: dict[Stance, set[str]] = {side: set() for side in Stance}
    for link in links:
        for assertion in link.assertions:
            families[stance(assertion)].update(_family(evidence.document, graph) for evidence in assertion.evidence)
    return Counts(*(len(families[side]) for side in Stance))


def side(links: Iterable[Link], belongs: Callable[[Assertion], bool]) -> tuple[Link, ...]:
    """The links with only those assertions that belong to one side; links without any are left out."""
    parts = (replace(link, assertions=tuple(filter(belongs, link.assertions))) for link in links)
    return tuple(link for link in parts if link.assertions)


def _family(document: str, graph: GraphReader) -> str:
    source = graph.source(document)
    return source.family if source else document
