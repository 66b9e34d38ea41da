"""From a question to its answer, made of what the address lets through."""

from __future__ import annotations

from graph.paths import PathOptions
from graph.tables import data, read_table
from myograph.generation import Generation
from search.answer import Answer, AnswerOptions, answer, links_between
from web.filters import the_sieve
from web.render import shown_graph


def answer_to(q: str, generation: Generation) -> Answer:
    """The answer to a question in words."""
    return answer(q, shown_graph(generation), generation.index, _options())


def answer_between(start: str, goal: str, generation: Generation) -> Answer:
    """What links two names."""
    return links_between(start, goal, shown_graph(generation), generation.index, _options())


def example_questions() -> list[str]:
    """The questions that the first page offers."""
    return [row.filled("question") for row in read_table(data("examples.tsv"), ("question",))]


def _options() -> AnswerOptions:
    return AnswerOptions(paths=PathOptions(sieve=the_sieve()))
