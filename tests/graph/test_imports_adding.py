"""Whole files, from bytes to what they add: broken ones, endless ones, and the public ones that lie beside us."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.imports.adding import File, Prepared, prepare
from graph.imports.taking import Choices
from graph.model import ConceptType
from graph.vocabulary import build, load_vocabulary

PUBLIC = Path(__file__).parents[3] / "shared" / "vocab"
CIRCLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/> .
:c a skos:Concept ; skos:prefLabel "zogitis"@en ; skos:broader :a .
:a a skos:Concept ; skos:prefLabel "zogoma"@en ; skos:broader :b .
:b a skos:Concept ; skos:prefLabel "zogosis"@en ; skos:narrower :a ; skos:broader :c, :b .
"""


def prepared(name: str, content: bytes) -> Prepared:
    return prepare(File(name, content), "01-x.tsv", build(()), Choices(ConceptType.CONDITION))


def above(found: Prepared) -> dict[str, tuple[str, ...]]:
    return {entry.label: entry.broader for entry in found.taken.entries}


def test_a_circle_in_skos_is_named_and_broken_at_the_same_place_in_whatever_order() -> None:
    lines = CIRCLE.splitlines()
    for order in (lines, [*lines[:2], *lines[:1:-1]]):
        found = prepared("x.ttl", "\n".join(order).encode())
        assert above(found) == {"zogitis": ("zogoma",), "zogoma": ("zogosis",), "zogosis": ()}
        (problem,) = found.problems
        assert problem.what == "These are kinds of each other: zogosis > zogitis > zogoma > zogosis"
        assert "'zogosis' is a kind of 'zogitis'" in problem.mend
        assert found.outcome.circles == ()


def test_an_obo_file_may_break_off_at_any_byte() -> None:
    whole = "".join(
        f'[Term]\nid: A:{number}\nname: zogitis قيء {number}\nsynonym: "zog\\"oma {number}" EXACT [] {{x="y"}}\n'
        f"is_a: A:{number - 1} ! zogitis\n\n"
        for number in range(1, 5)
    ).encode()
    size = len(whole) // 4
    for end in range(size * 2, size * 3):
        found = prepared("x.obo", whole[:end])
        labels = [entry.label for entry in found.taken.entries]
        assert labels[:1] == ["zogitis قيء 1"]
        assert len(labels) >= 1 + (end > size * 2)
        ends_well = whole[:end].endswith(b"\n")
        assert ends_well or any("breaks off" in problem.what for problem in found.problems)


def test_a_table_of_two_hundred_thousand_names_is_taken_whole() -> None:
    rows = (f"zog{number} itis\tzog{number} oma|zog{number} osis|zog{number} algia" for number in range(50_000))
    found = prepared("x.tsv", "\n".join(("label\tnames", *rows)).encode())
    assert (len(found.outcome.added), found.outcome.names) == (50_000, 200_000)
    assert (found.problems, found.outcome.clashes, found.taken.unsafe) == ((), (), ())


def test_a_chain_of_kinds_may_be_endless() -> None:
    rows = (f"zog{number} itis\tzog{number + 1} itis" for number in range(20_000))
    found = prepared("x.tsv", "\n".join(("label\tbroader", *rows)).encode())
    assert len(found.outcome.added) == 20_000
    assert [problem.what for problem in found.problems] == [
        "A row is said to be below 'zog20000 itis', which nobody knows"
    ]


@pytest.mark.parametrize(
    ("name", "choices", "added", "names"),
    [
        pytest.param("doid-2026-07-31-merged.tsv", Choices(), 8_000, 18_000, id="Disease Ontology"),
        pytest.param("doid-sample.obo", Choices(), 5, 10, id="Disease Ontology, a part, in OBO"),
        pytest.param("symp.obo", Choices(), 300, 400, id="Symptom Ontology"),
        pytest.param("drugbank_vocabulary.tsv", Choices(), 10_000, 30_000, id="medicines"),
        pytest.param("mesh-terms.tsv", Choices(known=True), 0, 100, id="MeSH, for what is known"),
    ],
)
def test_public_vocabularies_are_added(name: str, choices: Choices, added: int, names: int) -> None:
    if not PUBLIC.is_dir() and "CI" not in os.environ:
        pytest.skip("the public vocabularies are not here")
    found = prepare(File(name, (PUBLIC / name).read_bytes()), "01-x.tsv", load_vocabulary(), choices)
    assert len(found.outcome.added) >= added
    assert found.outcome.names >= names
    assert len(found.outcome.merged) > 20
    assert len(found.problems) <= 3
