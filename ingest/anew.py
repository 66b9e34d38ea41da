"""Where a list of names ends because another clause begins: "due to A, B usually stops it"; and what goes over it."""

from __future__ import annotations

import re

from graph.model import ConceptType
from ingest.passage import Group, Passage
from ingest.phrases import plain_verbs

_VERB = re.compile(
    r" (?:(?:also|then|often|sometimes|usually) )?((can|may|might|could|will|is|are|do|does|has|have)|\w+)\b"
)
_CLAUSE_VERB = re.compile(
    r" (?:(?:also|then|often|sometimes|usually|generally|normally) )?"
    r"((can|may|might|could|will|is|are|do|does|has|have|doesn't|don't|isn't|aren't|won't|can't)|\w+)\b"
)
_AND_ANEW = re.compile(r", (?:and|but|so) (?:an?|the|your|\w+ing)? ?")
_ANEW = re.compile(r", (?:an?|the|your|\w+ing)? ?")
_GOES_ON = re.compile(r"\b(?:and|or|but) (?:can|may|might|could|will)(?: also| even| \w+ly)* $")  # another verb
_AIM = re.compile(r" (?:for|against) (?:[\w-]+ )?")


def goes_on(words: str) -> bool:
    """True for what stands between a verb and the object of another: "does not ease A, and can" cause B."""
    return _GOES_ON.search(words) is not None


def past_aim(passage: Passage, own: list[Group]) -> list[Group]:
    """The lists with the first taken whole: in "A for hay fever, some B and C can do it" B and C do so as well."""
    if not own or own[0].names[-1].concept.type is ConceptType.CONDITION:
        return own
    first, kind = own[0], own[0].names[-1].concept.type
    for group in passage.groups:
        if group.start < first.end or not _AIM.fullmatch(passage.flat, first.end, group.start):
            continue
        aim, *others = group.names
        further = tuple(named for named in others if named.concept.type is kind)
        if aim.concept.type is ConceptType.CONDITION and further and len(further) == len(others):
            return [Group((*first.names, *further)), *(one for one in own[1:] if one.start > group.end)]
    return own


def begins_clause(passage: Passage, position: int, group: Group) -> bool:
    """True for the subject of another clause: B in "A makes you gulp air, and B presses on it"."""
    if passage.flat.find(", and ", position, group.start) < 0:
        return False
    verb = _VERB.match(passage.flat, group.end, passage.end)
    return verb is not None and (verb[2] is not None or verb[1] in plain_verbs())


def before_clause(passage: Passage, group: Group) -> Group:
    """The list without its last name where that begins another clause: "due to A, B usually stops it"."""
    if len(group.names) < 2 or passage.flat.find(",", group.names[0].span.end, group.end) < 0:
        return group
    ends = [named.span for named in group.names]
    if _ANEW.fullmatch(passage.flat, ends[-2].end, ends[-1].start):
        kept = group.names[:-1]
    elif (
        _AND_ANEW.fullmatch(passage.flat, ends[0].end, ends[1].start)
        and passage.flat.find(",", ends[1].end, group.end) < 0
    ):
        kept = group.names[:1]  # "adds to A, and B or C does not help"
    else:
        return group
    verb = _CLAUSE_VERB.match(passage.flat, group.end, passage.end)
    if verb is None:
        return group
    is_verb = (
        verb[2] is not None or verb[1] in plain_verbs() or any(h.start == verb.start(1) for h, _ in passage.triggers)
    )
    return Group(kept) if is_verb else group
