"""Symptoms told by an adjective: "Cramps can be very painful", "the joint becomes swollen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, ConceptType, Predicate, Span
from ingest.claims import claims
from ingest.context import context_at
from ingest.passage import Group, Passage

_CONDITION = frozenset((ConceptType.CONDITION,))
_IS = re.compile(
    r"(?: themselves| itself| also| often| usually| sometimes)*"
    r" (?:is|are|(?:can|may|might|could|will) (?:\w+ )?be|becomes?|(?:can|may|will) become)"
    r" (?:(?:both|often|usually|sometimes|also|very|quite|extremely|extraordinarily|intensely|severely|rather|so|too|"
    r"\w+ly) )*"
)


def extract(passage: Passage) -> Iterator[Assertion]:
    """A condition and the one that the words behind "is" describe it by."""
    if passage.is_question or passage.refers_to_doctor:
        return
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        if not _IS.fullmatch(passage.flat, left.end, right.start):
            continue
        complaint, felt = left.only(_CONDITION), right.only(_CONDITION)
        listed = any(hit.start < left.start for hit, _ in passage.openers)  # "causes of B are A"
        if complaint and felt and not listed:
            context = context_at(passage, Span(left.end, right.start), right.start)
            yield from claims(passage, (Group(complaint.names[-1:]), felt), Predicate.HAS_SYMPTOM, context, "described")
