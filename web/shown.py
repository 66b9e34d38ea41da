"""What a view shows: its words, its statements and its picture, worked out from a generation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from graph.model import Link
from graph.paths import PathOptions
from graph.reader import GraphReader
from graph.showing.around import DRAWN, article, neighbourhood, said_in, sifted, strongest
from graph.showing.draw import picture
from graph.showing.parts import Drawing
from graph.showing.picture import anchor, sentence
from graph.showing.style import Theme
from graph.showing.words import counted
from myograph.generation import Generation
from search.answer import Answer, AnswerOptions, answer, links_between
from search.picture import drawn, picture_of
from web.concepts import surroundings_of
from web.errors import NotAQuestionError, NotFoundError
from web.pictures import between
from web.views import Kind, View

_TOLD = 3  # statements that stand for a picture
# Pixels of the frame's style sheet: margins left and right, a line of text, and what stands between lines.
_EDGES, _LINE, _REST = 38, 25, 120


@dataclass(frozen=True, slots=True)
class Shown:
    """The contents of a view. `links` are those that `svg` draws, in a picture of this width and height, zero where
    nothing is drawn; `more`: how many others the page has.
    """

    title: str
    sentence: str
    links: tuple[Link, ...]
    svg: str
    size: tuple[int, int]
    more: int = 0

    @property
    def alternative(self) -> str:
        """What stands for the picture where it cannot be seen: its title, and the answer or the first statements."""
        said = self.sentence or " ".join(sentence(link) for link in self.links[:_TOLD])
        return f"{self.title}. {said}".strip()

    def height(self, width: int) -> int:
        """How many pixels of height its frame needs, about, where it is so wide; the sentences are folded in there."""
        room = width - _EDGES
        wide, high = self.size
        least = 640 if "wide" in self.svg[:40] else 384 if "middling" in self.svg[:40] else 0
        drawn = high * min(1, max(room, least) / wide) if wide else 0
        lines = ceil(len(self.title) * 10 / room) + ceil(len(self.sentence) * 8 / room) + ceil(1400 / room)
        return round(drawn + lines * _LINE + _REST)


def shown(view: View, generation: Generation) -> Shown:
    """What a view shows. Raises what answers and the pages of concepts raise: UnknownNameError, NotFoundError …"""
    graph = generation.graph.known_only() if view.choices.get("provisional") == "no" else generation.graph
    if view.kind is Kind.CONCEPT:
        return _around(view, graph)
    if view.kind is Kind.DOCUMENT:
        return _said(view, graph)
    options = AnswerOptions(paths=PathOptions(sieve=view.sieve))
    if view.kind is Kind.ASK:
        q = view.asked["q"]
        found = answer(q, graph, generation.index, options)
        if found.question is None:
            raise NotAQuestionError(q)
        return _answered(view, found, q)
    start, goal = view.asked["from"], view.asked["to"]
    return _answered(view, links_between(start, goal, graph, generation.index, options), between(start, goal))


def sources_line(links: Iterable[Link], graph: GraphReader) -> str:
    """Where the statements come from: "Read from 3 articles of Example Health and 1 other publisher."."""
    keys = {passage.document for link in links for said in link.assertions for passage in said.evidence}
    if not keys:
        return "No article of this library says anything of it."
    publishers = sorted({one.publisher for key in keys if (one := graph.source(key)) and one.publisher})
    named = f", by {', '.join(publishers[:3])}" if publishers else ""
    others = " and others" if len(publishers) > 3 else ""
    return f"Read from {counted(len(keys), 'article')}{named}{others}."


def _answered(view: View, found: Answer, title: str) -> Shown:
    links = tuple({anchor(link): link for link in drawn(found)}.values())
    chained = (link for path in found.paths for link in path.links)
    every = {anchor(link) for link in (*found.links, *found.against, *chained)}
    drawing = picture_of(found, title, lambda key: view.leading(f"concept/{key}"))
    return Shown(title, found.sentence, links, *_drawn(drawing), len(every) - len(links))


def _around(view: View, graph: GraphReader) -> Shown:
    found = sifted(surroundings_of(view.about, graph), view.sieve, graph)
    links = strongest(found, graph)
    drawing = neighbourhood(found, links, lambda key: view.leading(f"concept/{key}"))
    every = len(found.outward) + len(found.inward)
    return Shown(drawing.title, "", links, *_drawn(drawing), every - len(links))


def _said(view: View, graph: GraphReader) -> Shown:
    source = graph.source(view.about)
    if source is None:
        raise NotFoundError(view.about, kind="document")
    every = said_in(source.id, graph, view.sieve)
    links = every[:DRAWN]
    drawing = article(source.title, links, lambda key: view.leading(f"concept/{key}"))
    return Shown(drawing.title, "", links, *_drawn(drawing), len(every) - len(links))


def _drawn(drawing: Drawing) -> tuple[str, tuple[int, int]]:
    """The picture, each of whose links leads out of the frame, and its size; "" where there is nothing to draw."""
    if not drawing.edges:
        return "", (0, 0)
    made = picture(drawing, Theme.AUTO, "")
    size = (round(made.size.width), round(made.size.height))
    return made.svg.replace("<a ", '<a target="_blank" rel="noopener" '), size
