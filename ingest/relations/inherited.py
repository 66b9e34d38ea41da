"""What a complaint is said to do by itself: "migraine tends to run in families"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Predicate
from ingest.claims import OBJECTS, claims
from ingest.context import context_at
from ingest.neighbours import leftmost
from ingest.passage import Group, Passage
from ingest.reference import antecedent

_DOES = re.compile(r"(?:(?:runs?|ran|running) (?:\w+ ){0,2}in|passed)\b")


def extract(passage: Passage) -> Iterator[Assertion]:
    """The factor whose name is what its complaint does, as the complaint's cause."""
    if passage.is_question or passage.refers_to_doctor:
        return
    conditions = OBJECTS[Predicate.CAUSES]
    for named in passage.names:
        if named.concept.type != "factor" or not _DOES.match(passage.flat, named.span.start, named.span.end):
            continue
        complaint = leftmost(passage, named.span.start, conditions) or antecedent(passage, named.span.start, conditions)
        if complaint is not None:
            context = context_at(passage, named.span, named.span.end)
            yield from claims(passage, (Group((named,)), complaint), Predicate.CAUSES, context, "inherited")
