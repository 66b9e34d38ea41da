"""Where a sentence states a relation so strongly that an unknown phrase is a name: regions, and their slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.model import BlockKind, Sentence
from ingest.claims import OBJECTS, SUBJECTS
from ingest.governing import Rule
from ingest.labels import KINDS
from ingest.lexicon import Direction, Hit, Opener, Trigger
from ingest.mentions import Named
from ingest.passage import RELATIVE

Region = tuple[int, int]  # from, to: code points


class Slot(NamedTuple):
    """What stands in a region: the relation, its end, the types that may be that end; how it is worded there.

    `advice`: a verb in its base form says what to do. `loose`: only what tells itself to be a name is one.
    """

    predicate: str
    role: str
    types: frozenset[str]
    advice: bool = False
    loose: bool = False


_MEANINGS = {"increase": "causes", "decrease": "prevents", "help": "treats"}
_WITHOUT_SLOTS = frozenset(
    (
        Direction.ASSOCIATED,
        Direction.SUFFERERS,
        Direction.PRONE,
        Direction.FELT,
        Direction.LIKELY,
        Direction.REASON,
        Direction.FOUND,
        Direction.EFFECT,
        Direction.MEANS,
        Direction.BETWEEN,
    )
)
HELPED = ("treats", "prevents")
_LISTED_BY_NOUN = ("causes", "worsens", "treats", "prevents")
_BOUNDARY = re.compile(
    r"[.;:()!?]|\s[-–—]\s|,? \b(?:because|since|although|though|whereas|while|but|which|that|who|whose|when|where|if|"
    r"unless|until|so)\b|,? as (?:can|could|do|does|may|might|will|is|are) |, (?:and|it|they|this|these|you|we|he|she) "
)
_LIST_BOUNDARY = re.compile(
    r"[.;!?]|\s[-–—]\s|,? \b(?:because|since|although|though|whereas|but|which|that|who|whose|if|unless|until|so)\b"
)
_AUXILIARIES = re.compile(
    r"(?:\b(?:can|could|may|might|will|would|must|should|do|does|did|not|also|often|sometimes|usually|always|never|to|"
    r"help|helps|helped|is|are|be|been|being|was|were|has|have|had|known|thought|believed|likely|said|seem|seems|appear|"
    r"appears|tend|tends|all|both|actually|even|then|in turn|in some cases|still|just|only|seldom|rarely|\w+ly|"
    r"used|found|shown|proved|proven|itself|too|one of|a|the|another|cannot|can't|doesn't|don't|didn't|won't)\b[, ]*)+$"
)
_BY = re.compile(r" (?:\w+ly |in part |partly |in turn )?by ")
_BY_DOING = re.compile(r"\bby (?=(?:\w+ly )?(?:not )?\w{2,}ing\b)")
_STANDS_IN = re.compile(r"\b(?:it|they|attacks?|symptoms?|episodes?|the (?:pain|problem|condition|disorder))\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when|if)\b|\b(?:one|both|either) (?:or|and)\b")
_LISTING = re.compile(
    r"\b\d+\b|\b(?:ways|tips|remedies|foods|drinks|steps|tricks|habits|exercises|triggers|culprits|reasons|hacks)\b"
)
_LABEL = re.compile(r"[:–—.]|\s-\s")
_LISTS = re.compile(r"\b(?:include|includes|including|are|is|may be|can be|could be|such as|like)\b|:")
_COPULAS = ("is", "are", "may be", "can be", "could be")
_DEPENDS = re.compile(r"\b(?:depend\w*|var(?:y|ies)|based on|according|determin\w+|research)\b")  # on "many factors"
_OF = (" of ", " for ", " to ")
_LABELLING = 50  # characters of a sentence within which the colon of a label stands
_OTHERWISE = re.compile(
    r"[.;:]|\b(?:is|are|was|were|by|with|than|and|that|not|to|you|it|they|when|if|can|may|"
    r"used|known|unknown|unclear|the same)\b"
)
_TRIED = re.compile(
    r"\s*(?:(?:you could|you can|you might|also|or|and|then|instead) )*(?:try|consider|opt for|go for) "
)
_NOUN_BEFORE = re.compile(r"\b(?:a|an|the|any|some|your|sudden) (?:\w+ )?$")  # "a sudden drop in": no verb
_OWN_VERB = 3  # words of a relative clause with a verb of its own
_NEAR = 60  # characters before "due to" in which what is due to it is named
_REACH = 70  # characters from a noun such as "causes" to the word that opens its list
_SHORT = 90  # characters of an item that is a name rather than a sentence


@dataclass(frozen=True, slots=True)
class Slots:
    """What a sentence offers: the text, the names known in it, its triggers, and what governs it."""

    text: str
    flat: str
    sentence: Sentence
    names: Sequence[Named]
    triggers: Sequence[tuple[Hit, Trigger]]
    governors: Sequence[Rule]
    has_topic: bool
    label_end: int = 0
    rejected: frozenset[str] = frozenset()  # normal names of which a curator says that they name nothing
    openers: Sequence[tuple[Hit, Opener]] = ()


def strong_slots(slots: Slots) -> Iterator[tuple[Region, Slot]]:
    """The regions of a sentence in which a phrase is a name, with what it is the name of."""
    yield from _governed(slots)
    for hit, trigger in slots.triggers:
        yield from _regions(slots, hit, trigger)
    for hit, opener in slots.openers:
        yield from _opened(slots, hit, opener)


def _governed(slots: Slots) -> Iterator[tuple[Region, Slot]]:
    """The thing that a bare item names, and what advice says to try."""
    sentence, flat = slots.sentence, slots.flat
    if not slots.governors:
        return
    rule = slots.governors[0]
    types = SUBJECTS[rule.predicate] if rule.role == "subject" else OBJECTS[rule.predicate]
    slot = Slot(rule.predicate, rule.role, types, rule.predicate in HELPED)
    if sentence.kind is BlockKind.PARAGRAPH and not slots.label_end:
        tried = _TRIED.match(flat, sentence.span.start, sentence.span.end) if slot.advice else None
        if tried is not None:
            yield clause_after(slots, tried.end()), slot._replace(advice=False)
        return
    if sentence.kind is BlockKind.HEADING and not _is_listed(slots):
        return  # what stands right under the title says what comes, not what helps
    start, end = max(sentence.span.start, slots.label_end), sentence.span.end
    label = _LABEL.search(slots.text, start + 1, end)
    if label and label.end() < end:
        end = label.start()
    if end - start > _SHORT or flat[start:end].rstrip().endswith("?") or _RELATIVE.search(flat, start, end):
        return
    yield (start, end), slot


def _is_listed(slots: Slots) -> bool:
    """True for a sub-heading that is a member of a list: below a heading, or below a title such as "7 ways to ..."."""
    above = slots.sentence.headings
    if len(above) == 1:
        return _LISTING.search(slots.flat, above[0].start, above[0].end) is not None
    return len(above) > 1 and not slots.names


def _regions(slots: Slots, hit: Hit, trigger: Trigger) -> Iterator[tuple[Region, Slot]]:
    """Both sides of a verb or wording that states a relation, where a known name is at the other."""
    predicate = _MEANINGS.get(trigger.predicate, trigger.predicate)
    if (predicate, "subject") not in KINDS or predicate in ("has_symptom", "contains"):
        return
    subject = Slot(predicate, "subject", SUBJECTS[predicate], loose=trigger.direction is Direction.TOPIC)
    passive = trigger.direction is Direction.PASSIVE and _BY.match(slots.flat, hit.end)
    if passive or trigger.direction is Direction.BACKWARD:
        near = (max(slots.sentence.span.start, hit.start - _NEAR), hit.start)
        if _has(slots, near, OBJECTS[predicate]) or _STANDS_IN.search(slots.flat, *clause_before(slots, hit.start)):
            yield (passive.end() if passive else hit.end, clause_after(slots, hit.end)[1]), subject
        return
    if trigger.form == "ing" or trigger.direction in _WITHOUT_SLOTS:
        return
    yield from _of_active(slots, hit, trigger, subject)


def _of_active(slots: Slots, hit: Hit, trigger: Trigger, subject: Slot) -> Iterator[tuple[Region, Slot]]:
    after = clause_after(slots, hit.end)
    predicate = subject.predicate
    before = clause_before(slots, hit.start)
    told = predicate not in HELPED or _has(slots, before, subject.types)
    by = None if told else _BY_DOING.search(slots.flat, *after)
    if by is not None and (
        _STANDS_IN.search(slots.flat, hit.end, by.start()) or _named_in(slots, (hit.end, by.start()))
    ):
        yield (by.end(), after[1]), subject
    elif trigger.direction is Direction.TOPIC or _has(slots, after, OBJECTS[predicate]):
        yield before, subject
    elif predicate != "causes" or trigger.predicate == "increase" or not slots.names:
        return
    elif _has(slots, before, SUBJECTS[predicate]):
        yield after, Slot(predicate, "object", OBJECTS[predicate])


def _opened(slots: Slots, hit: Hit, opener: Opener) -> Iterator[tuple[Region, Slot]]:
    """What a noun lists: "Triggers include A, B and C"."""
    if opener.predicate not in _LISTED_BY_NOUN or opener.role != "subject" or opener.target:
        return
    if slots.sentence.kind is BlockKind.HEADING or slots.flat.startswith("?", slots.sentence.span.end - 1):
        return
    end = slots.sentence.span.end
    lists = _LISTS.search(slots.flat, hit.end, min(end, hit.end + _REACH))
    if lists is None or not _opens_list(slots, hit, lists):
        return
    if not (slots.has_topic or _named_in(slots, (slots.sentence.span.start, lists.start()))):
        return
    boundary = _LIST_BOUNDARY.search(slots.flat, lists.end(), end)
    types = SUBJECTS[opener.predicate]
    yield (lists.end(), boundary.start() if boundary else end), Slot(opener.predicate, "subject", types)


def _opens_list(slots: Slots, hit: Hit, lists: re.Match[str]) -> bool:
    """True for "triggers of migraine include", "the causes are", "Causes:"; not for "treatment is needed"."""
    if _OTHERWISE.search(slots.flat, hit.end, lists.start()) or slots.text.startswith("-", hit.end):
        return False
    if _DEPENDS.search(slots.flat, slots.sentence.span.start, hit.start):
        return False
    if lists.group() == ":":
        return lists.start() - slots.sentence.span.start < _LABELLING
    between = slots.flat[hit.end : lists.start()]
    if lists.group() in ("such as", "like", "including") and between.startswith(_OF) and "," not in between:
        return False  # "treatment for complications such as": these are the complications
    plural = slots.flat[hit.start : hit.end].endswith("s")
    return lists.group() not in _COPULAS or plural or slots.flat.startswith("cause", hit.start)


def _named_in(slots: Slots, region: Region) -> bool:
    return _has(slots, region, OBJECTS["treats"])


def _has(slots: Slots, region: Region, types: frozenset[str]) -> bool:
    return any(region[0] <= n.span.start and n.span.end <= region[1] and n.concept.type in types for n in slots.names)


def clause_before(slots: Slots, position: int) -> Region:
    """The clause before a position, without its auxiliaries."""
    start = max(slots.sentence.span.start, slots.label_end)
    auxiliaries = _AUXILIARIES.search(slots.flat, start, position)
    verb = auxiliaries.start() if auxiliaries else position
    for match in _BOUNDARY.finditer(slots.flat, start, position):
        if match.group().strip(" ,") not in RELATIVE:
            start = match.end()
        elif auxiliaries and slots.flat[match.end() : verb].count(" ") >= _OWN_VERB:
            return start, match.start()  # "muscles that support the head may ...": the relative clause is over
        else:
            start = position  # what the clause is about stands before it
    if any(start < hit.start and hit.end <= position and trigger.form != "ing" for hit, trigger in slots.triggers):
        return position, position  # "this strains the muscle and causes cramps": the first verb's subject is meant
    return start, max(start, verb)


def clause_after(slots: Slots, position: int) -> Region:
    """What follows a position, up to the next clause or trigger."""
    end = slots.sentence.span.end
    boundary = _BOUNDARY.search(slots.flat, position, end)
    if boundary:
        end = boundary.start()
    following = (
        hit.start
        for hit, _ in slots.triggers
        if position <= hit.start < end and not _NOUN_BEFORE.search(slots.flat, position, hit.start)
    )
    return position, next(following, end)
