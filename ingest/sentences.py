"""Documents to sentences: with the headings above each, and what leads in to a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from graph.model import Block, BlockKind, Document, Sentence, Span

_QUOTES = str.maketrans(dict.fromkeys('“”"«»', " "))
_OPENING = "“«"
_LEAD = re.compile(r"\b(?:following|below|as follows|include[sd]?|including|such as|here are|these are|listed)\b", re.I)
_BREAKS = re.compile(r"[.!?…][”\"’'»)\]]*\s|[.!?][A-Z]")


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in text order: headings whole, paragraphs, items and cells sentence by sentence.

    A sentence lies inside one block. `lead` is set for items: the last sentence before the list if it announces one.
    """
    text = document.text
    above: list[tuple[int, Span]] = []  # level and span of the headings in force, outermost first
    leads: list[Span | None] = [None]  # what leads in to items of each depth; [0] to the list as a whole
    found: list[Sentence] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            above = [(level, span) for level, span in above if level < block.level]
        headings = tuple(span for _, span in above)
        spans = _sentences(text, block)
        lead = leads[min(block.level, len(leads)) - 1] if block.kind is BlockKind.ITEM else None
        found.extend(Sentence(span, block.kind, headings, lead) for span in spans)
        if block.kind is BlockKind.HEADING:
            above.append((block.level, block.span))
        leads = _next_leads(text, block, spans[-1], leads)
    return tuple(found)


def _next_leads(text: str, block: Block, last: Span, leads: list[Span | None]) -> list[Span | None]:
    """What leads in to items after this block."""
    announced = last if _announces(text[last.start : last.end], block.kind) else None
    if block.kind is not BlockKind.ITEM:
        return [announced]
    return [*leads[: block.level], announced or leads[min(block.level, len(leads)) - 1]]


def _announces(sentence: str, kind: BlockKind) -> bool:
    """Whether a sentence leads in to a list: it ends in a colon, breaks off, or says that something follows."""
    if sentence.endswith((":", ";")):
        return True
    if kind is not BlockKind.PARAGRAPH:
        return False
    return sentence[-1] not in '.!?”"' or bool(_LEAD.search(sentence))


def _sentences(text: str, block: Block) -> list[Span]:
    start, end = block.span.start, block.span.end
    if block.kind is BlockKind.HEADING or not _BREAKS.search(text, start, end):
        return [block.span]
    return list(_cut(text, start, text[start:end])) or [block.span]


def _cut(text: str, start: int, area: str) -> Iterator[Span]:
    """Spans of the sentences in an area; quotation marks are hidden from the splitter, which keeps quotes whole."""
    opened = start  # where the next sentence begins: an opening quotation mark may stand before the cut
    for found in get_sentence_boundaries("en", area.translate(_QUOTES)):
        left, right = opened, start + found["end_index"]
        opened = right
        while left < right and text[left].isspace():
            left += 1
        while right > left and (text[right - 1].isspace() or text[right - 1] in _OPENING):
            right -= 1
            opened = right if text[right] in _OPENING else opened
        if left < right:
            yield Span(left, right)
