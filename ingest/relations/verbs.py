"""Relations that a verb or a fixed phrase states between the names beside it: "A causes B", "B is due to A"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, BlockKind, Certainty, ConceptType, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import Context, context_at
from ingest.lexicon import Direction, Hit, Trigger
from ingest.neighbours import following, leftmost, nearest, right
from ingest.passage import Group, Passage
from ingest.reference import antecedent

_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?:n't)?(?: \w+){0,2} $")
_BY = re.compile(r" (?:\w+ ){0,2}(?:by|with|through|using|from)\b")
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|that|these|those|your|their|its|of|common|possible|potential|main|other|another|any|each|no|"
    r"some|many|several|underlying|exact|primary|usual|known|frequent|for|with|better|more)$"
)
_NOUN_AFTER = re.compile(r" (?:of|for|include|includes|are|is)\b")
_RISK = re.compile(
    r"\b(?:risk|risks|likelihood|chance|chances|odds|probability|incidence|susceptibility|frequency|number|occurrence|"
    r"rate|rates|recurrence)\b"
)
_SUFFERERS = re.compile(r"\bin (?:people|patients|those|women|men|adults|children) with $")
_WITH = re.compile(r" (?:\w+ly )?(?:with|after|during|when|if|from|by|following|as)\b")
_CHANGES = {
    "worsens": Predicate.WORSENS,
    "increase": Predicate.WORSENS,
    "treats": Predicate.TREATS,
    "decrease": Predicate.TREATS,
}  # what a verb means that something does by itself
_CONDITION = frozenset((ConceptType.CONDITION,))
_DOUBT = tuple(Certainty)  # from sure to doubtful
_MAKE = re.compile(r"\b(?:make|makes|made|making) (?!.*\b(?:make|makes|made|making)\b)")
_FOR_IT = re.compile(r" (?:for|against|to treat|to ease|to relieve|to help|to manage)\b")
_FOR = re.compile(r"(?:for|against) ")
_HYPHENS = ("-", "‐", "‑", "–")  # "stress-induced" is no verb: ingest.relations.compounds reads it
_BY_MEANS = re.compile(r"(?: (?:intake|levels?|stores|supply|\w+ly))* (?:by|with|through)\b")


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
        else:
            yield from _phrase(passage, hit, trigger)


def _active(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    if _is_noun(passage, hit, trigger):
        return
    turned = _WITH.match(passage.flat, hit.end, passage.end)
    if turned and trigger.predicate in _CHANGES:
        yield from _changing(passage, hit, turned.end(), trigger)
        return
    predicate, object_ = _what(passage, hit, trigger)
    if predicate is None or object_ is None:
        yield from _supplied(passage, hit, trigger)
        return
    subject = leftmost(passage, hit.start, SUBJECTS[predicate])
    if subject is None or subject == object_:
        subject = _by_means(passage, object_, SUBJECTS[predicate])
    yield from _made(passage, hit, (subject, object_), predicate, trigger)


def _changing(passage: Passage, hit: Hit, position: int, trigger: Trigger) -> Iterator[Assertion]:
    """ "Symptoms may worsen with age", "the pain improves with rest": what changes stands on the left."""
    predicate = _CHANGES[trigger.predicate]
    object_ = nearest(passage, hit.start, OBJECTS[predicate])
    yield from _made(passage, hit, (right(passage, position, SUBJECTS[predicate]), object_), predicate, trigger)


def _supplied(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "Boost your iron by eating spinach": spinach contains iron."""
    nutrient = right(passage, hit.end, OBJECTS[Predicate.CONTAINS]) if trigger.predicate == "increase" else None
    food = _by_means(passage, nutrient, SUBJECTS[Predicate.CONTAINS]) if nutrient else None
    yield from _made(passage, hit, (food, nutrient), Predicate.CONTAINS, trigger)


