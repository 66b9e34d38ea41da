"""Main text as elements (trafilatura's) to lines of text with their blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph.model import Block, BlockKind, Span
from graph.names import normal
from ingest.headings import looks_like_heading

_NESTED = frozenset(("list", "p", "table", "quote", "head", "div", "row"))  # elements with lines of their own
_DEEPEST = 6
_LABELLED = 0  # the level of what may be an item: a paragraph with a bold label
Line = tuple[BlockKind, int, str]


class Page:
    """Collects lines of text and their blocks. The title stands on top if the main text does not begin with it."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self.parts: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.level = 1  # of the last heading

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self.parts)

    def take(self, body: Any) -> None:
        """Adds the lines of the main text, if there is any."""
        lines = list(self.lines(body, 0)) if body is not None else []
        if (
            lines
            and self.title
            and not any(kind is BlockKind.HEADING and self.names(words) for kind, _, words in lines)
        ):
            lines.insert(0, (BlockKind.HEADING, 1, self.title))
        for kind, level, words in _settled(lines):
            self.add(kind, level, words)

    def names(self, heading: str) -> bool:
        """Whether a heading is the title."""
        return self.title is not None and normal(heading) == normal(self.title)

    def add(self, kind: BlockKind, level: int, words: str) -> None:
        """Adds a block; items and cells of one list or row follow each other without a blank line."""
        close = self.blocks and kind is self.blocks[-1].kind and kind in (BlockKind.ITEM, BlockKind.CELL)
        gap = ("\n" if close else "\n\n") if self.parts else ""
        self.parts += [gap, words]
        start = self.size + len(gap)
        self.size = start + len(words)
        self.blocks.append(Block(kind, level, Span(start, self.size)))

    def lines(self, element: Any, depth: int, column: int = 0) -> Iterator[Line]:
        """Kind, level and words of each line in an element; `depth` counts lists around it, `column` is a cell's."""
        if element.tag == "head":
            yield from self.heading(element)
        elif element.tag == "item":
            yield from self.item(element, depth)
        elif element.tag == "cell":
            yield from _line(BlockKind.CELL, column, _words(element))
        elif element.tag == "p" and _all_bold(element) and looks_like_heading(_words(element)):
            yield BlockKind.HEADING, min(self.level + 1, _DEEPEST), _words(element)
        elif element.tag == "p" and _begins_bold(element):
            yield from _line(BlockKind.ITEM, _LABELLED, _own_words(element))
        else:
            yield from _line(BlockKind.PARAGRAPH, 0, _own_words(element))
            cells = 0
            for child in element:
                if child.tag in _NESTED or child.tag in ("item", "cell"):
                    cells += child.tag == "cell"
                    yield from self.lines(child, depth + (child.tag == "list"), cells)
                    yield from _line(BlockKind.PARAGRAPH, 0, _joined(child.tail))

    def heading(self, element: Any) -> Iterator[Line]:
        """A heading with its rank."""
        rank = (element.get("rend") or "h2")[-1:]
        self.level = int(rank) if rank in "123456" else self.level + 1
        yield from _line(BlockKind.HEADING, min(self.level, _DEEPEST), _words(element))

    def item(self, element: Any, depth: int) -> Iterator[Line]:
        """An item with its paragraphs as lines of one block, then the lists in it; a defined term is a heading."""
        rend = element.get("rend") or ""
        lists = [child for child in element if child.tag == "list"]
        paragraphs = [_own_words(element), *(_words(child) for child in element if child.tag in _NESTED - {"list"})]
        words = "\n".join(part for part in paragraphs if part)
        if rend.startswith("dt"):
            yield from _line(BlockKind.HEADING, min(self.level + 1, _DEEPEST), words)
        elif rend.startswith("dd"):
            yield from _line(BlockKind.PARAGRAPH, 0, words)
        else:
            yield from _line(BlockKind.ITEM, max(depth, 1), words)
        for child in lists:
            yield from self.lines(child, depth + 1)


def _settled(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with paragraphs that begin with a bold label as items, where they stand at least two in a row."""
    labelled = [False, *(kind is BlockKind.ITEM and level == _LABELLED for kind, level, _ in lines), False]
    for at, (kind, level, words) in enumerate(lines, 1):
        if not labelled[at]:
            yield kind, level, words
        elif labelled[at - 1] or labelled[at + 1]:
            yield BlockKind.ITEM, 1, words
        else:
            yield BlockKind.PARAGRAPH, 0, words


def _line(kind: BlockKind, level: int, words: str) -> Iterator[Line]:
    if words:
        yield kind, level, words


def _words(element: Any) -> str:
    """All words in an element; a line break stays one."""
    return "\n".join(line for line in map(_joined, "".join(_pieces(element, deep=True)).split("\n")) if line)


def _own_words(element: Any) -> str:
    """The words of an element without those that have lines of their own."""
    return "\n".join(line for line in map(_joined, "".join(_pieces(element, deep=False)).split("\n")) if line)


def _pieces(element: Any, *, deep: bool) -> Iterator[str]:
    if element.tag == "lb":
        yield "\n"
    yield _spaced(element.text)
    for child in element:
        if deep or (child.tag not in _NESTED and child.tag not in ("item", "cell")):
            yield from _pieces(child, deep=deep)
        if deep or child.tag not in _NESTED:
            yield _spaced(child.tail)


def _all_bold(element: Any) -> bool:
    """Whether a paragraph is one stretch of bold type."""
    only = len(element) == 1 and element[0].tag == "hi" and "b" in (element[0].get("rend") or "")
    return bool(only) and not (element.text or "").strip() and not (element[0].tail or "").strip()


def _begins_bold(element: Any) -> bool:
    """Whether a paragraph begins with a few words in bold type, and goes on behind them."""
    first = element[0] if len(element) else None
    if first is None or first.tag != "hi" or "b" not in (first.get("rend") or "") or (element.text or "").strip():
        return False
    nested = any(child.tag in _NESTED for child in element)
    return looks_like_heading(_words(first).rstrip(".")) and _words(first) != _words(element) and not nested


def _spaced(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _joined(text: str | None) -> str:
    return " ".join((text or "").split())
