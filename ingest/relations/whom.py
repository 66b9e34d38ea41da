"""What strikes people of some kind: "Pregnant women often get leg cramps", "Smokers are more prone to ulcers"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.model import Assertion, ConceptType, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.passage import Group, Passage

_OFTEN = (
    r"(?:often|sometimes|commonly|frequently|usually|also|especially|regularly|may|can|might|tend to|are likely to|"
    r"are more likely to|seem to|generally)"
)
_GET = re.compile(
    rf"(?: \([^)]*\))?,?(?: {_OFTEN})*(?P<verb> (?:get|suffer from|suffer|experience|develop|complain of|"
    r"are (?:\w+ )?(?:more |especially |particularly |very |most )?(?:prone|susceptible|vulnerable) to|"
    r"are (?:often |sometimes |more often |frequently |commonly )?(?:plagued|troubled|bothered|affected) by))"
    r"(?: (?:the|a|an|more|severe|painful|frequent|recurrent|such|from|these))* "
)
_SURELY = re.compile(rf" {_OFTEN}\b| (?:prone|susceptible|vulnerable|plagued|troubled|bothered|affected)\b")
_PEOPLE = frozenset(
    "women men people adults smokers runners athletes drinkers users vegetarians vegans swimmers cyclists dancers "
    "drivers teenagers mothers babies infants moms mums workers persons".split()
)
_WHO = re.compile(
    r"\b(?:people|those|patients|women|men|anyone|adults|many) (?:on|taking|using|receiving|undergoing|"
    r"who (?:are on|are taking|take|use|smoke|drink|are|receive|undergo)) (?:\w+ ){0,2}$"
)


def extract(passage: Passage) -> Iterator[Assertion]:
    """A state of life, a habit or a medicine, told of people, and what they are said to get."""
    for one, other in pairwise(passage.groups):
        gets = _GET.fullmatch(passage.flat, one.end, other.start)
        if gets is None or not _SURELY.search(passage.flat, one.end, other.start):
            continue  # "women get rashes" tells nothing of women
        whose, effect = _told_of_people(passage, one), other.only(OBJECTS[Predicate.CAUSES])
        if whose is not None and effect is not None:
            context = context_at(passage, Span(gets.start("verb") + 1, gets.end("verb")), effect.start)
            yield from claims(passage, (whose, effect), Predicate.CAUSES, context, "phrase")


def _told_of_people(passage: Passage, group: Group) -> Group | None:
    """The list, where it is said of people who are or do so; an illness that they have shows itself in other ways."""
    kept = group.only(SUBJECTS[Predicate.CAUSES])
    if kept is None or _is_illness(passage, group):
        return None
    last = passage.flat[kept.names[-1].span.start : kept.end].rpartition(" ")[2]
    told = last in _PEOPLE or _WHO.search(passage.flat, max(passage.start, kept.start - 60), kept.start) is not None
    return kept if told else None


def _is_illness(passage: Passage, group: Group) -> bool:
    states = passage.knowledge.states
    return any(n.concept.type is ConceptType.CONDITION and n.concept.id not in states for n in group.names)
