"""Why a claim was missed or is false: one article, and what gold says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from graph.model import ConceptType
from ingest.causes import Case, Cause, Side, explain
from ingest.documents import read_document
from ingest.evaluate import Row, compare
from ingest.knowledge import Knowledge
from ingest.pipeline import read

TEXT = """# Cramps

Dehydration can cause muscle cramps. Milk and muscle cramps are two matters. It can also cause fatigue.

Stretching relieves muscle cramps. Heat does not relieve muscle cramps.

## What helps

- Massage

## Symptoms

Fatigue is one more thing.
"""


def gold(said: str, quote: str, polarity: str = "affirmed", certainty: str = "stated") -> Row:
    subject, predicate, object_ = said.split(" | ")
    ends = {"subject": [subject], "predicate": predicate, "object": [object_]}
    return {"doc": "a.md", "quote": quote, **ends, "polarity": polarity, "certainty": certainty}


def row(said: str, quote: str, **more: Any) -> Row:
    subject, predicate, object_ = said.split(" | ")
    ends = {
        end: {"id": name.replace(" ", "-"), "label": name, "text": name, "type": ConceptType.CONDITION}
        for end, name in (("subject", subject), ("object", object_))
    }
    start = TEXT.index(quote)
    place = {"doc": "a.md", "start": start, "end": start + len(quote), "quote": quote}
    how = {"polarity": "affirmed", "certainty": "stated", "rule": "verb", "section": "Cramps"}
    return {**place, **ends, "predicate": predicate, **how, **more}


def cases(wanted: Sequence[Row], found: Sequence[Row], knowledge: Knowledge) -> list[Case]:
    reading = read(read_document("a.md", TEXT.encode())[0], knowledge)
    return list(explain(compare(wanted, found), {"a.md": reading}, knowledge))


CRAMPS = "Dehydration can cause muscle cramps."
STRETCHING = "Stretching relieves muscle cramps."
MISSED = {
    "subject unknown": (gold("glimmering | causes | muscle cramp", CRAMPS), Cause.SUBJECT),
    "object unknown": (gold("dehydration | causes | glimmering", CRAMPS), Cause.OBJECT),
    "both unknown": (gold("glimmering | causes | dullness", CRAMPS), Cause.BOTH),
    "no wording": (gold("milk | causes | muscle cramp", "Milk and muscle cramps are two matters."), Cause.TRIGGER),
    "not joined": (gold("dehydration | causes | muscle cramp", CRAMPS), Cause.ENDS),
    "a pronoun": (gold("dehydration | causes | fatigue", "It can also cause fatigue."), Cause.REFERENCE),
    "an item": (gold("massage | treats | muscle cramp", "Massage"), Cause.STRUCTURE),
    "prose under a heading": (
        gold("muscle cramp | has_symptom | fatigue", "Fatigue is one more thing."),
        Cause.STRUCTURE,
    ),
    "no wording, and an end elsewhere": (
        gold("massage | prevents | fatigue", "Fatigue is one more thing."),
        Cause.TRIGGER,
    ),
}


@pytest.mark.parametrize(("wanted", "cause"), MISSED.values(), ids=MISSED)
def test_missed(wanted: Row, cause: Cause, knowledge: Knowledge) -> None:
    (case,) = cases([wanted], [], knowledge)
    assert (case.side, case.cause) == (Side.MISSED, cause)


def test_missed_beside_its_neighbour(knowledge: Knowledge) -> None:
    quote = "Milk and muscle cramps are two matters."
    found = row("dehydration | causes | muscle cramp", quote)
    wanted = [gold("dehydration | causes | muscle cramp", quote), gold("milk | causes | muscle cramp", quote)]
    (case,) = cases(wanted, [found], knowledge)
    assert (case.cause, case.note) == (Cause.COORDINATION, "dehydration causes muscle cramp")


ALIKE = {
    "denied": (row("stretching | treats | muscle cramp", STRETCHING, polarity="negated"), Cause.POLARITY),
    "another predicate": (row("stretching | prevents | muscle cramp", STRETCHING), Cause.JUDGEMENT),
    "turned round": (row("muscle cramp | treats | stretching", STRETCHING), Cause.DIRECTION),
}


@pytest.mark.parametrize(("found", "cause"), ALIKE.values(), ids=ALIKE)
def test_the_same_things_said_otherwise(found: Row, cause: Cause, knowledge: Knowledge) -> None:
    missed, false = cases([gold("stretching | treats | muscle cramp", STRETCHING)], [found], knowledge)
    assert (missed.side, missed.cause) == (Side.MISSED, cause)
    assert (false.side, false.cause) == (Side.FALSE, cause)


FALSE = {
    "not said": (row("milk | causes | fatigue", "It can also cause fatigue."), Cause.REFERENCE),
    "an end elsewhere": (row("massage | treats | fatigue", STRETCHING), Cause.REFERENCE),
    "under a heading": (row("massage | treats | fatigue", "Massage", rule="structure"), Cause.STRUCTURE),
    "another end": (row("stretching | treats | muscle cramp", STRETCHING), Cause.UNSAID),
    "nothing of the kind": (row("milk | causes | muscle cramp", "Milk and muscle cramps are two"), Cause.UNSAID),
}


@pytest.mark.parametrize(("found", "cause"), FALSE.values(), ids=FALSE)
def test_false(found: Row, cause: Cause, knowledge: Knowledge) -> None:
    wanted = gold("dehydration | causes | muscle cramp", CRAMPS)
    right = row("dehydration | causes | muscle cramp", CRAMPS)
    (case,) = cases([wanted], [right, found], knowledge)
    assert (case.side, case.cause) == (Side.FALSE, cause)


def test_false_beside_what_gold_wants_there(knowledge: Knowledge) -> None:
    found = row("dehydration | causes | muscle cramp", CRAMPS)
    missed, false = cases([gold("dehydration | causes | glimmering", CRAMPS)], [found], knowledge)
    assert (missed.cause, false.cause) == (Cause.OBJECT, Cause.ENDS)
    assert "muscle cramps" in missed.note


def test_certainty(knowledge: Knowledge) -> None:
    wanted = gold("dehydration | causes | muscle cramp", CRAMPS, certainty="possible")
    (case,) = cases([wanted], [row("dehydration | causes | muscle cramp", CRAMPS)], knowledge)
    assert (case.side, case.cause, case.note) == (Side.CERTAINTY, Cause.CERTAINTY, "read stated; gold possible")


def test_a_quote_that_is_not_there_is_looked_for_everywhere(knowledge: Knowledge) -> None:
    (case,) = cases([gold("stretching | treats | muscle cramp", "No such words.")], [], knowledge)
    assert case.cause is Cause.ENDS


def test_documents_that_were_not_read_are_left_out(knowledge: Knowledge) -> None:
    wanted = [{**gold("a | causes | b", CRAMPS), "doc": "lost.md"}]
    assert cases(wanted, [], knowledge) == []


def test_nothing_is_wrong_where_all_is_right(knowledge: Knowledge) -> None:
    wanted = gold("dehydration | causes | muscle cramp", CRAMPS)
    assert cases([wanted], [row("dehydration | causes | muscle cramp", CRAMPS)], knowledge) == []
