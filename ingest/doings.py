"""What advice says to do, as a name: "pinch the soft part of the nose firmly" is "pinching the nose"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.model import BlockKind, Concept, ConceptType, Origin, Span
from graph.names import normal, slug
from ingest.advised import NONE, SHUN, USE, Clause, clauses
from ingest.claims import SUBJECTS
from ingest.knowledge import Knowledge
from ingest.mentions import Named
from ingest.phrases import conjuncts, name_in
from ingest.slots import HELPED, Region, Slot, Slots
from ingest.unnamed import Phrase, names_nothing, words_of
from ingest.wording import gerund

_NUMBER = (
    r"(?:about |at least |up to |around |just )?(?:a few|a couple of|several|half an|an?|\d+|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|fifteen|twenty|thirty|forty)(?: (?:to|or) \w+)? (?:\w+ )?"
    r"(?:second|minute|hour|day|night|week|month|while|moment|bit)s?"
)
_SPENT = re.compile(
    rf" (?:(?:for|in) (?:the )?{_NUMBER}(?: (?:or so|or more|or two|at a time))?\b|{_NUMBER}(?= (?:before|after)\b))"
)
_OFTEN = re.compile(
    r" (?:at least |up to |about |around )?(?:once|twice|(?:\w+ )?(?:or \w+ )?times|every|each|per|daily|nightly|"
    r"weekly|a day|a night|a week|overnight|at a time|at the same time|by (?:a|an|about|\d+|at least|\w+ing|\w+ inches)"
    r"|as soon as|the (?:night|evening|morning|day) before)\b.*"
)
_PURPOSE = re.compile(
    r" (?:(?:to|in order to|so as to) (?!(?:a|an|the|your|both|each|one|\d+|bed|sleep|music)\b)|without |used )\b.*"
)
_TIMED = re.compile(r" (?:after|before|during|while|within|throughout|between meals)\b.*")
_ADVERB = re.compile(r" (?:\w{3,}ly|well|often|too|also|again|instead|first|straight away|at once|together)\b")
_DEGREE = re.compile(r" (?:slightly|gently|firmly|simply|just|always|carefully|lightly|only|quickly|regularly)(?= )")
_MUCH = re.compile(
    r" (?:a (?:few|little|(?:bit|lot|couple|cup|glass|drop|pinch|spoonful) of)|plenty of|lots of|some|more|a couple|"
    r"any|all|several) "
)
_BED = re.compile(r"\bgoing to (?=bed\b)")
_PART = re.compile(r" the (?:\w+ )?(?:part|parts|area|areas|surface) of (?=(?:the|your) )")
_PREPOSITION = re.compile(r" (?:in|on|at|with|from|into|over|under|against|around|near|through|of|for|by|to) ")
_PRONOUN = re.compile(
    r" (?:it|them|this|that|these|those|one|ones|each|both|yourself|him|her|us|me|you|so|there|"
    r"yours|mine|ours|theirs)\b|,"
)
_EMPTY = re.compile(
    r"(?: getting)? (?:a |an |the |your |some |any )?(?:way|things?|steps?|care|time|note|action|advantage|sure|place|"
    r"symptoms?|condition|treatment|doctor|life|part|it|touch|head start|problem|question|notes|advice|instructions|"
    r"mind|eye out|example|results?|measures?|precautions|help|medical \w+|calm|procedures?|plans?|choices|decisions?|"
    r"second opinion|eating|drinking|using|taking)\W*"
)
_ADJECTIVE = re.compile(r"(?<= a) (?:clean|separate)\b|(?<= the) (?:clean|open|correct|lean)\b|(?<= with) clean\b")
_WITH = re.compile(r" (?:with|in|using|on) (?:an? |the |your |some |\w+ )?$")
_STEP = re.compile(
    r"\b(?:your|the) (?:left|right|other|opposite) "
    r"(?:leg|foot|knee|ankle|arm|hand|elbow|shoulder|thigh|hip|heel|calf|side)\b|"
    r"\bcount to \w+|\brepeat (?:on|with|this|the|it|\w+ times|\d+)|\b(?:hold|holding) (?:this |the |that |it |for )"
    r"(?:stretch|position|pose|\w+ (?:to \w+ )?seconds)|\bteaspoons?\b|\btablespoons?\b"
)
_BARE = re.compile(r"(?: (?:up|down|out|off|away|back|over|around|on|in|about|along|through))+")
_POSTURE = frozenset("lean lie sit stand slow stay bend sleep".split())
_AIMS = frozenset("slow lower reduce limit control treat prevent stop minimise minimize cut manage help keep".split())
_RISK = re.compile(r"(?: (?:down|a|an|the|your|his|her|their))?(?: \w+)? (?:risk|risks|chance|chances|odds)\b")
_USED = re.compile(
    r" (?:to|that|by|for|when|after|before|during|without|every|each|once|twice|daily|overnight|"
    r"\w+ (?:to \w+ )?times)\b"
)  # what follows is not made use of
_TAKEN_UP = re.compile(r",? (?:which|that|as (?:it|they|this)|because (?:it|they|this)|since (?:it|they|this))\b")
_AMOUNT = re.compile(r"^(?:the )?(?:amounts?|intake|use|consumption|quantity) of (?:your |any |the )?")
_APPOSED = re.compile(r", (?:the|a|an) ")
_SUCH = re.compile(r",? (?:that|which|where)\b")
_GENERAL = re.compile(r".* (?:places?|areas?|foods?|things?|activit(?:y|ies)|products?|substances?|items?|people)")
_BETWEEN = re.compile(r"(?: (?:a|an|the|your|some|any|more|plenty of|lots of|enough|\w+ of|[\w']+)){0,3} ?")
_PREPOSED = re.compile(r" (?:in|on|at|with|from|into|over|under|against|around|near|to|for|by|after|before|without)\b")
_KEPT = frozenset("leave remove replace change clean wash wipe rinse stop turn cover throw take off".split())
_ONE_WORD = re.compile(r" (?:a|an|the|your|some|one's) [a-z]+ ?")
_GOES_ON = re.compile(r" ?[\w(]")  # "choose a fabric that dries fast"
_MOST_WORDS, _LONGEST = 9, 8
_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def advised_names(slots: Slots, knowledge: Knowledge) -> Iterator[tuple[Region, Slot] | Named]:
    """For each clause of advice in a sentence under a heading about remedies: its name, or where one is to be found."""
    slot = _slot(slots)
    if slot is None:
        return
    start = max(slots.sentence.span.start, slots.label_end)
    for clause in clauses(slots.flat, start, slots.sentence.span.end, knowledge.imperatives):
        if clause.kind == NONE or _has_goal(slots, clause) or _PRONOUN.match(slots.flat, clause.object, clause.end):
            continue
        if clause.kind == SHUN and not clause.negated:
            yield from _shunned(slots, clause, slot, knowledge)
        elif clause.kind == USE and not clause.negated and not _is_bare_object(slots, clause):
            cut = _USED.search(slots.flat, clause.object, clause.end)
            yield (clause.object, cut.start() if cut else clause.end), slot._replace(advice=False)
        elif not _is_known(slots, clause, slot):
            yield from _whole(slots, clause, slot, knowledge)


def _is_bare_object(slots: Slots, clause: Clause) -> bool:
    """True for "choose your seat": the thing alone names nothing, and no vocabulary knows it."""
    if _ONE_WORD.fullmatch(slots.flat, clause.object, clause.end) is None or _GOES_ON.match(slots.flat, clause.end):
        return False
    return not any(clause.object <= named.span.start < clause.end for named in slots.names)


def _slot(slots: Slots) -> Slot | None:
    """What advice in this place names, or None where a heading about remedies does not stand above it."""
    rule = slots.governors[0] if slots.governors else None
    if rule is None or rule.predicate not in HELPED or rule.role != "subject" or slots.sentence.kind not in _KINDS:
        return None
    leads_in = slots.flat.startswith(":", slots.sentence.span.end - 1)
    return None if leads_in else Slot(rule.predicate, rule.role, SUBJECTS[rule.predicate], advice=True)


def _has_goal(slots: Slots, clause: Clause) -> bool:
    """True for "slow bone loss" and "reduce your risk", what is to come of it; and for a warning of a medicine."""
    if clause.negated:
        inside = (n for n in slots.names if clause.object <= n.span.start < clause.end)
        return any(n.concept.type is ConceptType.DRUG for n in inside)
    verb = slots.flat[clause.verb : clause.object].partition(" ")[0]
    if verb not in _AIMS:
        return False
    names = (n for n in slots.names if clause.object <= n.span.start < clause.end)
    return _RISK.match(slots.flat, clause.object, clause.end) is not None or any(
        n.concept.type is ConceptType.CONDITION for n in names
    )


def _is_known(slots: Slots, clause: Clause, slot: Slot) -> bool:
    """Whether a known name says what the clause says: one that begins with its verb, or a remedy it makes use of."""
    for named in slots.names:
        if not (clause.start <= named.span.start and named.span.end <= clause.end):
            continue
        if named.span.start < clause.verb + (not clause.negated) and named.concept.type in slot.types:
            return True  # "share towels" is known, "do not share towels" is not
        if clause.negated or slots.flat[clause.verb : clause.object] in _KEPT:
            continue
        if named.concept.type in (ConceptType.REMEDY, ConceptType.DRUG) and _made_use_of(slots.flat, clause, named):
            return True
    return False


def _made_use_of(flat: str, clause: Clause, named: Named) -> bool:
    """True for "hold an ice pack" and "rub the gums with clove oil"; not for "sit near the humidifier"."""
    if _WITH.search(flat, clause.object, named.span.start):
        return True
    near = _BETWEEN.fullmatch(flat, clause.object, named.span.start)
    return near is not None and _PREPOSED.search(flat, clause.object, named.span.start) is None


def _is_step(slots: Slots) -> bool:
    """True in the description of an exercise: "place your left foot over your right knee"."""
    start = slots.text.rfind("\n", 0, slots.sentence.span.start) + 1
    end = slots.text.find("\n", slots.sentence.span.end)
    return _STEP.search(slots.flat, start, end if end >= 0 else len(slots.flat)) is not None


def _whole(slots: Slots, clause: Clause, slot: Slot, knowledge: Knowledge) -> Iterator[Named]:
    """The clause as the name of what is done."""
    verb = slots.flat[clause.verb : clause.object]
    body, end = _body(slots.flat, clause)
    if _says_nothing(slots.flat, clause, body, verb) or _is_step(slots):
        return
    doing = verb if clause.doing else gerund(verb)
    yield from _named(Span(clause.start, end), f"{'not ' if clause.negated else ''}{doing}{body}", slot, knowledge)


def _says_nothing(flat: str, clause: Clause, body: str, verb: str) -> bool:
    """Whether what stands behind a verb leaves open what to do, or another clause takes up what not to do."""
    if not body.strip() or _EMPTY.fullmatch(body) or (_BARE.fullmatch(body) and verb not in _POSTURE):
        return True
    if _SUCH.match(flat, clause.end) and _GENERAL.fullmatch(body):
        return True
    return clause.negated and _TAKEN_UP.match(flat, clause.end) is not None


def _body(flat: str, clause: Clause) -> tuple[str, int]:
    """What stands behind the verb and belongs to the name; and where that ends in the text."""
    stretch = flat[clause.object : clause.end].rstrip(" ,")
    kept = _SPENT.sub("", stretch)
    timed = kept == stretch  # what is left of "three hours before bed" belongs to the name
    for pattern in (_OFTEN, _PURPOSE, *((_TIMED,) if timed else ())):
        found = pattern.search(kept)
        kept = kept[: found.start()] if found and found.start() > 0 else kept
    end = clause.object + _shared(stretch, kept)
    kept = _BED.sub("", _DEGREE.sub("", kept))
    kept = _PART.sub(" ", kept)
    bare = _ADVERB.sub(lambda found: found[0] if found[0].strip() in words_of("no adverb") else "", kept)
    kept = _MUCH.sub(" ", f"{bare if bare.strip() else kept} ").rstrip()
    while kept.count(" ") > _LONGEST and (last := list(_PREPOSITION.finditer(kept))):
        kept = kept[: last[-1].start()]
    return kept, end if kept.strip() and end > clause.object + 1 else clause.object + len(stretch)


def _shared(one: str, other: str) -> int:
    """How many characters two stretches begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _shunned(slots: Slots, clause: Clause, slot: Slot, knowledge: Knowledge) -> Iterator[Named]:
    """Each thing that the clause says to leave, unless a known name holds that already."""
    verb = slots.flat[clause.verb : clause.object]
    for member in conjuncts(slots.flat, clause.object, clause.end):
        inside = [n for n in slots.names if member.meets(n.span)]
        if any(n.concept.type is ConceptType.REMEDY for n in inside) or _APPOSED.match(slots.flat, member.start - 2):
            continue
        span = name_in(slots.flat, member.start, member.end)
        if span is None or _PRONOUN.match(slots.flat, member.start, member.end):
            continue
        first = member.start <= clause.object
        whole = Span(clause.start if first else span.start, span.end)
        thing = _AMOUNT.sub("", slots.flat[span.start : span.end])
        yield from _named(whole, f"{gerund(verb)} {thing}", slot, knowledge)


def _named(span: Span, label: str, slot: Slot, knowledge: Knowledge) -> Iterator[Named]:
    """A remedy with this label, if the label has the shape of a name."""
    plain = _ADJECTIVE.sub("", label)
    found = name_in(plain, 0, len(plain))
    if found is None or found.start > 0 or (plain != label and found.end < len(plain)):
        return
    label = label[: found.end].strip(" ,") if plain == label else label
    words: Sequence[str] = label.split()
    if not 1 < len(words) <= _MOST_WORDS or names_nothing(Phrase(label, "", tuple(words), (slot.predicate, slot.role))):
        return
    known = knowledge.vocabulary.find(label)
    concept = known or Concept(slug(normal(label)), label, ConceptType.REMEDY, origin=Origin.PROVISIONAL)
    if concept.type in slot.types:
        yield Named(concept, span)
