"""What a medicine or treatment brings on, told without naming it: "Nausea and headache are common at first."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.model import Assertion, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import claims
from ingest.context import context_at
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.reference import are_kin
from ingest.wording import as_pattern

_CONDITION = frozenset(("condition",))
_HELPERS = frozenset(("drug", "remedy"))
_HELPED = frozenset((Predicate.TREATS, Predicate.PREVENTS))
_DOES = frozenset((*_HELPED, Predicate.CAUSES))
_SIDES = ("left", "right")
_YES_NO = ("yes", "no")
_LEAD = (
    r"(?:(?:the|a|an|some|mild|slight|severe|short|temporary|passing|also|but|and|however|rarely|sometimes|"
    r"occasionally|very rarely|at first|afterwards|on the other hand|in rare cases|as with (?:all|any)[\w ]{4,25})\b"
    r",? ?)*"
)
_OPENING = re.compile(rf"\W*{_LEAD}")
_CLAUSE = re.compile(rf"(?:, (?:and|but|although|though|while) |[;:–—] |\bbut ){_LEAD}")
_ELSEWISE = re.compile(
    r" (?:at the same time|together|with(?:out)? |when|if|because|as a result|from|before|anywhere|at any age)\b"
)
_TAIL = re.compile(
    r"(?: (?:at|in|on|of|around|near) the (?:\w+ ){0,3}\w+| where \w+ (?:is|was) \w+| for a (?:day|few \w+))?,? "
)
_UNLESS = re.compile(r"\b(?:if|unless|before|should|who|whose|already|untreated|without treatment)\b|\bmust\b")
_BETWEEN = re.compile(r" (?!(?:no|not|never|less|fewer|relief)\b)(?:[\w'-]+ ){0,3}")

_AFTERWARDS = re.compile(
    r" (?:afterwards?|after (?:the|it|each|this|every)|for (?:a|an|some|several|the first) (?:\w+ ){0,2}(?:hours?|"
    r"days?|weeks?|while)|at (?:first|the start|the beginning|the site)|while (?:taking|using|on) (?:it|them)|"
    r"in the first|where (?:it|they)|until)\b"
)


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """The wordings of each side, and whether one name is enough. Raises TableError."""
    found: dict[tuple[str, bool], list[str]] = {}
    for row in read_table(data("relations", "drawbacks.tsv"), ("wording", "side", "alone")):
        key = (row.one_of("side", _SIDES), row.one_of("alone", _YES_NO) == "yes")
        found.setdefault(key, []).append(as_pattern(row.filled("wording")))
    return tuple((re.compile(rf"(?:{'|'.join(same)})\b"), *key) for key, same in found.items())


def extract(passage: Passage) -> Iterator[Assertion]:
    """What a sentence tells of the medicine or treatment that its section, or the sentence before, speaks of."""
    if passage.is_question or passage.is_lead_in or not any(group.only(_CONDITION) for group in passage.groups):
        return
    agent = _agent(passage)
    if agent is None or any(group.only(_HELPERS) for group in passage.groups):
        return
    for wording, things in (*_left(passage), *_right(passage)):
        end = max(wording.end, things.end)
        kept = tuple(named for named in things.names if not _is_complaint(passage, named))
        if kept and not _UNLESS.search(passage.flat, passage.start, end):
            context = context_at(passage, wording, end)
            yield from claims(passage, (agent, Group(kept)), Predicate.CAUSES, context, "drawback")


def _agent(passage: Passage) -> Group | None:
    if any(rule.predicate not in _HELPED for rule in passage.governors):
        return None  # below "Causes" or "Symptoms" other things are listed
    acting = {a.evidence[0].subject for a in passage.previous_said if a.predicate in _DOES}
    first = passage.before[0].only(_HELPERS) if passage.before else None
    if first and (passage.governors or any(named.span in acting for named in first.names)):
        return first
    if passage.governors and passage.held:
        return passage.held
    return passage.subheading.only(_HELPERS) if passage.subheading else None


def _is_complaint(passage: Passage, named: Named) -> bool:
    """True for what the article is about, a state of life, and what the treatment was said to help."""
    vocabulary, states = passage.knowledge.vocabulary, passage.knowledge.states
    helped = {a.object for a in passage.previous_said if a.predicate in _HELPED}
    if passage.topic is not None:
        helped.add(passage.topic.concept.id)
    return named.concept.id in states or any(are_kin(named.concept.id, other, vocabulary) for other in helped)


def _left(passage: Passage) -> Iterator[tuple[Span, Group]]:
    """The list of conditions that the sentence begins with, before such a wording."""
    first = passage.groups[0].only(_CONDITION)
    opening = _OPENING.match(passage.flat, passage.start, passage.end)
    tail = _TAIL.match(passage.flat, first.end, passage.end) if first else None
    if first is None or opening is None or tail is None or first.start > opening.end():
        return
    for pattern, side, is_enough in _wordings():
        found = pattern.match(passage.flat, tail.end(), passage.end)
        if side == "left" and found and not is_enough and _ELSEWISE.match(passage.flat, found.end()):
            continue  # "Frostbite and hypothermia can occur at the same time"
        if side == "left" and found and (is_enough or len(first.names) > 1):
            yield Span(*found.span()), first
            return


def _right(passage: Passage) -> Iterator[tuple[Span, Group]]:
    """The first list of conditions behind such a wording that begins a clause."""
    opening = _OPENING.match(passage.flat, passage.start, passage.end)
    starts = (opening.end() if opening else passage.start,)
    for start in (*starts, *(clause.end() for clause in _CLAUSE.finditer(passage.flat, passage.start, passage.end))):
        for pattern, side, is_enough in _wordings():
            found = pattern.match(passage.flat, start, passage.end) if side == "right" else None
            group = next((g for g in passage.groups if found and g.start >= found.end()), None)
            if found is None or group is None or not _BETWEEN.fullmatch(passage.flat, found.end(), group.start):
                continue
            if is_enough or _AFTERWARDS.search(passage.flat, group.end, passage.end):
                yield Span(*found.span()), group
