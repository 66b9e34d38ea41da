"""Relations that a fixed wording states: "A is due to B", "A may help", "A keeps B away", "people with D have S"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.model import Assertion, BlockKind, ConceptType, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS
from ingest.lexicon import Direction, Hit, Trigger
from ingest.mentions import Named
from ingest.neighbours import following, leftmost, nearest, right
from ingest.passage import Group, Passage
from ingest.phrases import plain_verbs
from ingest.pronouns import stood_for
from ingest.reference import antecedent
from ingest.relations import aims, caused, divided, reasons, studies
from ingest.relations.described import told_at
from ingest.relations.making import aim, anywhere_after, made
from ingest.relations.people import about_people, are_between, likely
from ingest.relative import is_relative, main_clause

Ends = tuple[Group | None, Group | None]  # subject, object

_SERVES = re.compile(r"\W*(?:great|good|ideal|useful|handy|perfect|helpful|excellent|effective|best|can|may|might)\b")
_IMPLIED = (Direction.FORWARD, Direction.TOPIC)
_CONDITION = frozenset((ConceptType.CONDITION,))
_OF_A_PART = re.compile(r" (?:in|of|inside|around|at) (?:the|your|its|their)\b")
_AND = re.compile(r"(?:,| and| or|, and|, or) ")  # "makes you drowsy and dizzy"
_PREDICATES = frozenset(Predicate)
_IF = re.compile(r"\b(?:if|when|as|with|after|during)\b")
_OTHER_CLAUSE = re.compile(r"[;:]|, (?:and|but|so|while|whereas|although|though|as|because|since) ")
_NEXT = re.compile(r" (?:you |people |doctors |your body |to )?(\w+)")
_PARTICIPLE = re.compile(r"(?:used|taken|given|prescribed|recommended|approved|licensed|indicated)\b")
_DURING = re.compile(r"\b(?:during|in|after|before) (?:\w+ )?$")
_MAKE = re.compile(r"\b(?:make|makes|made|making) (?!.*\b(?:make|makes|made|making)\b)")
_FOR = re.compile(r"(?:for|against|in (?:the )?cases? of|in|when it comes to) ")
_OPENING = 15  # characters in which a sentence's first list begins
_UP_TO = re.compile(r"(?: and \w+)?[\s,]*")  # "sensitivity to light and sound"
_OF = re.compile(r" of (?:an? |the |your )?")
_SHORT = 6  # words of a clause that says no more than "it is often"
_AGENT = 12  # characters between "caused" and what it is caused by
_PARTLY = re.compile(r"\b(?:other|these|those|such) (?:\w+ )?$")
_SUPPOSED = re.compile(r"\W*(?:(?:but|and|so|also) )?(?:if|whenever|once) (?:you|they|people|one|i|we|someone|your)\b")
_IF_YOU = re.compile(r",? (?:(?:if|whenever|once) (?:you|they|people|one)\b(?! have\b)|from \w+ing\b)")
_HAVING = re.compile(r"\b(?:have|has|having|with|get|suffer from|develop) (?:[^\W\d_]+ ){0,3}$")


def extract(passage: Passage) -> Iterator[Assertion]:
    """Assertions stated by the passage's fixed wordings."""
    if passage.is_question or passage.is_lead_in or passage.refers_to_doctor:
        return
    for hit, trigger in passage.triggers:
        if trigger.form == "phrase" and trigger.predicate in _PREDICATES:
            yield from _phrase(passage, hit, trigger, Predicate(trigger.predicate))


def _phrase(passage: Passage, hit: Hit, trigger: Trigger, predicate: Predicate) -> Iterator[Assertion]:
    if trigger.direction in (Direction.SUFFERERS, Direction.PRONE):
        yield from about_people(passage, hit, trigger)
        return
    ends = _ENDS.get(trigger.direction, _forward)(passage, hit, predicate)
    if ends[0] is None and trigger.direction in _IMPLIED and _SERVES.match(passage.flat, passage.start, hit.end):
        ends = antecedent(passage, hit.start, SUBJECTS[predicate]), ends[1]  # "Great for easing cramps."
    if (
        predicate is Predicate.CAUSES
        and ends[0]
        and (are_between(passage, ends[0], hit) or aims.is_given(passage, hit, ends[0]))
    ):
        return
    make = _MAKE.search(passage.flat, passage.start, hit.start) if trigger.direction is Direction.WORSE else None
    if make:
        hit = Hit(make.start(), hit.end, trigger)  # "does not make it worse": the denial stands before "make"
    if trigger.direction is Direction.TOPIC and predicate is Predicate.TREATS:
        predicate = Predicate.PREVENTS if ends[0] and aims.is_vaccine(ends[0]) else aim(passage)
    yield from made(passage, hit, ends, predicate, trigger)


