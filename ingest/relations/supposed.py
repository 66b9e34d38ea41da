"""What happens when something else does: "When you are dehydrated, cramps can occur"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.passage import Group, Passage

_WHEN = re.compile(r"\W*(?:(?:and|but|so|also|however|in addition|for example),? )?(?:when(?:ever)?|if|once|without) ")
_OPENS_CLAUSE = re.compile(
    r",? (?:then )?(?:(?:a|an|the|this|your|painful|sudden|severe|more|other|further|serious|mild|unpleasant|"
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
    for number, effect in enumerate(passage.groups):
        happens = _HAPPENS.match(passage.flat, effect.end, passage.end) if number else None
        if happens is None:
            continue
        cause = _supposed(passage, passage.groups[:number], when.end(), effect)
        object_ = effect.only(OBJECTS[Predicate.CAUSES])
        if cause is not None and object_ is not None:
            context = context_at(passage, Span(effect.end + 1, happens.end()), happens.end())
            yield from claims(passage, (cause, object_), Predicate.CAUSES, context, "phrase")
        return


def _supposed(passage: Passage, before: tuple[Group, ...], start: int, effect: Group) -> Group | None:
    """The last thing named in the clause before, where only the comma and little words divide it from what happens."""
    kept = [one for group in before if (one := group.only(SUBJECTS[Predicate.CAUSES])) is not None]
    clause = max((s.start for s in passage.segments if s.opener == "," and s.start <= effect.start), default=start)
    opens = clause > start and _OPENS_CLAUSE.fullmatch(passage.flat, clause, effect.start)
    if not kept or not opens or kept[-1].end > clause or _ENDS.search(passage.flat, start, clause):
        return None
    return kept[-1]
