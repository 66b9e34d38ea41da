"""What a reader hands over: an article's text and outline, before it gets its name and number."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Block, Problem


@dataclass(frozen=True, slots=True)
class Draft:
    """Text as read, its blocks (in order, not overlapping), and what the file says about itself."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    source: str | None = None
    publisher: str | None = None
    published: str | None = None
    problems: tuple[Problem, ...] = ()