def _forward(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    subject = leftmost(passage, hit.start, SUBJECTS[predicate])
    if subject and _PARTICIPLE.match(passage.flat, hit.start) and passage.flat[subject.end : hit.start] == " ":
        subject = Group(subject.names[-1:])  # "A, B and C taken for thin bones": only C is
    if aims.only_has_risks(passage, hit):
        return None, None
    return subject, right(passage, hit.end, OBJECTS[predicate])


def _backward(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "B is due to A"; where B is no name, only a short "it is" before the wording stands for one."""
    start = passage.segments[main_clause(passage, hit.start)].start
    named = any(start <= group.start < hit.start for group in passage.groups)
    if not named and passage.flat[start : hit.start].count(" ") > _SHORT:
        return None, None
    subject, object_ = (
        right(passage, hit.end, SUBJECTS[predicate]),
        _unless_agent(passage, hit.start, OBJECTS[predicate]),
    )
    if predicate is Predicate.CAUSES and subject is not None:
        if caused.is_feared(passage, hit.end) or caused.falls(passage, subject):
            return None, None
        object_ = caused.as_topic(passage, object_)
    return subject, object_


def _among(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "S is common in C": who has the condition C gets S."""
    subject, object_ = _backward(passage, hit, predicate)
    return subject.only(_CONDITION) if subject else None, object_


def _unless_agent(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The nearest list before a position; in "B caused by A is due to" that is B."""
    found = nearest(passage, position, types)
    for hit, trigger in passage.triggers:
        if found and trigger.direction is Direction.PASSIVE and 0 <= found.start - hit.end <= _AGENT:
            return nearest(passage, hit.start, types) or found
    if (
        found
        and found.names[-1].concept.id in passage.knowledge.states
        and _DURING.search(passage.flat, max(passage.start, found.start - 12), found.start)
    ):
        return nearest(passage, found.start, types) or found  # "anaemia in pregnancy due to low iron"
    return found


def _source(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "Good sources of N are F" as well as "F is a good source of N"."""
    subject, object_ = _forward(passage, hit, predicate)
    if subject is None and object_ is not None:
        subject = anywhere_after(passage, object_.end, SUBJECTS[predicate])
    return subject, object_


def _felt(passage: Passage, hit: Hit, predicate: Predicate) -> tuple[Group | None, Group | None]:
    """ "You may feel tightness": what the sentence before or the section is about shows itself so."""
    if passage.is_governed_by("causes", "object") or passage.is_governed_by("treats", "subject"):
        return None, None
    before = [kept for g in passage.groups if g.end <= hit.start and (kept := g.only(SUBJECTS[predicate]))]
    listed = passage.target if passage.is_governed_by("has_symptom", "object") else None  # below "Symptoms"
    felt = right(passage, hit.end, OBJECTS[predicate]) or told_at(passage, hit.end + 1)
    if _SUPPOSED.match(passage.flat, passage.start, hit.start):  # "if you wear new boots, you may get blisters"
        has = before and _HAVING.search(passage.flat, passage.start, before[-1].start)
        return before[-1] if has else None, felt
    if felt is not None and not before and _IF_YOU.match(passage.flat, felt.end, passage.end):
        return None, None  # "you may get headaches if you drink wine"
    return before[-1] if before else listed or antecedent(passage, passage.start, SUBJECTS[predicate]), felt


def _shown(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "Nausea and other symptoms": what is listed right before shows what is named behind "of", or the topic."""
    listed = nearest(passage, hit.start, OBJECTS[predicate])
    if listed is None or not _UP_TO.fullmatch(passage.flat, listed.end, hit.start):
        return None, None
    of = _OF.match(passage.flat, hit.end)
    behind = right(passage, of.end(), SUBJECTS[predicate]) if of else None
    opens = listed.start - passage.start <= _OPENING
    return behind or (_topic(passage) if opens and not of else None), listed


def _about_topic(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "A may help": the complaint is what the article is about, unless one is named."""
    if following(passage, hit.end) is not None or passage.sentence.kind is BlockKind.HEADING:
        return None, None  # "may help to prevent": the second verb says it; a heading leaves too much open
    follows = _NEXT.match(passage.flat, hit.end, passage.end)
    if follows and any(other.start == follows.start(1) and t.form == "base" for other, t in passage.triggers):
        return None, None  # "can help you prevent B"
    if _is_described(passage, hit.start) or (follows and follows[1] in plain_verbs()):
        return None, None  # "a protein that does not work well"; "may help explain"
    subject = leftmost(passage, hit.start, SUBJECTS[predicate])
    unfit = aims.builds(passage, hit) if predicate is Predicate.CAUSES else aims.is_empty_it(passage, hit)
    if unfit or (predicate is not Predicate.CAUSES and subject and aims.only_meanwhile(passage, subject)):
        return None, None
    return subject, _helped(passage, hit, predicate)


def _behind(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "Many find relief with A": for what is named before, or the topic."""
    if passage.sentence.kind is BlockKind.HEADING or _PARTLY.search(passage.flat, passage.start, hit.start):
        return None, None
    subject = right(passage, hit.end, SUBJECTS[predicate])
    return subject, nearest(passage, hit.start, OBJECTS[predicate]) or _topic(passage)


def _helped(passage: Passage, hit: Hit, predicate: Predicate) -> Group | None:
    """The complaint that a wording without one of its own speaks of."""
    helps = predicate is not Predicate.CAUSES
    is_doing, place = aims.of_doing(passage, hit) if helps else (False, None)
    if is_doing:
        return right(passage, place, OBJECTS[predicate]) if place else None
    named = (
        _complaint_behind(passage, hit.end, OBJECTS[predicate])
        or _for_what(passage, hit.start)
        or _if_it(passage, hit.end)
    )
    if named is None and helps and aims.says_other_aim(passage, hit):
        return None
    return named or _topic(passage)


def _complaint_behind(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """What a wording acts on, if it names anything but people: in "may help older adults" that is the topic."""
    found = right(passage, position, types)
    states = passage.knowledge.states
    return None if found and all(named.concept.id in states for named in found.names) else found


def _is_described(passage: Passage, position: int) -> bool:
    """True in "a protein that does not work", not in "people find that it works"."""
    segment = passage.segments[main_clause(passage, position)]
    return segment.opener == "that" and is_relative(passage, segment)


def _topic(passage: Passage) -> Group | None:
    return Group((passage.topic,)) if passage.topic else None


def _made_worse(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "A makes B worse": B stands between, or is what the article is about."""
    make = _MAKE.search(passage.flat, passage.start, hit.start)
    if make is None:
        return None, None
    between = [group for group in passage.groups if make.end() <= group.start and group.end <= hit.start]
    worse = between[0] if between else stood_for(passage, make.end() - 1, _CONDITION) or _topic(passage)
    return leftmost(passage, make.start(), SUBJECTS[predicate]), worse


def _function(passage: Passage, hit: Hit, predicate: Predicate) -> Ends:
    """ "A helps you sleep": the wording itself tells the condition."""
    if _OF_A_PART.match(passage.flat, hit.end, passage.end):
        return None, None  # "relaxes the muscles in the gut" is another thing
    label = hit.entry.rest if isinstance(hit.entry, Trigger) else ""
    condition = passage.knowledge.vocabulary.find(label)
    told = [Named(condition, Span(hit.start, hit.end))] if condition else []
    for named in passage.names:
        joined = told and _AND.fullmatch(passage.flat, told[-1].span.end, named.span.start)
        if joined and named.concept.type in OBJECTS[predicate]:
            told.append(named)
    object_ = Group(tuple(told)) if told else None
    return leftmost(passage, hit.start, SUBJECTS[predicate]), object_


def _for_what(passage: Passage, position: int) -> Group | None:
    """The complaint in "For cramps, ...", where a sentence begins so."""
    first = passage.groups[0].only(OBJECTS[Predicate.TREATS]) if passage.groups else None
    begins = _FOR.match(passage.flat, passage.start, position)
    return first if begins and first and first.start - begins.end() <= 15 else None


def _if_it(passage: Passage, position: int) -> Group | None:
    """The complaint that a condition names: "is helpful if stress triggers your migraines"."""
    last = [kept for group in passage.groups if group.start >= position and (kept := group.only(_CONDITION))]
    if not last or _OTHER_CLAUSE.search(passage.flat, position, last[-1].start):
        return None
    return last[-1] if _IF.search(passage.flat, position, last[-1].start) else None


_ENDS: dict[Direction, Callable[[Passage, Hit, Predicate], Ends]] = {
    Direction.FORWARD: _forward,
    Direction.BACKWARD: _backward,
    Direction.SOURCE: _source,
    Direction.ASSOCIATED: studies.associated,
    Direction.EFFECT: studies.effect,
    Direction.MEANS: studies.means,
    Direction.BETWEEN: studies.between,
    Direction.TOPIC: _about_topic,
    Direction.BEHIND: _behind,
    Direction.WORSE: _made_worse,
    Direction.AROUND: divided.around,
    Direction.VIA: divided.via,
    Direction.FUNCTION: _function,
    Direction.FOUND: divided.found_so,
    Direction.FELT: _felt,
    Direction.SHOWN: _shown,
    Direction.LIKELY: likely,
    Direction.REASON: reasons.reason,
    Direction.AMONG: _among,
}
