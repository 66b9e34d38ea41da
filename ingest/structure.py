"""Typographic structure: plain text to headings, paragraphs and items.

How a block's kind is found, in this order:
1. A line with a list marker is an item; "- Physical activity" alone above a paragraph, at least twice, is a heading;
   so are the short lines "1. Tablets", "2. Heat" that each stand above text or a list of their own.
2. Items that ran together are taken apart (`ingest.runs`), headings that lost their line (`ingest.runins`), and prose
   behind the last item (`ingest.tails`).
3. Short lines after a lead-in (a line that ends in a colon, or in the middle of a sentence) are items without markers;
   neighbouring lines of the shape "Label: text" or "Label – Text" are items.
4. A short line without a full stop above some text is a heading (`ingest.headings`); the first such line is the title.
5. A short line with a small letter, alone between paragraphs, is a caption and yields nothing, nor do headings above
   nothing. All else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.model import Block, BlockKind, Span
from ingest.boilerplate import article_parts, ends_article, without_sections
from ingest.headings import Typed, is_title_case, levels, looks_like_heading, section
from ingest.labelled import has_label, labelled
from ingest.lines import Piece, pieces
from ingest.runins import without_run_ins
from ingest.runs import split_runs
from ingest.tails import without_tails

_ITEM_WORDS = 12
_CAPTION_WORDS = 5
_LEAD_WORDS = 9
_QUESTION = re.compile(r"(?:Q|Question)\s?[.:]\s+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)\s?[.:]\s+(?=\S)")
_HEADING, _PARAGRAPH, _ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM


def infer(text: str, start: int = 0) -> tuple[Block, ...]:
    """The blocks of a text that has no mark-up, from `start` on; what is not article is left out."""
    runs = [part for piece in pieces(text, start) for part in split_runs(text, piece)]
    parts = _article(text, list(without_tails(text, list(without_run_ins(text, runs)))))
    kinds = _kinds(text, parts)
    shaped = [(part, kind) for part, kind in zip(parts, kinds, strict=True) if kind is not None]
    while len(shaped) > 1 and shaped[-1][1] is _HEADING:
        shaped.pop()
    return without_sections(text, _levelled(text, shaped))


def _article(text: str, parts: Sequence[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    size = 0
    for part in parts:
        whole = Span(part.start, part.end)
        if ends_article(text, whole, size):
            break
        spans = article_parts(text, whole)
        kept.extend(part._replace(start=span.start, end=span.end) for span in spans)
        size += sum(len(span) for span in spans)
    return kept


def _kinds(text: str, parts: list[Piece]) -> list[BlockKind | None]:
    """The kind of each part; None for what yields no block."""
    kinds: list[BlockKind | None] = [None] * len(parts)
    # the title apart
    items = labelled([Span(p.start, p.end) if at and not p.marker else None for at, p in enumerate(parts)], text)
    lonely = _lonely(text, parts) | _counted(text, parts)
    listed = 0  # parts before this index are items of a list without markers
    for at, part in enumerate(parts):
        words = text[part.start : part.end]
        if part.marker:
            kinds[at] = _HEADING if at in lonely else _ITEM
        elif at in items or at < listed:
            kinds[at] = _ITEM
        elif _heads(text, parts, at):
            kinds[at] = _HEADING
        elif not _caption(parts, at, words):
            kinds[at] = _PARAGRAPH
        if kinds[at] is not None and not part.marker and at >= listed and leads_in(words):
            listed = _bare_items(text, parts, at + 1)
    return kinds


def leads_in(words: str) -> bool:
    """Whether a line announces a list: it ends in a colon, or breaks off."""
    return words.endswith((":", ";")) or not words.endswith((".", "!", "?", "”", '"', ")"))


def _lonely(text: str, parts: Sequence[Piece]) -> frozenset[int]:
    """Marked short lines, each alone above a paragraph: headings in a list's dress. One alone is a list's last item."""
    found = set()
    for at, part in enumerate(parts[:-1]):
        before = parts[at - 1].marker if at else ""
        after = parts[at + 1]
        if part.marker and not before and not after.marker and after.gap:
            words = text[part.start : part.end]
            if looks_like_heading(words) and not looks_like_heading(text[after.start : after.end]):
                found.add(at)
    return frozenset(found) if len(found) > 1 else frozenset()


def _counted(text: str, parts: Sequence[Piece]) -> frozenset[int]:
    """Numbered short lines, counting up from one, each set off above something of its own: headings all of them.

    Two at least stand above a paragraph: short numbered lines that only have items below them are an outer list.
    """
    found: set[int] = set()
    for run in _count_ups(parts):
        below = [_below(text, parts, at) for at in run]
        if all(below) and below.count(_PARAGRAPH) > 1:
            found.update(run)
    return frozenset(found)


def _count_ups(parts: Sequence[Piece]) -> list[list[int]]:
    """The parts that are numbered 1, 2, 3 … at one indent, whatever stands between them."""
    runs: list[list[int]] = []
    last: dict[int, list[int]] = {}  # by indent
    for at, part in enumerate(parts):
        run = last.get(part.indent)
        if part.marker == "1" and part.number == 1:
            last[part.indent] = [at]
            runs.append(last[part.indent])
        elif part.marker == "1" and run and parts[run[-1]].number + 1 == part.number:
            run.append(at)
    return runs


def _below(text: str, parts: Sequence[Piece], at: int) -> BlockKind | None:
    """What a short line that is set off stands above: a paragraph, a deeper item, or nothing of its own."""
    part, after = parts[at], parts[at + 1] if at + 1 < len(parts) else None
    if not after or not after.gap or not part.gap or not looks_like_heading(text[part.start : part.end]):
        return None
    if after.marker:
        return _ITEM if after.marker != "1" or after.indent > part.indent else None
    return None if looks_like_heading(text[after.start : after.end]) else _PARAGRAPH


def _heads(text: str, parts: Sequence[Piece], at: int) -> bool:
    """Whether an unmarked part is a heading: it looks so, and stands above something."""
    part = parts[at]
    words = text[part.start : part.end]
    first = at == 0
    if not looks_like_heading(words, title=first):
        return first is False and _asks(words)
    if words.endswith((":", ";")):
        return words.count(" ") < _LEAD_WORDS and not _announces_items(text, parts, at)
    return first or at + 1 < len(parts) or is_title_case(words)


def _announces_items(text: str, parts: Sequence[Piece], at: int) -> bool:
    """Whether a list follows at once: what stands above it leads in to the list, and governs no more than that."""
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is None:
        return False
    is_labelled = has_label(text, Span(after.start, after.end))
    return is_labelled or bool(after.marker) or _bare_items(text, parts, at + 1) > at + 1


def _asks(words: str) -> bool:
    """ "Q: My legs cramp at night. Does quinine help?" """
    return bool(_QUESTION.match(words)) and words.endswith("?")


def _caption(parts: Sequence[Piece], at: int, words: str) -> bool:
    """ "man stretching": a few words with a small letter, alone, that break off."""
    alone = parts[at].gap and (at + 1 == len(parts) or parts[at + 1].gap)
    return alone and words[0].islower() and words.count(" ") < _CAPTION_WORDS and words[-1].isalnum()


def _bare_items(text: str, parts: Sequence[Piece], start: int) -> int:
    """Where a list without markers ends that would begin at `start`; `start` itself if there is none."""
    end = start
    while end < len(parts) and _bare_item(text, parts[end]) and not _begins_anew(text, parts, start, end):
        end += 1
    if end - start >= 2 and end < len(parts) and parts[end].gap and not parts[end].marker:
        last = text[parts[end - 1].start : parts[end - 1].end]
        if parts[end - 1].gap and (section(last).opens or (is_title_case(last) and " " in last)):
            end -= 1  # the line above the next paragraph is its heading
    marked = end < len(parts) and parts[end].marker
    return end if end - start >= 2 and not marked else start


def _begins_anew(text: str, parts: Sequence[Piece], start: int, at: int) -> bool:
    """Whether a line set off below close lines stands above others: "WHAT DOES NOT WORK" below what does."""
    close = any(not part.gap for part in parts[start + 1 : at])
    above = at + 1 < len(parts) and not parts[at + 1].gap
    if not (close and above and parts[at].gap):
        return False
    words = text[parts[at].start : parts[at].end]
    capitals = words.isupper() and not text[parts[start].start : parts[start].end].isupper()
    return capitals or section(words).opens


def _bare_item(text: str, part: Piece) -> bool:
    words = text[part.start : part.end]
    return not part.marker and words.count(" ") < _ITEM_WORDS and words[-1] not in ".:;!?" and len(words) < 100


def _levelled(text: str, shaped: Sequence[tuple[Piece, BlockKind]]) -> tuple[Block, ...]:
    title = bool(shaped) and shaped[0][1] is _HEADING
    typed = [
        Typed(text[part.start : part.end], at + 1 < len(shaped) and shaped[at + 1][1] is _HEADING, bool(part.marker))
        for at, (part, kind) in enumerate(shaped)
        if kind is _HEADING and not (title and at == 0)
    ]
    below = levels(text[shaped[0][0].start : shaped[0][0].end] if title else "", typed)
    return tuple(_blocks(text, shaped, [1, *below] if title else below))


def _blocks(text: str, shaped: Sequence[tuple[Piece, BlockKind]], depths: Sequence[int]) -> Iterator[Block]:
    heading = iter(depths)
    indents: list[int] = []
    for part, kind in shaped:
        if kind is not _ITEM:
            indents = []
        level = next(heading) if kind is _HEADING else 0
        if kind is _ITEM:
            indents = [indent for indent in indents if indent < part.indent - 1]
            indents.append(part.indent)
            level = len(indents)
        yield Block(kind, level, Span(_bare_start(text, part), part.end))


def _bare_start(text: str, part: Piece) -> int:
    """Where the words begin behind "Q:" and "A:"."""
    for mark in (_QUESTION, _ANSWER):
        match = mark.match(text, part.start, part.end)
        if match and match.end() < part.end:
            return match.end()
    return part.start
