"""Short forms that a text introduces itself, and what they then mean in it."""

from __future__ import annotations

import pytest

from ingest.abbreviations import definitions
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("They suffer from restless legs syndrome (RLS) at night.", "RLS", "restless legs syndrome"),
        ("Many with RLS (restless legs syndrome) pace about.", "RLS", "restless legs syndrome"),
        ("Tablets such as non-steroidal anti-inflammatory drugs (NSAIDs, for short) help.", "NSAIDs", "non-steroidal "
         "anti-inflammatory drugs"),
        ("A scan by magnetic resonance imaging (MRI; no X-rays) shows it.", "MRI", "magnetic resonance imaging"),
        ("It was treated with valproic acid (VPA).", "VPA", "valproic acid"),
        ("He was given 5-fluorouracil (5-FU) twice.", "5-FU", "5-fluorouracil"),
        ("Cyclosporin A (CsA) harms the kidneys.", "CsA", "Cyclosporin A"),
        ("Beta-blockers and angiotensin-converting enzyme (ACE) inhibitors", "ACE", "angiotensin-converting enzyme"),
    ],
)  # fmt: skip
def test_a_short_form_is_matched_with_its_words(text: str, short: str, long: str) -> None:
    found = [(text[d.short.start : d.short.end], text[d.long.start : d.long.end]) for d in definitions(text)]
    assert found == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "In trials (UK) of stretching, little happened.",
        "Cramps (often at night) are painful.",  # no capital
        "Leg cramps improved (P < 0.05) in most.",
        "Leg cramps (12 of 40) were rare.",
        "The clinic was closed. (RLS) was mentioned.",  # another sentence
        "Nobody knows why (RLS).",
        "They swim in open water (OPEN).",  # one of the words
        "(RLS) stands alone.",
        "Rest. Legs hurt (RLS).",  # the words stand in two sentences
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert list(definitions(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Night leg cramps (NLC) are common. Quinine prevents NLC.", {("quinine", "prevents", "night-leg-cramp")}),
        ("An NLC (night leg cramp) hurts. Dehydration causes NLCs.", {("dehydration", "causes", "night-leg-cramp")}),
        ("Quinine prevents NLC.", set()),  # never introduced
        ("New large clinics (NLC) open. Quinine prevents NLC.", set()),  # its words name no concept
        ("Night leg cramps (NLC) are common. Quinine prevents nlc.", set()),  # written otherwise
        ("Dehydration causes night leg cramps (NLC) and headache.",
         {("dehydration", "causes", "night-leg-cramp"), ("dehydration", "causes", "headache")}),
    ],
)  # fmt: skip
def test_a_short_form_names_its_concept_in_that_text(
    knowledge: Knowledge, text: str, expected: set[tuple[str, str, str]]
) -> None:
    reading = read(read_document("a.txt", text.encode())[0], knowledge)
    assert {(a.subject, str(a.predicate), a.object) for a in reading.assertions} == expected


def test_the_texts_own_meaning_goes_before_the_vocabularys(knowledge: Knowledge) -> None:
    text = "Muscle spasm (MS) hurts. The nerves are well. Overuse causes MS."
    reading = read(read_document("a.txt", text.encode())[0], knowledge)
    assert ("overuse", "muscle-cramp") in {(a.subject, a.object) for a in reading.assertions}
