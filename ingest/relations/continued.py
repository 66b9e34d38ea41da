"""Sentences that go on where the one before left off: "Another is overuse.", "So does coffee.", "These include A"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.model import Assertion, Polarity, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import SUBJECTS, claims
from ingest.context import context_at
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.reference import is_class, kinds_of
from ingest.relations.announced import announced
from ingest.wording import expand

_SIDES = ("right", "left", "listed")
_BEFORE = "and|but|then|finally|also|less often|sometimes|occasionally|rarely|of course|in addition"
_OPENING = re.compile(rf"\W*(?:{_BEFORE}),? ")
_WORD = re.compile(r"\W*(\w+)")
_NEITHER = re.compile(r"\W*(?:neither|nor)\b")
_ASIDE = re.compile(r", (?:which|who|used|taken|given|a|an|the) [^,.;]{1,60},")
# "is another possibility": of what the article is about, whatever was told in between.
_CULPRIT = re.compile(
    r"\b(?:possibilit|causes?\b|trigger|culprit|suspect|contender|offender|candidate|explanation|blame|fault)"
)
_CLOSED = re.compile(r"(?: either| at all)?[.!;]?\s*$")
_NO_BETTER = re.compile(r"\b(?:no|hardly|just as|equally) \w+")
# "is another kind of", "another cause of death": a thing is told apart, or does something else
_OF_OTHERS = re.compile(
    r" (?:(?:kind|type|form|name|word|term|example|version|part|way|sign|symptom)\b|"
    r"(?:\w+ )?(?:of|for) (?:death|dying|concern|this type|these)\b)"
)
_MOST = re.compile(r"\bthe (?:most \w+|commonest|likeliest|usual|main|chief|biggest|worst)$")
_CLOSES = re.compile(r"(?: (?:by far|of (?:them|these|all)|one|ones)\b)?[.,;:!]")
_NEAR = 60  # characters from a sentence's start in which the new thing's wording begins
_CARRIED = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))


@cache
def _wordings() -> dict[str, dict[str, re.Pattern[str]]]:
    """The wordings of each side by their first word: to try all thousand at every sentence would take long.

    Raises TableError.
    """
    found: dict[str, dict[str, list[str]]] = {side: {} for side in _SIDES}
    for row in read_table(data("relations", "continuations.tsv"), ("wording", "side")):
        side = found[row.one_of("side", _SIDES)]
        for wording in expand(row.filled("wording")):
            side.setdefault(wording.partition(" ")[0], []).append(wording)
    return {side: {first: _any_of(same) for first, same in by_first.items()} for side, by_first in found.items()}


@cache
def _beginnings() -> frozenset[str]:
    """The first words of all that such a sentence begins with."""
    opening = (word.partition(" ")[0] for word in _BEFORE.split("|"))
    return frozenset((*opening, *_wordings()["right"], *_wordings()["listed"]))


def _any_of(wordings: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(wordings, key=_longest)))})\b")


def _longest(wording: str) -> tuple[int, str]:
    return -len(wording), wording


def _opening(side: str, passage: Passage) -> Span | None:
    """Where a wording stands that the passage begins with, be it behind "and" or "also"."""
    found = _OPENING.match(passage.flat, passage.start, passage.end)
    behind = _at(side, passage, found.end()) if found else None
    return behind or _at(side, passage, passage.start)


def _at(side: str, passage: Passage, start: int) -> Span | None:
    first = _WORD.match(passage.flat, start, passage.end)
    wordings = _wordings()[side].get(first[1]) if first else None
    match = wordings.match(passage.flat, first.start(1), passage.end) if first and wordings else None
    return Span(*match.span()) if match else None


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the sentence before says, of the new things."""
    if passage.previous is None or passage.is_question or passage.refers_to_doctor or not passage.groups:
        return
    word = _WORD.match(passage.flat, passage.start, passage.end)
    if word and word[1] in _beginnings():
        listed = _opening("listed", passage)
        if listed:
            yield from _listed(passage, listed.end)
            return
        right = _opening("right", passage)
        if right:
            yield from _same(passage, right, _after(passage, right.end))
            return
    first = passage.groups[0]
    if first.start - passage.start <= _NEAR:
        aside = _ASIDE.match(passage.flat, first.end, passage.end)
        end = aside.end() if aside else first.end
        left = _at("left", passage, end) if passage.flat.startswith(" ", end) else None
        if left and left.start == end + 1:
            yield from _same(passage, left, passage.groups[:1])


def _after(passage: Passage, position: int) -> tuple[Group, ...]:
    """The lists behind a position, up to the next trigger."""
    limit = next((hit.start for hit, _ in passage.triggers if hit.start >= position), passage.end)
    return tuple(group for group in passage.groups if position <= group.start < limit)


