"""What a sentence announces without naming it: "There are many causes.", "Several things can bring on a cramp."."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model import Predicate
from ingest.claims import OBJECTS, SUBJECTS
from ingest.lexicon import Hit, Opener
from ingest.neighbours import right
from ingest.passage import Group, Passage
from ingest.relations.openers import complaint_of

_OF_SEVERAL = re.compile(r"\b(?:conditions|diseases|disorders|problems|illnesses|complaints)\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|can|may|might|could|to) (?:\w+ly )?$")
_SEVERAL = re.compile(
    r"\W*(?:(?:there are|but|and|however|in addition),? )?(?:several|many|some|certain|various|different|other|"
    r"numerous|most|two|three|four|five|lots of|plenty of|all sorts of|a (?:few|number|variety|range|host|lot) of) "
    r"(?:[\w-]+ ){0,2}?(?:things|factors|conditions|medicines|drugs|medications|foods|illnesses|diseases|habits|"
    r"activities|remedies|treatments|measures|steps|products|herbs|supplements|exercises|problems|disorders) "
    r"(?:(?:that|which) )?(?:(?:can|may|might|could|often|also|sometimes|are|have been|known to|thought to) )*$"
)
_CARRIED = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))


class Announced(NamedTuple):
    """The role that the things of the next sentences have, and the other end."""

    predicate: Predicate
    role: str
    other: Group


def announced(passage: Passage) -> Announced | None:
    """What a sentence says that others will name: by a noun such as "causes", or a verb with "several things"."""
    if not passage.openers:
        return _by_verb(passage)
    hit, opener = passage.openers[-1]
    if _RELATIVE.search(passage.flat, passage.start, hit.start):
        return None  # "medicines that cause it": a verb
    if opener.role == "subject" and _OF_SEVERAL.search(passage.flat, hit.end, passage.end):
        return None  # "risk factors for several conditions" lists these
    other = complaint_of(passage, hit, opener, passage.end) or _subject_before(passage, hit, opener)
    return Announced(Predicate(opener.predicate), opener.role, other) if other else None


def _by_verb(passage: Passage) -> Announced | None:
    for hit, trigger in passage.triggers:
        if trigger.predicate in _CARRIED and _SEVERAL.fullmatch(passage.flat, passage.start, hit.start):
            predicate = Predicate(trigger.predicate)
            other = right(passage, hit.end, OBJECTS[predicate])
            return Announced(predicate, "subject", other) if other else None
    return None


def _subject_before(previous: Passage, hit: Hit, opener: Opener) -> Group | None:
    types = frozenset(opener.target) or (OBJECTS if opener.role == "subject" else SUBJECTS)[opener.predicate]
    named = [kept for group in previous.groups if group.end <= hit.start and (kept := group.only(types))]
    return named[-1] if named else None
