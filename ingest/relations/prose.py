"""Sentences that tell of a thing under a heading that says its role: "Alginates form a raft ..." under "Treatment"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, BlockKind, Predicate
from ingest.claims import claims
from ingest.context import context_of_sentence
from ingest.passage import Group, Passage
from ingest.reference import is_class

_OPENING = re.compile(
    r"\W*(?:(?:the|a|an|some|many|most|certain|other|another|for example|however|also|sometimes|too much|your|severe|"
    r"taking|having|using|regular|long term|heavy|high|poor|low) |, )*"
)
_TELLS = re.compile(
    r"\s*(?:\([^)]*\))?\s+(?:(?:\w+ly|also|often|sometimes|usually|both|alone|in particular) )?(?:is|are|can|may|might|"
    r"could|will|has|have|does|do|work|works|act|acts|reduces?|blocks?|forms?|makes?|gives?|relax(?:es)?|uses?|stops?|"
    r"slows?|narrows?|hinders?|causes?|upsets?|lowers?|raises?|damages?|weakens?|affects?|irritates?|stimulates?|"
    r"softens?|thins?|kills?|stains?|clears?|teach(?:es)?|relieves?|eases?|soothes?|helps?|numbs?|draws?|releases?|"
    r"supply|supplies|provides?|contains?|boosts?|strengthens?|trains?|opens?|removes?|dissolves?|shrinks?|delivers?|"
    r"sends?|involves?|consists?|keeps?|prevents?|controls?|calms?|comes?|takes?|needs?|requires?|aims?|targets?|"
    r"replaces?|restores?|increases?|encourages?|promotes?|improves?|protects?|cures?)\b"
)
_ASKS = re.compile(r"\W*(?:\d+\W+)?(?:do|does|did|can|could|will|would|is|are|should|may|might) ")
_THINGS = {
    Predicate.TREATS: frozenset(("drug", "remedy")),
    Predicate.PREVENTS: frozenset(("drug", "remedy")),
    Predicate.HAS_SYMPTOM: frozenset(("condition",)),
    Predicate.CAUSES: frozenset(("condition", "factor", "drug", "food")),
}


def extract(passage: Passage) -> Iterator[Assertion]:
    """The subject of a sentence in the role that the one heading above gives to what is spoken of."""
    kind = passage.sentence.kind
    if kind is not BlockKind.PARAGRAPH and (kind is BlockKind.HEADING or passage.is_first_of_block):
        return
    if len(passage.governors) != 1 or passage.is_question:
        return
    if passage.label_end or _is_answer(passage) or any(cue.category != "possible" for _, cue in passage.cues):
        return
    rule, target = passage.governors[0], passage.target
    predicate = Predicate(rule.predicate)
    things = _subject(passage, _THINGS.get(predicate, frozenset()))
    if things is None or target is None or (rule.role == "subject") is (predicate is Predicate.HAS_SYMPTOM):
        return
    context = context_of_sentence(passage, passage.start, passage.end)
    ends = (things, target) if rule.role == "subject" else (target, things)
    yield from claims(passage, ends, predicate, context, "prose")


def _is_answer(passage: Passage) -> bool:
    """True below "Can A cure B?": what stands there may as well say that it cannot."""
    headings = passage.sentence.headings
    return bool(headings) and _ASKS.match(passage.flat, headings[-1].start, headings[-1].end) is not None


def _subject(passage: Passage, types: frozenset[str]) -> Group | None:
    opening = _OPENING.match(passage.flat, passage.start, passage.end)
    start = opening.end() if opening else passage.start
    first = passage.groups[0].only(types) if passage.groups else None
    if first is None or first.start > start or all(is_class(named.concept.label) for named in first.names):
        return None
    return first if _TELLS.match(passage.flat, first.end, passage.end) else None
