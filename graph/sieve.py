"""What an answer may be made of: how many sources, how sure they are, and by way of which kinds of things. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph.links import Edge, edge_of
from graph.model import ConceptType, Link, Predicate


class Sureness(StrEnum):
    """How sure the articles must be of a link."""

    ANY = "any"
    STATED = "stated"  # some article says so without "may"
    UNDISPUTED = "undisputed"  # and none denies or doubts it


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which links and concepts an answer may use. By itself it lets everything through.

    `sources`: independent articles that must agree on each link. `through`: the only types of concepts by way of which
    a chain may lead, or which a list may name; `avoid`: types that it must not. `predicates`: the only ones that count.
    """

    sources: int = 1
    sureness: Sureness = Sureness.ANY
    through: frozenset[ConceptType] = frozenset()
    avoid: frozenset[ConceptType] = frozenset()
    predicates: frozenset[Predicate] = frozenset()

    @property
    def open(self) -> bool:
        """True where everything passes."""
        return self == OPEN

    def allows(self, type: ConceptType) -> bool:
        """True for the types that may be passed through or listed."""
        return type not in self.avoid and (not self.through or type in self.through)

    def admits(self, link: Link) -> bool:
        """True for a link with neither end to be avoided, and one, where types are named, among these."""
        ends = {link.subject.type, link.object.type}
        return not self.avoid & ends and any(map(self.allows, ends))

    def speaks(self, link: Link) -> bool:
        """True for a link whose predicate counts."""
        return not self.predicates or link.predicate in self.predicates

    def keeps(self, link: Link, stated: Collection[Edge]) -> bool:
        """True for a link that may be used. `stated`: those of which some article speaks without a doubt."""
        if not self.speaks(link) or max(link.support, link.against, link.disputed) < self.sources:
            return False
        if self.sureness is Sureness.ANY:
            return True
        calm = self.sureness is Sureness.STATED or not (link.against or link.disputed)
        return calm and edge_of(link) in stated

    def kept(self, links: Iterable[Link], stated: Collection[Edge]) -> tuple[Link, ...]:
        """The links that may be used, in their order."""
        return tuple(link for link in links if self.keeps(link, stated))


OPEN: Final = Sieve()
