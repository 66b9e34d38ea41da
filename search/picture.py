"""The picture of an answer."""

from __future__ import annotations

from collections.abc import Callable

from graph.model import Link
from graph.showing.parts import Drawing
from graph.showing.picture import drawing, whole_chains
from search.answer import Answer

_DRAWN = 14  # links in a picture: more are hard to read


def picture_of(found: Answer, title: str, address: Callable[[str], str]) -> Drawing:
    """The links of an answer, drawn."""
    return drawing("answer", title, drawn(found), ends_of(found), address)


def drawn(found: Answer) -> tuple[Link, ...]:
    """The links that a picture of an answer shows: its chains, or else its links, and what speaks against them."""
    room = _DRAWN - min(len(found.against), _DRAWN // 3)  # what speaks against is not crowded out
    return (*(whole_chains(found.paths, room) or found.links[:room]), *found.against)[:_DRAWN]


def ends_of(found: Answer) -> frozenset[str]:
    """The concepts that the question was about, and those at the ends of the chains: narrower ones, perhaps."""
    asked = {slot.concept.id for slot in found.question.slots} if found.question else set()
    return frozenset(asked | {end.id for path in found.paths for end in (path.nodes[0], path.nodes[-1])})
