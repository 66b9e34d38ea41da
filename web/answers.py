"""From a question to its answer."""

from __future__ import annotations

from graph.tables import data, read_table
from myograph.generation import Generation
from search.answer import Answer, answer, links_between
from web.render import shown_graph


def answer_to(q: str, generation: Generation) -> Answer:
    """The answer to a question in words."""
    return answer(q, shown_graph(generation), generation.index)


def answer_between(start: str, goal: str, generation: Generation) -> Answer:
    """What links two names."""
    return links_between(start, goal, shown_graph(generation), generation.index)


def example_questions() -> list[str]:
    """The questions that the first page offers."""
    return [row.filled("question") for row in read_table(data("examples.tsv"), ("question",))]
