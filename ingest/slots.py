"""Where a sentence states a relation so strongly that an unknown phrase is a name: regions, and their slots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import BlockKind
from ingest.behaviour import asks_reader
from ingest.claims import OBJECTS, SUBJECTS
from ingest.clausal import Region, Slot, Slots, clause_after, clause_before, has_name
from ingest.doing import doing
from ingest.indirect import HELPED, advised, indirect, is_spoken_of
from ingest.labels import KINDS
from ingest.lexicon import Direction, Hit, Opener, Trigger

__all__ = ("HELPED", "Region", "Slot", "Slots", "clause_after", "clause_before", "strong_slots")


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
        Direction.AMONG,
        Direction.EFFECT,
        Direction.MEANS,
        Direction.BETWEEN,
    )
)
_HARMS = ("causes", "worsens")
_VAGUE = ("increase", "decrease", "help")  # what these do something to need not be a complaint
_LISTED_BY_NOUN = ("causes", "worsens", "treats", "prevents")
_LIST_BOUNDARY = re.compile(
    r"[.;!?]|\s?—\s?|,? \b(?:because|since|although|though|whereas|but|which|that|who|whose|if|unless|until|so)\b"
)
_BY = re.compile(r" (?:\w+ly |in part |partly |in turn )?by ")
_WITH = re.compile(r" (?:\w+ly |in part |partly |in turn |best )?(?:by using|by taking|by|with|using|through) ")
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
_ALONE = re.compile(r"(?: too| as well| a lot| a little| a bit)?[.,;!]")
_NEAR = 60  # characters before "due to" in which what is due to it is named
_REACH = 70  # characters from a noun such as "causes" to the word that opens its list
_SHORT = 90  # characters of an item that is a name rather than a sentence


def strong_slots(slots: Slots) -> Iterator[tuple[Region, Slot]]:
    """The regions of a sentence in which a phrase is a name, with what it is the name of."""
    yield from _governed(slots)
    for hit, trigger in slots.triggers:
        yield from _regions(slots, hit, trigger)
    for hit, opener in slots.openers:
        yield from _opened(slots, hit, opener)


def _governed(slots: Slots) -> Iterator[tuple[Region, Slot]]:
    """The thing that a bare item names, and what advice says to try."""
    if not slots.governors:
        return
    rule = slots.governors[0]
    types = SUBJECTS[rule.predicate] if rule.role == "subject" else OBJECTS[rule.predicate]
    slot = Slot(rule.predicate, rule.role, types, rule.predicate in HELPED)
    subject = _done(slots) if rule.role == "subject" else None
    if subject is not None:
        yield subject, slot._replace(advice=False, done=True)
    else:
        yield from _standing(slots, slot)


def _standing(slots: Slots, slot: Slot) -> Iterator[tuple[Region, Slot]]:
    """What a sentence names by where it stands: an item, a sub-heading, what advice says to try."""
    sentence, flat = slots.sentence, slots.flat
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
    if slot.predicate in _HARMS and slot.role == "subject" and asks_reader(flat, sentence):
        yield (start, end), slot._replace(reader=True)
        return
    if end - start > _SHORT or flat[start:end].rstrip().endswith("?") or _RELATIVE.search(flat, start, end):
        return
    yield (start, end), slot


def _done(slots: Slots) -> Region | None:
    """What one does, where a sentence begins with that and goes on to say what comes of it."""
    if slots.sentence.kind is BlockKind.HEADING:
        return None
    return doing(slots.flat, max(slots.sentence.span.start, slots.label_end), slots.sentence.span.end)


def _is_listed(slots: Slots) -> bool:
    """True for a sub-heading that is a member of a list: below a heading, or below a title such as "7 ways to ..."."""
    above = slots.sentence.headings
    if len(above) == 1:
        return _LISTING.search(slots.flat, above[0].start, above[0].end) is not None
    return len(above) > 1 and not slots.names


def _regions(slots: Slots, hit: Hit, trigger: Trigger) -> Iterator[tuple[Region, Slot]]:
    """Both sides of a verb or wording that states a relation, where a known name is at the other."""
    predicate = _MEANINGS.get(trigger.predicate, trigger.predicate)
    if predicate == "advise":
        yield from advised(slots, hit)
    if (predicate, "subject") not in KINDS or predicate in ("has_symptom", "contains"):
        return
    loose = trigger.direction is Direction.TOPIC and not is_spoken_of(slots, hit, OBJECTS[predicate])
    subject = Slot(predicate, "subject", SUBJECTS[predicate], loose=loose)
    passive = _passive(slots, hit, trigger, predicate)
    if passive or trigger.direction is Direction.BACKWARD:
        near = (max(slots.sentence.span.start, hit.start - _NEAR), hit.start)
        if has_name(slots, near, OBJECTS[predicate]) or _STANDS_IN.search(slots.flat, *clause_before(slots, hit.start)):
            yield (passive.end() if passive else hit.end, clause_after(slots, hit.end)[1]), subject
        return
    yield from indirect(slots, hit, trigger, subject)
    if trigger.form != "ing" and trigger.direction not in _WITHOUT_SLOTS:
        yield from _of_active(slots, hit, trigger, subject)


def _passive(slots: Slots, hit: Hit, trigger: Trigger, predicate: str) -> re.Match[str] | None:
    """What stands between "is caused" and the cause, "is treated" and the remedy."""
    if trigger.direction is not Direction.PASSIVE:
        return None
    return (_WITH if predicate in HELPED else _BY).match(slots.flat, hit.end)


def _of_active(slots: Slots, hit: Hit, trigger: Trigger, subject: Slot) -> Iterator[tuple[Region, Slot]]:
    after = clause_after(slots, hit.end)
    predicate = subject.predicate
    before = clause_before(slots, hit.start)
    told = predicate not in HELPED or has_name(slots, before, subject.types)
    by = None if told else _BY_DOING.search(slots.flat, *after)
    if by is not None and (
        _STANDS_IN.search(slots.flat, hit.end, by.start()) or _named_in(slots, (hit.end, by.start()))
    ):
        yield (by.end(), after[1]), subject
    elif trigger.direction is Direction.TOPIC or has_name(slots, after, OBJECTS[predicate]):
        yield before, subject
    elif trigger.predicate == "help" and slots.has_topic and _ALONE.match(slots.flat, hit.end):
        yield before, subject._replace(done=True)
    elif trigger.predicate in _VAGUE or not slots.names:
        return
    elif has_name(slots, before, SUBJECTS[predicate]):
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
    return has_name(slots, region, OBJECTS["treats"])
