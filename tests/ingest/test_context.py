"""How sure a text is of what its lists, headings and advice say: tests/cases/ingest/hedges.tsv.

What cues do to the claims of verbs stands in tests/cases/relations/context.tsv.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Assertion, Certainty, Polarity
from graph.tables import parse_table
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read

TABLE = Path(__file__).parents[1] / "cases" / "ingest" / "hedges.tsv"
ROWS = [
    (row["id"], row["text"].replace("\\n", "\n"), row["expected"])
    for row in parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name, ("id", "text", "expected"))
]


def said(assertion: Assertion) -> str:
    words = [assertion.subject, assertion.predicate, assertion.object]
    if assertion.polarity is Polarity.NEGATED:
        words.append("negated")
    if assertion.certainty is not Certainty.STATED:
        words.append(assertion.certainty)
    return " ".join(words)


@pytest.mark.parametrize(("name", "text", "expected"), ROWS, ids=[name for name, _, _ in ROWS])
def test_how_sure_it_is(knowledge: Knowledge, name: str, text: str, expected: str) -> None:
    reading = read(read_document("case.md", text.encode())[0], knowledge)
    wanted = {claim.strip() for claim in expected.split(";") if claim.strip()}
    assert {said(assertion) for assertion in reading.assertions} == wanted


def test_the_words_that_decide_are_kept(knowledge: Knowledge) -> None:
    text = "Quinine prevents leg cramps. There is no proof that it works."
    reading = read(read_document("case.md", text.encode())[0], knowledge)
    found = {evidence.cues for a in reading.assertions if a.predicate == "prevents" for evidence in a.evidence}
    assert found == {("no proof",)}
