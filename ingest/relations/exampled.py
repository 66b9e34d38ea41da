"""Examples told behind the verb: "Some foods can trigger attacks, such as A and B": A and B do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Predicate, Span
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import context_at
from ingest.lexicon import Direction, Hit, Trigger
from ingest.passage import Group, Passage
from ingest.reference import is_class

_FOODS = frozenset(("food",))
_DRUGS = frozenset(("drug",))
_HABITS = frozenset(("factor",))
_ILLS = frozenset(("condition",))
_CURES = frozenset(("drug", "remedy", "food"))
_MATTER = frozenset(("factor", "drug", "remedy", "food"))
_KINDS = {
    "food": _FOODS, "drink": _FOODS, "fruit": _FOODS, "vegetable": _FOODS, "spice": _FOODS, "dish": _FOODS,
    "drug": _DRUGS, "medicine": _DRUGS, "medication": _DRUGS, "tablet": _DRUGS, "painkiller": _DRUGS,
    "habit": _HABITS, "activitie": _HABITS, "situation": _HABITS, "job": _HABITS, "sport": _HABITS,
    "condition": _ILLS, "disease": _ILLS, "illnesse": _ILLS, "disorder": _ILLS, "problem": _ILLS, "infection": _ILLS,
    "remedie": _CURES, "treatment": _CURES, "measure": _CURES, "exercise": _CURES, "herb": _CURES, "supplement": _CURES,
    "product": _MATTER, "substance": _MATTER, "chemical": _MATTER, "irritant": _MATTER,
}  # fmt: skip
_ALL = frozenset(("condition", *_MATTER))  # of things, factors and triggers
_SOME = (
    r"(?:some|certain|many|several|various|other|a few|a number of|a range of|a variety of|different|common|lots of|"
    r"all sorts of)"
)
_CLASS = re.compile(
    rf"\W*(?:(?:however|also|but|and|in addition),? )?{_SOME}(?: [a-z]+)? "
    rf"((?:{'|'.join(_KINDS)}|thing|factor|trigger)s)(?: and \w+s)?(?: (?:also|often|sometimes|commonly|usually))? "
)
_EXAMPLES = re.compile(
    r"(?<!others),? (?:such as|including|among them|for example,?|for instance,?|notably|especially|particularly|like|"
    r"above all|e\.g\.,?) (?:(?:the|an?|some|certain|too much) )?"
)
_TOPIC = re.compile(r" (?:it|them|this|one|things|matters)\b")
_LEFT_OUT = (Direction.TOPIC, Direction.WORSE)
_STATED = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))
_NEAR = 30  # characters between the class and its verb


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the class of unnamed things does, of each example behind the verb."""
    kind = _CLASS.match(passage.flat, passage.start, passage.end)
    if kind is None or passage.is_question or passage.is_lead_in:
        return
    for hit, trigger in passage.triggers:
        if hit.start < kind.end() - 1 or trigger.predicate not in _STATED:
            continue
        examples = _examples(passage, hit, _KINDS.get(kind[1][:-1], _ALL))
        if examples is None or hit.start - kind.end() > _NEAR:
            return
        things, before = examples
        object_ = _object(passage, hit, trigger, before)
        named = any(_is_named(group, trigger.predicate) for group in passage.groups if group.start < hit.start)
        if object_ is not None and not named:
            context = context_at(passage, Span(hit.start, hit.end), max(hit.end, min(object_.start, before)))
            yield from claims(passage, (things, object_), Predicate(trigger.predicate), context, trigger.rule)
        return


def _is_named(group: Group, predicate: str) -> bool:
    """Whether a list holds more than the name of a class: "several medicines"."""
    kept = group.only(SUBJECTS[predicate])
    return kept is not None and not all(is_class(named.concept.label) for named in kept.names)


def _examples(passage: Passage, hit: Hit, types: frozenset[str]) -> tuple[Group, int] | None:
    """The list of examples behind a verb, and where the words stand that open it."""
    for opening in _EXAMPLES.finditer(passage.flat, hit.end, passage.end):
        for group in passage.groups:
            named = tuple(n for n in group.names if n.span.start >= opening.end() and n.concept.type in types)
            if named and named[0].span.start == opening.end():
                return Group(named), opening.start()
    return None


def _object(passage: Passage, hit: Hit, trigger: Trigger, limit: int) -> Group | None:
    """What the verb acts on before the examples: named there, or the topic."""
    types = OBJECTS[trigger.predicate]
    named = (kept for g in passage.groups if hit.end <= g.start < limit and (kept := g.only(types)))
    first = next(named, None)
    if first is not None:
        return first
    left_out = trigger.direction in _LEFT_OUT or _TOPIC.match(passage.flat, hit.end, limit)
    return Group((passage.topic,)) if left_out and passage.topic else None
