"""What a lead-in says of the items below it: "Diabetes can lead to:", "You are more likely to get cramps if you:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS
from ingest.context import Context, context_at
from ingest.governing import Rule
from ingest.lexicon import Direction, Hit, Trigger
from ingest.neighbours import leftmost, nearest, right
from ingest.passage import Group, Passage

Ends = tuple[str, Group | None]  # the role that the items take, and the other end

_END = re.compile(
    r"(?> (?:the following|these|such as|things like|you|your|a|an|with|who have|severe|some|any|by|if you|if|when "
    r"you|when)\b)*\W*"
)
# "more likely to have:", "at risk for related conditions such as": the items are what comes of it
_OUTCOMES = re.compile(
    r"(?: (?:your|the) (?:risks?|chances?) (?:of|for))?(?: (?:the following|other|certain|some|related|serious|further|"
    r"several|many|health|medical))* (?:conditions|problems|diseases|disorders|illnesses|complications)"
    r"(?:,? (?:such as|like|including))?\W*"
)
_BY = re.compile(r" (?:\w+ly )?by\b")
_IF = re.compile(r"\b(?:if|when)(?: you| they| your child| someone)?(?: have| are| take)?\W*$")
_OFFERS = re.compile(
    r"\b(?:doctors?|gp|physician|provider|nurse|specialist|pharmacist|therapist|dentist|surgeon|team) (?:\w+ ){0,2}$"
)
_NOUN = re.compile(  # "depends on the cause:", "possible triggers:"
    r"\b(?:the|an?|its|their|your|of|many|several|some|other|possible|common|main|likely|underlying|known) $"
)
_MEANINGS = {
    "increase": Predicate.CAUSES,
    "decrease": Predicate.PREVENTS,
    "help": Predicate.TREATS,
    "advise": Predicate.TREATS,
}
_PREDICATES = frozenset(Predicate)
_RELIEF = re.compile(r" (?:some |quick |fast |good )*(?:relief|better|help)\b")
_HELD = (Direction.SUFFERERS, Direction.FELT)
_NOTHING: Ends = ("", None)


@dataclass(frozen=True, slots=True)
class Led:
    """The role of the items, the other end, and how surely it is said."""

    rule: Rule
    target: Group
    context: Context


def led_by(lead: Passage) -> Led | None:
    """What a lead-in that breaks off says of its items, or None where it says nothing of its own."""
    for hit, trigger in reversed(lead.triggers):
        predicate = _predicate(trigger)
        if predicate is None or _states_nothing(lead, hit, predicate):
            continue
        role, target = _ends(lead, hit, trigger, predicate)
        if role and target is not None:
            context = context_at(lead, Span(hit.start, hit.end), lead.end)
            rule = Rule(predicate, role, frozenset(), frozenset())
            return Led(rule, target, context)
    return None


def _states_nothing(lead: Passage, hit: Hit, predicate: Predicate) -> bool:
    """ "Other advice that the doctor may give you includes", "it depends on the cause:"."""
    if predicate is not Predicate.CAUSES:
        return False
    before = (lead.start, hit.start)
    return _OFFERS.search(lead.flat, *before) is not None or _NOUN.search(lead.flat, *before) is not None


def _predicate(trigger: Trigger) -> Predicate | None:
    if trigger.predicate in _PREDICATES:
        return Predicate(trigger.predicate)
    return _MEANINGS.get(trigger.predicate)


def _ends(lead: Passage, hit: Hit, trigger: Trigger, predicate: Predicate) -> Ends:
    """The role that the items take ("" for none), and the other end."""
    by = _BY.match(lead.flat, hit.end, lead.end) if trigger.direction is Direction.PASSIVE else None
    breaks_off = _END.fullmatch(lead.flat, by.end() if by else hit.end, lead.end) is not None
    if by or trigger.direction is Direction.BACKWARD:
        return ("subject", nearest(lead, hit.start, OBJECTS[predicate]) or _topic(lead)) if breaks_off else _NOTHING
    if trigger.direction is Direction.TOPIC:
        subject = leftmost(lead, hit.start, SUBJECTS[predicate])
        return (("object", subject) if breaks_off else _NOTHING) if subject else ("subject", _topic(lead))
    if trigger.predicate == "advise":
        return ("subject", _topic(lead)) if breaks_off else _NOTHING
    likely = breaks_off and trigger.direction is Direction.LIKELY
    if predicate is Predicate.CAUSES and (likely or _OUTCOMES.fullmatch(lead.flat, hit.end, lead.end)):
        return _with_outcomes(lead, hit, trigger)
    ends = _worded(lead, hit, trigger, predicate)
    if ends is None and breaks_off and trigger.form in ("base", "third", "phrase"):
        return "object", leftmost(lead, hit.start, SUBJECTS[predicate])
    return ends or _NOTHING


def _with_outcomes(lead: Passage, hit: Hit, trigger: Trigger) -> Ends:
    """The same where the items are what comes of something: "people with D are more likely to have:"."""
    if trigger.direction is Direction.LIKELY:
        before = (kept for group in lead.groups if group.end <= hit.start and (kept := group.only(SUBJECTS["causes"])))
        return "object", next(before, None) or _topic(lead)
    if trigger.form in ("base", "third", "phrase") and trigger.direction is not Direction.ASSOCIATED:
        return "object", leftmost(lead, hit.start, SUBJECTS["causes"]) or _topic(lead)
    return _NOTHING


def _worded(lead: Passage, hit: Hit, trigger: Trigger, predicate: Predicate) -> Ends | None:
    """The same for wordings behind which the lead-in may go on: "people with D may have S such as"."""
    if trigger.direction in (Direction.WORSE, Direction.AROUND):
        between = [kept for group in lead.groups if group.end <= hit.start and (kept := group.only(OBJECTS[predicate]))]
        return "subject", between[-1] if between else _topic(lead)
    if trigger.direction is Direction.LIKELY or _IF.search(lead.flat, hit.end, lead.end):
        return "subject", right(lead, hit.end, OBJECTS[predicate]) or _topic(lead)
    if trigger.direction in _HELD and not _RELIEF.match(lead.flat, hit.end, lead.end):
        return "object", _sufferer(lead, hit, trigger)
    return None


def _sufferer(lead: Passage, hit: Hit, trigger: Trigger) -> Group | None:
    """The complaint of "people with D may have"."""
    named = [kept for group in lead.groups if group.start >= hit.end and (kept := group.only(OBJECTS["causes"]))]
    return named[0] if named and trigger.direction is Direction.SUFFERERS else _topic(lead)


def _topic(lead: Passage) -> Group | None:
    return Group((lead.topic,)) if lead.topic else None
