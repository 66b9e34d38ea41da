"""An answer on the terminal: its sentence, then chains by pattern or links, each with the sentences behind it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from graph.model import Link, Path
from graph.reader import GraphReader
from myograph import drawing
from myograph.drawing import put
from search.answer import Answer


def show_answer(answer: Answer, graph: GraphReader, console: Console, *, sparql: bool) -> None:
    """Draw an answer; `sparql`: with the query that finds its links."""
    drawer = _Drawer(graph, console)
    put(console, Text(answer.sentence, "bold"))
    if answer.note:
        put(console, Text(answer.note, "yellow"))
    drawer.paths(answer.paths)
    drawer.links("What says so" if answer.verdict else "", answer.links)
    drawer.links("Denied or in doubt", answer.against)
    drawer.hits(answer)
    if answer.stopped:
        put(console, Text(f"Stopped early: {answer.stopped}", "yellow"))
    if sparql and answer.sparql:
        console.print(Rule(Text("SPARQL"), align="left"))
        console.print(Text(answer.sparql))
    put(console, Text("This is what the articles say, not medical advice.", "dim"))


class _Drawer:
    def __init__(self, graph: GraphReader, console: Console) -> None:
        self._graph = graph
        self._console = console

    def paths(self, paths: Iterable[Path]) -> None:
        """Chains, those of one pattern together, in the order of the answer."""
        order = list(dict.fromkeys(path.pattern for path in paths))
        for pattern, some in groupby(sorted(paths, key=lambda path: order.index(path.pattern)), lambda p: p.pattern):
            self._console.print(Rule(Text(pattern.value.capitalize()), align="left"))
            for path in some:
                self._path(path)

    def links(self, heading: str, links: Iterable[Link]) -> None:
        """Links with their passages, under a heading."""
        links = tuple(links)
        if links and heading:
            self._console.print(Rule(Text(heading), align="left"))
        for link in links:
            self._link(link, drawing.link_line(link), 0)

    def hits(self, answer: Answer) -> None:
        """Passages found by their words, where the graph has nothing to say."""
        if answer.paths or answer.links or answer.against:
            return
        for number, hit in enumerate(answer.hits.hits, 1):
            put(self._console, Text.assemble(f"{number}. ", drawing.hit(hit)), 2)

    def _path(self, path: Path) -> None:
        put(self._console, drawing.path_line(path))
        for link in path.links:
            line = drawing.link_line(link) if len(path.links) > 1 else Text(drawing.standing(link))
            self._link(link, line, 2)

    def _link(self, link: Link, line: Text, indent: int) -> None:
        put(self._console, line, indent)
        for passage in drawing.passages(link, self._title, self._graph.family):
            put(self._console, passage, indent + 4)

    def _title(self, document: str) -> str:
        source = self._graph.source(document)
        return source.title if source else document
