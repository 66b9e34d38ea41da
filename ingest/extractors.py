"""Every extractor, in order, and what a passage must have so that one may find anything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from graph.model import Assertion
from ingest.consistency import without_overruled
from ingest.mentions import Named
from ingest.passage import Passage
from ingest.reference import are_kin
from ingest.relations import (
    advice,
    asked,
    compounds,
    continued,
    deficiency,
    described,
    doubted,
    drawbacks,
    events,
    exampled,
    exposure,
    governed,
    inherited,
    kinds,
    located,
    mechanisms,
    openers,
    prose,
    resulting,
    sources,
    supposed,
    verbs,
    whom,
    wordings,
)

Extractor = Callable[[Passage], Iterator[Assertion]]


# What a passage has, as bits of a plain number: most sentences lack most of it, and are not looked at twice.
_NAME = 1
_LIST = 2  # of names, if only of one
_LISTS = 4  # two of them at least
_TRIGGER = 8
_WORDING = 16  # a trigger or an opener
_GOVERNOR = 32  # a heading or lead-in that says what stands here
_PREVIOUS = 64  # a sentence before it that names something
_ASKED = 128  # a question before it
_TELLS = 256  # it asks nothing
_STATES = 512  # nor does it send to a doctor
_CONDITION, _DRUG, _BODYPART, _FACTOR = 1024, 2048, 4096, 8192  # the name of such a thing
_OF_TYPE: dict[str, int] = {"condition": _CONDITION, "drug": _DRUG, "bodypart": _BODYPART, "factor": _FACTOR}

_MATTER = 16384  # a part or substance of the body that something may be done to

# Order is behaviour: where two rules make one assertion of one passage, the first one is its evidence.
EXTRACTORS: tuple[tuple[Extractor, int], ...] = (
    (verbs.extract, _TRIGGER | _STATES),
    (wordings.extract, _TRIGGER | _STATES),
    (supposed.extract, _LIST | _STATES | _CONDITION),
    (mechanisms.extract, _LIST | _MATTER | _STATES),
    (exampled.extract, _LIST | _TRIGGER | _STATES),
    (compounds.extract, _LIST | _STATES),
    (exposure.extract, _LIST | _STATES | _DRUG | _CONDITION),
    (whom.extract, _LISTS | _STATES | _CONDITION),
    (openers.extract, _LIST | _WORDING | _TELLS),
    (events.extract, _CONDITION | _STATES),
    (governed.extract, _LIST | _GOVERNOR | _STATES),
    (located.extract, _LISTS | _TELLS | _CONDITION | _BODYPART),
    (kinds.extract, _LISTS | _TELLS),
    (sources.extract, _LIST | _TELLS),
    (deficiency.extract, _NAME),
    (resulting.extract, _NAME | _CONDITION | _TELLS),
    (continued.extract, _LIST | _PREVIOUS | _STATES),
    (drawbacks.extract, _LIST | _STATES | _CONDITION),
    (described.extract, _LIST | _STATES | _CONDITION),
    (inherited.extract, _FACTOR | _STATES),
    (advice.extract, _LISTS | _STATES | _CONDITION),
    (asked.extract, _ASKED),
)


def extract(passage: Passage) -> tuple[Assertion, ...]:
    """What every extractor finds in a passage, in order."""
    has = _has(passage)
    said = [assertion for extractor in _fitting(has) for assertion in extractor(passage)]
    if has & _GOVERNOR and has & _LIST:
        told = {(a.predicate, a.subject, a.object) for a in said}
        said.extend(a for a in prose.extract(passage, tuple(said)) if (a.predicate, a.subject, a.object) not in told)
    if has & _STATES and passage.cues:
        said = doubted.overruled(passage, said)
    if len(said) < 2:
        return tuple(said)  # one claim alone overrules nothing
    return without_overruled(said, partial(are_kin, vocabulary=passage.knowledge.vocabulary))


def _has(passage: Passage) -> int:
    has = _named(passage.names) if passage.names else 0
    if passage.groups:
        has |= _LIST if len(passage.groups) == 1 else _LIST | _LISTS
    has |= _worded(passage)
    if passage.governors:
        has |= _GOVERNOR
    if passage.previous is not None:
        has |= _PREVIOUS
    if passage.asked is not None:
        has |= _ASKED
    if not passage.is_question:
        has |= _TELLS if passage.refers_to_doctor else _TELLS | _STATES
    return has


def _worded(passage: Passage) -> int:
    has = _MATTER if passage.matters else 0
    if passage.triggers:
        return has | _TRIGGER | _WORDING
    return has | _WORDING if passage.openers else has


def _named(names: Iterable[Named]) -> int:
    has = _NAME
    for named in names:
        has |= _OF_TYPE.get(named.concept.type, 0)
    return has


@cache
def _fitting(has: int) -> tuple[Extractor, ...]:
    """The extractors that may find something in a passage that has all this."""
    return tuple(extractor for extractor, needs in EXTRACTORS if needs & has == needs)
