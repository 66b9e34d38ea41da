"""What holds of every reading, whatever the text: over the case tables and the sample articles, mixed and changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Assertion, Block, BlockKind, Document, Polarity
from graph.tables import data, parse_table, read_table
from ingest.explain import explain
from ingest.knowledge import Knowledge, load_knowledge
from ingest.pipeline import extract, read, steps
from ingest.wording import third
from tests.ingest.readings import check_places, document_of, knowledge, reading_of

ROOT = Path(__file__).parents[2]
SAMPLES = {path.name: path for path in sorted((ROOT / "data" / "samples").iterdir()) if path.suffix in (".md", ".txt")}
UNRELATED = (
    "The bus leaves at nine.",
    "Our office is on the second floor.",
    "It may rain on Sunday.",
    "Nobody has come this far, or so they say.",
    "See the map on page two.",
    "Thank you for reading.",
)
NOISE = (
    "İ",
    "ﬁ",
    "ß",
    "\u200f",
    "\u202eabc",
    "שלום",
    "مرحبا",
    "🦵🏽",
    "👩‍⚕️",
    "e\u0301",
    "\ufeff",
    "#",
    "- ",
    ">",
    "|",
    "*",
)
Keys = frozenset[tuple[str, ...]]


@cache
def case_texts() -> dict[str, str]:
    """The texts of the case tables, by table and row."""
    return {
        f"{path.stem}: {row['id']}": row["text"].replace("\\n", "\n")
        for path in sorted((ROOT / "tests" / "cases" / "relations").glob("*.tsv"))
        for row in parse_table(path.read_text(encoding="utf-8"), path.name, ("id", "text", "expected"))
    }


def claims(text: str, name: str = "a.md") -> Keys:
    return frozenset(assertion.key for assertion in reading_of(text, name).assertions)


mixed = st.lists(
    st.one_of(st.deferred(lambda: st.sampled_from(sorted(case_texts().values()))), st.sampled_from(NOISE)), max_size=8
).flatmap(lambda parts: st.sampled_from(("\n\n", "\n", " ")).map(lambda gap: gap.join(parts)))


@given(mixed)
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_everything_stands_where_it_says(text: str) -> None:
    check_places(reading_of(f"Cramps\n\nx {text}"))


@given(mixed)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_the_same_text_gives_the_same_reading(text: str) -> None:
    document = document_of(f"Cramps\n\nx {text}")
    assert read(document, knowledge()) == read(document, other_knowledge())


@cache
def other_knowledge() -> Knowledge:
    return load_knowledge()


def test_an_unrelated_sentence_at_the_end_takes_nothing_away() -> None:
    lost = {}
    for number, (name, text) in enumerate(case_texts().items()):
        gone = claims(text) - claims(f"{text}\n\n{UNRELATED[number % len(UNRELATED)]}\n")
        if gone:
            lost[name] = sorted(gone)
    assert not lost


def test_an_unrelated_sentence_between_takes_nothing_away() -> None:
    lost = {}
    for number, (name, text) in enumerate(case_texts().items()):
        for changed in with_paragraph(document_of(text), UNRELATED[number % len(UNRELATED)]):
            gone = claims(text) - claims(changed)
            if gone:
                lost[name] = sorted(gone)
    assert not lost


@pytest.mark.parametrize("name", SAMPLES)
def test_an_unrelated_sentence_in_an_article_takes_nothing_away(name: str) -> None:
    text = SAMPLES[name].read_text(encoding="utf-8")
    before = claims(text, name)
    assert before
    gaps = list(with_paragraph(document_of(text, name), UNRELATED[len(name) % len(UNRELATED)]))
    for changed in (f"{text.rstrip()}\n\n{UNRELATED[0]}\n", *gaps[:: max(1, len(gaps) // 3)]):
        assert not before - claims(changed, name)


def with_paragraph(document: Document, paragraph: str) -> Iterator[str]:
    """The text with a paragraph of its own between each two paragraphs that follow each other."""
    text = document.text
    for first, second in pairwise(document.blocks):
        if is_prose(first) and is_prose(second) and "\n\n" in text[first.span.end : second.span.start]:
            yield f"{text[: first.span.end]}\n\n{paragraph}\n\n{text[second.span.start :]}"


def is_prose(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH


MODALS = frozenset("can could may might will would should".split())
BE = frozenset("is are was were".split())


@cache
def base_forms() -> dict[str, str]:
    """The -s forms of the verbs that state relations, with the verb."""
    rows = read_table(data("relations", "verbs.tsv"), ("verb", "irregular", "predicate"))
    return {third(row.filled("verb")): row.filled("verb") for row in rows}


def denied(before: str, wording: str) -> str | None:
    """A clause up to its wording, denied in plain English; None where that takes more than a word."""
    first, _, rest = wording.lower().partition(" ")
    last = next(reversed(before.lower().split()), "")
    if wording.lower() in base_forms():
        return f"{before}does not {base_forms()[wording.lower()]}"
    if last in MODALS | BE:
        return f"{before}not {wording}"
    if first in MODALS | BE and rest:
        return f"{before}{first} not {rest}"
    return None


def left_affirmed(text: str, name: str = "a.md") -> Iterator[tuple[str, str]]:
    """Claims that are still affirmed when the one wording that states them is denied, with their sentence."""
    document = document_of(text, name)
    text = document.text
    bare = {step.sentence.span: step.passage for step in steps(document, knowledge())}
    for one in explain(document, knowledge()).sentences:
        span, passage = one.sentence.span, bare[one.sentence.span]
        for why in one.claims:
            said = why.assertion
            if said.polarity is Polarity.NEGATED or len(why.stated) != 1 or passage is None:
                continue
            stated = why.stated[0]
            if any(cue.span.start > stated.start for cue in why.cues):
                continue  # "not caused by stress and possibly chocolate" is no English
            without = replace(passage, triggers=tuple(p for p in passage.triggers if p[0].start != stated.start))
            changed = denied(text[span.start : stated.start], text[stated.start : stated.end])
            if changed is None or why.evidence.rule not in ("verb", "phrase") or is_in(said, extract(without)):
                continue  # stated otherwise too, or by no wording that "not" can stand before
            sentence = changed + text[stated.end : span.end]
            now = reading_of(text[: span.start] + sentence + text[span.end :], name).assertions
            if is_in(said, [a for a in now if any(e.passage.start == span.start for e in a.evidence)]):
                yield sentence, f"{said.subject} {said.predicate} {said.object}"


def is_in(said: Assertion, others: tuple[Assertion, ...] | list[Assertion]) -> bool:
    ends = (said.subject, said.predicate, said.object, Polarity.AFFIRMED)
    return any((a.subject, a.predicate, a.object, a.polarity) == ends for a in others)


def test_denying_is_plain_english() -> None:
    assert denied("Stretching ", "relieves") == "Stretching does not relieve"
    assert denied("Cramps are ", "caused by") == "Cramps are not caused by"
    assert denied("It can ", "cause") == "It can not cause"
    assert denied("Milk ", "is good for") == "Milk is not good for"
    assert denied("Milk ", "cures all") is None


@pytest.mark.parametrize("table", sorted({name.partition(":")[0] for name in case_texts()}))
def test_denying_a_wording_leaves_nothing_affirmed(table: str) -> None:
    texts = [text for name, text in case_texts().items() if name.partition(":")[0] == table]
    assert texts
    assert [left for text in texts for left in left_affirmed(text)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_denying_a_wording_in_an_article_leaves_nothing_affirmed(name: str) -> None:
    assert list(left_affirmed(SAMPLES[name].read_text(encoding="utf-8"), name)) == []


DENIED = (
    "Stretching does not relieve muscle cramps.",
    "Muscle cramps are not caused by dehydration.",
    "Almonds are not a good source of magnesium.",
    "Almonds are not good sources of magnesium.",
    "Massage is not good for headaches.",
    "Pregnancy does not use up iron.",
)


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied_is_not_affirmed(text: str) -> None:
    said = reading_of(text).assertions
    assert said
    assert all(assertion.polarity is Polarity.NEGATED for assertion in said)


def test_an_unrelated_sentence_does_not_come_between() -> None:
    text = "# Insomnia\n\nStress causes insomnia.\n\n{}Pain is another great thief.\n"
    before = claims(text.format(""))
    assert len(before) == 2
    assert before <= claims(text.format(f"{UNRELATED[0]}\n\n"))
