"""Conditions whose name holds the verb that brings them on: "spasms can interrupt sleep", "clots block blood flow"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, ConceptType, Predicate
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.knowledge import Knowledge
from ingest.mentions import Named
from ingest.neighbours import leftmost, right
from ingest.passage import Group, Passage
from ingest.widened import of_what

_MAKE = re.compile(
    r"\b(?:make|makes|making|made) (?:(?:you|people|anybody|anyone|them|us|me|him|her|the|your|some people|many people|"
    r"patients|women|men|children|some women|the body) )?(?:feel |more |very |quite |a little )*$"
)
_CLOSES = re.compile(
    r"(?: too| as well| more easily| up| easily)?(?:[.,;:)]|$| (?:and|or|but|when|if|for|in|at|by|after|during|"
    r"until)\b)"
)
_AND = re.compile(r"(?:,|,? and|,? or) ")
_AND_PART = re.compile(r"(?:,|,? and|,? or) (?:the |your )?")
_DAMAGE = " damage"
_NO_STATE = re.compile(r"[^.,;:]{0,60}\b(?:worse|better|easier|less|likely|sounds?|noises?|difficult)\b")
_IN_TURN = re.compile(r"(?: [^\W\d_]+){0,4}, (?:(?:thus|thereby|in turn|possibly|potentially|often|eventually) )?")
_THIS = re.compile(r"\b(?:this|that) (?:can |may |might |could |will |also |often |\w+ly )*$")
_PURPOSE = re.compile(
    r"\b(?!(?:un)?(?:able|likely)|guaranteed|bound|certain|sure|liable|apt|prone|needs?|known|enough|shown|found|said|thought|believed|used|tends?|seems?|appears?|begins?|began|"
    r"starts?|started|continues?|going|able)\w+ to $"
)
_NEAR = 40  # characters between "make" and what one is made
_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|gets|got|getting) (?:\w+ly |often |sometimes )?$")
_BY = re.compile(r"(?: (?!by\b)\w+){0,8} by ")
_ACTS = re.compile(
    r"(?:\b(?:can|may|might|could|will|would|to|also|often|sometimes|that|which|does|all|both|further|easily|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )not) |"
    r"(?<!\bi)(?<!\bha)(?<!\bwa)(?<!'|s)s )$"
)


def extract(passage: Passage) -> Iterator[Assertion]:
    """What stands before such a name as its subject causes the condition."""
    if passage.is_question or passage.refers_to_doctor:
        return
    yield from _undergone(passage)
    end = passage.start  # of the event before
    for named in passage.names:
        goes_on = end > passage.start and _AND.fullmatch(passage.flat, end, named.span.start) is not None
        is_verb = passage.document.text[named.span.start].islower()  # "Damage to joints" begins anew
        acts = is_verb and is_event(named, passage.flat, passage.knowledge, goes_on=goes_on)
        acts = acts and not any(hit.end + 1 == named.span.start for hit, _ in passage.triggers)  # "soothes dry skin"
        start = named.span.start if acts else _made(passage, named)
        end = named.span.end if acts else end
        subject = leftmost(passage, start, SUBJECTS[Predicate.CAUSES]) if start is not None else None
        if subject is not None and not _THIS.search(passage.flat, subject.end, max(subject.end, start or 0)):
            context = context_at(passage, named.span, named.span.start)
            harmed = (named, *_harmed_too(passage, named)) if acts else (named,)
            yield from claims(passage, (subject, Group(harmed)), Predicate.CAUSES, context, "event")
            yield from _in_turn(passage, named if acts else None)


def _undergone(passage: Passage) -> Iterator[Assertion]:
    """ "Many people are woken at night by cramps": what follows "by" brings on what they go through."""
    for named in passage.names:
        by = _BY.match(passage.flat, named.span.end, passage.end) if _is_undergone(passage, named) else None
        subject = right(passage, by.end(), SUBJECTS[Predicate.CAUSES]) if by else None
        if subject is not None:
            context = context_at(passage, named.span, named.span.start)
            agent = of_what(passage, subject, SUBJECTS[Predicate.CAUSES])
            yield from claims(passage, (agent, Group((named,))), Predicate.CAUSES, context, "event")


def _is_undergone(passage: Passage, named: Named) -> bool:
    """True for a condition whose name begins with what is done to people: "are woken at night"."""
    if named.base is named.concept:  # "the nerves are damaged by A"
        return True
    first = passage.flat[named.span.start : named.span.end].partition(" ")[0]
    if named.concept.type is not ConceptType.CONDITION or passage.knowledge.event_verbs.get(first) != "past":
        return False
    return _BE.search(passage.flat, max(passage.start, named.span.start - 24), named.span.start) is not None


def _in_turn(passage: Passage, named: Named | None) -> Iterator[Assertion]:
    """What the event brings on in its turn: "disrupts the balance of salts, leading to cramps"."""
    for hit, trigger in passage.triggers if named is not None else ():
        causing = trigger.form == "ing" and trigger.predicate == Predicate.CAUSES
        if named and causing and _IN_TURN.fullmatch(passage.flat, named.span.end, hit.start):
            effect = right(passage, hit.end, OBJECTS[Predicate.CAUSES])
            context = context_at(passage, named.span, hit.end)
            if effect is not None:
                yield from claims(passage, (Group((named,)), effect), Predicate.CAUSES, context, "event")


def _harmed_too(passage: Passage, named: Named) -> Iterator[Named]:
    """What happens to the other parts in "damages the eyes, kidneys and nerves"."""
    label, end = named.concept.label, named.span.end
    for other in passage.names if label.endswith(_DAMAGE) else ():
        joined = other.span.start >= end and _AND_PART.fullmatch(passage.flat, end, other.span.start)
        if joined and other.concept.type is ConceptType.BODYPART:
            end = other.span.end
            damage = passage.knowledge.vocabulary.find(other.concept.label + _DAMAGE)
            if damage is not None:
                yield Named(damage, other.span)


def _made(passage: Passage, named: Named) -> int | None:
    """Where "make" stands in "can make anybody dizzy" and "makes ankles swell"; None in "makes headaches worse"."""
    if named.concept.type is not ConceptType.CONDITION or not _CLOSES.match(passage.flat, named.span.end, passage.end):
        return None
    if _NO_STATE.match(passage.flat, named.span.end, passage.end):
        return None  # "makes heart failure and anaemia worse", "making choking and gasping sounds"
    make = _MAKE.search(passage.flat, max(passage.start, named.span.start - _NEAR), named.span.start)
    return make.start() if make else None


def is_event(named: Named, flat: str, knowledge: Knowledge, *, goes_on: bool = False) -> bool:
    """True for a condition named by what brings it on: "disrupts sleep", but not "disrupted sleep".

    `goes_on`: it stands in a list behind another such name ("can upset the stomach and harm the liver").
    """
    if named.concept.type is not ConceptType.CONDITION:
        return False
    first, _, rest = flat[named.span.start : named.span.end].partition(" ")
    form = knowledge.event_verbs.get(first)
    if form is None or not rest:
        return False
    # "wake" after a modal or a plural acts; so does "wakes" wherever it stands; "damage to" is a noun.
    if _PURPOSE.search(flat, max(0, named.span.start - 24), named.span.start):
        return False  # "medicines to suppress the immune system"
    if form == "third" and flat.startswith(", ", named.span.start - 2) and not goes_on:
        return False  # "rash, blisters, burns on the skin"
    return form == "third" or (
        form == "base" and (goes_on or bool(_ACTS.search(flat, max(0, named.span.start - 12), named.span.start)))
    )
