"""Names are made of content, are told apart, and can be taken apart again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.ids import Iris, assertion_id, document_id, evidence_id, link_id
from graph.model import Reading, Span


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("a.txt", "a"),
        ("leaflets/Leg cramps.html", "leaflets-leg-cramps"),
        ("v1.2 notes.md", "v1-2-notes"),
        ("folder.d/README", "folder-d-readme"),
        (".hidden", "hidden"),
        ("żółć.txt", "zo-c"),
        ("脚.txt", "x811a"),
        ("x" * 200 + ".txt", "x" * 60),
        ("x" * 59 + " y.txt", "x" * 59),
    ],
)
def test_document_ids_are_readable_and_end_in_a_hash(name: str, readable: str) -> None:
    assert re.fullmatch(
        re.escape(readable.replace("ł", "")).replace("zoc", "zo-?c") + "-[0-9a-f]{8}", document_id(name)
    )


def test_the_hash_is_of_the_whole_name() -> None:
    assert document_id("a.txt") == "a-18b7cb09"  # sha256("a.txt"): ids must never change between versions


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.txt", "a.md"), ("a/b.txt", "a-b.txt"), ("A.txt", "a.txt"), ("x" * 70 + "1.txt", "x" * 70 + "2.txt")],
)
def test_other_names_have_other_ids(one: str, other: str) -> None:
    assert document_id(one) != document_id(other)


def test_what_is_said_is_told_apart_from_who_says_it(reading: Reading) -> None:
    first, second = reading.assertions[:2]
    moved = replace(first, evidence=(replace(first.evidence[0], document="another"),))
    assert assertion_id(first.key) == assertion_id(moved.key)
    assert evidence_id(first, first.evidence[0]) != evidence_id(moved, moved.evidence[0])
    assert assertion_id(first.key) != assertion_id(second.key)


@pytest.mark.parametrize(
    "change",
    [
        {"document": "d2"},
        {"passage": Span(20, 77)},
        {"subject": Span(0, 1)},
        {"object": Span(0, 1)},
        {"rule": "lists"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_evidence_ids_change_with(change: dict[str, object], reading: Reading) -> None:
    assertion = reading.assertions[0]
    evidence = assertion.evidence[0]
    assert evidence_id(assertion, evidence) != evidence_id(assertion, replace(evidence, **change))  # type: ignore[arg-type]  # the table holds several types


def test_parts_are_not_run_together() -> None:
    assert link_id("a", "b-c", "d") != link_id("a-b", "c", "d")


@pytest.mark.parametrize(
    ("iri", "parts"),
    [
        ("https://x.org/id/concept/leg-cramp", ("concept", "leg-cramp")),
        ("https://x.org/id/document/a-18b7cb09", ("document", "a-18b7cb09")),
        ("https://x.org/id/document/a-18b7cb09#char=1,2", ("document", "a-18b7cb09")),
        ("https://x.org/id/evidence/00ff#target", ("evidence", "00ff")),
        ("https://x.org/id/graph/summary", ("graph", "summary")),
        ("https://x.org/id/concept/", None),
        ("https://x.org/id/concept/a/b", None),
        ("https://x.org/id/thing/a", None),
        ("https://y.org/id/concept/a", None),
        ("https://x.org/concept/a", None),
        ("leg cramp", None),
    ],
)
def test_iris_are_taken_apart(iri: str, parts: tuple[str, str] | None) -> None:
    assert Iris("https://x.org/").parse(iri) == parts


def test_every_kind_of_iri_is_taken_apart() -> None:
    iris = Iris()
    for kind in ("concept", "document", "assertion", "evidence", "link"):
        assert iris.parse(getattr(iris, kind)("k1")) == (kind, "k1")
    assert iris.parse(iris.vocabulary_graph()) == ("graph", "vocabulary")
