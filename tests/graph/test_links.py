"""Assertions of single documents put together to links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.links import bare_links, by_belief, claims, edge_of, is_denied, links, merged, with_assertions
from graph.model import (
    Assertion,
    Certainty,
    Concept,
    ConceptType,
    Evidence,
    Link,
    Polarity,
    Predicate,
    Reading,
    Span,
)

CRAMP = Concept("cramp", "cramp", ConceptType.CONDITION)
HEAT = Concept("heat", "heat", ConceptType.FACTOR)
REST = Concept("rest", "rest", ConceptType.REMEDY)
CONCEPTS = {concept.id: concept for concept in (CRAMP, HEAT, REST)}
RULES = {"verb": 0.15}


def evidence(document: str, start: int = 0) -> Evidence:
    here = Span(start, start + 4)
    return Evidence(document, here, "text", here, here, "heat", "cramp", (), "verb", "", "", "")


def said(
    subject: str,
    predicate: Predicate,
    *passages: Evidence,
    polarity: Polarity = Polarity.AFFIRMED,
    certainty: Certainty = Certainty.STATED,
) -> Assertion:
    return Assertion(subject, predicate, "cramp", polarity, certainty, passages)


SAID = (
    said("rest", Predicate.TREATS, evidence("b")),
    said("heat", Predicate.CAUSES, evidence("c", 9), evidence("c", 3)),
    said("heat", Predicate.CAUSES, evidence("a")),
    said("heat", Predicate.CAUSES, evidence("d"), polarity=Polarity.NEGATED),
)


def test_one_link_for_each_subject_predicate_and_object() -> None:
    heat, rest = links(SAID, {}, CONCEPTS, RULES)
    assert edge_of(heat) == ("heat", Predicate.CAUSES, "cramp")
    assert edge_of(rest) == ("rest", Predicate.TREATS, "cramp")
    assert (heat.subject, heat.object) == (HEAT, CRAMP)
    assert (heat.support, heat.against, heat.disputed) == (2, 1, 0)
    assert heat.belief == pytest.approx((1 - 0.32**2) * (1 - 0.68))


def test_same_assertions_become_one_with_all_passages_in_order() -> None:
    affirmed, negated = links(SAID, {}, CONCEPTS, RULES)[0].assertions
    assert [(one.document, one.passage.start) for one in affirmed.evidence] == [("a", 0), ("c", 3), ("c", 9)]
    assert negated.polarity is Polarity.NEGATED


def test_a_copy_counts_once_but_its_passage_is_shown() -> None:
    with_copy = (*SAID, said("rest", Predicate.TREATS, evidence("copy of b")))
    alone, both = links(SAID, {}, CONCEPTS, RULES)[1], links(with_copy, {"copy of b": "b"}, CONCEPTS, RULES)[1]
    assert replace(both, assertions=()) == replace(alone, assertions=())
    assert [one.document for one in both.assertions[0].evidence] == ["b", "copy of b"]


def test_order_of_documents_changes_nothing() -> None:
    assert links(reversed(SAID), {}, CONCEPTS, RULES) == links(SAID, {}, CONCEPTS, RULES)


def test_bare_links_are_links_without_passages() -> None:
    bare = bare_links(claims(SAID), {}, CONCEPTS, RULES)
    assert all(link.assertions == () for link in bare)
    assert with_assertions(bare, SAID) == links(SAID, {}, CONCEPTS, RULES)


def test_merged_keeps_no_passage_twice(reading: Reading) -> None:
    assert merged((*reading.assertions, *reading.assertions)) == merged(reading.assertions)


def test_most_believed_first() -> None:
    listed = sorted(links(SAID, {}, CONCEPTS, RULES), key=by_belief)
    assert [link.subject.id for link in listed] == ["rest", "heat"]


@pytest.mark.parametrize(
    ("support", "against", "disputed", "denied"),
    [
        pytest.param(1, 0, 0, False, id="held"),
        pytest.param(0, 1, 0, True, id="only denied"),
        pytest.param(1, 2, 0, True, id="denied by more"),
        pytest.param(1, 1, 0, False, id="open question"),
        pytest.param(0, 0, 1, False, id="only doubted"),
    ],
)
def test_denied(support: int, against: int, disputed: int, denied: bool) -> None:
    assert is_denied(Link(HEAT, Predicate.CAUSES, CRAMP, (), 0.3, support, against, disputed)) is denied
