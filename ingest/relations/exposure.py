"""What befell those who took a medicine: "hypotension after adding tizanidine", "people on statins develop"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from graph.model import Assertion, Certainty, ConceptType, Polarity, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import claims
from ingest.context import Context, context_at
from ingest.passage import Group, Passage
from ingest.reference import is_class
from ingest.wording import expand

_PARTS = ("after", "given", "ended", "befalls", "occurs", "counted", "held", "denied")
_DRUG = frozenset((ConceptType.DRUG,))
_CONDITION = frozenset((ConceptType.CONDITION,))
_BREAKS = r"(?!(?:is|are|was|were|that|which|who|but|because|and|or|not|no|to)\b)"
_HOLDERS = re.compile(
    r" (?:patients?|people|women|men|children|adults|subjects?|volunteers|rats?|mice|animals?|dogs?)\b"
)
_HELPS = frozenset(("treats", "prevents", "decrease", "help"))
_NEAR = 40  # characters between a wording of help and what it helps against
_FAR = 120  # characters between the medicine and the complaint


@cache
def _pattern(part: str) -> str:
    """The alternatives of one part. Raises TableError."""
    rows = read_table(data("relations", "exposure.tsv"), ("wording", "part"))
    wordings = [w for row in rows if row.one_of("part", _PARTS) == part for w in expand(row.filled("wording"))]
    return "|".join(sorted(map(re.escape, wordings), key=lambda w: (-len(w), w)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    part = {name: f"(?:{_pattern(name)})" for name in _PARTS}
    word, words = rf"{_BREAKS}[\w']+", rf"(?:{_BREAKS}[\w']+ ){{0,6}}"
    seen = rf"(?: {word}){{0,3}}(?: {part['occurs']})?"
    often = r"(?: more (?:often|frequently|commonly))?"
    return {
        "after": re.compile(rf"{seen}(?: {word}){{0,5}} {part['after']} {words}"),
        "in those": re.compile(rf"{seen}{often} (?:in|among) {words}{part['given']} {words}"),
        "had": re.compile(rf"\b(?:{part['after']}|{part['given']}) {words}$"),
        "befalls": re.compile(rf"\b{part['befalls']} {words}$"),
        "occurs": re.compile(rf" (?:{word} ){{0,2}}{part['occurs']}\b"),
        "ended": re.compile(rf"\b{part['ended']}\b"),
        "denied": re.compile(rf"\b{part['denied']} (?:[\w']+ ){{0,2}}$"),
        "held": re.compile(rf"\b{part['held']} (?:{word} ){{0,3}}$"),
        "counted": re.compile(rf"\b(?:{part['counted']}|{part['befalls']}) of (?:[\w']+ ){{0,3}}$"),
        "presents": re.compile(rf"\b{part['befalls']} (?:[\w']+ ){{0,3}}$"),
    }


def extract(passage: Passage) -> Iterator[Assertion]:
    """A complaint that came with a medicine is, possibly, brought about by it."""
    if passage.is_question or passage.refers_to_doctor:
        return
    types = {named.concept.type for named in passage.names}
    if ConceptType.DRUG not in types or ConceptType.CONDITION not in types:
        return
    listed = [g for g in passage.groups if not is_class(g.names[-1].concept.label)]
    runs = [run for group in listed for run in _runs(group)]
    for left, right in pairwise(runs):
        if left.only(_CONDITION) and right.only(_DRUG) and _followed(passage, left, right):
            yield from _said(passage, right, left, left.end)
        if left.only(_DRUG) and right.only(_CONDITION) and _befell(passage, left, right):
            yield from _said(passage, left, right, left.end)


def _runs(group: Group) -> Iterator[Group]:
    """A list cut where complaints and other things meet: "after quinine, headache and nausea occurred"."""
    for _, names in groupby(group.names, key=lambda named: named.concept.type is ConceptType.CONDITION):
        yield Group(tuple(names))


def _followed(passage: Passage, complaint: Group, drug: Group) -> bool:
    """ "Y after the addition of X", "Y in patients receiving X"."""
    gap = passage.flat[complaint.end : drug.start]
    patterns = _patterns()
    if _HOLDERS.match(gap) or _is_helped(passage, complaint.start):
        return False  # "epileptic patients after a dose of it"; "to prevent attacks in those who take it"
    if not patterns["after"].fullmatch(gap) and not patterns["in those"].fullmatch(gap):
        return False
    return not patterns["ended"].search(gap) and not _was_there(passage, complaint.start)


def _is_helped(passage: Passage, start: int) -> bool:
    """True where a wording of help stands before the complaint, near enough to be about it."""
    before = (trigger for hit, trigger in passage.triggers if 0 <= start - hit.end <= _NEAR)
    return any(trigger.predicate in _HELPS for trigger in before)


def _was_there(passage: Passage, start: int) -> bool:
    """True for "patients with Y", "treatment of Y": the complaint came before the medicine."""
    patterns, head = _patterns(), passage.flat[max(passage.start, start - _FAR) : start]
    return (
        bool(patterns["held"].search(head))
        and not patterns["counted"].search(head)
        and not patterns["presents"].search(head)
    )


def _befell(passage: Passage, drug: Group, complaint: Group) -> bool:
    """ "Patients treated with X developed Y"; "after injection of X, Y occurred"."""
    patterns = _patterns()
    head, gap = (
        passage.flat[max(passage.start, drug.start - _FAR) : drug.start],
        passage.flat[drug.end : complaint.start],
    )
    if len(gap) > _FAR or not patterns["had"].search(head) or patterns["ended"].search(head[-60:]):
        return False
    occurs = patterns["occurs"].match(passage.flat, complaint.end, passage.end)
    return bool(patterns["befalls"].search(gap)) or (bool(occurs) and not _was_there(passage, complaint.start))


def _said(passage: Passage, drug: Group, complaint: Group, place: int) -> Iterator[Assertion]:
    if _patterns()["denied"].search(passage.flat, passage.start, complaint.start):
        return
    context = context_at(passage, Span(place, place + 1), place + 1)
    if context.polarity is Polarity.AFFIRMED and context.certainty is not Certainty.DISPUTED:
        possible = Context(Polarity.AFFIRMED, Certainty.POSSIBLE, context.cues)
        yield from claims(passage, (drug, complaint), Predicate.CAUSES, possible, "exposure")
