"""Paragraphs that are the items of a list: "Dehydration: ...", "Pinched nerve – ...", one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.model import Block, BlockKind, Span

_LABEL = re.compile(
    r"\**[A-Z0-9][^.:!?;\n]{1,60}?\**(?::\**\s?(?=[^\s\d/])|\s[–—-]\s(?=[A-Z]))|"
    r"(?P<bold>\*\*|__)[A-Z0-9][^*_\n]{1,60}(?P=bold)[.:]?\s+(?=[A-Z])"
)
_WORDS = 6


def labelled(spans: Sequence[Span | None], text: str) -> frozenset[int]:
    """The places of spans of the shape "Label: text" that stand at least two in a row; None is what cannot be one."""
    found = {at for at, span in enumerate(spans) if span is not None and has_label(text, span)}
    return frozenset(at for at in found if at - 1 in found or at + 1 in found)


def has_label(text: str, span: Span) -> bool:
    """Whether a stretch begins with a label and goes on behind it."""
    match = _LABEL.match(text, span.start, span.end)
    return match is not None and match.end() < span.end and match[0].count(" ") < _WORDS


def with_items(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with such paragraphs made items."""
    items = labelled([block.span if block.kind is BlockKind.PARAGRAPH else None for block in blocks], text)
    if not items:
        return blocks
    return tuple(replace(b, kind=BlockKind.ITEM, level=1) if at in items else b for at, b in enumerate(blocks))
