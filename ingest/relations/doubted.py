"""Uses that a text names only to doubt or deny them: "Studies of zinc for colds had mixed results".

"Zinc for colds" alone says nothing of what zinc does. Where its sentence, or the one right behind it, says of it that
it does not work, or that nobody has shown that it does, the text speaks of a relation after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model import Assertion, BlockKind, Certainty, Polarity, Predicate, Span
from ingest.claims import OBJECTS, claims
from ingest.consistency import CORE
from ingest.context import Context
from ingest.lexicon import Direction, Hit, Trigger
from ingest.passage import Group, Passage
from ingest.relations.studies import between
from ingest.verdicts import verdict

_HELPS = frozenset((Predicate.TREATS, Predicate.PREVENTS))
_HELPERS = frozenset(("drug", "remedy", "nutrient", "food"))
_WHOM = r"(?:people|patients|those|adults|children|women|men|babies|sufferers)"
_USED = (
    r"(?:is|are|has been|have been)(?: \w+ly| often| sometimes| also| long)* "
    r"(?:taken|given|used|drunk|eaten|tried|recommended|sold|promoted|marketed)"
)
_FOR = re.compile(
    r"(?: (?:supplements?|tablets?|pills?|capsules?|lozenges?|therapy|treatments?|extracts?|creams?|oil|alone|daily|"
    rf"regularly|{_USED}|every \w+|each \w+|as an? (?:\w+ ){{0,2}}(?:treatment|remedy|cure|therapy|medicine)))*"
    r" (?:for|against|to (?:treat|prevent|relieve|ease|help|help with|fight|cure|ward off|stop|soothe|beat|avoid)|"
    rf"(?:in|for) {_WHOM} (?:with|who have)|in|"
    r"(?:for|in) (?:treating|preventing|relieving|easing|the (?:treatment|management|relief|prevention) of)) "
    r"(?:(?:an?|the|their|your|mild|severe|chronic|common|acute|symptoms of|attacks of) )*"
)
_LINK = re.compile(r"\b(?:links?|associations?|connections?|relationship|correlation) between(?= )")
_LINKED = Trigger(Predicate.CAUSES, Direction.BETWEEN, "doubted", "phrase")
_PREVENT = re.compile(r"\b(?:prevent|preventing|prevention|ward off|avoid)\b")
_FAR = 420  # characters of both sentences
_PLACES = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def overruled(passage: Passage, said: Sequence[Assertion]) -> list[Assertion]:
    """What was read from a passage, with the use that it doubts in place of the claim that the thing helps."""
    found = list(extract(passage))
    pairs = {(a.subject, a.object) for a in found}
    kept = [a for a in said if not (a.predicate in _HELPS and _is_sure(a) and (a.subject, a.object) in pairs)]
    if not found or any(a.predicate in CORE for a in kept):
        return list(said)
    return [*kept, *found]


def _is_sure(assertion: Assertion) -> bool:
    return assertion.polarity is Polarity.AFFIRMED and assertion.certainty is not Certainty.DISPUTED


def extract(passage: Passage) -> Iterator[Assertion]:
    """What a sentence says of a use that it names itself, or that the sentence before names."""
    if passage.is_question or passage.is_lead_in or passage.refers_to_doctor or not passage.cues:
        return
    yield from _link(passage)
    own = _use(passage)
    if own is not None:
        yield from _own(passage, own)
        return
    before = passage.previous
    if before is None or passage.is_first_of_block or passage.end - before.start > _FAR or not _takes_up(passage):
        return
    used = _use(before)
    said = verdict(passage, (passage.start, passage.end)) if used and not passage.previous_said else None
    if used is None or said is None:
        return
    both = replace(before, sentence=replace(before.sentence, span=Span(before.start, passage.end)))
    yield from _claimed(both, used, said)


def _link(passage: Passage) -> Iterator[Assertion]:
    """ "The link between A and B is unproven": that A causes B."""
    found = _LINK.search(passage.flat, passage.start, passage.end)
    if found is None or any(hit.start >= found.start() for hit, _ in passage.triggers):
        return
    hit = Hit(found.start(), found.end(), _LINKED)
    ends = between(passage, hit, Predicate.CAUSES)
    said = verdict(passage, (passage.start, passage.end))
    if ends[0] and ends[1] and said:
        yield from claims(passage, (ends[0], ends[1]), Predicate.CAUSES, said, "doubted")


def _own(passage: Passage, used: tuple[Group, Group]) -> Iterator[Assertion]:
    names_others = any(group not in used for group in passage.groups)
    said = verdict(passage, (passage.start, passage.end), skip=(used[0].end, used[1].start))
    if said is not None and not names_others:
        yield from _claimed(passage, used, said)


def _claimed(passage: Passage, used: tuple[Group, Group], said: Context) -> Iterator[Assertion]:
    gap = passage.flat[used[0].end : used[1].start]
    predicate = Predicate.PREVENTS if _PREVENT.search(gap) else Predicate.TREATS
    yield from claims(passage, used, predicate, said, "doubted")


def _use(passage: Passage) -> tuple[Group, Group] | None:
    """A helper and the complaint right behind it that it is used for."""
    if passage.sentence.kind not in _PLACES:
        return None
    for one, other in zip(passage.groups, passage.groups[1:], strict=False):
        helpers, complaints = one.only(_HELPERS), other.only(OBJECTS[Predicate.TREATS])
        if helpers and complaints and helpers == one and _FOR.fullmatch(passage.flat, one.end, other.start):
            return helpers, complaints
    return None


def _takes_up(passage: Passage) -> bool:
    """Whether a sentence speaks of the one before: it names nothing that is not named there."""
    before = passage.previous
    known = {named.concept.id for named in before.names} if before else set()
    return all(named.concept.id in known for named in passage.names)
