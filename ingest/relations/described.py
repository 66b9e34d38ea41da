"""Symptoms told by an adjective: "Cramps can be very painful", "the joint becomes swollen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.model import Assertion, Concept, ConceptType, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import claims
from ingest.context import context_at
from ingest.lexicon import Hit, Trigger
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.wording import expand

_CONDITION = frozenset((ConceptType.CONDITION,))
_LISTED = re.compile(r", *$")
_SUPPOSED = ("if", "unless", "whether")  # "if the joint is sore": it need not be
_IS = re.compile(
    r"(?: themselves| itself| also| often| usually| sometimes)*"
    r" (?:is|are|(?:can|may|might|could|will) (?:\w+ )?be|becomes?|(?:can|may|will) become)"
    r" (?>(?:both|often|usually|sometimes|also|very|quite|extremely|extraordinarily|intensely|severely|rather|so|too|"
    r"\w+ly) )*"
)


def extract(passage: Passage) -> Iterator[Assertion]:
    """A condition and the one that the words behind "is" describe it by."""
    if passage.is_question or passage.refers_to_doctor:
        return
    for number, left in enumerate(passage.groups):
        complaint = left.only(_CONDITION)
        is_ = _IS.match(passage.flat, left.end, passage.end) if complaint else None
        felt = _felt(passage, number, is_.end()) if is_ else None
        if complaint is None or felt is None:
            continue
        listed = any(hit.start < left.start for hit, _ in passage.openers)  # "causes of B are A"
        if not listed and passage.segments[passage.segment_at(left.start)].opener not in _SUPPOSED:
            context = context_at(passage, Span(left.end, felt.start), felt.start)
            yield from claims(passage, (Group(complaint.names[-1:]), felt), Predicate.HAS_SYMPTOM, context, "described")


def _felt(passage: Passage, number: int, position: int) -> Group | None:
    """The condition that stands at a position, by its name or by an adjective that tells it."""
    following = passage.groups[number + 1] if number + 1 < len(passage.groups) else None
    if following is not None and following.start == position:
        return following.only(_CONDITION)
    return told_at(passage, position)


def told_at(passage: Passage, position: int) -> Group | None:
    """The symptom that an adjective at a position tells."""
    word = _adjective().match(passage.flat, position, passage.end)
    concept = _told(passage, word[1]) if word else None
    return Group((Named(concept, Span(position, word.end(1))),)) if word and concept else None


def _told(passage: Passage, adjective: str) -> Concept | None:
    return passage.knowledge.vocabulary.find(_conditions()[adjective])


@cache
def _conditions() -> dict[str, str]:
    """The symptom that an adjective tells. Raises TableError."""
    rows = read_table(data("relations", "adjectives.tsv"), ("adjective", "condition"))
    return {wording: row.filled("condition") for row in rows for wording in expand(row.filled("adjective"))}


@cache
def _adjective() -> re.Pattern[str]:
    """An adjective of the table that describes no noun behind it."""
    return re.compile(
        rf"({'|'.join(map(re.escape, _conditions()))})(?=$|\W*$|[,.;:)]| (?:and|or|but|to|when|if|for|after|in|at)\b)"
    )


def is_adjective(passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """True in a list of complaints: "tremors, loss of balance, worsening cough"."""
    if trigger.predicate != Predicate.WORSENS or trigger.form != "ing":
        return False
    before = passage.flat[passage.start : hit.start]
    comma = _LISTED.search(before)
    if comma is None:
        return before.endswith((" a ", " and ", " or "))
    listed = [group for group in passage.groups if group.end == passage.start + comma.start()]
    opened = listed and passage.flat[: listed[0].names[-1].span.start].rstrip().endswith((",", "and", "or"))
    return bool(opened)
