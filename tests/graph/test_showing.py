from __future__ import annotations

from itertools import pairwise

import pytest

from graph.model import (
    Assertion,
    Certainty,
    Concept,
    ConceptType,
    Evidence,
    Link,
    Path,
    Pattern,
    Polarity,
    Predicate,
    Span,
)
from graph.showing.passages import Part, marked, passage, sides
from graph.showing.picture import drawing, whole_chains
from graph.showing.words import Standing, counted, grounds, standing

DRUG = Concept("quinine", "quinine", ConceptType.DRUG)
CRAMP = Concept("muscle-cramp", "muscle cramp", ConceptType.CONDITION)
QUOTE = "Quinine eases cramps."


def said(polarity: Polarity, certainty: Certainty) -> Assertion:
    evidence = Evidence(
        "d", Span(100, 121), QUOTE, Span(100, 107), Span(114, 120), "Quinine", "cramps", (), "r", "", "", ""
    )
    return Assertion(DRUG.id, Predicate.TREATS, CRAMP.id, polarity, certainty, (evidence,))


STATED = said(Polarity.AFFIRMED, Certainty.STATED)
POSSIBLE = said(Polarity.AFFIRMED, Certainty.POSSIBLE)
DISPUTED = said(Polarity.AFFIRMED, Certainty.DISPUTED)
DENIED = said(Polarity.NEGATED, Certainty.STATED)


def link(support: int, against: int, disputed: int, *assertions: Assertion) -> Link:
    return Link(DRUG, Predicate.TREATS, CRAMP, assertions, 0.5, support, against, disputed)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(link(1, 0, 0, STATED), Standing.STATED, id="stated"),
        pytest.param(link(2, 0, 0, STATED, POSSIBLE), Standing.STATED, id="one states it"),
        pytest.param(link(1, 0, 0, POSSIBLE), Standing.POSSIBLE, id="nobody is sure"),
        pytest.param(link(1, 1, 0, STATED, DENIED), Standing.DISPUTED, id="both sides"),
        pytest.param(link(1, 0, 1, STATED, DISPUTED), Standing.DISPUTED, id="doubted"),
        pytest.param(link(0, 1, 1, DENIED, DISPUTED), Standing.DISPUTED, id="denied and doubted"),
        pytest.param(link(0, 1, 0, DENIED), Standing.DENIED, id="denied"),
    ],
)
def test_how_a_link_stands(one: Link, expected: Standing) -> None:
    assert standing(one) is expected


def test_sides_hold_every_passage_once() -> None:
    found = sides(link(2, 1, 1, DENIED, POSSIBLE, DISPUTED, STATED), str)
    assert [one.standing for one in found.supporting] == [Standing.STATED, Standing.POSSIBLE]
    assert [len(side) for side in found] == [2, 1, 1]


def test_a_passage_shows_its_ends_and_is_the_quote() -> None:
    found = passage(STATED, STATED.evidence[0])
    assert found.parts == (Part("Quinine", "subject"), Part(" eases "), Part("cramps", "object"), Part("."))
    assert "".join(part.text for part in found.parts) == QUOTE


@pytest.mark.parametrize(
    "spans",
    [[(0, 3), (2, 5)], [(-4, 2)], [(18, 40)], [(5, 5)], [(30, 35)], []],
    ids=["overlap", "before", "past the end", "empty", "outside", "none"],
)
def test_marking_never_changes_the_text(spans: list[tuple[int, int]]) -> None:
    parts = marked(QUOTE, [(Span(*span), "x") for span in spans])
    assert "".join(part.text for part in parts) == QUOTE


def test_grounds_in_words() -> None:
    assert grounds(link(3, 1, 1)) == "3 articles for, 1 article against, disputed in 1 article"
    assert counted(1, "passage") == "1 passage"
    assert counted(1200, "passage") == "1,200 passages"


def test_a_drawing_holds_each_concept_and_link_once() -> None:
    one = link(1, 0, 0, STATED)
    made = drawing("k", "t", (one, one), {"quinine"}, lambda key: f"/concept/{key}")
    assert [(node.id, node.focus) for node in made.nodes] == [("quinine", True), ("muscle-cramp", False)]
    assert [(edge.label, edge.href) for edge in made.edges] == [
        ("treats", "/concept/quinine#quinine.treats.muscle-cramp")
    ]


@pytest.mark.parametrize(("most", "drawn"), [(1, 2), (2, 2), (3, 3), (9, 6)])
def test_only_whole_chains_are_drawn(most: int, drawn: int) -> None:
    def path(*steps: str) -> Path:
        ends = [Concept(step, step, ConceptType.CONDITION) for step in steps]
        links = tuple(Link(a, Predicate.CAUSES, b, (), 0.5, 1, 0, 0) for a, b in pairwise(ends))
        return Path(tuple(ends), links, 1.0, Pattern.CAUSAL_CHAIN)

    assert len(whole_chains((path("a", "b", "c"), path("a", "x", "y", "c"), path("a", "b", "x")), most)) == drawn


def test_marks_of_emphasis_are_not_shown_and_move_nothing() -> None:
    parts = marked("**Quinine** eases *leg cramps*.", [(Span(2, 9), "subject"), (Span(19, 29), "object")])
    assert parts == (Part("Quinine", "subject"), Part(" eases "), Part("leg cramps", "object"), Part("."))
