"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.model import BlockKind, Document
from ingest.documents import read_document

Outline = Callable[..., list[str]]
_MARKS = {BlockKind.HEADING: "#", BlockKind.ITEM: "-", BlockKind.CELL: "|", BlockKind.PARAGRAPH: ""}


def shown(document: Document) -> list[str]:
    """The blocks, one line each: "## heading", "- item", "-- item below it", "|| cell of column 2", "paragraph"."""
    lines = []
    for block in document.blocks:
        words = " ".join(document.text[block.span.start : block.span.end].split())
        mark = _MARKS[block.kind] * max(block.level, 1)
        lines.append(f"{mark} {words}".strip())
    return lines


@pytest.fixture
def outline() -> Outline:
    """`outline(text, name="article.txt")`: the blocks that are read from a file with this text."""

    def outline(text: str | bytes, name: str = "article.txt") -> list[str]:
        content = text.encode() if isinstance(text, str) else text
        return shown(read_document(name, content)[0])

    return outline
