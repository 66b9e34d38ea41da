"""Which relation a sentence states between two things whose places in it are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import (
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Concept,
    ConceptType,
    Document,
    Polarity,
    Predicate,
    Span,
)
from ingest.knowledge import Knowledge
from ingest.leaning import leans_to_help, means_less
from ingest.mentions import Named
from ingest.passage import Passage
from ingest.pipeline import steps
from ingest.sentences import split
from ingest.wording import flat

_CLASSES = {
    Predicate.CAUSES: "cause",
    Predicate.WORSENS: "cause",
    Predicate.TREATS: "treat",
    Predicate.PREVENTS: "treat",
}
_HARM = re.compile(r" (?:allergy|intolerance|poisoning|toxicity|overdose)$")


class Stated(StrEnum):
    """What a sentence says that the first thing does to the second."""

    CAUSE = "cause"
    TREAT = "treat"
    NEITHER = "neither"


_TURNED = {Stated.CAUSE: Stated.TREAT, Stated.TREAT: Stated.CAUSE}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something whose places in a sentence are known (code points)."""

    type: ConceptType
    places: tuple[Span, ...]


def stated_between(text: str, agent: Thing, condition: Thing, knowledge: Knowledge) -> Stated:
    """What one sentence states that an agent (food, drug, nutrient ...) does to a condition.

    The sentence is read as any other, with the two as names. What is denied counts as nothing said; causing and
    worsening are one class, treating and preventing the other.
    """
    document = _document(text)
    ends = (_named("agent", agent), _named("condition", condition))
    read = steps(document, knowledge, (*ends[0], *ends[1]))
    said = [a for step in read for a in step.said if _joins(a, agent.places, condition.places)]
    if said:
        return _decided(said, any(means_less(flat(text), place) for place in agent.places))
    if any(_is_made_of(named, agent, condition) for step in read if step.passage for named in step.passage.names):
        return Stated.CAUSE
    return _leaning([step.passage for step in read if step.passage], agent, condition)


def _leaning(passages: Sequence[Passage], agent: Thing, condition: Thing) -> Stated:
    for passage in passages:
        helps = None if passage.is_question else leans_to_help(passage, agent.places, condition.places)
        if helps is not None:
            return Stated.TREAT if helps else Stated.CAUSE
    return Stated.NEITHER


def _named(key: str, thing: Thing) -> list[Named]:
    concept = Concept(f"given:{key}", key, thing.type)
    return [Named(concept, place) for place in thing.places]


def _is_made_of(named: Named, agent: Thing, condition: Thing) -> bool:
    """True for a name put together of the two: "peanut allergy"."""
    is_harm = (
        named.concept.type is ConceptType.CONDITION and named.base is not None and _HARM.search(named.concept.label)
    )
    both = (any(named.span.holds(place) for place in thing.places) for thing in (agent, condition))
    return bool(is_harm) and all(both)


def _joins(assertion: Assertion, agents: Sequence[Span], conditions: Sequence[Span]) -> bool:
    return any(
        any(evidence.subject.holds(place) for place in agents)
        and any(evidence.object.holds(place) for place in conditions)
        for evidence in assertion.evidence
    )


def _decided(assertions: Sequence[Assertion], less: bool) -> Stated:
    """The first claim's class; turned round where little or nothing of the agent is what acts."""
    for assertion in assertions:
        is_so = assertion.polarity is Polarity.AFFIRMED and assertion.certainty is not Certainty.DISPUTED
        if is_so and assertion.predicate in _CLASSES:
            stated = Stated(_CLASSES[assertion.predicate])
            return _TURNED[stated] if less else stated
    return Stated.NEITHER


def _document(text: str) -> Document:
    """The text as a document of one sentence: where the splitter would end one within, the stop is blanked."""
    document = Document("between", "between", "", text, (Block(BlockKind.PARAGRAPH, 0, Span(0, len(text))),), "")
    ends = [sentence.span.end for sentence in split(document)[:-1]]
    if not ends:
        return document
    return _document("".join(" " if at + 1 in ends else char for at, char in enumerate(text)))
