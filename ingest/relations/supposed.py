"""What happens when something else does: "When you are dehydrated, cramps can occur"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from graph.model import Assertion, ConceptType, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.mentions import Named
from ingest.passage import Group, Passage

_WHEN = re.compile(r"\W*(?:(?:and|but|so|also|however|in addition|for example),? )?(?:when(?:ever)?|if|once|without) ")
_AND = re.compile(r"(?:,|,? (?:and|or))(?: even| also)?(?: \w+)? ")
_OPENS_CLAUSE = re.compile(
    r", (?:then )?(?>(?:a|an|the|this|your|painful|sudden|severe|more|other|further|serious|mild|unpleasant|"
    r"uncomfortable|symptoms of|signs of|symptoms like|symptoms such as|problems such as|problems like|\w+ful) )*"
)
_HAPPENS = re.compile(
    r" ?(?:(?:can|may|might|could|will|would|often|usually|sometimes|also|then|soon|commonly|frequently|typically|"
    r"generally|easily|quickly|is likely to|are likely to|tends? to|eventually) )*"
    r"(?:occurs?|develops?|follows?|results?|happens?|appears?|arises?|strikes?|starts?|begins?|ensues?|"
    r"sets? in|kicks? in|comes? on|creeps? in|builds? up|be the result|is the result|are the result)"
    r"(?= (?:and|or|as well|too|later|quickly|soon|at|in|within|over|more|during|that|which)\b|[.,;:)]|$)"
)
_YOU_GET = (
    r"(?:you|they|people|one|we|i|some people|many people|most people|children|women|men|runners)"
    r" (?:(?:can|may|might|could|will|won't|can't|cannot|don't|will not|can not|do not|"
    r"often|usually|sometimes|also|easily|are likely to|are more likely to|tend to|"
    r"always|suddenly) )*(?P<verb>get|develop|experience|suffer(?: from)?|feel|end up with|notice|become) "
    r"(?:(?:a|an|the|some|painful|severe|mild|more|sudden|bad|very|symptoms of|symptoms such as|symptoms like) )*"
)
_GET = re.compile(rf"\W*(?:also |in addition,? |for example,? )?{_YOU_GET}")
_THEN_GET = re.compile(rf"[^,.;:]{{0,30}}, (?:then )?{_YOU_GET}")
_IF = re.compile(
    r"(?: [^\W\d_]+){0,4},? (?:if|whenever|once|after|from) (?:(?:you|they|people|one|we|i) )?(?:[^\W\d_]+ ){0,4}?"
    r"(?P<have>have |has )?"
    r"(?:(?:a|an|the|too much|too many|very|been|are|is|taking|take|having|drinking|eating) )*"
)
_HAVE = re.compile(r"\b(?:have|has|having|with) (?:\w+ ){0,2}$")
_NOT = re.compile(r"\b(?:not|no|never|without|deprived|lack|lacks|deficiency|short of|low on|unless)\b|n't\b")
_TWO = 2
_ENDS = re.compile(r"\b(?:stops?|stopped|quit|improves?|heals?|healed|eases?|goes away|disappears?|resolves?)\b")


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the clause behind "when" names brings on what is said to happen, or what one gets, in the other one."""
    if passage.is_lead_in or len(passage.names) < _TWO:
        return
    when = _WHEN.match(passage.flat, passage.start, passage.end)
    if when is None:
        yield from _got_if(passage)
        return
    yield from _then_got(passage, when.end())
    for number, last in enumerate(passage.names):
        happens = _happening(passage, last) if number else None
        found = tuple(_brought_on(passage, when.end(), passage.names[: number + 1], happens)) if happens else ()
        if found:
            yield from found
            return


def _got_if(passage: Passage) -> Iterator[Assertion]:
    """ "You may get cramps if you are dehydrated"."""
    get = _GET.match(passage.flat, passage.start, passage.end)
    names = passage.names
    if get is None or names[0].span.start != get.end():
        return
    listed = _listed(passage.flat, names)
    if_ = _IF.fullmatch(passage.flat, names[listed - 1].span.end, names[listed].span.start) if names[listed:] else None
    if if_ is not None and not _NOT.search(passage.flat, if_.start(), if_.end()):
        yield from _got(passage, names[listed], names[:listed], Span(*get.span("verb")), of_illness=bool(if_["have"]))


def _then_got(passage: Passage, start: int) -> Iterator[Assertion]:
    """ "If you are dehydrated, you may get cramps"; what an illness is like is told by other rules."""
    for at, (one, other) in enumerate(pairwise(passage.names)):
        get = _THEN_GET.fullmatch(passage.flat, one.span.end, other.span.start)
        if get is not None and not any(no.search(passage.flat, start, get.start("verb")) for no in (_ENDS, _NOT)):
            effects = passage.names[at + 1 :]
            has = _HAVE.search(passage.flat, start, one.span.start) is not None
            listed = effects[: _listed(passage.flat, effects)]
            yield from _got(passage, one, listed, Span(*get.span("verb")), of_illness=has)
            return


def _got(
    passage: Passage, cause: Named, effects: Sequence[Named], verb: Span, *, of_illness: bool
) -> Iterator[Assertion]:
    of_topic = passage.topic is not None and cause.concept == passage.topic.concept
    if of_topic or (of_illness and cause.concept.type is ConceptType.CONDITION):
        return
    context = context_at(passage, verb, effects[0].span.start)
    yield from claims(passage, (Group((cause,)), Group(tuple(effects))), Predicate.CAUSES, context, "phrase")


def _listed(flat: str, names: Sequence[Named]) -> int:
    """How many names, from the first on, make one list."""
    gaps = (_AND.fullmatch(flat, one.span.end, other.span.start) for one, other in pairwise(names))
    return 1 + len(tuple(takewhile(bool, gaps)))


def _happening(passage: Passage, named: Named) -> Span | None:
    """Where it is said that something happens: behind its name, or in it ("the muscles cramp")."""
    if named.base is named.concept:
        return named.span
    happens = _HAPPENS.match(passage.flat, named.span.end, passage.end)
    return Span(*happens.span()) if happens else None


def _brought_on(passage: Passage, start: int, names: Sequence[Named], happens: Span) -> Iterator[Assertion]:
    at = _clause(passage.flat, names)
    if at is None or _ENDS.search(passage.flat, start, names[at].span.start):
        return
    kept = [named for named in names[:at] if named.concept.type in SUBJECTS[Predicate.CAUSES]]
    effects = Group(tuple(names[at:])).only(OBJECTS[Predicate.CAUSES])
    if kept and effects is not None:
        context = context_at(passage, happens, happens.end)
        yield from claims(passage, (Group((kept[-1],)), effects), Predicate.CAUSES, context, "phrase")


def _clause(flat: str, names: Sequence[Named]) -> int | None:
    """The place of the first name in the clause of what happens; None where other words stand before it."""
    gaps = [flat[one.span.end : other.span.start] for one, other in pairwise(names)]
    commas = [at for at, gap in enumerate(gaps) if gap.startswith(",")]
    if not commas:
        return None
    listed = any(_AND.fullmatch(gap) for gap in gaps[commas[-1] + 1 :])
    at = commas[0] if listed else commas[-1]
    return at + 1 if _OPENS_CLAUSE.fullmatch(gaps[at]) and all(map(_AND.fullmatch, gaps[at + 1 :])) else None
