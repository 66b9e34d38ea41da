"""Reasons: "Cramps happen because the muscles lack oxygen"."""

from __future__ import annotations

import re

from graph.model import ConceptType, Predicate
from ingest.claims import OBJECTS
from ingest.lexicon import Hit
from ingest.neighbours import right
from ingest.passage import Group, Passage

_CONDITION = frozenset((ConceptType.CONDITION,))
_HAPPENS = re.compile(
    r"^(?: \w+){0,3}?,? (?:happen|occur|develop|start|arise|appear|come|strike|begin|result|form|set in|be there|"
    r"persist|return|flare|last|is there)(?:s|es|ed|ing)?\b[^.;:,]*,?(?: (?:mainly|partly|often|largely|usually))? ?$"
)
_IS_CAUSED = re.compile(
    r" (?:(?:can|may|might|could) )?(?:also |often )?(?:be|is|are) (?:also |often )?(?:caused|due|a )\b"
)
_DOES_IT = re.compile(r"\b(?:set|bring|trigger|cause|start|spark|provoke|make|worsen)s? (?:it|them)\b")


def reason(passage: Passage, hit: Hit, predicate: Predicate) -> tuple[Group | None, Group | None]:
    """ "Cramps happen because the muscles lack oxygen": only a condition explains another."""
    named = [kept for group in passage.groups if group.end <= hit.start and (kept := group.only(OBJECTS[predicate]))]
    subject = right(passage, hit.end, _CONDITION)
    if not named or not _is_explained(passage, named[-1], hit.start):
        return None, None  # "B is hard to tell because A is rare" gives no cause
    if subject and _IS_CAUSED.match(passage.flat, subject.end, passage.end):
        return None, None
    if subject and _DOES_IT.search(passage.flat, subject.end, passage.end):
        return None, None  # "she asked about A, because B can set it off": that may be anything
    return subject, named[-1] if named else None


def _is_explained(passage: Passage, group: Group, position: int) -> bool:
    """Whether a complaint is said to happen, or to be brought on, before the reason for it."""
    if passage.flat[group.end : position].strip(" ,"):
        return _HAPPENS.search(passage.flat[group.end : position]) is not None
    return any(hit.end <= group.start and trigger.predicate == Predicate.CAUSES for hit, trigger in passage.triggers)
