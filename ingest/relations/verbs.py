"""Relations that a verb states between the names beside it: "A causes B", "B is caused by A"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, ConceptType, Predicate
from ingest.claims import OBJECTS, SUBJECTS
from ingest.lexicon import Direction, Hit, Trigger
from ingest.neighbours import following, leftmost, nearest, right
from ingest.passage import Group, Passage
from ingest.phrases import plain_verbs
from ingest.reference import is_class
from ingest.relations import compounds
from ingest.relations.caused import as_topic
from ingest.relations.described import is_adjective
from ingest.relations.making import RISK, aim, anywhere_after, made
from ingest.standins import stand_ins

_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?:n't)?(?: \w+){0,2} $")
_BY = re.compile(
    r"(?:, (?:or|and) (?:\w+ ){1,3}?\w+,)? (?:\w+ ){0,2}?(?:by|with|through|using)\b|"  # "caused, or made worse, by"
    r" (?:in|among) (?:\w+ ){2,3}by\b| from\b"
)
_BROUGHT_ON = re.compile(r"\b(?:on|of|against|in|for|with|during|after|from|to|the|an?|and) \w+ly $")
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|these|those|your|their|its|of|common|possible|potential|main|other|another|any|each|no|"
    r"some|many|several|underlying|exact|primary|usual|known|frequent|for|with|better|more|get|seek|medical|emergency|"
    r"professional)$"
)
# "these help" and "this helps" are verbs, as no noun would be in that number there
_AGREES = {"base": re.compile(r"\b(?:these|those)$"), "third": re.compile(r"\b(?:this|that)$")}
_NOUN_AFTER = re.compile(r" (?:of|for|include|includes|are|is)\b")
_WHEN_YOU = re.compile(r" (?:when|if|once|after) (?:you|people|patients|they|one) ")
_WHICH = re.compile(r" (?:that|which) (?:\w+ ){0,2}")
_LEFT_ALONE = re.compile(r" with\b|[.,;:)]")
_WITH = re.compile(r" (?:\w+ly )?(?:with|after|during|when|if|from|by|following|as)\b")
_ONCE = re.compile(r"\b(?:after|before|while) (?:\w+ly )?$")  # "can be done after controlling the infection"
_PROGRESSES = re.compile(r" as (?:the |your |an? )?(?:[\w-]+ ){1,3}(?:progress|advance|develop|worsen|continu|go)")
_WHERE = re.compile(r" (?:at|over|on|through|throughout|until|to the point) ")
_ALONE = re.compile(
    r"(?: too| as well| a lot| a little| a bit| somewhat| most people| some people| many people| both| some women|"
    r" many women| most women| some children| some patients| many patients| some sufferers|"
    r" many sufferers)?(?:[.,;:!?)]|$| but| and| or| (?:as|so) long as| provided| if| when| even if| because)"
)
_STOPPED = re.compile(
    r" (?:\w+ ){0,2}?(?:was|were|is|are|been|being) (?:\w+ )?"
    r"(?:stopped|discontinued|withdrawn|ceased|halted|suspended|lowered|reduced|decreased|tapered)\b"
)
_GOES_ON = re.compile(
    r" (?:(?:often|usually|sometimes|frequently|commonly|generally|then|also|may|might|can|could) )?"
    r"(?:get|gets|have|has|feel|feels|develop|develops|suffer|suffers|experience|experiences) "
)
_HYPHENS = frozenset("-‐‑–")
_FOLLOWING = re.compile(r"\bfollowing\b")
_MANY = 3  # members of a list that a participle may belong to as a whole
_DIRECT = 10  # characters between a verb and the part it acts on
_IF_CLAUSE = re.compile(r"\b(?:if|when|for|once) (?:\w+ ){0,5}$")
_RISK = re.compile(r" (?:risk|risks|chances|odds|rates)\b")
_RISK_OF = re.compile(r"\b(?:risk|chances?|odds|likelihood|incidence) (?:of|for) (?:[\w'-]+ ){0,4}$")
_CURES = frozenset((ConceptType.DRUG, ConceptType.REMEDY))
_CHANGES = {
    "worsens": Predicate.WORSENS,
    "increase": Predicate.WORSENS,
    "treats": Predicate.TREATS,
    "decrease": Predicate.TREATS,
}  # what a verb means that something does by itself
_THINGS = frozenset(ConceptType) - {ConceptType.BODYPART}
_PREDICATES = frozenset(Predicate)
_FOR_IT = re.compile(r" (?:for|against|to treat|to ease|to relieve|to help|to manage)\b")
# "medicine to keep your blood pressure down", "a support group for people who want to quit": that is not for the topic
_OTHER_AIM = re.compile(
    r"(?: (?!to\b|for\b)\w+){0,3} (?:to (?:help )?(?:you )?(?:keep|control|lower|prevent|reduce|avoid|protect|"
    r"promote|improve|support|strengthen|boost|rule|find|check|look|make sure|confirm|see|diagnose|determine)|"
    r"(?:if|for) (?:other |people who |those who ))\b"
)
_AVOID_IT = re.compile(r"avoid(?:ing)? (?:it|them)\b")
_IN_THOSE = re.compile(
    r" (?:in|among|of) (?:[\w'-]+ ){0,4}(?:people|those|patients?|adults|child(?:ren)?|wom[ae]n|m[ae]n|subjects?|"
    r"boys?|girls?|volunteers|animals|rats|mice|groups?)"
    r"(?: (?:who|that) (?:is|are|was|were|(?:had|have|has) been))?(?: being)? $"
)
_BY_MEANS = re.compile(r"(?> (?:intake|levels?|stores|supply|\w+ly)\b)* (?:by|with|through)\b")


def extract(passage: Passage) -> Iterator[Assertion]:
    """Assertions stated by the passage's triggers."""
    if passage.is_question or passage.is_lead_in or passage.refers_to_doctor:
        return
    for hit, trigger in passage.triggers:
        if trigger.predicate == "advise":
            yield from _advised(passage, hit, trigger)
        elif trigger.direction is Direction.PASSIVE:
            yield from _past(passage, hit, trigger)
        elif trigger.form != "phrase":
            yield from _active(passage, hit, trigger)


