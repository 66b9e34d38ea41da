"""Phrases that may be names, in slots too weak to make a claim of them: candidates for a curator.

Weak slots: either side of a verb that states a relation, whatever stands on the other; a bare item of a list whose last
word tells what kind of thing it is; a member of a list between two known names of one type. What people say of
everything ("other factors", "a longer time") is no candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from graph.imports.naming import common_words
from graph.model import BlockKind, Concept, ConceptType, Origin, Span
from graph.names import normal, singular, slug
from graph.tables import data, read_table
from ingest.knowledge import Knowledge
from ingest.lexicon import Direction
from ingest.mentions import Named
from ingest.passage import Passage
from ingest.phrases import conjuncts, head_of, is_gerund, name_in, plain_verbs, told_by
from ingest.pipeline import Step
from ingest.provisional import Slots, clause_after, clause_before, name_of
from ingest.reference import is_class

_MEANINGS = {"increase": "causes", "decrease": "prevents", "help": "treats"}
_RELATIONS = frozenset(("causes", "treats", "prevents", "worsens"))
# Where the ends of a relation do not stand on either side of its wording, or not as they do around a verb.
_OTHERWISE = frozenset(Direction) - {Direction.FORWARD, Direction.BACKWARD, Direction.PASSIVE}
_MOST_WORDS = 5  # of a name; more are a description
_LONGEST = 60  # characters of an item that is a name
_GAP = 12  # characters of what divides two members of a list
_SHORTEST = 4  # letters of a name of one word
_BY = re.compile(r" (?:\w+ly |in part |partly )?by ")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+)? $")


class Offer(NamedTuple):
    """A name that nobody has yet. `is_sure`: its head tells what kind of thing it is; else it may be anything."""

    named: Named
    is_sure: bool


def offered(step: Step, knowledge: Knowledge) -> Iterator[Offer]:
    """The names in a sentence that no vocabulary has and of which it makes no claim, strong slots first."""
    passage = step.passage
    if passage is None:
        return
    used = {end for said in step.said for end in (said.subject, said.object)}
    strong = [named for named in passage.names if named.concept.id not in used]
    weak = () if passage.is_question else _weak(step, passage, knowledge)
    taken: list[Span] = []
    for named in (*strong, *weak):
        if _is_good(named, knowledge) and not _is_proper(passage, named.span) and not _meets(taken, named.span):
            taken.append(named.span)
            yield Offer(named, told_by(head_of(_words(passage.flat, named.span))) not in {None, "none"})


def _weak(step: Step, passage: Passage, knowledge: Knowledge) -> Iterator[Named]:
    taken = [named.span for named in passage.names]
    for named in (*_at_verbs(step, passage, knowledge), *_bare(step, passage, knowledge), *_listed(passage, knowledge)):
        if not _meets(taken, named.span):
            yield named


def _at_verbs(step: Step, passage: Passage, knowledge: Knowledge) -> Iterator[Named]:
    """The members on either side of a verb."""
    governors = step.place.governors if step.place else ()
    slots = Slots(
        passage.document.text,
        passage.flat,
        step.sentence,
        passage.names,
        passage.triggers,
        governors,
        has_topic=False,
    )
    for hit, trigger in passage.triggers:
        predicate = _MEANINGS.get(trigger.predicate, trigger.predicate)
        if predicate not in _RELATIONS or trigger.direction in _OTHERWISE or trigger.form == "ing":
            continue
        left, right = clause_before(slots, hit.start), clause_after(slots, hit.end)
        by = _BY.match(passage.flat, hit.end) if trigger.direction is Direction.PASSIVE else None
        if trigger.direction is Direction.PASSIVE and by is None and _BE.search(passage.flat, *left):
            continue  # "is treated": nobody says with what
        ends = (left, (by.end() if by else right[0], right[1]))
        roles = ("object", "subject") if by or trigger.direction is Direction.BACKWARD else ("subject", "object")
        for (start, end), role in zip(ends, roles, strict=True):
            for member in conjuncts(passage.flat, start, end):
                named = name_of(passage.flat, member, (predicate, role), knowledge, advice=False)
                if named is None or not _is_whole(passage.flat, named.span, member):
                    continue
                if role == "subject" or not is_gerund(_words(passage.flat, named.span)[0]):
                    yield named  # "causing little pain, forming stones": what follows a verb so is another clause


def _bare(step: Step, passage: Passage, knowledge: Knowledge) -> Iterator[Named]:
    """A short item of a list, the head of which tells its type."""
    span = step.sentence.span
    if step.sentence.kind is not BlockKind.ITEM or len(span) > _LONGEST or passage.triggers:
        return
    for member in conjuncts(passage.flat, span.start, span.end):
        named = name_of(passage.flat, member, ("", ""), knowledge, advice=False)
        if named is None or not _is_whole(passage.flat, named.span, member):
            continue
        if told_by(head_of(_words(passage.flat, named.span))) is not None:
            yield named


def _listed(passage: Passage, knowledge: Knowledge) -> Iterator[Named]:
    """A member of a list between names of one type, or the last behind two of them: "pears, zogs and apples"."""
    flat = passage.flat
    members = list(conjuncts(flat, passage.start, passage.end))
    types = [_type_of(passage.names, member) for member in members]
    for at in range(1, len(members)):
        beside = (at - 1, at + 1) if at + 1 < len(members) else (at - 2, at - 1)
        kind = types[at - 1]
        if kind is None or types[at] is not None or beside[0] < 0 or {types[one] for one in beside} != {kind}:
            continue
        near = members[min(*beside, at) : max(*beside, at) + 1]
        if any(right.start - left.end > _GAP for left, right in pairwise(near)):
            continue
        named = _of_type(flat, members[at], kind)
        if named is not None and knowledge.vocabulary.find(named.concept.label) is None:
            yield named


def _of_type(flat: str, member: Span, kind: ConceptType) -> Named | None:
    span = name_in(flat, member.start, member.end)
    if span is None or not _is_whole(flat, span, member):
        return None
    words = _words(flat, span)
    if told_by(head_of(words)) == "none":
        return None
    label = " ".join([*words[:-1], singular(words[-1])])
    return Named(Concept(slug(normal(label)), label, kind, origin=Origin.PROVISIONAL), span)


def _type_of(names: Sequence[Named], member: Span) -> ConceptType | None:
    """The type of the one known name that a member of a list ends or begins with."""
    inside = [named for named in names if member.holds(named.span) and named.concept.origin is not Origin.PROVISIONAL]
    return inside[0].concept.type if len(inside) == 1 else None


def _is_whole(flat: str, span: Span, member: Span) -> bool:
    """True where a name is all that a member says, but for little words before it and marks behind it."""
    return not flat[span.end : member.end].strip(" .,;:!?\"'”’)") and span.start - member.start <= _GAP


def _is_good(named: Named, knowledge: Knowledge) -> bool:
    """True for what could be a name: of few words, not all of them everyday ones, that speaks of nothing before."""
    label = named.concept.label
    words = normal(label).split()
    if named.concept.origin is not Origin.PROVISIONAL or not 1 <= len(words) <= _MOST_WORDS:
        return False
    if normal(label) in knowledge.vocabulary.rejected or is_class(label) or _is_unlikely(words, knowledge):
        return False
    if any(char.isdigit() for char in label) or (len(words) == 1 and len(words[0]) < _SHORTEST):
        return False
    if len(words) == 1 and is_gerund(words[0]):
        return False
    return not all(word in _everyday() for word in words)


def _is_unlikely(words: Sequence[str], knowledge: Knowledge) -> bool:
    """True for a phrase (normal words) that is part of a clause, speaks to the reader or says what holds of all."""
    unlikely = _unlikely()
    if words[0] in unlikely["first"] | knowledge.imperatives or words[0].endswith("ly"):
        return True
    if words[-1] in unlikely["last"] or words[-1].endswith("ly"):
        return True
    return any(word in unlikely["any"] or word in plain_verbs() for word in words)


def _is_proper(passage: Passage, span: Span) -> bool:
    """True for capitals within a sentence, but for what its last word tells to be an illness: "Kyasanur disease"."""
    if span.start == passage.start or not passage.document.text[span.start].isupper():
        return False
    return told_by(head_of(_words(passage.flat, span))) is None


def _meets(taken: Sequence[Span], span: Span) -> bool:
    return any(one.meets(span) for one in taken)


def _words(flat: str, span: Span) -> list[str]:
    return flat[span.start : span.end].split()


@cache
def _unlikely() -> dict[str, frozenset[str]]:
    """Words that show that a phrase is no name (`data/relations/unlikely.tsv`), by where. Raises TableError."""
    found: dict[str, set[str]] = {"any": set(), "first": set(), "last": set()}
    for row in read_table(data("relations", "unlikely.tsv"), ("words", "where")):
        found[row.one_of("where", found)] |= {normal(word) for word in row.filled("words").split()}
    return {where: frozenset(words) for where, words in found.items()}


@cache
def _everyday() -> frozenset[str]:
    return common_words()
