"""Relations told of people: "people with D may have S", "if you smoke, you are more likely to get B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.model import Assertion, ConceptType, Predicate
from ingest.claims import OBJECTS, SUBJECTS
from ingest.inserts import is_interrupted_subject
from ingest.lexicon import Direction, Hit, Trigger
from ingest.mentions import Named
from ingest.neighbours import leftmost, right
from ingest.passage import Group, Passage
from ingest.pronouns import pronoun_acts
from ingest.relations.making import RISK, anywhere_after, made

_GIVES = re.compile(r"(?:give|gives|gave)\b")
_IF = re.compile(r"\b(?:if|when|as|with|after|during)\b")
_HAVE = re.compile(r"\b(?:experience|have|has|get|gets|develop|develops|feel|suffer|notice)\b")
_WHEN = re.compile(r"\b(?:when|if|during|after)\b")
_GIVEN_UP = re.compile(
    r"\b(?:quit|stop|stops|stopped|stopping|gave up|give up|given up|avoid|avoids|avoided|former|ex)\b"
)
_AND = r"(?:,|,? and|,? or|,? as well as)"
# "pregnant women and people with diabetes", "anyone who smokes, drinks or takes aspirin"
_OR_PEOPLE = re.compile(
    rf"(?: \w+)?{_AND} (?:(?:people|those|anyone|women|men|children|adults|patients|babies) )?(?:(?:with|who|have|has|"
    r"had|are|is|take|takes|taking|on|use|uses|smoke|drink|an?|the|severe|very|also|certain|some) )*"
)
# "if you have diabetes, are pregnant or take antibiotics"
_OR_IF = re.compile(
    rf"{_AND} (?:if )?(?:you |they |your )?(?:(?:are|have|had|ve|re|take|drink|use|eat|smoke|work|get|do|live|been|"
    r"being|having|taking|were|was|also|often|regularly|recently|a lot of|too much|an?|the|any|certain|some|on) )*"
)
_WHO = re.compile(r"\bwho (?:(?:have|has|are|had|were) )?(?:\w+ )?$")
_HELPERS = frozenset((ConceptType.DRUG, ConceptType.REMEDY))
_HIGHER = re.compile(r" (?:also )?(?:during|in|among|after|with|for)\b")  # "the risk is higher in people with A"
_REACH = 20  # characters between what is given up and the word that says so
_NEAR = 30

Ends = tuple[Group | None, Group | None]  # subject, object


def likely(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "If you are pregnant, you are more likely to get cramps": whatever was named before raises the risk."""
    object_ = right(passage, hit.end, OBJECTS[predicate])
    gives = _GIVES.match(passage.flat, hit.start) is not None
    if is_interrupted_subject(passage, hit.start):
        return leftmost(passage, hit.start, SUBJECTS[predicate]), object_
    if _HIGHER.match(passage.flat, hit.end):
        return right(passage, hit.end, SUBJECTS[predicate]), _topic(passage)
    start = _clause_of(passage, hit.start) if passage.flat.startswith(("giv", "gave"), hit.start) else passage.start
    before = [
        kept
        for group in passage.groups
        if start <= group.start and group.end <= hit.start and (kept := group.only(SUBJECTS[predicate]))
    ]
    behind = None if before else _from_after(passage, hit, SUBJECTS[predicate])
    subject = _coordinated(passage, before) if before else behind
    if before and (gives or pronoun_acts(passage, hit.start)):
        meant = leftmost(passage, hit.start, SUBJECTS[predicate])
        subject = meant if gives else meant or subject  # "it eased A, but it gave me B": what "it" stands for did
    if before and _GIVEN_UP.search(passage.flat, max(passage.start, before[-1].start - _REACH), hit.start):
        return None, None  # "smokers who quit are less likely to get A"
    object_ = object_ or (_topic(passage) if behind else None)
    return subject or leftmost(passage, hit.start, SUBJECTS[predicate]), object_


def _clause_of(passage: Passage, position: int) -> int:
    """Where the clause begins that holds a position."""
    return max((s.start for s in passage.segments if s.hard and s.start <= position), default=passage.start)


def _topic(passage: Passage) -> Group | None:
    return Group((passage.topic,)) if passage.topic else None


def _coordinated(passage: Passage, before: Sequence[Group]) -> Group:
    """The last list, and those that tell of other people alike."""
    names = before[-1].names
    for group in reversed(before[:-1]):
        if not _OR_PEOPLE.fullmatch(passage.flat, group.end, names[0].span.start):
            break
        names = (*group.names, *names)
    return before[-1] if names == before[-1].names else Group(names)


def _from_after(passage: Passage, hit: Hit, types: frozenset[str]) -> Group | None:
    """What stands behind "if": "you are more likely to get cramps if you smoke or are pregnant"."""
    found: dict[int, Named] = {}
    for condition in _IF.finditer(passage.flat, hit.end, passage.end):
        group = anywhere_after(passage, condition.end(), types)
        while group is not None:
            found.update((named.span.start, named) for named in group.names)
            later = anywhere_after(passage, group.end, types)
            group = later if later and _OR_IF.fullmatch(passage.flat, group.end, later.start) else None
    return Group(tuple(named for _, named in sorted(found.items()))) if found else None


def about_people(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "People with D may have S"; "prone to S when C"."""
    near = right(passage, hit.end, OBJECTS[Predicate.CAUSES])
    if near is None or near.start - hit.end > _NEAR:
        return
    later = [group for group in passage.groups if group.start >= near.end]
    if trigger.direction is Direction.SUFFERERS:
        found = _HAVE.search(passage.flat, near.end, passage.end)
        after = next((group for group in later if found and group.start >= found.end()), None)
        if found and after and _acted(passage, found.end(), after.start):
            return  # "people with D get attacks triggered by A"
        if found and after and found.start() - near.end < _NEAR:
            at_risk = RISK.search(passage.flat, found.end(), after.start)
            predicate = Predicate.CAUSES if at_risk else Predicate.HAS_SYMPTOM
            yield from made(passage, hit, (near, after), predicate, trigger)
        return
    when = _WHEN.search(passage.flat, near.end, passage.end)
    if when:
        after = next((group for group in later if group.start >= when.end()), None)
        yield from made(passage, hit, (after, near), Predicate.CAUSES, trigger)


def _acted(passage: Passage, start: int, end: int) -> bool:
    """True where a passive stands between two places: what follows is no symptom, but what brings one on."""
    return any(start <= other.start < end and t.direction is Direction.PASSIVE for other, t in passage.triggers)


def are_between(passage: Passage, subject: Group, hit: Hit) -> bool:
    """True in "A is recommended in women who have an increased risk of B": it is not A that brings it on."""
    helper = subject.only(_HELPERS)
    who = _WHO.search(passage.flat, max(passage.start, hit.start - _REACH), hit.start)
    return helper is not None and who is not None and helper.end < who.start() - 1
