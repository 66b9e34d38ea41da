"""Advice on a condition: "If the muscle is sore, apply cold", "For a stiff neck, try a warm towel"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, ConceptType, Predicate, Span
from ingest.claims import SUBJECTS, claims
from ingest.context import context_at
from ingest.passage import Group, Passage

_CONDITION = frozenset((ConceptType.CONDITION,))
_IF = re.compile(r"(?:[;:,(] |\b(?:and|or|but) )?\b(?:if|when|whenever|for|against|once)\b")
_THEN = re.compile(
    r"[,:]? (?:then |you can |you could |you may |you might |you should |it helps to |try to |please |simply |just |"
    r"also |first )*"
    r"(\w+)(?: (\w+))?"
)
_REACH = 70  # characters between the condition and the advice


def extract(passage: Passage) -> Iterator[Assertion]:
    """The remedy that advice names for the condition in its if-clause."""
    if passage.is_question or passage.refers_to_doctor:
        return
    for number, group in enumerate(passage.groups[:-1]):
        complaint = group.only(_CONDITION)
        remedy = passage.groups[number + 1].only(SUBJECTS[Predicate.TREATS])
        if complaint is None or remedy is None or not _is_condition(passage, group):
            continue
        advice = _advice(passage, group.end, remedy.start)
        if advice is not None:
            context = context_at(passage, advice, remedy.start)
            yield from claims(passage, (remedy, complaint), Predicate.TREATS, context, "advice")


def _is_condition(passage: Passage, group: Group) -> bool:
    """True where the clause of a list begins with "if" or "for"."""
    start = passage.segments[passage.segment_at(group.start)].start
    opener = passage.segments[passage.segment_at(group.start)].opener
    return opener in ("if", "when") or _IF.match(passage.flat, start, group.start) is not None


def _advice(passage: Passage, start: int, end: int) -> Span | None:
    """Where the imperative stands that begins the clause behind the condition."""
    comma = max(passage.flat.find(",", start, end), passage.flat.find(":", start, end))
    then = _THEN.match(passage.flat, comma, end) if comma >= 0 and end - comma <= _REACH else None
    if then is None or then[1] not in passage.knowledge.imperatives:
        return None
    return Span(then.start(1), then.end(1))
