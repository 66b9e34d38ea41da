"""Names that no vocabulary holds: a phrase in a slot that strongly states a relation becomes a provisional concept.

Strong slots: a bare item, label or sub-heading under a heading that says what is listed; the whole subject of a causal
verb; what follows "due to" or "caused by"; what "causes include" lists; a member of a list that known names stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.model import Concept, ConceptType, Origin, Span
from graph.names import normal, slug
from ingest.behaviour import behaviour
from ingest.doings import advised_names
from ingest.knowledge import Knowledge
from ingest.labels import kind_of, label_of
from ingest.mentions import Named
from ingest.phrases import (
    PREPOSITIONS,
    advice_in,
    conjuncts,
    head_of,
    is_gerund,
    name_in,
    plain_verbs,
    says_how_often,
    told_by,
)
from ingest.reference import is_class
from ingest.sharing import Shared, shared_by
from ingest.slots import Region, Slot, Slots, clause_after, clause_before, strong_slots
from ingest.unnamed import Phrase, is_bad, is_no_complaint, names_nothing, phrase_at, words_of
from ingest.wording import gerund

_FIRST = re.compile(r"\s*(?:and |or |also |even )?(?:\w+ly )?(\w+) ")
# What is done to a thing counts, not the thing: "increasing the amount of exercise".
_CHANGING = frozenset(
    "increasing decreasing reducing avoiding limiting cutting stopping quitting missing skipping neglecting spending "
    "lacking delaying ignoring overusing losing changing adjusting improving controlling starting not".split()
)
# "sleep on your left side", "typing without support"; but "sleeping at night" is sleep
_MANNER = re.compile(
    r" (?:on|with|without|at|under|between|against|upright|sideways) (?!night|home|least|lunch|a regular)"
)
_WITHOUT = re.compile(r" without ")
_SUFFERING = frozenset(
    "having being getting catching suffering experiencing feeling developing contracting living going including "
    "following becoming undergoing inheriting coming having taking using eating drinking wearing existing underlying "
    "recovering carrying leading worsening increasing decreasing reducing avoiding recurring ongoing lasting resulting "
    "not".split()
)
_ASIDE = frozenset("and or including like as with from during after before of when if while because".split())
_TOWARDS = frozenset("to the a an of".split())
_HEADED = re.compile(r"\b(\w+) (?:with|of|to|in|on|from) (?:the |your |an? )?$")
_PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]|(?<=[a-z,] the )[A-Z][a-z]")
_GOES_ON = re.compile(
    r" ?\([^)]*\) (?!(?:and|or|in|on|at|with|from|to|for|as|by)\b)[a-z]|\)"
)  # "receptor (CAR) therapy"

_LETTERS = re.compile(r"[^\W\d_]+")
_NEVER = re.compile(
    r"\W*(?:do not|don't|never|try not to) (?!worry|panic|forget|hesitate|be |take|give|stop|exceed|drive|mix|use|"
    r"try to|ignore|delay|let|allow|assume|expect|feel|think|need|have to|want|wait)(?=[a-z])"
)
_SUCH = re.compile(r"\b(?:this|these|it|them|any of|doctor|medicine|medication|treatment)\b")
_LASTING = re.compile(r" for (?:at least |about |up to )?\w+ (?:to \w+ )?(?:hour|minute|day|week)s?\b")
_ARTICLE = re.compile(r"\b(?:a|an|the|your|any|some|another)\b")
_MANNER_BEHIND = re.compile(
    r",? (?:(?:if|when|whenever|while|so|because|since|before|after|during)\b|"
    r"to (?:help|keep|stop|prevent|avoid|reduce|ease|relieve|improve|make|let|allow|give|protect|support|relax|soothe|"
    r"clear|loosen|calm)\b|for (?:\w+ ){1,4}(?:minute|hour|day|week|second)s?\b)"
)
__all__ = ("Slots", "clause_after", "clause_before", "name_of", "with_provisional")
_STEM = 4  # letters that a bare activity and its -ing form share: sleep, sleeping


class _Source(NamedTuple):
    """A document's text, as written and flat."""

    text: str
    flat: str


def with_provisional(slots: Slots, knowledge: Knowledge) -> list[Named]:
    """The names of a sentence with provisional ones in its strong slots, in text order and without overlap."""
    found = [named for region, slot in strong_slots(slots) for named in _in_region(slots, region, slot, knowledge)]
    found += _advised(slots, knowledge)
    if slots.rejected:
        found = [named for named in found if normal(named.concept.label) not in slots.rejected]
    return _placed(slots.names, found) if found else list(slots.names)


def _advised(slots: Slots, knowledge: Knowledge) -> Iterator[Named]:
    """What advice says to do or to make use of, where no vocabulary knows it."""
    for one in advised_names(slots, knowledge):
        if isinstance(one, Named):
            yield one
        else:
            yield from _in_region(slots, *one, knowledge)


def _placed(names: Sequence[Named], found: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: (n.span.start, -n.span.end)):
        if not kept or named.span.start >= kept[-1].span.end:
            kept.append(named)
    others = [n for n in names if not any(new.span.meets(n.span) for new in kept)]
    return sorted([*others, *kept], key=lambda n: n.span)


