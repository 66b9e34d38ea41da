"""Advice on a condition: "If the muscle is sore, apply cold", "For a stiff neck, try a warm towel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.model import Assertion, ConceptType, Origin, Predicate, Span
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
_TO = re.compile(r"\W*to ")
_DIVIDES = re.compile("[,:]")  # what stands before all advice
_TAKE = re.compile(
    r"(?:[.;:,] |\b(?:you can|you could|you may|you might|also|then|to|or|and|please) )"
    r"(take|try|use|apply|drink|eat|choose|opt for|rub on) (?:\w+ ){0,4}$"
    r"|\b(?:you|who|people|they|patients|women|men|children|adults|is|are|was|were|been|i|often|already) "
    r"(take|takes|taking|took|use|uses|using|used|need|needs|given|prescribed) (?:\w+ ){0,3}$"
)
_FIRST = re.compile(r"\W*(take|try|use|apply|drink|eat|choose|opt for|rub on) (?:\w+ ){0,4}$")
_FOR = re.compile(r" (?:for|against) (?!a few|several|up to|at least|\d|another|other|any other)(?:\w+ ){0,2}")
_OTHERS = re.compile(
    r"\b(?:car(?:e|es|ing) for|liv(?:e|es|ing) with|help(?:ing)?|know) (?:someone|somebody|a|an|people|anyone)\b"
)
_HARD = re.compile(
    r" (?:have|find|take|need) (?:it )?(?:an? |more )?(?:\w+er )?(?:hard\w*|trouble|difficult\w*|problems?|time)\b"
)
_VAGUE = re.compile(
    r"(?:(?:this|these|that|such|your|the) )?(?:\w+ )?(?:problems?|effects?|conditions?|complications?|risks?)$"
)
_COMES_OF = re.compile(r"\b(?:due to|because of|related to|caused by) $")
_PRONE = re.compile(
    r"\b(?:prone to|(?:risk|risks|chance|chances|likelihood) (?:of|for)|susceptible to) (?:[\w-]+ ){0,3}$"
)
_RECORD = re.compile(r"\b(?:diary|diaries|journal|log|record|chart|bracelet)$")
_AGAINST = frozenset(("avoid", "limit", "cut", "stop", "skip", "reduce"))
_WORD = re.compile(r"\w+")
_PART = re.compile(
    r"\b(?:in|with|on|into|over|from|before|after|than|instead of|without|during|until|to|of|for) (?:\w+ ){0,2}$"
)
_USED = re.compile(
    r"(?: such as [^.;:,]{1,40})? ((?:is|are|may be|can be|could be|has been|have been|works?|helps?)(?: (?:often|"
    r"sometimes|usually|also|commonly|generally|typically|then|only|well))*)"
    r"(?: (?:used|given|prescribed|recommended|tried|advised|offered|enough|an option|options|helpful|effective|useful|"
    r"preferred|best|the (?:usual|main|first|standard) (?:choice|treatment|option)))?(?=[.,;:]|$)"
)
_FOR_THAT = re.compile(r"\W*(?:and |but )?(?:for|against|in) ")
_AIMS = (Predicate.TREATS, Predicate.PREVENTS, "help", "decrease")
_NEAR = 25  # characters between "relieve" and what is relieved
_REACH = 70  # characters between the condition and the advice


def extract(passage: Passage) -> Iterator[Assertion]:
    """The remedy that advice names for the condition in its if-clause."""
    if passage.is_question or passage.refers_to_doctor:
        return
    yield from _taken_for(passage)
    for group, after in pairwise(passage.groups):
        if not _DIVIDES.search(passage.flat, group.end, after.end):
            continue
        complaint, remedy = group.only(_CONDITION), after.only(SUBJECTS[Predicate.TREATS])
        if complaint is None or remedy is None or not _is_condition(passage, group):
            continue
        advice = _advice(passage, group.end, remedy)
        if advice is not None:
            context = context_at(passage, advice, remedy.start)
            further = _further(passage, after) if advice.start < after.end else ()
            for one in (remedy, *further):
                if _eases_nothing(one):
                    continue
                yield from claims(passage, (one, complaint), _aim(passage, group), context, "advice")


def _eases_nothing(remedy: Group) -> bool:
    """True for a diary or bracelet, which only tell of a complaint, and for what is not to be done and has no name."""
    concept = remedy.names[0].concept
    forbidden = concept.origin is Origin.PROVISIONAL and concept.label.startswith("not ")
    return forbidden or _RECORD.search(concept.label) is not None


def _further(passage: Passage, advised: Group) -> Iterator[Group]:
    """What else the same advice names: "To prevent cramps, drink water, wear good shoes and stretch"."""
    limit = next((s.start for s in passage.segments if s.hard and s.start > advised.end), passage.end)
    limit = min([limit, *(hit.start for hit, _ in passage.triggers if hit.start > advised.end)])
    for group in passage.groups:
        if advised.end < group.start and group.end <= limit:
            kept = group.only(SUBJECTS[Predicate.TREATS])
            if kept is None or kept is not group:
                return
            if not _PART.search(passage.flat, max(passage.start, group.start - _NEAR), group.start):
                yield kept


def _taken_for(passage: Passage) -> Iterator[Assertion]:
    """ "Take ibuprofen for a headache"."""
    for remedy, complaint in pairwise(passage.groups):
        if not _FOR.fullmatch(passage.flat, remedy.end, complaint.start):
            continue
        taken = _FIRST.match(passage.flat, passage.start, remedy.start) or _TAKE.search(
            passage.flat, passage.start, remedy.start
        )
        cures, cured = remedy.only(SUBJECTS[Predicate.TREATS]), complaint.only(_CONDITION)
        if taken and cures and cured:
            verb = taken.lastindex or 1
            context = context_at(passage, Span(*taken.span(verb)), remedy.start)
            yield from claims(passage, (cures, cured), Predicate.TREATS, context, "advice")


def _aim(passage: Passage, group: Group) -> Predicate:
    """What "to relieve B" or "to prevent B" before advice aims at."""
    if _PRONE.search(passage.flat, passage.start, group.start):
        return Predicate.PREVENTS  # "if you are prone to B", "to lessen the risk of B"
    aims = [t.predicate for hit, t in passage.triggers if hit.end <= group.start and group.start - hit.end <= _NEAR]
    return Predicate.PREVENTS if aims and aims[-1] == Predicate.PREVENTS else Predicate.TREATS


def _is_condition(passage: Passage, group: Group) -> bool:
    """True where the clause of a list begins with "if" or "for"."""
    start = passage.segments[passage.segment_at(group.start)].start
    opener = passage.segments[passage.segment_at(group.start)].opener
    if _OTHERS.search(passage.flat, start, group.start) or _is_vague(passage, group, start):
        return False
    if opener in ("if", "when") or _IF.match(passage.flat, start, group.start):
        return True
    aimed = any(
        start < hit.start and hit.end <= group.start <= hit.end + _NEAR and trigger.predicate in _AIMS
        for hit, trigger in passage.triggers
    )
    return aimed and _TO.match(passage.flat, start) is not None


def _is_vague(passage: Passage, group: Group, start: int) -> bool:
    """True for "this problem", which is told of before, and for what only brings on what the advice is for."""
    if _COMES_OF.search(passage.flat, start, group.start):
        return _VAGUE.match(passage.flat, group.start, group.end) is not None
    return _TO.match(passage.flat, start) is not None and _VAGUE.match(passage.flat, group.start, group.end) is not None


def _advice(passage: Passage, start: int, remedy: Group) -> Span | None:
    """Where the imperative stands that begins the clause behind the condition, or "is used" behind the remedies."""
    end = remedy.start
    comma = max(passage.flat.find(",", start, end), passage.flat.find(":", start, end))
    first = _WORD.match(passage.flat, end)
    if (
        comma >= 0
        and first
        and first.group() in passage.knowledge.imperatives - _AGAINST
        and not passage.flat[comma + 1 : end].strip()
    ):
        return Span(end, first.end())  # "drink water" is a name that holds its verb
    used = _USED.match(passage.flat, remedy.end, passage.end)
    if (
        used is not None
        and comma >= 0
        and _FOR_THAT.match(passage.flat, passage.segments[passage.segment_at(start - 1)].start)
    ):
        return Span(*used.span(1))  # "for a migraine, A or B is used"
    then = _THEN.match(passage.flat, comma, end) if comma >= 0 and end - comma <= _REACH else None
    if then is None or then[1] not in passage.knowledge.imperatives or _HARD.match(passage.flat, then.start(1) - 1):
        return None
    if then[1] in _AGAINST or passage.flat.startswith(" without ", remedy.end):
        return None  # "reduce the amount of A", "try sleeping without it"
    return Span(then.start(1), then.end(1))
