"""Readings of whole articles: what must hold of every one, whatever it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Origin, Reading
from ingest.documents import read_document
from ingest.knowledge import Knowledge, load_knowledge
from ingest.pipeline import read
from tests.known import known

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
ARTICLES = sorted(path for path in SAMPLES.iterdir() if path.is_file())
KNOWLEDGE = known()
WORDS = (
    "cramps|dehydration|magnesium|lack of|stretching|causes|may|not|does not|help|relieve|because of|, which|;|:|(|)|"
    "and|or|they|this condition|symptoms of|include|such as|\n\n# Causes\n\n|\n- |\n|?|.|in the calf|diuretics|deplete|"
    "İ|ﬁ"
).split("|")


def read_text(text: str, knowledge: Knowledge = KNOWLEDGE) -> Reading:
    return read(read_document("article.md", text.encode())[0], knowledge)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_claim_stands_in_its_article(path: Path) -> None:
    reading = read(read_document(path.name, path.read_bytes())[0], KNOWLEDGE)
    text = reading.document.text
    known = set(KNOWLEDGE.vocabulary.concepts) | {concept.id for concept in reading.concepts}
    assert reading.assertions
    for assertion in reading.assertions:
        assert {assertion.subject, assertion.object} <= known
        for evidence in assertion.evidence:
            assert text[evidence.passage.start : evidence.passage.end] == evidence.quote
            assert evidence.subject_text == " ".join(text[evidence.subject.start : evidence.subject.end].split())
            assert evidence.object_text == " ".join(text[evidence.object.start : evidence.object.end].split())
    for mention in reading.mentions:
        assert text[mention.span.start : mention.span.end] == mention.surface


@given(st.lists(st.sampled_from(WORDS), max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(parts: list[str]) -> None:
    text = "Leg cramps\n\nx " + " ".join(parts)
    reading = read_text(text)
    assert all(reading.document.text[m.span.start : m.span.end] == m.surface for m in reading.mentions)
    assert all(a.subject != a.object for a in reading.assertions)


def test_the_same_document_gives_the_same_reading() -> None:
    content = ARTICLES[0].read_bytes()
    first, second = (read(read_document("a.md", content)[0], each) for each in (KNOWLEDGE, load_knowledge()))
    assert first == second


def test_a_claim_made_twice_is_one_assertion_with_two_passages() -> None:
    reading = read_text("Stretching relieves cramps. Indeed, stretching relieves cramps.")
    assert [len(assertion.evidence) for assertion in reading.assertions] == [2]


def test_composed_concepts_travel_with_the_reading() -> None:
    reading = read_text("A carnitine deficiency is rare.")
    composed = {concept.label: concept.origin for concept in reading.concepts}
    assert composed == {"carnitine deficiency": Origin.COMPOSED}


BOILERPLATE = {
    "advice to see a doctor": "# Leg cramps\n\n## When to see a doctor\n\n- Diabetes causes swelling.\n- Pain.",
    "question": "# Leg cramps\n\nDo bananas prevent leg cramps?",
    "disclaimer": "# Leg cramps\n\nThis content is not intended to be a substitute for professional medical advice, "
    "diagnosis, or treatment.",
    "see your doctor if": "# Leg cramps\n\nSee your doctor if diabetes causes leg cramps.",
}


@pytest.mark.parametrize("text", BOILERPLATE.values(), ids=BOILERPLATE)
def test_what_says_nothing(text: str) -> None:
    assert not read_text(text).assertions


def test_a_section_names_headings_and_lead_in() -> None:
    reading = read_text("# Leg cramps\n\n## Causes\n\nThey may be caused by:\n\n- Dehydration")
    sections = {evidence.section for assertion in reading.assertions for evidence in assertion.evidence}
    assert sections == {"Leg cramps > Causes > They may be caused by:"}


def test_hedged_and_doubted_headings() -> None:
    reading = read_text(
        "# Leg cramps\n\n## Remedies\n\n### Tonic water\n\nSome believe that it works.\n\n### Massage\n\nRub."
    )
    found = {(a.subject, str(a.certainty)) for a in reading.assertions}
    assert found == {("tonic-water", "disputed"), ("massage", "stated")}


def test_a_heading_that_its_text_denies_says_nothing() -> None:
    reading = read_text("# Cramp remedies\n\n## Bananas\n\nBananas do not relieve a cramp.\n\n## Massage\n\nRub.")
    found = {(a.subject, str(a.predicate), str(a.polarity)) for a in reading.assertions}
    assert found == {("banana", "treats", "negated"), ("massage", "treats", "affirmed")}


@pytest.mark.parametrize("rubbish", ["magnesium causes cramps ", "cramps caused by ", "(cramps ", "which causes "])
def test_text_without_an_end_of_sentence_is_read_for_names_only(rubbish: str) -> None:
    reading = read_text("# Leg cramps\n\nStretching relieves cramps.\n\n" + rubbish * 2000)
    assert [(a.subject, str(a.predicate)) for a in reading.assertions] == [("stretching", "treats")]
    assert len(reading.mentions) >= (1000 if "cramps" in rubbish else 2)
