"""Names that no vocabulary holds: a phrase in a slot that strongly states a relation becomes a provisional concept.

Strong slots: a bare item, label or sub-heading under a heading that says what is listed; the whole subject of a causal
verb; what follows "due to" or "caused by"; a member of a list that known names stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model import BlockKind, Concept, ConceptType, Origin, Sentence, Span
from graph.names import normal, singular, slug
from ingest.claims import OBJECTS, SUBJECTS
from ingest.governing import Rule
from ingest.knowledge import Knowledge
from ingest.lexicon import Direction, Hit, Trigger
from ingest.mentions import Named
from ingest.passage import RELATIVE
from ingest.phrases import conjuncts, head_of, is_gerund, name_in, plain_verbs, told_by
from ingest.reference import is_class
from ingest.wording import gerund

Region = tuple[int, int]  # from, to: code points
Slot = tuple[str, str, frozenset[str]]  # predicate, role, types that may stand there

_MEANINGS = {"increase": "causes", "decrease": "prevents", "help": "treats"}
_WITHOUT_SLOTS = frozenset(
    (
        Direction.ASSOCIATED,
        Direction.SUFFERERS,
        Direction.PRONE,
        Direction.FELT,
        Direction.LIKELY,
        Direction.REASON,
        Direction.EFFECT,
        Direction.MEANS,
        Direction.BETWEEN,
    )
)
_HELPED = ("treats", "prevents")
# What an unknown thing is where its head does not tell, by the relation of its slot and the end that it takes.
_KINDS = {
    ("causes", "subject"): ConceptType.FACTOR,
    ("worsens", "subject"): ConceptType.FACTOR,
    ("causes", "object"): ConceptType.CONDITION,
    ("worsens", "object"): ConceptType.CONDITION,
    ("has_symptom", "object"): ConceptType.CONDITION,
    ("treats", "subject"): ConceptType.REMEDY,
    ("prevents", "subject"): ConceptType.REMEDY,
    ("treats", "object"): ConceptType.CONDITION,
    ("prevents", "object"): ConceptType.CONDITION,
    ("contains", "subject"): ConceptType.FOOD,
}
_BOUNDARY = re.compile(
    r"[.;:()!?]|\s[-–—]\s|,? \b(?:because|since|although|though|whereas|while|but|which|that|who|whose|when|where|if|"
    r"unless|until|so)\b|, (?:and|it|they|this|these|you|we|he|she) "
)
_AUXILIARIES = re.compile(
    r"(?:\b(?:can|could|may|might|will|would|must|should|do|does|did|not|also|often|sometimes|usually|always|never|to|"
    r"help|helps|helped|is|are|be|been|being|was|were|has|have|had|known|thought|believed|likely|said|seem|seems|appear|"
    r"appears|tend|tends|all|both|actually|even|then|in turn|in some cases|still|just|only|\w+ly|"
    r"used|found|shown|proved|proven|itself|too|one of|a|the|another|cannot|can't|doesn't|don't|didn't|won't)\b[, ]*)+$"
)
_BY = re.compile(r" (?:\w+ly |in part |partly |in turn )?by ")
_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?:n't)?(?: \w+){0,2} $")
_FIRST = re.compile(r"\s*(?:and |or |also |even )?(?:\w+ly )?(\w+) ")
# What is done to a thing counts, not the thing: "increasing the amount of exercise".
_CHANGING = frozenset(
    "increasing decreasing reducing avoiding limiting cutting stopping quitting missing skipping neglecting spending "
    "lacking delaying ignoring overusing losing changing adjusting improving controlling starting not".split()
)
_MANNER = re.compile(r" (?:on|with|at|under|between|against|upright|sideways) ")  # "sleep on your left side"
_LISTING = re.compile(
    r"\b\d+\b|\b(?:ways|tips|remedies|foods|drinks|steps|tricks|habits|exercises|triggers|culprits|reasons|hacks)\b"
)
_HEADED = re.compile(r"\b(\w+) (?:with|of|to|in|on|from) (?:the |your |an? )?$")
_STANDS_IN = re.compile(r"\b(?:it|they|attacks?|symptoms?|episodes?|the (?:pain|problem|condition|disorder))\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when|if)\b|\b(?:one|both|either) (?:or|and)\b")
_PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]|(?<=[a-z,] the )[A-Z][a-z]")
_LABEL = re.compile(r"[:–—.]|\s-\s")
_OWN_VERB = 3  # words of a relative clause with a verb of its own
_NEAR = 60  # characters before "due to" in which what is due to it is named
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


def with_provisional(slots: Slots, knowledge: Knowledge) -> list[Named]:
    """The names of a sentence with provisional ones in its strong slots, in text order and without overlap."""
    found = [*_governed(slots, knowledge), *_of_triggers(slots, knowledge)]
    if slots.rejected:
        found = [named for named in found if normal(named.concept.label) not in slots.rejected]
    return _placed(slots.names, found) if found else list(slots.names)


def _placed(names: Sequence[Named], found: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: (n.span.start, -n.span.end)):
        if not kept or named.span.start >= kept[-1].span.end:
            kept.append(named)
    others = [n for n in names if not any(new.span.meets(n.span) for new in kept)]
    return sorted([*others, *kept], key=lambda n: n.span)


def _governed(slots: Slots, knowledge: Knowledge) -> Iterator[Named]:
    """The thing that a bare item names."""
    sentence, flat = slots.sentence, slots.flat
    if not slots.governors or (sentence.kind is BlockKind.PARAGRAPH and not slots.label_end):
        return
    if sentence.kind is BlockKind.HEADING and not _is_listed(slots):
        return  # what stands right under the title says what comes, not what helps
    rule = slots.governors[0]
    start, end = max(sentence.span.start, slots.label_end), sentence.span.end
    label = _LABEL.search(slots.text, start + 1, end)
    if label and label.end() < end:
        end = label.start()
    if end - start > _SHORT or flat[start:end].rstrip().endswith("?") or _RELATIVE.search(flat, start, end):
        return
    types = SUBJECTS[rule.predicate] if rule.role == "subject" else OBJECTS[rule.predicate]
    yield from _in_region(
        slots, (start, end), (rule.predicate, rule.role, types), knowledge, advice=rule.predicate in _HELPED
    )


def _tells_itself(flat: str, span: Span) -> bool:
    """True for a phrase whose own words say what it is: "thicker soles", "sleeping upright"."""
    words = flat[span.start : span.end].split()
    return is_gerund(words[0]) or told_by(head_of(words)) is not None


def _is_listed(slots: Slots) -> bool:
    """True for a sub-heading that is a member of a list: below a heading, or below a title such as "7 ways to ..."."""
    above = slots.sentence.headings
    if len(above) == 1:
        return _LISTING.search(slots.flat, above[0].start, above[0].end) is not None
    return len(above) > 1 and not slots.names


def _of_triggers(slots: Slots, knowledge: Knowledge) -> Iterator[Named]:
    for hit, trigger in slots.triggers:
        loose = trigger.direction is Direction.TOPIC  # "A is worth a try" is said of anything
        for region, slot in _regions(slots, hit, trigger):
            found = _in_region(slots, region, slot, knowledge)
            yield from (named for named in found if not loose or _tells_itself(slots.flat, named.span))


def _regions(slots: Slots, hit: Hit, trigger: Trigger) -> Iterator[tuple[Region, Slot]]:
    predicate = _MEANINGS.get(trigger.predicate, trigger.predicate)
    if (predicate, "subject") not in _KINDS or predicate in ("has_symptom", "contains"):
        return
    subject, object_ = (predicate, "subject", SUBJECTS[predicate]), (predicate, "object", OBJECTS[predicate])
    passive = trigger.direction is Direction.PASSIVE and _BY.match(slots.flat, hit.end)
    if passive or trigger.direction is Direction.BACKWARD:
        near = (max(slots.sentence.span.start, hit.start - _NEAR), hit.start)
        if _has(slots, near, OBJECTS[predicate]) or _STANDS_IN.search(slots.flat, *_before(slots, hit.start)):
            yield (passive.end() if passive else hit.end, _after(slots, hit.end)[1]), subject
        return
    if trigger.form == "ing" or trigger.direction in _WITHOUT_SLOTS:
        return
    after = _after(slots, hit.end)
    if trigger.direction is Direction.TOPIC or _has(slots, after, OBJECTS[predicate]):
        yield _before(slots, hit.start), subject
    elif predicate != "causes" or trigger.predicate == "increase" or not slots.names:
        return
    elif _has(slots, _before(slots, hit.start), SUBJECTS[predicate]):
        yield after, object_


def _has(slots: Slots, region: tuple[int, int], types: frozenset[str]) -> bool:
    return any(region[0] <= n.span.start and n.span.end <= region[1] and n.concept.type in types for n in slots.names)


def _before(slots: Slots, position: int) -> tuple[int, int]:
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


def _after(slots: Slots, position: int) -> tuple[int, int]:
    """What follows a position, up to the next clause or trigger."""
    end = slots.sentence.span.end
    boundary = _BOUNDARY.search(slots.flat, position, end)
    if boundary:
        end = boundary.start()
    following = (hit.start for hit, _ in slots.triggers if position <= hit.start < end)
    return position, next(following, end)


def _in_region(
    slots: Slots,
    region: tuple[int, int],
    slot: tuple[str, str, frozenset[str]],
    knowledge: Knowledge,
    advice: bool = False,
) -> Iterator[Named]:
    """Provisional names for the members of a list in a region that no known name of the slot's types stands for."""
    predicate, role, types = slot
    members = list(conjuncts(slots.flat, *region))
    for member in members:
        if any(
            member.meets(n.span)
            and n.concept.type in types
            and not _acted_on(slots.flat, member, n, knowledge.imperatives)
            for n in slots.names
        ):
            continue
        named = _named(slots.flat, member, (predicate, role), knowledge, advice)
        if named is not None and named.concept.type in types and not _is_proper(slots.text, named.span):
            yield _called(slots, named, types)