def _in_region(slots: Slots, region: Region, slot: Slot, knowledge: Knowledge) -> Iterator[Named]:
    """Provisional names for the members of a list in a region that no known name of the slot's types stands for."""
    members = list(conjuncts(slots.flat, *region))
    shared: list[Shared] = []  # worked out where a member has no known name: few lists need it
    source = _Source(slots.text, slots.flat)
    if slot.advice and len(members) > 1 and _NEVER.match(slots.flat, members[0].start):
        members = members[:1]  # "do not talk and swallow": neither helps
    for at, member in enumerate(members):
        if _is_named(slots, member, slot.types, knowledge.imperatives):
            continue
        if _goes_on(slots.flat, members[at : at + 2]):
            continue
        shared = shared or shared_by(slots.flat, members)
        named = _named(source, member, slot._replace(further=at > 0), knowledge, shared[at])
        if named is not None and named.concept.type in slot.types and not _is_proper(slots.text, named.span):
            yield _called(slots, named, slot.types)


def _is_named(slots: Slots, member: Span, types: frozenset[str], imperatives: frozenset[str]) -> bool:
    """Whether known names say what a member of a list is about."""
    inside = [n for n in slots.names if member.meets(n.span) and n.concept.type in types]
    if not inside:
        return False
    first = inside[0].span
    doing = is_gerund(slots.flat[first.start : first.end]) and first.start - member.start <= 1
    if doing and _WITHOUT.match(slots.flat, first.end, member.end):
        inside = inside[:1]  # "swimming without goggles": neither swimming nor goggles
    return any(not _acted_on(slots.flat, member, n, imperatives) for n in inside)


def _goes_on(flat: str, members: Sequence[Span]) -> bool:
    """True for the first part of "repairing or replacing a valve", "impaired muscle and nerve functioning"."""
    words = [flat[member.start : member.end].strip(" .,").split() for member in members]
    if len(words) < 2 or not words[0] or len(words[1]) < 2:
        return False
    if len(words[0]) == 1 and is_gerund(words[0][0]) and is_gerund(words[1][0]):
        return True
    return len(words[1]) == 2 and words[1][1] in ("functioning", "functions", "activity", "levels", "cells", "tissue")


def _acted_on(flat: str, member: Span, named: Named, imperatives: frozenset[str]) -> bool:
    """True where a phrase is not about the name in it: "increasing the amount of exercise", "problems with a coil"."""
    name = flat[named.span.start : named.span.end]
    if named.concept.type is ConceptType.CONDITION and _deals_with(flat, member, named):
        return True
    never = _NEVER.match(flat, member.start, member.end)
    if never is not None and never.end() <= named.span.start:
        return True
    if _MANNER.match(flat, named.span.end, member.end) and " " not in name:
        bare = is_gerund(name) and named.concept.label.startswith(
            name[:_STEM]
        )  # not "slouching", known as poor posture
        return named.span.start - member.start <= 1 and (name in imperatives or bare)
    first = _FIRST.match(flat, member.start, named.span.start)
    if first is not None and first[1] in _CHANGING:
        return True
    head = _HEADED.search(flat, member.start, named.span.start)
    return head is not None and told_by(head[1]) == ConceptType.CONDITION


def _deals_with(flat: str, member: Span, named: Named) -> bool:
    """True where a complaint is what something is done about: "warming cold feet", "a reaction of the skin to cold"."""
    words = flat[member.start : named.span.start].strip(" .,").split()
    words = words[1:] if words and words[0] in words_of("determiner") else words
    if not words:
        return False
    if is_gerund(words[0]) or words[0] == "not":
        return words[0] not in _SUFFERING and words[-1] not in _ASIDE
    head = head_of([*words, "x"]) if any(word in PREPOSITIONS or word == "to" for word in words) else ""
    return head in ("reaction", "response") and words[-1] in _TOWARDS


def _is_proper(text: str, span: Span) -> bool:
    """True for "the United States": capitals within a sentence."""
    return _PROPER.match(text, span.start, span.end) is not None


def _called(slots: Slots, named: Named, types: frozenset[str]) -> Named:
    """The known concept that stands in brackets behind a phrase: "raised urate in the blood (hyperuricaemia)"."""
    for known in slots.names:
        if known.concept.type in types and slots.flat[named.span.end : known.span.start] in (" (", " (called "):
            return Named(known.concept, named.span)
    return named


def name_of(flat: str, member: Span, slot: tuple[str, str], knowledge: Knowledge, advice: bool = False) -> Named | None:
    """What a member of a list in a weak slot (predicate, role) names: provisional if nobody knows it."""
    weak = Slot(*slot, frozenset(ConceptType), advice)
    worded = _phrase(_Source(flat, flat), member, weak, knowledge.imperatives)
    return None if worded is None else _concept(*worded, knowledge)


