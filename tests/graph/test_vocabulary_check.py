"""Nothing is wrong with the vocabulary that ships, and what could be is found, all of it."""

from __future__ import annotations

import pytest

from graph.model import ConceptType
from graph.tables import Row, parse_table
from graph.vocabulary import COLUMNS, CONTEXT_COLUMNS, Typed, faults, faults_in


def typed(*lines: str) -> list[Typed]:
    text = "\n".join(("\t".join(COLUMNS), *lines))
    return [(row, ConceptType.CONDITION) for row in parse_table(text, "conditions.tsv", COLUMNS)]


def context(*lines: str) -> list[Row]:
    return list(parse_table("\n".join(("\t".join(CONTEXT_COLUMNS), *lines)), "context.tsv", CONTEXT_COLUMNS))


def test_our_vocabulary_has_no_clashing_names_no_orphans_and_no_circles() -> None:
    assert [str(fault) for fault in faults()] == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(("cramp\tspasm", "stitch\tache"), [], id="nothing"),
        pytest.param(("cramp\tspasm", "stitch\tSpasms"), [("names", 3)], id="a name of two"),
        pytest.param(("cramp", "Cramps", "cramp"), [("label", 3), ("label", 4)], id="labels of two"),
        pytest.param(("x-ray", "x ray é", "x-ray-e"), [("label", 4)], id="labels of one id"),
        pytest.param(("cramp\t\tpain", "stitch\t\tache"), [("broader", 2), ("broader", 3)], id="orphans"),
        pytest.param(("cramp\t\tpain", "pain\t\tcramp"), [("broader", 2)], id="a circle"),
        pytest.param(
            ("a\t\tb", "b\t\ta", "c\t\td", "d\t\tc", "e\t\te"),
            [("broader", 2), ("broader", 4), ("broader", 6)],
            id="three circles",
        ),
        pytest.param(("cramp\t\t\tD1",), [("identifiers", 2)], id="no CURIE"),
        pytest.param(("\tspasm", "stitch\tache\tache"), [("label", 2), ("broader", 3)], id="of different kinds"),
    ],
)
def test_every_fault_is_found_with_its_line(lines: tuple[str, ...], found: list[tuple[str, int]]) -> None:
    said = [str(fault) for fault in faults_in(typed(*lines))]
    assert len(said) == len(found)
    for (column, line), one in zip(found, said, strict=True):
        assert one.startswith(f"{column} cannot be ")
        assert f"(conditions.tsv, line {line})" in one


def test_faults_of_contexts_are_found_too() -> None:
    rows = context("MS\tsclerosis\texact", "PAD\tcramp\tupper", "\tcramp", "CR\tcramp\texact\tleg")
    assert [str(fault).partition(" cannot")[0] for fault in faults_in(typed("cramp"), rows)] == [
        "concept",
        "case",
        "name",
    ]
