"""What a sentence says through the body: what blocks stomach acid treats heartburn, what narrows the airways asthma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from graph.model import Assertion, ConceptType, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS
from ingest.lexicon import Direction, Hit, Matter, Trigger
from ingest.matters import Act, acts
from ingest.mentions import Named
from ingest.neighbours import leftmost, right
from ingest.passage import Group, Passage
from ingest.reference import is_class, kinds_of
from ingest.relations.making import aim, made

_REACH = 70  # characters before a thing in which the verb that acts on it stands
_WORD = re.compile(r"\w+")
_ADVERB = re.compile(r" (?:also |\w+ly )?")  # between the subject of a past form and that form
_MEANS = re.compile(r"(?:^|\b(?:by|through|and|or|for|in|while|when|is|are|be|thus|thereby|not|from|of|\w+ly)|,) $")
_CLAUSE = re.compile(r"\b(?:when|if|because|while|where|since|as|whose|who)\b")  # with a subject that has no name
_HARDER = re.compile(
    r"\b(?:harder|difficult|hard|unable|failure|inability|fails?|failed) (?:for (?:[\w']+ ){1,3})?to (?:\w+ly )?$"
)
_LESS_OF = re.compile(
    r"\b(?:decreased?|drop|fall|reduction|reduced|lack|loss|less|low|lower|not enough|too little|without|no|stopping|"
    r"avoiding|limiting|keeps? \w+ from)(?: (?:in|of|to))?(?: (?:the|your))? $"
)
_NEAR = 16
_FROM = re.compile(r" (?:from|against)\b")
_OTHER = re.compile(
    r"(?:'s|s'| (?:free|loss|losses|deficiency|deficit|reuptake|absorption|pain|pains|ache|aches|disease|disorder|"
    r"disorders|problem|problems|cancer|damage|infection|infections|irritation|inflammation|spasm|spasms|cramps|ulcers|"
    r"reflux|medicines?|drugs?|tablets?|tests?|supplements?|injury|injuries|condition|conditions|itself to))\b"
)
_CULPRIT = re.compile(
    r" (?:(?:that|which) (?:can |may |often )?(?:cause|causes|trigger|triggers|lead to|leads to)|causing|"
    r"responsible for|(?:that are |which are |that is )?behind|to blame for)\b"
)
_HELP = (Predicate.TREATS, Predicate.PREVENTS)
_GERMS = frozenset(("bacterium", "virus", "fungus", "parasite"))  # they help against nothing
_ANYTHING = "*"

_Done = tuple[Matter, Span, Group | None]  # what is done, from verb to thing, and the subject where it stands behind


def extract(passage: Passage) -> Iterator[Assertion]:
    """What acts on a part or substance of the body causes or helps the complaint that this means."""
    if passage.is_question or passage.is_lead_in or passage.refers_to_doctor:
        return
    end = passage.start
    for (start, stop), found in groupby(passage.matters, key=lambda matter: (matter[0].start, matter[0].end)):
        if start < end or _is_other(passage, start, stop):
            continue
        done = [told for _, matter in found for told in _done(passage, matter, Span(start, stop))]
        said = _meant(passage, done)
        if said is not None:
            end = stop
            yield from said


def _is_other(passage: Passage, start: int, end: int) -> bool:
    """True for a thing that is only a part of a longer name, or stands before another noun: "acid reflux"."""
    inside = any(
        named.span.start <= start
        and end <= named.span.end
        and len(named.span) > end - start
        and not _is_thing(passage, named, start, end)
        for named in passage.names
    )
    return inside or _OTHER.match(passage.flat, end) is not None


def _is_thing(passage: Passage, named: Named, start: int, end: int) -> bool:
    """True for a name that says no more than the thing: "the back", "bacteria that cause acne"."""
    if named.concept.type is ConceptType.CONDITION:
        return False
    if named.span.start == start:
        return named.concept.type is not ConceptType.BODYPART
    return named.span.end == end and passage.flat[named.span.start : start] in ("the ", "your ")


def _done(passage: Passage, matter: Matter, thing: Span) -> Iterator[_Done]:
    words = frozenset(_WORD.findall(passage.flat, max(passage.start, thing.start - _REACH), thing.start))
    for change in matter.changes:
        for act in acts(change):
            active = None if act.words.isdisjoint(words) else _active(passage, act, thing)
            found = active or _passive(passage, act, thing, matter)
            if found is not None:
                yield matter, found[0], found[1]
                return


def _active(passage: Passage, act: Act, thing: Span) -> tuple[Span, Group | None] | None:
    begin = max(passage.start, thing.start - _REACH)
    verb = act.verb.search(passage.flat[begin : thing.start])
    if verb is None or _HARDER.search(passage.flat, passage.start, begin + verb.start()):
        return None  # "makes it harder to cough up the sputum"
    start, end = begin + verb.start(), thing.end
    if verb["past"] and not any(_ADVERB.fullmatch(passage.flat, group.end, start) for group in passage.groups):
        return None  # "reduced stomach acid" may be a participle
    if verb["ing"] and not _MEANS.search(passage.flat, max(passage.start, start - _NEAR), start):
        return None  # "a blood vessel pressing on the nerve"
    if act.behind is None and _FROM.match(passage.flat, thing.end):
        return None  # "protects the eye from infections"
    if act.behind is not None:
        behind = act.behind.match(passage.flat, thing.end, passage.end)
        if behind is None:
            return None
        end = behind.end()
    return Span(start, end), None


def _passive(passage: Passage, act: Act, thing: Span, matter: Matter) -> tuple[Span, Group | None] | None:
    verb = None if act.behind else act.passive.match(passage.flat, thing.end, passage.end)
    subject = right(passage, verb.end(), SUBJECTS[matter.predicate]) if verb else None
    return (Span(thing.start, verb.end()), subject) if verb and subject else None


def _meant(passage: Passage, done: list[_Done]) -> Iterator[Assertion] | None:
    """The claims of the first thing done that means the article's complaint, or else a complaint of its own."""
    about = _labels(passage)
    topical = [one for one in done if one[0].complaints & about]
    for matter, span, behind in topical or [one for one in done if one[0].condition or _culprit(passage, one[1])]:
        predicate = aim(passage) if topical and matter.predicate == "treats" else Predicate(matter.predicate)
        if predicate in _HELP and passage.is_governed_by("causes", "subject"):
            continue  # below "Causes" what acts on a nerve does no good
        subject = behind or _subject(passage, span.start, predicate)
        object_ = _object(passage, matter, span, is_topical=bool(topical))
        if subject is None or object_ is None or _is_mere_class(subject):
            continue  # "medicines that block acid": not all of them do
        trigger = Trigger(matter.predicate, Direction.FORWARD, "mechanism", "phrase")
        return made(passage, Hit(span.start, span.end, trigger), (subject, object_), predicate, trigger)
    return None


