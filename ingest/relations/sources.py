"""What holds a nutrient: "iron in lentils", "vitamin D from oily fish", "for magnesium, eat nuts", "iron-rich A"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.model import Assertion, ConceptType, Predicate, Span
from ingest.claims import OBJECTS, claims
from ingest.context import STATED, context_at
from ingest.mentions import Named
from ingest.passage import Group, Passage

_HOLDERS = frozenset((ConceptType.FOOD, ConceptType.REMEDY))
_NUTRIENT = frozenset((ConceptType.NUTRIENT,))
_IN = re.compile(r" in (?:the )?")
_FROM = re.compile(r" (?:mostly |mainly |only |also |just )?(?:from|by eating|by drinking|through) (?:\w+ )??")
_GETTING = re.compile(r"\b(?:get|gets|getting|obtain|obtained|absorb|absorbs|(?:top|topped|topping) up) (?:\w+ ){0,4}$")
_EAT = re.compile(r", (?:try |just |simply )?(?:eat|drink|choose|have|pick|go for|turn to|reach for) (?:\w+ ){0,2}?")
_FOR = re.compile(r"\bfor (?:more |extra |enough |plenty of )?$")
_CHOICES = re.compile(r" (?:are|is|include|includes)(?: things like| foods like| also)? ")
_CHOICE = re.compile(r"\b(?:choices?|options?|picks?|bets?) for (?:\w+ )?$")
_LISTS = re.compile(r"(?: such as| like| including| include| includes| are|,? for example,?|:|,? especially) ")
_RICH = re.compile(r"([^\W\d_]+)-(?:rich|packed|laden)(?:,| and)? (?:[^\W\d_]+ )??(?=(\w))")
_FREE = re.compile(r"\b(?:avoid|avoids|avoiding|without|low|less|lower|free)\b")
_NEAR = 40  # characters before a nutrient in which the wording that goes with it begins


def extract(passage: Passage) -> Iterator[Assertion]:
    """A food or remedy and the nutrient in it."""
    for left, right in pairwise(passage.groups):
        found = _nutrient_of(passage, left, right)
        if found is not None:
            nutrient, wording = found
            context = context_at(passage, wording, right.start) if wording else STATED
            yield from claims(passage, (right, nutrient), Predicate.CONTAINS, context, "source")
    yield from _rich(passage)


def _nutrient_of(passage: Passage, left: Group, right: Group) -> tuple[Group, Span | None] | None:
    """What the list on the right holds: a nutrient on the left, if the words between and before say so.

    With it the words that say so, or None where that is taken for granted: "too much iron in A".
    """
    gap, last = passage.flat[left.end : right.start], left.names[-1]
    if _IN.fullmatch(gap) and last.concept.type in OBJECTS[Predicate.CONTAINS]:
        return Group(left.names[-1:]), None
    if right.only(_HOLDERS) is None:
        return None
    if _LISTS.fullmatch(gap) and (nutrient := _rich_in(passage, last)):
        return nutrient, None
    wording = _got(passage, left, gap) if left.only(_NUTRIENT) is left else None
    return (left, wording) if wording else None


def _got(passage: Passage, nutrients: Group, gap: str) -> Span | None:
    """The words before nutrients that, with the gap behind them, say where one gets them."""
    for between, opening in ((_FROM, _GETTING), (_EAT, _FOR), (_CHOICES, _CHOICE)):
        if between.fullmatch(gap):
            near = max(passage.start, nutrients.start - _NEAR)
            before = opening.search(passage.flat[near : nutrients.start])
            return Span(near + before.start(), nutrients.start) if before else None
    return None


def _rich(passage: Passage) -> Iterator[Assertion]:
    """ "Calcium-rich yogurt" and "being potassium-rich, vinegar ...", not where such a food is shunned."""
    text = passage.document.text
    if text.find("-", passage.start, passage.end) < 0:
        return
    for match in _RICH.finditer(text, passage.start, passage.end):
        nutrient = passage.knowledge.vocabulary.find(match[1])
        food = next((kept for group in passage.groups if (kept := _begun(group, match.start(2)))), None)
        if nutrient is None or nutrient.type is not ConceptType.NUTRIENT or food is None:
            continue
        if not _FREE.search(passage.flat, passage.start, match.start()):
            rich = Group((Named(nutrient, Span(*match.span(1))),))
            yield from claims(passage, (food, rich), Predicate.CONTAINS, STATED, "source")


def _begun(group: Group, position: int) -> Group | None:
    """The name in a list that begins at a position, if it is one of a food."""
    begun = tuple(named for named in group.names if named.span.start == position)
    return Group(begun).only(_HOLDERS) if begun else None


def _rich_in(passage: Passage, food: Named) -> Group | None:
    """The nutrient in "magnesium-rich foods", which list what contains it."""
    label = food.concept.label.removesuffix(" food").removesuffix("-rich").removeprefix("diet rich in ")
    nutrient = passage.knowledge.vocabulary.find(label) if label != food.concept.label else None
    return Group((Named(nutrient, food.span),)) if nutrient and nutrient.type is ConceptType.NUTRIENT else None