def _active(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    if _is_noun(passage, hit, trigger) or is_adjective(passage, hit, trigger) or _tells_when(passage, hit, trigger):
        return
    if trigger.predicate in _CHANGES and _WITH.match(passage.flat, hit.end, passage.end):
        yield from _changing(passage, hit, trigger)
        return
    if trigger.predicate in _CHANGES and _WHERE.match(passage.flat, hit.end, passage.end):
        return  # "the pain worsens at night, disrupting sleep"
    predicate, object_ = _what(passage, hit, trigger)
    if predicate is Predicate.TREATS and object_ is None:
        object_ = _soothed(passage, hit)
    if predicate is None or object_ is None:
        yield from _supplied(passage, hit, trigger)
        return
    subject = leftmost(passage, hit.start, SUBJECTS[predicate])
    if subject is None or subject == object_:
        subject = _by_means(passage, object_, SUBJECTS[predicate])
    if subject is None or not _only_tells_which(passage, subject, hit.start):
        yield from made(passage, hit, (subject, object_), predicate, trigger)


def _tells_when(passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """ "People who drink and then stop often get A", "after controlling A", "may worsen as the illness goes on"."""
    flat, end = passage.flat, passage.end
    if trigger.form == "ing" and _ONCE.search(flat, max(passage.start, hit.start - 20), hit.start):
        return True
    return _GOES_ON.match(flat, hit.end, end) is not None or _PROGRESSES.match(flat, hit.end, end) is not None


def _only_tells_which(passage: Passage, subject: Group, position: int) -> bool:
    """True for "drugs that relieve headaches": not all drugs do."""
    tells = len(subject.names) == 1 and _WHICH.fullmatch(passage.flat, subject.end, position)
    return bool(tells) and is_class(subject.names[0].concept.label)


def _soothed(passage: Passage, hit: Hit) -> Group | None:
    """The article's complaint, where the part that it is named after is soothed: "gargling soothes the throat"."""
    part = right(passage, hit.end, frozenset((ConceptType.BODYPART,)))
    topic = passage.topic
    if part is None or topic is None or part.start - hit.end > _DIRECT:
        return None
    return Group((topic,)) if part.names[0].concept.label in topic.concept.label.split() else None


def _changing(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "Symptoms may worsen with age", "the pain improves with rest": what changes stands on the left."""
    predicate = _CHANGES[trigger.predicate]
    object_ = nearest(passage, hit.start, OBJECTS[predicate])
    if object_ and trigger.predicate == "increase" and _RISK_OF.search(passage.flat, passage.start, object_.start):
        predicate = Predicate.CAUSES  # "the risk of it increases with age"
    subject = right(passage, hit.end, SUBJECTS[predicate])
    when = _WHEN_YOU.match(passage.flat, hit.end, passage.end)
    if subject is not None and _STOPPED.match(passage.flat, subject.end, passage.end):
        return  # "resolved after aspirin was stopped"
    if subject is None and when:
        subject = anywhere_after(passage, when.end(), _CURES if predicate is Predicate.TREATS else SUBJECTS[predicate])
    yield from made(passage, hit, (subject, object_), predicate, trigger)


def _supplied(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "Boost your iron by eating spinach": spinach contains iron."""
    nutrient = right(passage, hit.end, OBJECTS[Predicate.CONTAINS]) if trigger.predicate == "increase" else None
    food = _by_means(passage, nutrient, SUBJECTS[Predicate.CONTAINS]) if nutrient else None
    yield from made(passage, hit, (food, nutrient), Predicate.CONTAINS, trigger)


def _past(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    if trigger.predicate == Predicate.TREATS and passage.document.text[hit.start - 1 : hit.start] in _HYPHENS:
        return  # "aspirin-treated patients"
    if _BROUGHT_ON.search(passage.flat, max(passage.start, hit.start - 40), hit.start):
        return  # "the effect of aspirin on experimentally induced headache"
    by = _BY.match(passage.flat, hit.end)
    is_passive = _BE.search(passage.flat, max(passage.start, hit.start - 40), hit.start)
    if by is None:
        if not is_passive and not compounds.is_spaced(passage, hit.start):
            yield from _active(passage, hit, trigger)
        return
    predicate = _resolved(trigger.predicate, None, "")
    if predicate is None:
        return
    object_ = _undergoing(passage, hit, predicate, is_passive is not None)
    subject = right(passage, by.end(), SUBJECTS[predicate])
    yield from made(passage, hit, (subject, object_), predicate, trigger)


def _undergoing(passage: Passage, hit: Hit, predicate: Predicate, is_passive: bool) -> Group | None:
    """What is caused or treated by what stands behind a past form."""
    look = leftmost if is_passive else nearest
    object_ = look(passage, hit.start, OBJECTS[predicate])
    if object_ is not None and not is_passive and len(object_.names) > _MANY:
        object_ = Group(object_.names[-1:])  # "fever, cramps, fatigue and fainting caused by": the last is
    if predicate is Predicate.CAUSES:
        return as_topic(passage, object_)
    if object_ is not None and _IN_THOSE.search(passage.flat, object_.end, hit.start):
        return None  # "nausea was seen in patients treated with A": for something else
    return object_


def _advised(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "Doctors may suggest A for B"; in a section about treatment B may be left out."""
    predicate = Predicate.TREATS
    subject = right(passage, hit.end, SUBJECTS[predicate])
    if subject is None or trigger.form == "past" or _is_noun(passage, hit, trigger):
        return
    if _FOLLOWING.search(passage.flat, hit.end, subject.start):
        return
    named = right(passage, subject.end, OBJECTS[predicate])
    for_it = named is not None and _FOR_IT.match(passage.flat, subject.end, named.start)
    about_treatment = any(rule.predicate == predicate for rule in passage.governors)
    object_ = named if for_it else _in_if_clause(passage, hit.start)
    if object_ is None and _OTHER_AIM.match(passage.flat, subject.end, passage.end):
        return
    object_ = object_ or (passage.target if about_treatment else _implied(passage, subject))
    yield from made(passage, hit, (subject, object_), predicate, trigger)


def _in_if_clause(passage: Passage, position: int) -> Group | None:
    """The complaint in "If you have gout, your doctor may prescribe A"."""
    before = [kept for g in passage.groups if g.end <= position and (kept := g.only(OBJECTS[Predicate.TREATS]))]
    if len(before) > 1 and passage.flat[before[-2].end : before[-1].start] == " with ":
        before.pop()  # "if you have nausea with migraine"
    introduced = before and _IF_CLAUSE.search(passage.flat, passage.start, before[-1].start)
    return before[-1] if introduced else None


def _implied(passage: Passage, subject: Group) -> Group | None:
    """The topic, where a medicine or remedy is prescribed and no complaint is named."""
    flat = passage.flat
    complaints = [kept for group in passage.groups if (kept := group.only(OBJECTS[Predicate.TREATS]))]
    other = any(flat[n.span.start : n.span.end] not in stand_ins() for group in complaints for n in group.names)
    cures = subject.only(_CURES) is not None
    return Group((passage.topic,)) if passage.topic and cures and not other else None


def _what(passage: Passage, hit: Hit, trigger: Trigger) -> tuple[Predicate | None, Group | None]:
    """The predicate that a verb has with the object it acts on, and that object."""
    if trigger.predicate == "help" and following(passage, hit.end) is not None:
        return None, None
    if trigger.predicate == "help" and passage.topic and _ALONE.match(passage.flat, hit.end):
        return aim(passage), Group((passage.topic,))
    first = right(passage, hit.end, _THINGS)
    between = passage.flat[hit.end : first.start] if first else ""
    predicate = _resolved(trigger.predicate, first, between)
    if predicate is None:
        return None, None
    if (
        predicate is Predicate.TREATS
        and trigger.predicate == "decrease"
        and first
        and _RISK.match(passage.flat, first.end)
    ):
        predicate = Predicate.PREVENTS  # "reduces stroke risk"
    return predicate, right(passage, hit.end, OBJECTS[predicate])


def _resolved(word: str, object_: Group | None, between: str) -> Predicate | None:
    """The predicate of a trigger; what "increase" and "decrease" mean depends on what they act on."""
    if word in _PREDICATES:
        return Predicate(word)
    if word == "help":
        looks = any(verb in plain_verbs() for verb in between.split())  # "helps identify B"
        return Predicate.TREATS if object_ and len(between) < 12 and not looks else None
    if word not in ("increase", "decrease") or object_ is None:
        return None
    nutrient = object_.names[0].concept.type is ConceptType.NUTRIENT
    if word == "increase":
        return None if nutrient else Predicate.CAUSES
    if nutrient:
        return Predicate.DEPLETES
    return Predicate.PREVENTS if RISK.search(between) else Predicate.TREATS


def _is_noun(passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """True for "the cause of", "a common trigger": a verb's wording that is a noun, or tells what to avoid."""
    if _AVOID_IT.match(passage.flat, hit.start, passage.end):
        return True  # "learn which foods hold gluten and avoid them"
    if trigger.form not in ("base", "third"):
        return False
    before = passage.flat[max(passage.start, hit.start - 14) : hit.start].rstrip()
    if trigger.predicate == "causes" and _LEFT_ALONE.match(passage.flat, hit.end):
        return True
    if _AGREES[trigger.form].search(before):
        return False
    return bool(_NOUN_BEFORE.search(before)) or bool(_NOUN_AFTER.match(passage.flat, hit.end))


def _by_means(passage: Passage, object_: Group, types: frozenset[str]) -> Group | None:
    """The means in "you can relieve cramps by stretching"."""
    by = _BY_MEANS.match(passage.flat, object_.end, passage.end)
    return right(passage, by.end(), types) if by else None
