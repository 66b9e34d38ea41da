"""Outlines that mark-up gave, brought to the shape that inferred ones have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model import Block, BlockKind, Span
from ingest.boilerplate import article_parts, ends_article, without_sections
from ingest.lines import pieces
from ingest.runs import split_runs

_DEEPEST = 6


def settled(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the article alone: boilerplate gone, items that ran together apart, one heading on top."""
    parts = [part for block in _article(text, blocks) for part in _refined(text, block)]
    return without_sections(text, _one_title(parts))


def _article(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    size = 0
    for block in blocks:
        if ends_article(text, block.span, size):
            return
        for span in article_parts(text, block.span):
            size += len(span)
            yield replace(block, span=span)


def _refined(text: str, block: Block) -> Iterator[Block]:
    """A paragraph whose lines carry list markers, or in which items ran together, as lead-in and items."""
    if block.kind is not BlockKind.PARAGRAPH:
        yield block
        return
    found = pieces(text, block.span.start, block.span.end)
    parts = [part for piece in found for part in split_runs(text, piece)]
    if not any(part.marker for part in parts):
        yield block
        return
    for part in parts:
        kind, level = (BlockKind.ITEM, 1) if part.marker else (BlockKind.PARAGRAPH, 0)
        yield Block(kind, level, Span(part.start, part.end))


def _one_title(blocks: Sequence[Block]) -> list[Block]:
    """Where sections have the title's rank, all below the title go one deeper, so that it governs them."""
    tops = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == 1]
    if len(tops) < 2 or tops[0] != 0:
        return list(blocks)
    return [
        replace(block, level=min(block.level + 1, _DEEPEST)) if at and block.kind is BlockKind.HEADING else block
        for at, block in enumerate(blocks)
    ]