def _same(passage: Passage, wording: Span, things: tuple[Group, ...]) -> Iterator[Assertion]:
    """The predicate and object of what was said before, with new subjects."""
    carried = [a for a in passage.previous_said if a.predicate in _CARRIED]
    gone_on = [a for a in carried if a.evidence[0].rule == "continued"]
    about = [a for a in carried if passage.topic and a.object == passage.topic.concept.id]
    before = max(
        gone_on or about or carried, key=_last_end, default=None
    )  # in "A, taken for C, causes B" it is about B
    if _OF_OTHERS.match(passage.flat, wording.end) or _says_more(passage, wording):
        return
    if before is None:
        yield from _announced(passage, wording, things)
        return
    if _denies_anew(passage, wording, things, before.polarity):
        return
    said = [a for a in carried if (a.predicate, a.subject) == (before.predicate, before.subject)]
    objects = tuple(named for a in said if (named := _named(passage, a.object)))
    if passage.topic and before.predicate is Predicate.CAUSES and _CULPRIT.search(passage.flat, *_ends(wording)):
        objects = (passage.topic,)
    context = context_at(passage, wording, passage.end)
    if _NO_BETTER.search(passage.flat, *_ends(wording)):
        context = context._replace(polarity=Polarity.NEGATED)
    for group in things:
        only = group.only(SUBJECTS[before.predicate])
        if only is not None and objects:
            yield from claims(passage, (only, Group(objects)), before.predicate, context, "continued")


def _says_more(passage: Passage, wording: Span) -> bool:
    """True for "is the most common injury", unlike "is the most common"."""
    bare = _MOST.search(passage.flat, *_ends(wording)) is not None
    return bare and _CLOSES.match(passage.flat, wording.end, passage.end) is None


def _announced(passage: Passage, wording: Span, things: tuple[Group, ...]) -> Iterator[Assertion]:
    """What the sentence before only announces: "There are many causes. The most common is A."."""
    told = announced(passage.previous) if passage.previous else None
    if told is None or told.predicate not in _CARRIED or _NEITHER.match(passage.flat, wording.start):
        return
    context = context_at(passage, wording, passage.end)
    for group in things:
        ends = (group, told.other) if told.role == "subject" else (told.other, group)
        yield from claims(passage, ends, told.predicate, context, "continued")


def _denies_anew(passage: Passage, wording: Span, things: tuple[Group, ...], before: Polarity) -> bool:
    """True where a denial does not go on with one: "Nor does A mean trouble", "is no better than A"."""
    if _NEITHER.match(passage.flat, wording.start):
        end = things[-1].end if things else passage.start
    elif _NO_BETTER.search(passage.flat, *_ends(wording)):
        end = wording.end
    else:
        return False
    return before is not Polarity.NEGATED or not _CLOSED.match(passage.flat, end, passage.end)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _last_end(assertion: Assertion) -> int:
    """Where the last of the two names ends that stand in the passage or before it."""
    evidence = assertion.evidence[0]
    ends = (end.end for end in (evidence.subject, evidence.object) if end.start < evidence.passage.end)
    return max(ends, default=evidence.passage.start)


def _named(passage: Passage, concept: str) -> Named | None:
    """Where the sentence before names a concept, or the topic."""
    previous = passage.previous
    if previous is None:
        return None
    names = (
        *previous.names,
        *(previous.target.names if previous.target else ()),
        *((previous.topic,) if previous.topic else ()),
    )
    earlier = (named for group in previous.before for named in group.names)
    found = next((named for named in (*names, *earlier) if named.concept.id == concept), None)
    known = passage.knowledge.vocabulary.concepts.get(concept)
    if found is None and known is not None:  # what a wording told: "relaxes the muscle"
        told = (a.evidence[0].object for a in passage.previous_said if a.object == concept)
        found = next((Named(known, span) for span in told), None)
    return found


def _listed(passage: Passage, position: int) -> Iterator[Assertion]:
    """What the last list-opening noun of the sentence before announces: side effects, symptoms, causes."""
    told = announced(passage.previous) if passage.previous else None
    if told is None:
        if passage.previous is None or not passage.previous.openers:
            yield from _members(passage, position)
        return
    context = context_at(passage, Span(passage.start, position), passage.end)
    for things in _after(passage, position):
        ends = (things, told.other) if told.role == "subject" else (told.other, things)
        yield from claims(passage, ends, told.predicate, context, "continued")


def _members(passage: Passage, position: int) -> Iterator[Assertion]:
    """Of each member what the sentence before says of their class: "Take a painkiller. These include A and B."."""
    listed = tuple(named for group in _after(passage, position) for named in group.names)
    said = [a for a in passage.previous_said if a.predicate in _CARRIED]
    of = _class_of(passage, listed[0]) if listed and said else None
    if of is None:
        return
    context = context_at(passage, Span(passage.start, position), passage.end)
    for one in said:
        evidence, things = one.evidence[0], Group(listed)
        if evidence.subject == of.span and (object_ := _named(passage, one.object)):
            yield from claims(passage, (things, Group((object_,))), one.predicate, context, "continued")
        elif evidence.object == of.span and (subject := _named(passage, one.subject)):
            yield from claims(passage, (Group((subject,)), things), one.predicate, context, "continued")


def _class_of(passage: Passage, member: Named) -> Named | None:
    """The last name in the sentence before that a member is of: a kind of it, or of a class that says no more."""
    above = kinds_of(member.concept, passage.knowledge.vocabulary)
    for named in reversed(passage.previous.names if passage.previous else ()):
        if named.concept.id in above:
            return named
        if is_class(named.concept.label):
            return named if named.concept.type is member.concept.type else None
    return None
