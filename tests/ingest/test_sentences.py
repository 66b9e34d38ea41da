"""Documents to sentences: tests/cases/ingest/sentences.tsv, what stands above them, and what leads in to a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from graph.model import Block, BlockKind, Document, Span
from graph.tables import parse_table
from ingest.documents import read_document
from ingest.errors import UnreadableFileError
from ingest.sentences import split

TABLE = Path(__file__).parents[1] / "cases" / "ingest" / "sentences.tsv"
CASES = [
    (row["id"], row["text"].replace("\\n", "\n"), row["expected"].replace("\\n", "\n"))
    for row in parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name, ("id", "text", "expected"))
]
LISTED = """\
# Leg cramps

They hurt. Other causes are

- Thirst
- Drugs. Among them:
    - statins
    - diuretics

They pass.

## Remedies

- Rest
"""


@pytest.mark.parametrize(("_", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_sentences_of_a_paragraph(_: str, text: str, expected: str) -> None:
    assert [text[s.span.start : s.span.end] for s in split(paragraph(text))] == expected.split(" / ")


def test_a_third_of_the_cases_are_near_misses() -> None:
    assert sum(" / " not in expected for _, _, expected in CASES) * 3 >= len(CASES)


def test_headings_stand_above_what_is_below_them() -> None:
    found = context("# Cramps\n\nThey hurt.\n\n## Causes\n\n### Drugs\n\nStatins.\n\n## Relief\n\nRest.", "headings")
    assert found == {
        "Cramps": "",
        "They hurt.": "Cramps",
        "Causes": "Cramps",
        "Drugs": "Cramps > Causes",
        "Statins.": "Cramps > Causes > Drugs",
        "Relief": "Cramps",
        "Rest.": "Cramps > Relief",
    }


def test_a_list_has_the_sentence_that_leads_in_to_it() -> None:
    assert context(LISTED, "lead") == {
        "Leg cramps": "",
        "They hurt.": "",
        "Other causes are": "",
        "Thirst": "Other causes are",
        "Drugs.": "Other causes are",
        "Among them:": "Other causes are",
        "statins": "Among them:",
        "diuretics": "Among them:",
        "They pass.": "",
        "Remedies": "",
        "Rest": "",
    }


@pytest.mark.parametrize(
    ("before", "leads"),
    [
        ("Causes include:", True),
        ("Many things can bring on a cramp, including", True),
        ("The following can bring on a cramp.", True),
        ("Foods to avoid;", True),
        ("Cramps hurt.", False),
        ("What can you do?", False),
    ],
)
def test_what_leads_in_to_a_list(before: str, leads: bool) -> None:
    assert context(f"Cramps hurt. They pass.\n\n{before}\n\n- Thirst\n\n- Age", "lead", ".txt")["Thirst"] == (
        before if leads else ""
    )


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aA .!?:“”\"*'\n-•1)é", min_size=1))
def test_sentences_lie_in_order_inside_blocks(text: str) -> None:
    try:
        document, _ = read_document("any.txt", text.encode())
    except UnreadableFileError:  # nothing in it reads like an article
        reject()
    sentences = split(document)
    edges = [edge for sentence in sentences for edge in (sentence.span.start, sentence.span.end)]
    assert edges == sorted(edges)
    assert all(any(block.span.holds(sentence.span) for block in document.blocks) for sentence in sentences)
    for block in document.blocks:
        inside = "".join(text[s.span.start : s.span.end] for s in sentences if block.span.holds(s.span))
        assert "".join(inside.split()) == "".join(text[block.span.start : block.span.end].split())


def paragraph(text: str) -> Document:
    block = Block(BlockKind.PARAGRAPH, 0, Span(0, len(text)))
    return Document("x", "x.txt", "", text, (block,), "")


def context(text: str, field: str, suffix: str = ".md") -> dict[str, str]:
    """What stands in a field of each sentence, by its words."""
    document, _ = read_document("article" + suffix, text.encode())
    found = {}
    for sentence in split(document):
        spans = sentence.headings if field == "headings" else tuple(filter(None, (sentence.lead,)))
        words = document.text[sentence.span.start : sentence.span.end]
        found[words] = " > ".join(document.text[span.start : span.end] for span in spans)
    return found
