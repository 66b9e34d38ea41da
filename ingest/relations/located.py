"""Where a complaint occurs: "cramps in the calf", "pain in your lower back"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Certainty, Predicate, Span
from ingest.claims import claims
from ingest.context import context_at
from ingest.passage import Group, Passage

_IN = re.compile(r" (?:in|along|around|down|affecting)(?: (?:the|your|one|both|their|his|her|my|a|an|right|left))* ")
_AND_IN = re.compile(
    r"(?:,| but also| or| and| as well as| and sometimes| or even)* (?:in|on|under|around|behind|along|inside|at|over|"
    r"across|between) (?:(?:the|your|both|their) )?(?:(?:inside|outside|back|front|side|tip|edge|base|top|sides|"
    r"insides|backs|tips|edges) of (?:the |your )?)?"
)
_CONDITION = frozenset(("condition",))
_BODYPART = frozenset(("bodypart",))


def extract(passage: Passage) -> Iterator[Assertion]:
    """A complaint and the body part that a preposition joins to it."""
    if passage.is_question:
        return
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        if not _IN.fullmatch(passage.flat, left.end, right.start):
            continue
        complaint, place = left.only(_CONDITION), right.only(_BODYPART)
        if complaint and place:
            last = Group(complaint.names[-1:])
            if place.names[0].concept.label in (*last.names[0].concept.label.split(), "blood"):
                continue  # "muscle cramps in the muscle" says nothing
            context = context_at(passage, Span(left.end, right.start), right.start)
            context = context._replace(certainty=Certainty.STATED)  # where it is, if it is
            for part in (place, *further_places(passage, right)):
                yield from claims(passage, (last, part), Predicate.LOCATED_IN, context, "location")


def further_places(passage: Passage, place: Group) -> Iterator[Group]:
    """Places that follow with prepositions of their own: "in the calf but also in the foot"."""
    end = place.end
    for group in passage.groups:
        kept = group.only(_BODYPART) if group.start >= end else None
        if kept and _AND_IN.fullmatch(passage.flat, end, kept.start):
            yield kept
            end = kept.end
