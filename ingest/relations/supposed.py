"""What happens when something else does: "When you are dehydrated, cramps can occur"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.model import Assertion, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.mentions import Named
from ingest.passage import Group, Passage

_WHEN = re.compile(r"\W*(?:(?:and|but|so|also|however|in addition|for example),? )?(?:when(?:ever)?|if|once|without) ")
_AND = re.compile(r"(?:,|,? (?:and|or))(?: even| also)?(?: \w+)? ")
_OPENS_CLAUSE = re.compile(
    r", (?:then )?(?:(?:a|an|the|this|your|painful|sudden|severe|more|other|further|serious|mild|unpleasant|"
    r"uncomfortable|symptoms of|signs of|symptoms like|symptoms such as|problems such as|problems like|\w+ful) )*"
)
_HAPPENS = re.compile(
    r" ?(?:(?:can|may|might|could|will|would|often|usually|sometimes|also|then|soon|commonly|frequently|typically|"
    r"generally|easily|quickly|is likely to|are likely to|tends? to|eventually) )*"
    r"(?:occurs?|develops?|follows?|results?|happens?|appears?|arises?|strikes?|starts?|begins?|ensues?|"
    r"sets? in|kicks? in|comes? on|creeps? in|builds? up|be the result|is the result|are the result)"
    r"(?= (?:and|or|as well|too|later|quickly|soon|at|in|within|over|more|during|that|which)\b|[.,;:)]|$)"
)
_ENDS = re.compile(r"\b(?:stops?|stopped|quit|improves?|heals?|healed|eases?|goes away|disappears?|resolves?)\b")


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the clause behind "when" names brings on what is said to happen in the next one."""
    when = _WHEN.match(passage.flat, passage.start, passage.end)
    if when is None or passage.is_lead_in:
        return
    for number, last in enumerate(passage.names):
        happens = _happening(passage, last) if number else None
        found = tuple(_brought_on(passage, when.end(), passage.names[: number + 1], happens)) if happens else ()
        if found:
            yield from found
            return


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
