"""Lists that a noun opens in running text: "Causes of cramps include A and B", "drugs that cause it are C and D"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Polarity, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.lexicon import Hit, Opener
from ingest.neighbours import leftmost, right
from ingest.passage import Group, Passage
from ingest.reference import antecedent, is_class
from ingest.segments import RELATIVE, Segment

_LISTS = re.compile(
    r"\b(?:include|includes|included|including|comprises?|are|is|were|was|may be|can be|could be|such as|like|"
    r"among them|ranges? from|ranging from)\b|:|, from\b"
)
_THAT = re.compile(r"\b(?:that|which) (?:\w+ ){0,2}$")
_ITS = re.compile(r"\b(?:its|their) (?:\w+ ){0,2}$")
_VERB = re.compile(r"(?:\b(?:can|may|might|could|will|would|also|often|to|not|which|that|who|they|it|sometimes)|n't) $")
_JOINED_VERB = re.compile(r"\b(?:can|may|might|could|will|would) (?:be \w+|\w+) (?:or|and) $")
_DETERMINED = re.compile(
    r"\W*(?:(?:and|but|by far|overall|today|still|however|perhaps) )*(?:(?:an?|the|one|another) )?"
)
_PREPOSITION = re.compile(r"(?:for|in|as|of|by|with|to|from|about|on)\b")
_DEPENDS = re.compile(r"\bdepend(?:s|ed|ing)? (?:on|upon) (?:[\w-]+,? ){0,4}$")
_OF = re.compile(
    r" (?:of|for|to|in|(?:attributable|attributed|related) to|(?:associated|reported|seen|observed|noted) with|due to) "
)
_EFFECT = re.compile("effect|reaction|event|toxicities")
_OF_IT = re.compile(r" of (?:it|them|this|these|both)\b(?! \w+ing\b)")
_IS_ONE = re.compile(
    r" (?:is|are|was|were|be|remains?|becomes?)(?: (?:also|now|only|often|still|usually|sometimes|probably|perhaps|not|"
    r"thought to be|known to be|said to be))* (?:(?:an?|the|its|their|(?:one|two|three|some|all) of (?:the|its|their)|"
    r"among (?:the|its|their)|another|yet another)(?: (?!of\b)[^\W\d_]+){0,3}|(?:(?:very|quite|other|both|all|and|well|"
    r"most|more|[^\W\d_]+ly|possible|potential|folk|home|traditional|old|herbal|household|favourite|favorite|standard|"
    r"alternative|everyday|common|frequent|known|classic|typical|usual|likely|popular|important|effective|good|useful|"
    r"helpful|major|main|key|rare|serious|early|late|natural|further|big|strong|powerful|safe|simple|proven|notorious|"
    r"familiar|established|prime|minor|mild|short term|long term) ?){1,3}) $"
)
_OPENS = re.compile(r" (?:of|for|include|includes|including|comprises?|are|is|may be|can be|range)\b|:")
_SECOND_VERB = re.compile(r" and(?: (?:may|can|could|might|often|usually|also|will))* $")
_BREAKS_OFF = re.compile(r";|,? but\b|, (?:although|though|however|so|yet)\b|\bwho $")  # "no cure, but help is such as"
_CURE = re.compile(r"cures?\b(?! for\b)")
_WORSE = re.compile(r"\b(?:that|which) [^.;:]{0,50}\b(?:worse|worsen|aggravate|exacerbate)\b")
_AVERTED = re.compile(
    r"\b(?:prevent\w*|avoid\w*|reduc\w+|lower\w*|decreas\w+|(?:risks?|chances?|likelihood|odds) of|without|fewer|less) "
    r"(?:[\w'-]+ ){0,3}$"
)
_STILL_SOUGHT = re.compile(
    r"\b(?:research\w*|stud(?:y|ies|ied|ying)|trials?|development of|develop\w*|investigat\w+|explor\w+|experiment\w*|"
    r"look\w* (?:at|for|into)) (?:[\w-]+ ){0,9}(?:new|novel|potential|possible|future|experimental) (?:\w+ )?$"
)
_BEGUN = re.compile(
    r" (?:also |usually |often |sometimes )?(?:started|begun|given|needed|directed|aimed|based|focused|tailored|"
    r"planned|stopped|continued|delayed|individuali[sz]ed|available|whether|how|when|where|if)\b"
)
_RULED_OUT = re.compile(r"\b(?:rul\w+ out|exclud\w+) (?:[\w-]+ ){0,4}$")
_FOR_REASONS = re.compile(r"\bfor (?:[\w-]+ ){1,2}reasons?$")
_PREDICATES = frozenset(Predicate)
_HIGHER = re.compile(
    r" (?:\w+ly |even |much |far )?(?:higher|greater|lower|smaller|bigger|raised|increased|reduced|highest|lowest)"
    r"(?=[.,;:]| (?:during|in|among|after|if|when|for|with|than)\b)"
)
_HAS = re.compile(r" (?:has|have|can have|may have|had) (?:\w+ ){0,4}")
_NEXT = 3  # characters between a name and the noun behind it
_REACH = 70  # characters from the noun to the word that opens its list


def extract(passage: Passage) -> Iterator[Assertion]:
    """Every name in the list, with the complaint that the noun speaks of."""
    if passage.is_question:
        return
    yield from _described(passage)
    for hit, opener in passage.openers:
        if any(
            wider.start < hit.start < wider.end and not _begins(passage, wider.start)
            for wider, trigger in passage.triggers
            if trigger.form == "phrase"
        ):
            continue  # "causes symptoms such as": the wording around it says it
        if _DEPENDS.search(passage.flat, max(passage.start, hit.start - _REACH), hit.start):
            continue  # "the choice depends on many factors, such as"
        if opener.role == "object" and _AVERTED.search(passage.flat, max(passage.start, hit.start - _REACH), hit.start):
            continue  # "lowers the chance of complications, such as"
        near = max(passage.start, hit.start - 12), hit.start
        far = max(passage.start, hit.start - 40), hit.start
        if _VERB.search(passage.flat, *near) or _JOINED_VERB.search(passage.flat, *far):
            continue  # "steroids can cause": a verb, not a noun
        behind_name = any(group.end + 1 == hit.start for group in passage.groups)
        if behind_name and not _OPENS.match(passage.flat, hit.end, passage.end):
            continue  # "gout causes symptoms such as": a verb as well
        yield from _predicative(passage, hit, opener)
        yield from _listed(passage, hit, opener)


def _begins(passage: Passage, position: int) -> bool:
    """True for a noun that is the subject of its clause: "the leading cause of B is A"."""
    start = passage.segments[passage.segment_at(position)].start
    begins = _DETERMINED.fullmatch(passage.flat, start, position) is not None
    return begins and not _PREPOSITION.match(passage.flat, position)


def _listed(passage: Passage, hit: Hit, opener: Opener) -> Iterator[Assertion]:
    """ "Causes of muscle cramps include A and B"."""
    lists = _LISTS.search(passage.flat, hit.end, min(passage.end, hit.end + _REACH))
    if lists is None or passage.flat.startswith(" that ", lists.end()):
        return  # "one cause may be that ..."
    if _HIGHER.match(passage.flat, lists.end()):
        return  # "the risk is higher during A"
    if _SECOND_VERB.search(passage.flat, hit.end, lists.start()) or " depend" in passage.flat[hit.end : lists.start()]:
        return  # "treatment depends on the cause and may include A": of treatment
    if _BREAKS_OFF.search(passage.flat, hit.end, lists.start()) or _tells_of_another(passage, hit, lists):
        return
    complaint = complaint_of(passage, hit, opener, lists.start())
    if complaint is not None:
        for things in _after(passage, lists.end()):
            yield from _stated(passage, hit, opener, (Predicate(opener.predicate), things, complaint))


def _tells_of_another(passage: Passage, hit: Hit, lists: re.Match[str]) -> bool:
    """ "Treatment is started in winter", "factors such as whether you smoke", "for safety reasons", "new ones"."""
    if passage.document.text[lists.start() - 1] == "-" or _STILL_SOUGHT.search(passage.flat, passage.start, hit.start):
        return True
    if _RULED_OUT.search(passage.flat, passage.start, hit.start):
        return True
    reasons = _FOR_REASONS.search(passage.flat, passage.start, hit.end)
    return reasons is not None or _BEGUN.match(passage.flat, lists.end()) is not None


def _predicative(passage: Passage, hit: Hit, opener: Opener) -> Iterator[Assertion]:
    """ "Prunes are a time-honoured remedy", "heavy periods are the commonest cause in young women"."""
    is_one = _IS_ONE.search(passage.flat, max(passage.start, hit.start - _REACH), hit.start)
    types = (SUBJECTS if opener.role == "subject" else OBJECTS)[opener.predicate]
    things = leftmost(passage, is_one.start(), types) if is_one else None
    complaint = complaint_of(passage, hit, opener, passage.end) if things else None
    if things is not None and complaint is not None and complaint.names[0] in things.names:
        complaint = (
            Group((passage.topic,)) if passage.topic else None
        )  # "A and B are the usual complaints": of the topic
    if things is not None and complaint is not None and things != complaint:
        yield from _stated(passage, hit, opener, (Predicate(opener.predicate), things, complaint))


def _described(passage: Passage) -> Iterator[Assertion]:
    """ "Drugs that may cause cramps include A and B; C": what follows is what the words before "that" describe."""
    for hit, trigger in passage.triggers:
        if trigger.form not in ("base", "third") or trigger.predicate not in _PREDICATES:
            continue
        that = _THAT.search(passage.flat, max(passage.start, hit.start - 30), hit.start)
        head = [group for group in passage.groups if group.end <= that.start()] if that else []
        object_ = right(passage, hit.end, OBJECTS[trigger.predicate]) if head else None
        if object_ is None or not _LISTS.match(passage.flat, object_.end + 1, passage.end):
            continue
        types = frozenset((head[-1].names[-1].concept.type,))
        context = context_at(passage, Span(hit.start, hit.end), object_.start)
        for group in passage.groups:
            things = group.only(types) if group.start >= object_.end else None
            if things is not None and not is_class(things.names[-1].concept.label):
                yield from claims(passage, (things, object_), Predicate(trigger.predicate), context, "opener")


def _stated(passage: Passage, hit: Hit, opener: Opener, found: tuple[Predicate, Group, Group]) -> Iterator[Assertion]:
    predicate, things, complaint = found
    if predicate is Predicate.CAUSES and _WORSE.search(passage.flat, hit.end, max(hit.end, things.start)):
        predicate = Predicate.WORSENS  # "factors that make it worse include"
    ends = (things, complaint) if opener.role == "subject" else (complaint, things)
    context = context_at(passage, Span(hit.start, hit.end), things.start)
    if context.polarity is Polarity.NEGATED and things.end < hit.start and _CURE.match(passage.flat, hit.start):
        return  # "it is not a cure" leaves open that it eases it
    yield from claims(passage, ends, predicate, context, "opener")


def complaint_of(passage: Passage, hit: Hit, opener: Opener, limit: int) -> Group | None:
    """What a list-opening noun speaks of: named behind or before it, or the topic. `limit`: where the list begins."""
    types = frozenset(opener.target) or (OBJECTS if opener.role == "subject" else SUBJECTS)[opener.predicate]
    if _OF.match(passage.flat, hit.end) and not _OF_IT.match(passage.flat, hit.end):
        stop = passage.flat.find(";", hit.end, limit)
        limit = stop if stop >= 0 else limit
        for group in passage.groups:
            if hit.end <= group.start < limit:
                return group.only(types)
    its = _ITS.search(passage.flat, max(passage.start, hit.start - 20), hit.start)
    if its or _OF_IT.match(passage.flat, hit.end):
        return antecedent(passage, hit.start, types) or (_held(passage, hit) if opener.target else None)
    before = [
        group
        for group in passage.groups
        if group.end <= hit.start
        and (hit.start - group.end <= _NEXT or _HAS.fullmatch(passage.flat, group.end, hit.start))
    ]
    if before:
        return before[-1].only(types)
    if opener.target:
        return antecedent(passage, hit.start, types) or _held(passage, hit)
    begins = _in_clause(passage, hit, types) if opener.role == "object" else None
    return begins or (Group((passage.topic,)).only(types) if passage.topic else None)


def _held(passage: Passage, hit: Hit) -> Group | None:
    """The medicine whose side effects are told some sentences later."""
    return passage.held if _EFFECT.search(passage.flat, hit.start, hit.end) else None


def _in_clause(passage: Passage, hit: Hit, types: frozenset[str]) -> Group | None:
    """What the clause names before the noun: "Lyme disease begins with symptoms such as"."""
    start = passage.segments[passage.segment_at(hit.start)].start
    named = (group.only(types) for group in passage.groups if start <= group.start and group.end <= hit.start)
    return next((kept for kept in named if kept), None)


def _ends_list(segment: Segment) -> bool:
    return segment.opener in RELATIVE or (segment.hard and segment.opener not in ";:")


def _after(passage: Passage, position: int) -> Iterator[Group]:
    """The lists after a position, up to the next clause with a trigger of its own."""
    limit = next((hit.start for hit, _ in passage.triggers if hit.start >= position), passage.end)
    limit = min([limit, *(s.start for s in passage.segments if s.start > position and _ends_list(s))])
    begun = False
    for group in passage.groups:
        if position <= group.start < limit:
            if ";" in passage.flat[position : group.start] and not begun:
                return  # "factors such as A are to blame; B is not"
            begun = True
            yield group
