"""What each extraction rule finds, and what it must leave alone: tests/cases/relations/*.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Assertion, Certainty, ConceptType, Polarity, Reading
from graph.tables import data, parse_table, read_table
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read

CASES = Path(__file__).parents[1] / "cases" / "relations"
RULES = (
    "verb",
    "phrase",
    "compound",
    "exposure",
    "opener",
    "event",
    "structure",
    "location",
    "kind",
    "source",
    "deficiency",
    "continued",
    "described",
    "advice",
    "asked",
    "prose",
    "doubted",
    "inherited",
    "drawback",
    "mechanism",
)
# tables about what all rules share
EVERY_RULE = ("context", "denials", "functions", "predicative", "reference", "studies", "provisional", "standin")


def cases(table: str) -> list[tuple[str, str, str, str]]:
    text = (CASES / f"{table}.tsv").read_text(encoding="utf-8")
    return [
        (table, row["id"], row["text"], row["expected"]) for row in parse_table(text, table, ("id", "text", "expected"))
    ]


ALL = [case for table in (*RULES, *EVERY_RULE) for case in cases(table)]


@pytest.mark.parametrize(("table", "name", "text", "expected"), ALL, ids=[f"{case[0]}: {case[1]}" for case in ALL])
def test_rule_finds_just_this(knowledge: Knowledge, table: str, name: str, text: str, expected: str) -> None:
    document, _ = read_document("case.md", text.replace("\\n", "\n").encode())
    reading = read(document, knowledge)
    wanted = {" | ".join(part.strip() for part in claim.split("|")) for claim in expected.split(";") if claim.strip()}
    assert {said(a, reading, knowledge) for a in reading.assertions if counts(a, table)} == wanted


@pytest.mark.parametrize("table", RULES)
def test_a_third_of_the_rows_are_near_misses(table: str) -> None:
    rows = cases(table)
    assert 3 * sum(not expected for _, _, _, expected in rows) >= len(rows) - 2


def counts(assertion: Assertion, table: str) -> bool:
    if table in EVERY_RULE:
        return assertion.evidence[0].rule in ("verb", "phrase")
    return any(evidence.rule in (table, f"{table}s") for evidence in assertion.evidence)


def said(assertion: Assertion, reading: Reading, knowledge: Knowledge) -> str:
    own = {concept.id: concept for concept in reading.concepts}
    labels = [
        (own.get(key) or knowledge.vocabulary.concepts[key]).label for key in (assertion.subject, assertion.object)
    ]
    how = [
        word
        for word, is_so in (
            ("negated", assertion.polarity is Polarity.NEGATED),
            ("possible", assertion.certainty is Certainty.POSSIBLE),
            ("disputed", assertion.certainty is Certainty.DISPUTED),
        )
        if is_so
    ]
    parts = [labels[0], str(assertion.predicate), labels[1], *([" ".join(how)] if how else [])]
    return " | ".join(parts)


@pytest.mark.parametrize(
    ("table", "columns"),
    [("functions", ("wording", "predicate", "condition")), ("adjectives", ("adjective", "condition"))],
)
def test_what_a_wording_tells_is_a_known_condition(table: str, columns: tuple[str, ...], knowledge: Knowledge) -> None:
    rows = list(read_table(data("relations", f"{table}.tsv"), columns))
    told = [(row["condition"], knowledge.vocabulary.find(row["condition"])) for row in rows]
    assert rows
    assert [label for label, concept in told if concept is None or concept.type is not ConceptType.CONDITION] == []
