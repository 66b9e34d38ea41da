"""An article's text with its mentions and claims marked, its structure kept: for the page of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from graph.emphasis import Shown
from graph.ids import assertion_id
from graph.model import Assertion, Block, BlockKind, Document, Mention, Span
from graph.showing.words import Standing, standing_of

_Words = Callable[[int, int], str]  # what is seen of a text between two places


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage of the document and what it claims. `number` counts from 1 in text order."""

    number: int
    span: Span
    standing: Standing
    assertion: Assertion
    key: str  # the assertion's id
    rule: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one kind throughout: part of a mention, or not."""

    text: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Run:
    """Text under the same claims. `anchor` where a claim begins, `closing`: claims that end here.

    `lit`: part of the passage that the reader came for.
    """

    pieces: tuple[Piece, ...]
    claims: tuple[Claim, ...]
    anchor: str
    closing: tuple[Claim, ...]
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One block, marked."""

    kind: BlockKind
    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks of one kind, so that items of a list stand in one list."""

    kind: BlockKind
    lines: tuple[Line, ...]


def claims_of(assertions: Iterable[Assertion]) -> tuple[Claim, ...]:
    """Every passage that makes an assertion, in text order, numbered."""
    found = [(evidence, assertion) for assertion in assertions for evidence in assertion.evidence]
    found.sort(key=lambda pair: (pair[0].passage, pair[0].subject, pair[0].object, pair[1].key))
    return tuple(
        Claim(
            number,
            evidence.passage,
            standing_of(assertion.polarity, assertion.certainty),
            assertion,
            assertion_id(assertion.key),
            evidence.rule,
        )
        for number, (evidence, assertion) in enumerate(found, 1)
    )


def mark(
    document: Document, mentions: Iterable[Mention], claims: Sequence[Claim], lit: Span | None = None
) -> tuple[Group, ...]:
    """The document's blocks in order, marked. Each claim's place has the anchor "s" and where its passage starts.

    `lit`: the passage that the reader came for.
    """
    outer = _outermost(mentions)
    named = _by_block(document.blocks, [mention.span for mention in outer])
    inside = _by_block(document.blocks, [claim.span for claim in claims])
    anchors: dict[int, str] = {}
    placed: set[int] = set()
    lines = []
    for number, block in enumerate(document.blocks):
        here = [claims[i] for i in inside[number]]
        for claim in here:
            if claim.span.start not in placed:
                placed.add(claim.span.start)
                anchors.setdefault(max(claim.span.start, block.span.start), f"s{claim.span.start}")
        marks = _Marks([outer[i] for i in named[number]], here, anchors, lit)
        lines.append(_line(document.text, block, marks))
    return tuple(Group(kind, tuple(members)) for kind, members in groupby(lines, key=lambda line: line.kind))


class _Marks(NamedTuple):
    """What is to be marked in one block."""

    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    anchors: Mapping[int, str]
    lit: Span | None


def _outermost(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions that lie in no other one: the longest at each place."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.span.start, -one.span.end, one.concept)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return tuple(kept)


def _by_block(blocks: Sequence[Block], spans: Sequence[Span]) -> list[list[int]]:
    """For each block the numbers of the spans that it meets."""
    ends = [block.span.end for block in blocks]
    found: list[list[int]] = [[] for _ in blocks]
    for number, span in enumerate(spans):
        at = bisect_right(ends, span.start)
        while at < len(blocks) and blocks[at].span.start < span.end:
            found[at].append(number)
            at += 1
    return found


def _line(text: str, block: Block, marks: _Marks) -> Line:
    spans = [claim.span for claim in marks.claims] + ([marks.lit] if marks.lit else [])
    first = block.span.start
    seen = Shown(text[first : block.span.end])

    def words(start: int, end: int) -> str:
        return seen.cut(start - first, end - first)

    return Line(block.kind, block.level, tuple(_runs(words, _cuts(block.span, spans), marks)))


def _cuts(whole: Span, spans: Iterable[Span]) -> list[int]:
    edges = {edge for span in spans for edge in (span.start, span.end) if whole.start < edge < whole.end}
    return sorted(edges | {whole.start, whole.end})


def _runs(words: _Words, cuts: Sequence[int], marks: _Marks) -> Iterator[Run]:
    """The runs between the cuts. Claims and mentions are in text order, so each is met once on the way."""
    claims = deque(marks.claims)
    here: list[Claim] = []
    starts, ends = [one.span.start for one in marks.mentions], [one.span.end for one in marks.mentions]
    for start, end in pairwise(cuts):
        while claims and claims[0].span.start < end:
            here.append(claims.popleft())
        here = [claim for claim in here if claim.span.end > start]
        mentions = marks.mentions[bisect_right(ends, start) : bisect_left(starts, end)]
        yield Run(
            tuple(_pieces(words, Span(start, end), mentions)),
            tuple(here),
            marks.anchors.get(start, "") if here else "",
            tuple(claim for claim in here if claim.span.end == end),
            marks.lit is not None and marks.lit.meets(Span(start, end)),
        )


def _pieces(words: _Words, span: Span, mentions: Iterable[Mention]) -> Iterator[Piece]:
    """What is seen of a run, cut where its mentions begin and end."""
    at = span.start
    for mention in mentions:
        start, end = max(mention.span.start, at), min(mention.span.end, span.end)
        yield from _seen(words(at, start), None)
        yield from _seen(words(start, end), mention)
        at = end
    yield from _seen(words(at, span.end), None)


def _seen(text: str, mention: Mention | None) -> Iterator[Piece]:
    if text:
        yield Piece(text, mention)