def _acted_on(flat: str, member: Span, named: Named, imperatives: frozenset[str]) -> bool:
    """True where a phrase is not about the name in it: "increasing the amount of exercise", "problems with a coil"."""
    if _MANNER.match(flat, named.span.end) and " " not in flat[named.span.start : named.span.end]:
        return named.span.start - member.start <= 1 and flat[named.span.start : named.span.end] in imperatives
    first = _FIRST.match(flat, member.start, named.span.start)
    if first is not None and first[1] in _CHANGING:
        return True
    head = _HEADED.search(flat, member.start, named.span.start)
    return head is not None and told_by(head[1]) == ConceptType.CONDITION


def _is_proper(text: str, span: Span) -> bool:
    """True for "the United States": capitals within a sentence."""
    return _PROPER.match(text, span.start, span.end) is not None


def _called(slots: Slots, named: Named, types: frozenset[str]) -> Named:
    """The known concept that stands in brackets behind a phrase: "raised urate in the blood (hyperuricaemia)"."""
    for known in slots.names:
        if known.concept.type in types and slots.flat[named.span.end : known.span.start] in (" (", " (called "):
            return Named(known.concept, named.span)
    return named


def _named(flat: str, member: Span, slot: tuple[str, str], knowledge: Knowledge, advice: bool) -> Named | None:
    span = name_in(flat, member.start, member.end)
    if span is None:
        return None
    words = flat[span.start : span.end].split()
    if words[0] in knowledge.imperatives or words[0] in plain_verbs():
        whole = not flat[span.end : member.end].strip(" .,;:!")
        words = [gerund(words[0]), *words[1:]] if advice and whole and len(words) > 1 else []
    if not words or (len(words) == 1 and is_class(words[0])):
        return None
    head = knowledge.vocabulary.find(head_of(words))
    if head is not None and head.type is ConceptType.BODYPART:
        return None
    label = " ".join([*words[:-1], singular(words[-1])])
    known = knowledge.vocabulary.find(label)
    if known is not None:
        return Named(known, span)
    told = told_by(head_of(words))
    if told == "none":
        return None
    kind = ConceptType(told) if told else _KINDS.get(slot, ConceptType.CONDITION)
    return Named(Concept(slug(normal(label)), label, kind, origin=Origin.PROVISIONAL), span)
