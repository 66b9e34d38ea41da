"""What a pronoun or "this condition" stands for: the list of names that an earlier clause or sentence was about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from graph.model import Concept, Span
from graph.names import singular
from graph.tables import data, read_table
from graph.vocabulary import Vocabulary
from ingest.passage import Group, Passage

_CONDITION = frozenset(("condition",))
_USE = r"\b(?:long term|prolonged|regular|frequent|daily|continued|excessive|heavy) (?:use|overuse)\b(?! of\b)"
_USED = re.compile(_USE)  # "long-term use can cause": of the medicine that was named before
_PRONOUN = re.compile(
    rf"{_USE}|"
    r"(?<!ing )(?<!keeps )(?<!keep )(?<!makes )(?<!make )(?<!lets )(?<! of )(?<! for )(?<! to )(?<! with )"
    r"(?<! from )(?<! in )(?<! on )(?<! by )(?<! about )\b(?:it|they|them|its|their)\b|\b(?:this|these|those|"
    r"that)\b(?=[ ,]*$|,? (?:also|often|can|may|might|could|will|"
    r"would|is|are|was|were|has|have|does|do|did|in turn|then|sometimes|usually|not|\w+ly|can't|doesn't|don't|won't|"
    r"helps?|works?|acts?|tends?|seems?|all|each|which|who)\b)|"
    r"\b(?:most|some|all|many|both|few|several|neither|none|either) of them\b|"
    r"\btoo (?:much|many|little) of (?:it|them)\b|\b(?:doing (?:so|it|this|that)|this way)\b|"
    r"\b(?:eating|drinking|taking|using|applying|wearing|having) (?:one|some|them|it|this|these)\b|"
    r"^\W*(?:and |but |although |though )?(?:both|neither|either|the former|the latter)\b"
)
_PAIR = re.compile(
    r"\W*(?:and |but |although |though )?(both|neither|either|the former|the latter)(?: one| of (?:them|these|those)"
    r"(?: \w+)?)?(?> (?:can|may|might|could|will|is|are|was|were|has|have|do|does|did|also|not|often|sometimes|usually|"
    r"\w+ly|be|been|of|any|shown|found|known|thought|likely|to|seem|seems|help|helps)\b)* "
)
_IT_ALONE = re.compile(r"\bit\b")
_CURES = frozenset(("drug", "remedy"))
_FORM = "form"  # in the table: of a medicine or remedy
_THINGS_TOO = ("exercise", "fruit", "vegetable")  # class words that name what one does or eats as well
_LIST = 3
_LEADING = 4  # characters that a number before a heading takes
_DESCRIBED = 30  # characters from "these" to the name, with the words that describe it
_ASIDES = frozenset(("if", "when", "unless", "since", "because", "while"))
_IT = re.compile(r"\b(?:it|they)\b")
_PEOPLE = re.compile(
    r"\b(?:people|patients|persons|children|women|men|adults|doctors|researchers|scientists|experts|individuals|"
    r"babies|parents)\b"
)
_THEY = re.compile(r"\bthey\b")
_THEM = re.compile(r"\bthem\b")  # "doctors prescribe them because they ...": no doctors
# "A and B are its side effects, and it can cause C"
_ARE_ITS = re.compile(r"\b(?:is|are) (?:among |some of |one of |all )?(?:its|their)\b")
_UNTREATED = re.compile(r"\b(?:untreated|not treated|without treatment|ignored)\b")
_THIS = re.compile(r"\b(?:(?:this|these|such)(?: \w+){0,2}|the|your) $")
_CLASS = re.compile(
    r"(?<!mixed with )(?<!combined with )(?<!together with )(?<!than )\b(?:this|these|those|such|the) (\w+)"
)
_DESCRIBED_CLASS = re.compile(
    r"(?<!mixed with )(?<!combined with )(?<!together with )(?<!than )\b(?:this|these|those|such) \w+ (\w+)"
)
_DEMONSTRATIVE = re.compile(r"\b(?:(?:this|these|those|such) (?:\w+ )?|the )(\w+)$")


@cache
def class_words() -> dict[str, str]:
    """Class words and the concept type that each can stand for. Raises TableError."""
    return {word: kind for word, kind in _class_table().items() if kind != _FORM}


@cache
def _class_table() -> dict[str, str]:
    rows = read_table(data("relations", "classes.tsv"), ("word", "type"))
    return {row.filled("word"): row.filled("type") for row in rows}


@lru_cache(maxsize=4096)
def is_class(label: str) -> bool:
    """True for a label that only names a class: "medication", "medical condition"."""
    return singular(label.rpartition(" ")[2]) in class_words()


def is_bare_class(label: str) -> bool:
    """True for a class that nothing tells apart: "medication"; not for "light therapy" or "kidney disease"."""
    return " " not in label and label not in _THINGS_TOO and is_class(label)


def is_particular(groups: Sequence[Group], span: Span) -> bool:
    """True where a place holds nothing but one medicine or remedy named for its class: "Light therapy"."""
    names = [named for group in groups for named in group.names]
    if len(names) != 1 or names[0].concept.type not in _CURES:
        return False
    if is_bare_class(names[0].concept.label) or not is_class(names[0].concept.label):
        return False
    return names[0].span.start - span.start < _LEADING and span.end - names[0].span.end <= 1


def has_pronoun(text: str) -> bool:
    """True where a flat stretch of text holds a pronoun that may stand for a name."""
    return _PRONOUN.search(text) is not None


def stands_for_other(group: Group, passage: Passage) -> bool:
    """True for "these drugs" or "this condition": a class word with a demonstrative, which names nothing itself."""
    if not is_class(group.names[-1].concept.label):
        return False  # "the disorder" already stands for what the article is about
    last = group.names[-1].span
    head = passage.flat[max(passage.start, last.start - 12) : last.end]
    match = _DEMONSTRATIVE.search(head)
    return match is not None and singular(match[1]) in class_words()


def particular(passage: Passage, group: Group) -> Group:
    """For "this nerve damage" the particular kind named just before, where there is one; else the group itself."""
    first = group.names[0]
    if not _THIS.search(passage.flat, max(0, first.span.start - _DESCRIBED), first.span.start):
        return group
    section = Group((passage.topic,)) if passage.topic and passage.subheading else None
    own = [other for other in passage.groups if other.end <= group.start]  # "Cluster headaches: these headaches ..."
    for earlier in (*own, *passage.before, *(other for other in (passage.subheading, section) if other)):
        for named in earlier.names:
            if first.concept.id in kinds_of(named.concept, passage.knowledge.vocabulary):
                return Group((named, *group.names[1:]))
    return group


def kinds_of(concept: Concept, vocabulary: Vocabulary) -> frozenset[str]:
    """Ids of everything that a concept is a kind of."""
    found: set[str] = set()
    waiting = list(concept.broader)
    while waiting:
        key = waiting.pop()
        if key not in found and key in vocabulary.concepts:
            found.add(key)
            waiting.extend(vocabulary.concepts[key].broader)
    return frozenset(found)


def are_kin(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """True when two concepts (ids) are the same, or one is a kind of the other."""
    known = [vocabulary.concepts[key] for key in (one, other) if key in vocabulary.concepts]
    return one == other or any({one, other} & kinds_of(concept, vocabulary) for concept in known)


def demonstrated_types(text: str) -> frozenset[str] | None:
    """The type that "this condition", "these drugs" asks for, or None where the text has no such words."""
    for match in (*_CLASS.finditer(text), *_DESCRIBED_CLASS.finditer(text)):
        kind = _class_table().get(singular(match[1]))
        if kind:
            return frozenset(("drug", "remedy") if kind in ("drug", "remedy", _FORM) else (kind,))
    return _CURES if _USED.search(text) else None


def antecedent(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """What a pronoun at a position stands for: a subject before it, the sentence before, the sub-heading, the topic."""
    start = passage.segments[passage.segment_at(position)].start
    if _are_people(passage, start, position):
        return None  # "people who are afraid know that they ..."
    asked = demonstrated_types(passage.flat[start:position])
    wanted = types & asked if asked else types
    pair = _PAIR.fullmatch(passage.flat, start, position)
    two = _of_pair(passage, pair[1], start, wanted) if pair else None
    if two is not None or (pair and pair[1] != "both"):
        return two
    earlier = _earlier(passage, start)
    alone = _IT_ALONE.search(passage.flat, start, position) is not None
    complaint = None if earlier else _complaint_itself(passage, position, alone, wanted)
    if complaint is not None:
        return complaint
    before = [group for group in passage.before if not alone or len(group.names) < _LIST]  # "it" is no list of three
    for group in (*_behind_reason(passage, start, earlier), *earlier, *before):
        kept = group.only(wanted)
        if kept:
            return particular(passage, kept)
    if before:
        return passage.subheading.only(wanted) if passage.subheading else None
    return _of_section(passage, wanted)


def _complaint_itself(passage: Passage, position: int, alone: bool, types: frozenset[str]) -> Group | None:
    """What the article is about, where "it" does not mean what the sentence before names. `alone`: it says "it"."""
    if alone and types >= _CONDITION and passage.is_governed_by("has_symptom", "object"):
        return passage.target  # below "Symptoms" it is not one of them
    if passage.topic is None:
        return None
    named = _was_named(passage)
    another = not named and any(group.only(_CONDITION) for group in passage.before)
    untreated = not another and _UNTREATED.search(passage.flat, passage.start, position) is not None
    if untreated or (named and types == _CONDITION):
        return Group((passage.topic,)).only(types)
    return None


def _of_pair(passage: Passage, word: str, start: int, types: frozenset[str]) -> Group | None:
    """What "both" or "the latter" means: the last two things of one type that were named, if they are just two."""
    own, states = [group for group in passage.groups if group.end <= start], passage.knowledge.states
    sources = (own, passage.previous.groups if passage.previous else ())
    for groups in sources:
        kept = [n for g in groups for n in g.names if n.concept.type in types and n.concept.id not in states]
        cures = [named for named in kept if named.concept.type in _CURES]
        two = cures if len(cures) == 2 else kept
        if len(two) == 2:
            return Group(tuple(two)) if " " not in word else Group((two[word == "the latter"],))
        if kept:
            return None
    return None


def _earlier(passage: Passage, start: int) -> list[Group]:
    """The lists of the clauses before that a pronoun may mean; none where those speak of the same thing by pronoun."""
    earlier = [group for group in passage.groups if group.end <= start]
    if not earlier:
        return []
    goes_on = _IT.search(passage.flat, passage.start, earlier[0].start)  # "it raises A, it causes B"
    if goes_on or _ARE_ITS.search(passage.flat, earlier[0].end, start):
        return []
    begun = max((part.start for part in passage.segments if part.opener == ";" and part.start < start), default=start)
    own = [group for group in earlier if group.start >= begun]  # "for A, try B; C is not for those in whom it ..."
    return [*own, *(group for group in earlier if group not in own)]


def _behind_reason(passage: Passage, start: int, earlier: Sequence[Group]) -> tuple[Group, ...]:
    """What "as it" speaks of: in "avoid A because it does B, and avoid C if you have D, since it does E" that is C."""
    number = passage.segment_at(start)
    if passage.segments[number].opener not in ("since", "because") or len(earlier) < 2:
        return ()
    while number > 0 and (passage.segments[number].opener in _ASIDES or _is_blank(passage, number)):
        number -= 1
    before = [group for group in earlier if group.start >= passage.segments[number].start]
    alike = before and before[0].names[0].concept.type is earlier[0].names[0].concept.type
    return tuple(before[:1]) if alike else ()


def _is_blank(passage: Passage, number: int) -> bool:
    segment = passage.segments[number]
    return not passage.flat[segment.start : segment.end].strip()


def _was_named(passage: Passage) -> bool:
    """True when the sentence before named what the article is about: a pronoun most likely means that."""
    topic = passage.topic
    return topic is not None and any(n.concept.id == topic.concept.id for group in passage.before for n in group.names)


def _of_section(passage: Passage, types: frozenset[str]) -> Group | None:
    if passage.subheading is not None:
        kept = passage.subheading.only(types)
        if kept:
            return kept
    if passage.topic is not None:
        return Group((passage.topic,)).only(types)
    return None


def _are_people(passage: Passage, start: int, position: int) -> bool:
    """True where "they", between two places, may well be the people that the sentence names before it."""
    if not _PEOPLE.search(passage.flat, passage.start, position) or not _THEY.search(passage.flat, start, position):
        return False
    return not _THEM.search(passage.flat, passage.start, position)
