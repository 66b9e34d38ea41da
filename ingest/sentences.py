"""Documents to sentences: with the headings above each, and what leads in to a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from sentencex import segment

from graph.model import Block, BlockKind, Document, Sentence, Span

_MARKS = '“”"«»*_'
_HIDDEN = str.maketrans(dict.fromkeys(_MARKS, " "))
_STOP = re.compile(r"\.\s+(?=[A-Z“\"*])")
_MISSED = re.compile(  # words that the splitter takes for abbreviations: "No. A cramp is ...", "vitamin D. The ..."
    r"\b(?:[Mm]ay|[Nn]o|arc|art|min|sec|(?:[Vv]itamin|[Hh]epatitis|[Tt]ype) [A-K]\d*)$"
)
_LONGEST_MISSED = 20  # characters of such words
_LEAD = re.compile(r"\b(?:following|below|as follows|include[sd]?|including|such as|here are|these are|listed)\b", re.I)
# "Herniated disc Main symptoms of a frozen shoulder are:" at the end of an item
RUN_ON = re.compile(r"(?<=[a-z)]) (?=[A-Z][a-z]+ (?:[a-z'-]+,? ){1,14}[a-z]+[:.](?:\s|$))")
_KEEPS_ON = re.compile(
    r"^(?:make|take|use|keep|avoid|try|eat|follow|choose|limit|get)\b|"
    r"\b(?:should|such as|used|helps?|steps|tips|ways|treat\w*|medicines?|medications?|drugs?|therap\w+|try|"
    r"causes?|common|likely|examples?|options?|surgery|types?)\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[.!?…][”\"’'»)\]*_]*\s|[.!?][A-Z]")


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in text order: headings whole, paragraphs, items and cells sentence by sentence.

    A sentence lies inside one block. `lead` is set for items: the last sentence before the list if it announces one;
    and for cells: the first row's cell of the same column.
    """
    text = document.text
    above: list[tuple[int, Span]] = []  # level and span of the headings in force, outermost first
    leads: list[Span | None] = [None]  # what leads in to items of each depth; [0] to the list as a whole
    found: list[Sentence] = []
    table = _Table(text)
    for block in document.blocks:
        header = table.header(block)
        if block.kind is BlockKind.HEADING:
            above = [(level, span) for level, span in above if level < block.level]
        headings = tuple(span for _, span in above)
        spans = _sentences(text, block)
        lead = leads[min(block.level, len(leads)) - 1] if block.kind is BlockKind.ITEM else header
        found.extend(Sentence(span, block.kind, headings, lead) for span in spans)
        if block.kind is BlockKind.HEADING:
            above.append((block.level, block.span))
        leads = _next_leads(text, block, spans[-1], leads)
    return tuple(found)


def keeps_on(lead: str) -> bool:
    """Whether a lead-in within a list goes on with what the section is about, though it does not say so itself."""
    return _KEEPS_ON.search(lead) is not None


class _Table:
    """The column headers of the table that is being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        self._headers: dict[int, Span] = {}
        self._column = 0
        self._in_first_row = True

    def header(self, block: Block) -> Span | None:
        """The header above a cell; None for what is no cell, and for the first row."""
        apart = block.kind is not BlockKind.CELL or "\n\n" in self._text[self._end : block.span.start]
        self._end = block.span.end
        if apart:
            self._headers, self._column, self._in_first_row = {}, 0, True
        if block.kind is not BlockKind.CELL:
            return None
        self._in_first_row = self._in_first_row and block.level > self._column
        self._column = block.level
        if self._in_first_row:
            self._headers[block.level] = block.span
            return None
        return self._headers.get(block.level)


def _next_leads(text: str, block: Block, last: Span, leads: list[Span | None]) -> list[Span | None]:
    """What leads in to items after this block."""
    announced = last if _announces(text[last.start : last.end], block.kind) else None
    if block.kind is not BlockKind.ITEM:
        return [announced]
    if announced and last.start > block.span.start and text[last.end - 1] == ":":
        return [*leads[: block.level - 1], last, last]  # what follows the list ran on into its last item
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
    run_on = RUN_ON.search(text, start, end) if block.kind is BlockKind.ITEM and text[end - 1] == ":" else None
    if block.kind is BlockKind.HEADING or not (run_on or _BREAKS.search(text, start, end)):
        return [block.span]
    ends = _ends(text[start:end])
    if run_on:
        ends = sorted({*ends, run_on.start() - start})
    return list(_cut(text, start, ends)) or [block.span]


def _ends(area: str) -> list[int]:
    """Where the sentences of an area end. Marks are hidden from the splitter, which would keep quotes whole."""
    found = list(accumulate(map(len, segment("en", area.translate(_HIDDEN)))))
    missed = [stop.end() for stop in _STOP.finditer(area) if _is_missed(area, stop.start())]
    return sorted({*found, *missed}) if missed else found


def _is_missed(area: str, end: int) -> bool:
    return _MISSED.search(area, max(0, end - _LONGEST_MISSED), end) is not None


def _cut(text: str, start: int, ends: list[int]) -> Iterator[Span]:
    """Spans between the ends; quotation and emphasis marks that open at an end go to the next sentence."""
    left = start
    for end in ends:
        right = start + end
        opened = _opening(text, left, right) if text[right - 1] in _MARKS and end < ends[-1] else right
        while left < opened and text[left].isspace():
            left += 1
        stop = left + len(text[left:opened].rstrip())
        if stop > left:
            yield Span(left, stop)
            left = opened


def _opening(text: str, left: int, right: int) -> int:
    """Where the marks begin that end an area and belong to what follows: behind a blank; `right` if they close."""
    at = right
    while at > left and text[at - 1] in _MARKS:
        at -= 1
    return at if at == left or text[at - 1].isspace() else right