def _subject(passage: Passage, position: int, predicate: Predicate) -> Group | None:
    """What acts; None where the clause has a subject of its own that is no name: "pain when it presses on a nerve"."""
    subject = leftmost(passage, position, SUBJECTS[predicate])
    if subject and predicate in _HELP and subject.names[0].concept.label in _GERMS:
        return None
    if subject and _LESS_OF.search(passage.flat, passage.start, subject.start):
        return None  # "the decrease in sunlight upsets the body clock"
    if subject and subject.start >= position:
        return None  # "increase blood flow" is no subject of itself
    is_before = subject is not None and passage.start <= subject.end <= position
    return None if subject and is_before and _CLAUSE.search(passage.flat, subject.end, position) else subject


def _is_mere_class(subject: Group) -> bool:
    label = subject.names[0].concept.label
    return " " not in label and is_class(label)


def _labels(passage: Passage) -> frozenset[str]:
    """What the article is about, and everything that this is a kind of."""
    if passage.topic is None:
        return frozenset()
    topic, vocabulary = passage.topic.concept, passage.knowledge.vocabulary
    kinds = (vocabulary.concepts[key].label for key in kinds_of(topic, vocabulary))
    return frozenset((topic.label, *kinds, _ANYTHING))


def _culprit(passage: Passage, span: Span) -> re.Match[str] | None:
    """The words behind a thing that name it as the cause of something."""
    return _CULPRIT.match(passage.flat, span.end, passage.end)


def _object(passage: Passage, matter: Matter, span: Span, *, is_topical: bool) -> Group | None:
    culprit = _culprit(passage, span)
    named = right(passage, culprit.end(), OBJECTS[matter.predicate]) if culprit else None
    if named is not None:
        return named  # "kills the bacteria that cause acne"
    if is_topical and passage.topic is not None:
        return Group((passage.topic,))
    condition = passage.knowledge.vocabulary.find(matter.condition)
    return Group((Named(condition, span),)) if condition else None