def _past(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    by = _BY.match(passage.flat, hit.end)
    is_passive = _BE.search(passage.flat, max(passage.start, hit.start - 40), hit.start)
    if by is None:
        if not is_passive and passage.document.text[hit.start - 1 : hit.start] not in _HYPHENS:
            yield from _active(passage, hit, trigger)
        return
    predicate = _resolved(trigger.predicate, None, "")
    if predicate is None:
        return
    look = leftmost if is_passive else nearest
    object_ = look(passage, hit.start, OBJECTS[predicate])
    subject = right(passage, by.end(), SUBJECTS[predicate])
    yield from _made(passage, hit, (subject, object_), predicate, trigger)


def _phrase(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    predicate = _resolved(trigger.predicate, None, "")
    if predicate is None or trigger.direction in (Direction.SUFFERERS, Direction.PRONE):
        yield from _about_people(passage, hit, trigger)
        return
    if trigger.direction is Direction.WORSE:
        yield from _made_worse(passage, hit, trigger, predicate)
        return
    if trigger.direction is Direction.TOPIC:
        yield from _about_topic(passage, hit, trigger, predicate)
        return
    if trigger.direction is Direction.ASSOCIATED:
        yield from _associated(passage, hit, trigger, predicate)
        return
    if trigger.direction in _SPECIAL:
        subject, object_ = _SPECIAL[trigger.direction](passage, hit, predicate)
    elif trigger.direction is Direction.BACKWARD:
        object_ = nearest(passage, hit.start, OBJECTS[predicate])
        subject = right(passage, hit.end, SUBJECTS[predicate])
    else:
        subject = leftmost(passage, hit.start, SUBJECTS[predicate])
        object_ = right(passage, hit.end, OBJECTS[predicate])
        if subject is None and trigger.direction is Direction.SOURCE and object_ is not None:
            subject = _anywhere_after(passage, object_.end, SUBJECTS[predicate])
    yield from _made(passage, hit, (subject, object_), predicate, trigger)


def _felt(passage: Passage, hit: Hit, predicate: Predicate) -> tuple[Group | None, Group | None]:
    """ "You may feel tightness": what the sentence before or the section is about shows itself so."""
    if passage.is_governed_by("causes", "object") or passage.is_governed_by("treats", "subject"):
        return None, None
    subject = antecedent(passage, passage.start, SUBJECTS[predicate])
    return subject, right(passage, hit.end, OBJECTS[predicate])


def _likely(passage: Passage, hit: Hit, predicate: Predicate) -> tuple[Group | None, Group | None]:
    """ "If you are pregnant, you are more likely to get cramps": whatever was named before raises the risk."""
    before = [kept for group in passage.groups if group.end <= hit.start and (kept := group.only(SUBJECTS[predicate]))]
    subject = before[-1] if before else _from_after(passage, hit, SUBJECTS[predicate])
    return subject, right(passage, hit.end, OBJECTS[predicate])


_IF = re.compile(r"\b(?:if|when|as|with|after|during)\b")


def _from_after(passage: Passage, hit: Hit, types: frozenset[str]) -> Group | None:
    """What stands behind "if": "you are more likely to get cramps if you smoke"."""
    condition = _IF.search(passage.flat, hit.end, passage.end)
    return _anywhere_after(passage, condition.end(), types) if condition else None


def _reason(passage: Passage, hit: Hit, predicate: Predicate) -> tuple[Group | None, Group | None]:
    """ "Cramps happen because the muscles lack oxygen": only a condition explains another."""
    object_ = nearest(passage, hit.start - 1, OBJECTS[predicate])
    subject = right(passage, hit.end, _CONDITION)
    return subject, object_


_SPECIAL = {Direction.FELT: _felt, Direction.LIKELY: _likely, Direction.REASON: _reason}


def _advised(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "Doctors may suggest A for B"; in a section about treatment B may be left out."""
    predicate = Predicate.TREATS
    subject = right(passage, hit.end, SUBJECTS[predicate])
    if subject is None or trigger.form == "past" or _is_noun(passage, hit, trigger):
        return
    named = right(passage, subject.end, OBJECTS[predicate])
    for_it = named is not None and _FOR_IT.match(passage.flat, subject.end, named.start)
    about_treatment = any(rule.predicate == predicate for rule in passage.governors)
    object_ = named if for_it else passage.target if about_treatment else None
    yield from _made(passage, hit, (subject, object_), predicate, trigger)


def _about_topic(passage: Passage, hit: Hit, trigger: Trigger, predicate: Predicate) -> Iterator[Assertion]:
    """ "A may help": the complaint is what the article is about, unless one is named."""
    if following(passage, hit.end) is not None or passage.sentence.kind is BlockKind.HEADING:
        return  # "may help to prevent": the second verb says it; a heading leaves too much open
    subject = leftmost(passage, hit.start, SUBJECTS[predicate])
    object_ = right(passage, hit.end, OBJECTS[predicate]) or _for_what(passage, hit.start) or _if_it(passage, hit.end)
    if object_ is None and passage.topic is not None:
        object_ = Group((passage.topic,))
    yield from _made(passage, hit, (subject, object_), predicate, trigger)


def _made_worse(passage: Passage, hit: Hit, trigger: Trigger, predicate: Predicate) -> Iterator[Assertion]:
    """ "A makes B worse": B stands between, or is what the article is about."""
    make = _MAKE.search(passage.flat, passage.start, hit.start)
    if make is None:
        return
    between = [group for group in passage.groups if make.end() <= group.start and group.end <= hit.start]
    object_ = between[0] if between else Group((passage.topic,)) if passage.topic else None
    subject = leftmost(passage, make.start(), SUBJECTS[predicate])
    yield from _made(passage, Hit(make.start(), make.end(), trigger), (subject, object_), predicate, trigger)


def _for_what(passage: Passage, position: int) -> Group | None:
    """The complaint in "For cramps, ...", where a sentence begins so."""
    first = passage.groups[0].only(OBJECTS[Predicate.TREATS]) if passage.groups else None
    begins = _FOR.match(passage.flat, passage.start, position)
    return first if begins and first and first.start - begins.end() <= 15 else None


def _if_it(passage: Passage, position: int) -> Group | None:
    """The complaint that a condition names: "is helpful if stress triggers your migraines"."""
    last = [kept for group in passage.groups if group.start >= position and (kept := group.only(_CONDITION))]
    return last[-1] if last and _IF.search(passage.flat, position, last[-1].start) else None


def _associated(passage: Passage, hit: Hit, trigger: Trigger, predicate: Predicate) -> Iterator[Assertion]:
    """ "A is linked to B": B is what A brings about, unless A is the complaint the article is about."""
    first = leftmost(passage, hit.start, SUBJECTS[predicate])
    second = right(passage, hit.end, SUBJECTS[predicate])
    if first and second and passage.topic and first.names[0].concept.id == passage.topic.concept.id:
        first, second = second, first
    yield from _made(passage, hit, (first, second), predicate, trigger)


def _about_people(passage: Passage, hit: Hit, trigger: Trigger) -> Iterator[Assertion]:
    """ "People with D may have S"; "prone to S when C"."""
    condition = OBJECTS[Predicate.CAUSES]
    near = right(passage, hit.end, condition)
    if near is None or near.start - hit.end > 30:
        return
    later = [group for group in passage.groups if group.start >= near.end]
    if trigger.direction is Direction.SUFFERERS:
        verb = re.compile(r"\b(?:experience|have|has|get|gets|develop|develops|feel|suffer|notice)\b")
        found = verb.search(passage.flat, near.end, passage.end)
        after = next((group for group in later if found and group.start >= found.end()), None)
        if found and after and found.start() - near.end < 30:
            at_risk = _RISK.search(passage.flat, found.end(), after.start)
            predicate = Predicate.CAUSES if at_risk else Predicate.HAS_SYMPTOM
            yield from _made(passage, hit, (near, after), predicate, trigger)
        return
    when = re.compile(r"\b(?:when|if|during|after)\b").search(passage.flat, near.end, passage.end)
    if when:
        after = next((group for group in later if group.start >= when.end()), None)
        yield from _made(passage, hit, (after, near), Predicate.CAUSES, trigger)


def _made(
    passage: Passage, hit: Hit, ends: tuple[Group | None, Group | None], predicate: Predicate, trigger: Trigger
) -> Iterator[Assertion]:
    subject, object_ = ends
    if subject is None or object_ is None:
        return
    reach = max(hit.end, min(object_.start, passage.end))
    context = context_at(passage, Span(hit.start, hit.end), reach)
    yield from claims(passage, (subject, object_), predicate, context, trigger.rule)
    if predicate is Predicate.CAUSES:
        yield from _in_sufferers(passage, hit, object_, context)


def _in_sufferers(passage: Passage, hit: Hit, object_: Group, context: Context) -> Iterator[Assertion]:
    """ "High blood sugar in people with D can lead to E": D brings on E too, at least possibly."""
    for group in passage.groups:
        if group.end <= hit.start and _SUFFERERS.search(
            passage.flat, max(passage.start, group.start - 24), group.start
        ):
            possible = context._replace(certainty=max(context.certainty, Certainty.POSSIBLE, key=_DOUBT.index))
            yield from claims(passage, (group, object_), Predicate.CAUSES, possible, "verb")


def _what(passage: Passage, hit: Hit, trigger: Trigger) -> tuple[Predicate | None, Group | None]:
    """The predicate that a verb has with the object it acts on, and that object."""
    if trigger.predicate == "help" and following(passage, hit.end) is not None:
        return None, None
    first = right(passage, hit.end, frozenset(ConceptType) - {ConceptType.BODYPART})
    between = passage.flat[hit.end : first.start] if first else ""
    predicate = _resolved(trigger.predicate, first, between)
    if predicate is None:
        return None, None
    return predicate, right(passage, hit.end, OBJECTS[predicate])


def _resolved(word: str, object_: Group | None, between: str) -> Predicate | None:
    """The predicate of a trigger; what "increase" and "decrease" mean depends on what they act on."""
    if word in tuple(Predicate):
        return Predicate(word)
    if word == "help":
        return Predicate.TREATS if object_ and len(between) < 12 else None
    if word not in ("increase", "decrease") or object_ is None:
        return None
    nutrient = object_.names[0].concept.type is ConceptType.NUTRIENT
    if word == "increase":
        return None if nutrient else Predicate.CAUSES
    if nutrient:
        return Predicate.DEPLETES
    return Predicate.PREVENTS if _RISK.search(between) else Predicate.TREATS


def _is_noun(passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """True for "the cause of", "a common trigger": the wording of a verb used as a noun."""
    if trigger.form not in ("base", "third"):
        return False
    before = passage.flat[max(passage.start, hit.start - 14) : hit.start].rstrip()
    return bool(_NOUN_BEFORE.search(before)) or bool(_NOUN_AFTER.match(passage.flat, hit.end))


def _anywhere_after(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    later = (group.only(types) for group in passage.groups if group.start >= position)
    return next((group for group in later if group), None)


def _by_means(passage: Passage, object_: Group, types: frozenset[str]) -> Group | None:
    """The means in "you can relieve cramps by stretching"."""
    by = _BY_MEANS.match(passage.flat, object_.end, passage.end)
    return right(passage, by.end(), types) if by else None
