"""The ends of what reports of studies say: "the effect of A on B", "treatment of B with A", "A is linked to B"."""

from __future__ import annotations

import re

from graph.model import ConceptType, Predicate
from ingest.claims import OBJECTS, SUBJECTS
from ingest.lexicon import Hit
from ingest.neighbours import leftmost, nearest, right
from ingest.passage import Group, Passage
from ingest.reference import kinds_of

_ASSOCIATED = re.compile(r"\bassociated with$")
_SYNDROME = re.compile(r"\bsyndrome$")
_BRINGING = frozenset(("infection", "genetic-disorder", "injury"))
Ends = tuple[Group | None, Group | None]
_ALL = frozenset(ConceptType)
_OTHER = _ALL - {ConceptType.CONDITION, ConceptType.BODYPART}
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|seems?|appears?)(?: \w+){0,2} $")
_PARTICIPLE = re.compile(r"(?:associated|linked|related|connected|correlated|tied)\b")
_WHICH = re.compile(r"\b(?:that|which) (?:\w+ )?(?:is|are|was|were|be) (?:\w+ ){0,2}$")
_BESIDE = re.compile(
    r".*[.,;:)–—-] ?(?:[^\s,;:]+ ){0,3}|[\"')]? ?"
    r"(?:(?:\w+ly|often|sometimes|most|also|problems?|symptoms?|attacks?|changes?|levels?) ){0,2}"
)
_ON = re.compile(r" (?:[\w']+ ){0,3}(?:on|against|in|for|over|towards) (?:(?!(?:of|with|in)\b)[\w']+ ){0,4}$")
_WITH = re.compile(r"(?: [\w']+){0,3} (?:with|by|using|through|via|by means of) (?:[\w']+ ){0,4}$")
_JOINED = re.compile(r" (?:the )?$")  # between the verb and its noun: "play a role in the treatment of"


def associated(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "A is linked to B": B is what A brings about, unless A is the complaint the article is about."""
    both = SUBJECTS[predicate] | OBJECTS[predicate]
    before = max(passage.start, hit.start - 30)
    is_verb = _BE.search(passage.flat, before, hit.start)
    bare = not is_verb and _PARTICIPLE.match(passage.flat, hit.start) is not None
    describes = bare or _WHICH.search(passage.flat, before, hit.start) is not None
    first = (leftmost if is_verb and not describes else nearest)(passage, hit.start, both)
    second = right(passage, hit.end, both)
    if first is None or second is None:
        return first, second
    if bare and not _BESIDE.fullmatch(passage.flat, first.end, hit.start):
        return None, None  # "A may mend vessels linked to B": of the vessels
    if describes and predicate is Predicate.CAUSES and _is_feature(passage, first, second):
        return second, first  # "the fatigue linked to lupus" is brought on by it
    if not describes and predicate is Predicate.CAUSES and _ASSOCIATED.search(passage.flat, hit.start, hit.end):
        return _of_two(passage, first, second)
    return (second, first) if _stands_last(passage, first, second) else (first, second)


def _of_two(passage: Passage, first: Group, second: Group) -> Ends:
    """What "A is associated with B" says: of two complaints a syndrome brings on the other; the topic has company."""
    if first.only(_OTHER) or second.only(_OTHER) or not _kinds(passage, second).isdisjoint(_BRINGING):
        return (second, first) if _stands_last(passage, first, second) else (first, second)
    if _SYNDROME.search(second.names[0].concept.label):
        return second, first
    if _SYNDROME.search(first.names[0].concept.label):
        return first, second
    return (None, None) if _stands_last(passage, first, second) else (first, second)


def _kinds(passage: Passage, group: Group) -> frozenset[str]:
    concept = group.names[-1].concept
    return kinds_of(concept, passage.knowledge.vocabulary) | {concept.id}


def _is_feature(passage: Passage, first: Group, second: Group) -> bool:
    """True where a complaint is told by another one, but for infections and the like: those bring on the other."""
    return not (first.only(_OTHER) or second.only(_OTHER)) and _kinds(passage, first).isdisjoint(_BRINGING)


def _stands_last(passage: Passage, first: Group, second: Group) -> bool:
    """True where the outcome is named first: the article's complaint, or a complaint linked to something else."""
    if passage.topic is not None and first.names[0].concept.id == passage.topic.concept.id:
        return True
    return first.only(_OTHER) is None and second.only(_OTHER) is not None


def effect(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "The benefits of A in B"."""
    subject = right(passage, hit.end, SUBJECTS[predicate])
    return subject, _behind(passage, subject, _ON, OBJECTS[predicate])


def means(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "Treatment of B with A"; "A plays a part in the treatment of B"."""
    object_ = right(passage, hit.end, OBJECTS[predicate])
    subject = _behind(passage, object_, _WITH, SUBJECTS[predicate])
    if subject is None and passage.flat.startswith("no ", hit.start):
        return leftmost(passage, hit.start, SUBJECTS[predicate]), object_  # "A led to no improvement in B"
    if subject is None and any(_JOINED.fullmatch(passage.flat, h.end, hit.start) for h, _ in passage.triggers):
        subject = leftmost(passage, hit.start, SUBJECTS[predicate])
    return subject, object_


def between(passage: Passage, hit: Hit, _: Predicate) -> Ends:
    """ "A link between A and B": what is no complaint does it to what is one; of two complaints the first."""
    named = [named for group in passage.groups if group.start >= hit.end for named in group.names][:2]
    if len(named) < 2 or " and " not in passage.flat[named[0].span.end : named[1].span.start]:
        return None, None
    first, second = Group((named[0],)), Group((named[1],))
    return (second, first) if second.only(_OTHER) and not first.only(_OTHER) else (first, second)


def _behind(passage: Passage, group: Group | None, gap: re.Pattern[str], types: frozenset[str]) -> Group | None:
    """The next list behind a group, where the gap fits and the types do."""
    later = next((g for g in passage.groups if group and g.start >= group.end), None)
    if group is None or later is None or not gap.fullmatch(passage.flat, group.end, later.start):
        return None
    return later.only(types)
