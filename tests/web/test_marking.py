from __future__ import annotations

import time

from graph.model import (
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Document,
    Evidence,
    Mention,
    Polarity,
    Predicate,
    Span,
)
from web.marking import Group, Run, claims_of, mark

TEXT = "Leg cramps\nSalt may prevent leg cramps. Magnesium does not help.\n- Heat\n- Thirst"


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


BLOCKS = (
    Block(BlockKind.HEADING, 1, place("Leg cramps")),
    Block(BlockKind.PARAGRAPH, 0, place("Salt may prevent leg cramps. Magnesium does not help.")),
    Block(BlockKind.ITEM, 1, place("Heat")),
    Block(BlockKind.ITEM, 1, place("Thirst")),
)
DOCUMENT = Document("d", "d.txt", "Leg cramps", TEXT, BLOCKS, "0")


def said(passage: Span, polarity: Polarity = Polarity.AFFIRMED) -> Assertion:
    quote = TEXT[passage.start : passage.end]
    evidence = Evidence("d", passage, quote, passage, passage, quote, quote, (), "rule", "", "", "")
    return Assertion("a", Predicate.TREATS, "b", polarity, Certainty.STATED, (evidence,))


def runs(groups: tuple[Group, ...]) -> list[Run]:
    return [run for group in groups for line in group.lines for run in line.runs]


def text_of(groups: tuple[Group, ...]) -> list[str]:
    return ["".join(piece.text for run in line.runs for piece in run.pieces) for g in groups for line in g.lines]


def test_the_text_of_each_block_is_kept() -> None:
    mentions = [Mention("leg-cramp", place("leg cramps"), "leg cramps"), Mention("heat", place("Heat"), "Heat")]
    claims = claims_of([said(Span(11, 40)), said(Span(20, 50)), said(place("Magnesium does not help."))])
    found = mark(DOCUMENT, mentions, claims)
    assert text_of(found) == [TEXT[b.span.start : b.span.end] for b in BLOCKS]
    assert [(group.kind, len(group.lines)) for group in found] == [("heading", 1), ("paragraph", 1), ("item", 2)]


def test_every_claim_has_its_anchor_once_even_when_claims_overlap() -> None:
    spans = [Span(11, 40), Span(11, 30), Span(20, 50), place("Thirst")]
    found = runs(mark(DOCUMENT, (), claims_of([said(span) for span in spans])))
    anchors = [run.anchor for run in found if run.anchor]
    assert anchors == ["s11", "s20", f"s{place('Thirst').start}"]


def test_a_passage_over_several_blocks_is_anchored_where_it_begins() -> None:
    whole = Span(40, len(TEXT))
    found = runs(mark(DOCUMENT, (), claims_of([said(whole)])))
    assert [run.anchor for run in found if run.claims] == ["s40", "", ""]
    assert [len(run.closing) for run in found if run.claims] == [0, 0, 1]


def test_a_passage_that_begins_between_blocks_is_anchored_at_the_next_one() -> None:
    found = runs(mark(DOCUMENT, (), claims_of([said(Span(place("Heat").start - 2, place("Heat").end))])))
    assert [run.anchor for run in found if run.claims] == [f"s{place('Heat').start - 2}"]


def test_of_nested_mentions_the_outer_one_is_linked() -> None:
    inner = Mention("leg", Span(0, 3), "Leg")
    outer = Mention("leg-cramp", Span(0, 10), "Leg cramps")
    first = runs(mark(DOCUMENT, (inner, outer), ()))[0]
    assert [(piece.text, piece.mention) for piece in first.pieces] == [("Leg cramps", outer)]


def test_claims_are_numbered_in_text_order() -> None:
    denied = said(place("Magnesium does not help."), Polarity.NEGATED)
    found = claims_of([denied, said(Span(11, 40))])
    assert [(claim.number, claim.span.start, claim.standing) for claim in found] == [
        (1, 11, "stated"),
        (2, place("Magnesium").start, "denied"),
    ]


def test_marks_of_emphasis_are_not_shown_and_positions_stay() -> None:
    text = "*Verdict:* **Salt** may prevent\n> leg cramps."
    document = Document("d", "d.md", "d", text, (Block(BlockKind.PARAGRAPH, 0, Span(0, len(text))),), "0")
    found = mark(document, [Mention("salt", Span(13, 17), "Salt")], ())
    assert text_of(found) == ["Verdict: Salt may prevent\nleg cramps."]
    assert [piece.text for run in runs(found) for piece in run.pieces if piece.mention] == ["Salt"]


def test_a_long_paragraph_takes_time_by_its_length() -> None:
    number, one = 12_000, "Salt may prevent cramps. "
    whole = Span(0, len(one) * number)
    long = Document("d", "d.txt", "Salt", one * number, (Block(BlockKind.PARAGRAPH, 0, whole),), "0")
    places = range(0, whole.end, len(one))
    claims = claims_of([said(Span(at, at + len(one) - 1)) for at in places])
    mentions = [Mention("salt", Span(at, at + 4), "Salt") for at in places]
    started = time.process_time()
    found = runs(mark(long, mentions, claims))
    assert time.process_time() - started < 10  # each claim and mention compared with each run would take minutes
    assert [len(run.claims) for run in found] == [1, 0] * number
    assert [[piece.text for piece in run.pieces] for run in found[:2]] == [["Salt", " may prevent cramps."], [" "]]
