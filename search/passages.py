"""Passages: what the text index holds.

A passage is a run of sentences and list items under the same headings, about as long as a paragraph. Single sentences
would be three to five times as many entries, with too few words each for a fair ranking; whole documents would not
say where the answer stands. Lists stay together with the sentence that introduces them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.model import BlockKind, Sentence, Span
from search.model import Passage

TITLE, HEADING, TEXT = 4.0, 2.0, 1.0  # how much a word or name counts, by where it stands
LONGEST = 900  # code points; a single longer sentence is a passage of its own


def passages(sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """The passages of a document, in text order. A heading stands alone only if nothing stands under it, or if it is
    too long to be repeated with each passage below it.
    """
    body = [sentence for sentence in sentences if sentence.kind is not BlockKind.HEADING]
    used = {heading for sentence in body for heading in sentence.headings}
    headings = [sentence for sentence in sentences if sentence.kind is BlockKind.HEADING]
    alone = [heading for heading in headings if heading.span not in used or len(heading.span) > LONGEST]
    found = [*_groups(body), *(Passage(s.span, s.headings) for s in alone)]
    return tuple(sorted(found, key=lambda passage: passage.span))


def _groups(body: Iterable[Sentence]) -> Iterator[Passage]:
    start = end = -1
    headings: tuple[Span, ...] = ()
    for sentence in body:
        fits = start >= 0 and sentence.headings == headings and sentence.span.end - start <= LONGEST
        if fits:
            end = max(end, sentence.span.end)
            continue
        if start >= 0:
            yield Passage(Span(start, end), headings)
        start, end, headings = sentence.span.start, sentence.span.end, sentence.headings
    if start >= 0:
        yield Passage(Span(start, end), headings)