def _named(source: _Source, member: Span, slot: Slot, knowledge: Knowledge, common: Shared) -> Named | None:
    worded = _phrase(source, member, slot, knowledge.imperatives)
    if worded is None:
        word = common.word_in(source.flat, member)
        if word is None:
            return None
        worded = phrase_at(source.text, source.flat, word, (slot.predicate, slot.role)), word
    phrase = common.with_head(worded[0])
    if is_no_complaint(phrase) or (slot.loose and not _tells_itself(phrase)) or (slot.done and not phrase.gerund):
        return None
    return _concept(phrase, worded[1], knowledge)


def _phrase(source: _Source, member: Span, slot: Slot, imperatives: frozenset[str]) -> tuple[Phrase, Span] | None:
    """The phrase with which a member of a list begins, if it has the shape of a name."""
    if slot.advice and (never := _NEVER.match(source.flat, member.start, member.end)):
        return _refrained(source, Span(never.end(), member.end), member.start, slot)
    if slot.reader and (does := behaviour(source.flat, member.start, member.end, imperatives)):
        words = tuple(does.label.split())
        return (Phrase(does.label, "", words, (slot.predicate, slot.role)), does.span) if len(words) > 1 else None
    says_so = slot.advice and not slot.further and _begins_with_verb(source.flat, member, imperatives)
    span = (advice_in if says_so else name_in)(source.flat, member.start, member.end)
    if span is None or _GOES_ON.match(source.flat, span.end) or source.text.startswith("-", span.end):
        return None
    phrase = _worded(source, span, member, slot, imperatives)
    return None if phrase is None else (phrase, span)


def _refrained(source: _Source, rest: Span, start: int, slot: Slot) -> tuple[Phrase, Span] | None:
    """What advice says not to do: "don't eat late", "not eating late"."""
    begin = start + len(source.flat[start : rest.end]) - len(source.flat[start : rest.end].lstrip())
    span = advice_in(source.flat, rest.start, rest.end, refrained=True)
    if span is None or _SUCH.search(source.flat, span.start, span.end):
        return None
    phrase = phrase_at(source.text, source.flat, span, (slot.predicate, slot.role))
    first = phrase.words[0]
    raw = _LASTING.sub("", " ".join(("not", gerund(first), *phrase.raw.split()[1:])))
    if is_gerund(first) or not says_how_often(source.flat[span.end : rest.end]):
        return None
    return Phrase(raw, phrase.before, tuple(raw.lower().split()), phrase.slot), Span(begin, span.end)


def _begins_with_verb(flat: str, member: Span, imperatives: frozenset[str]) -> bool:
    """True for "switch to decaf"; not for "a switch": behind an article stands a noun."""
    first = _LETTERS.search(flat, member.start, member.end)
    return first is not None and _is_verb(first.group(), imperatives, advice=True)


def _is_verb(word: str, imperatives: frozenset[str], advice: bool) -> bool:
    return word in imperatives or word in plain_verbs() or (advice and word in words_of("verb first"))


def _concept(phrase: Phrase, span: Span, knowledge: Knowledge) -> Named | None:
    if names_nothing(phrase):
        return None
    head = knowledge.vocabulary.find(phrase.head)
    ails = head is not None and head.type is ConceptType.BODYPART
    if ails and (phrase.gerund or not is_bad(phrase)):
        return None
    label = label_of(phrase.raw, phrase.gerund)
    known = knowledge.vocabulary.find(label) or knowledge.vocabulary.find(label.replace(" your ", " the "))
    if known is not None:
        return Named(known, span)
    kind = ConceptType.CONDITION if ails else kind_of(phrase)
    return Named(Concept(slug(normal(label)), label, kind, origin=Origin.PROVISIONAL), span)


def _worded(source: _Source, span: Span, member: Span, slot: Slot, imperatives: frozenset[str]) -> Phrase | None:
    """The phrase at a span; advice is turned into what it says to do: "keep a diary", "keeping a diary"."""
    phrase = phrase_at(source.text, source.flat, span, (slot.predicate, slot.role))
    first, *rest = phrase.words
    if not rest:
        return None if is_class(first) or first in imperatives or first in plain_verbs() else phrase
    noun = _ARTICLE.search(source.flat, member.start, span.start) or (rest[0] in PREPOSITIONS and told_by(first))
    acts = not noun and _is_verb(first, imperatives, slot.advice)
    if noun or (not acts and rest[0] not in words_of("determiner")):
        return phrase
    if first in words_of("first") or (first.endswith("s") and first not in imperatives):
        return None
    behind = source.flat[span.end : member.end]
    whole = says_how_often(behind) or (not slot.further and _MANNER_BEHIND.match(behind))
    if not slot.advice or not whole or is_gerund(first):
        return phrase if is_gerund(first) else None
    raw = phrase.raw.split(None, 1)
    return Phrase(f"{gerund(first)} {raw[-1]}", phrase.before, (gerund(first), *rest), phrase.slot)


def _tells_itself(phrase: Phrase) -> bool:
    """True for a phrase whose own words say what it is: "thicker soles", "sleeping upright"."""
    return is_gerund(phrase.words[0]) or told_by(phrase.head) is not None
