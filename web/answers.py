"""From a question to its answer, and from an answer to its picture."""

from __future__ import annotations

from collections.abc import Callable

from graph.tables import data, read_table
from myograph.generation import Generation
from search.answer import Answer, answer, links_between
from web.graphview import Drawing
from web.present import drawing, whole_chains
from web.render import shown_graph

_DRAWN = 14  # links in a picture: more are hard to read


def answer_to(q: str, generation: Generation) -> Answer:
    """The answer to a question in words."""
    return answer(q, shown_graph(generation), generation.index)


def answer_between(start: str, goal: str, generation: Generation) -> Answer:
    """What links two names."""
    return links_between(start, goal, shown_graph(generation), generation.index)


def picture_of(found: Answer, title: str, address: Callable[[str], str]) -> Drawing:
    """The links of an answer, drawn: its chains, or else its links, and what speaks against them."""
    room = _DRAWN - min(len(found.against), _DRAWN // 3)  # what speaks against is not crowded out
    shown = (*(whole_chains(found.paths, room) or found.links[:room]), *found.against)
    return drawing("answer", title, shown[:_DRAWN], ends_of(found), address)


def ends_of(found: Answer) -> frozenset[str]:
    """The concepts that the question was about, and those at the ends of the chains: narrower ones, perhaps."""
    asked = {slot.concept.id for slot in found.question.slots} if found.question else set()
    return frozenset(asked | {end.id for path in found.paths for end in (path.nodes[0], path.nodes[-1])})


def example_questions() -> list[str]:
    """The questions that the first page offers."""
    return [row.filled("question") for row in read_table(data("examples.tsv"), ("question",))]
