"""What befell those who took a medicine: "hypotension after adding tizanidine", "people on statins develop"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from graph.model import Assertion, Certainty, ConceptType, Polarity, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import claims
from ingest.context import Context, context_at
from ingest.passage import Group, Passage
from ingest.reference import is_class
from ingest.wording import expand

_PARTS = tuple(
    "after given ended ensues users befalls occurs counted held denied seen more gone went stopping stopped".split()
)
_DRUG = frozenset((ConceptType.DRUG,))
_CONDITION = frozenset((ConceptType.CONDITION,))
_BREAKS = r"(?!(?:is|are|was|were|that|which|who|but|because|and|or|not|no|to)\b)"
_HOLDERS = re.compile(
    r" (?:patients?|people|women|men|children|adults|subjects?|volunteers|rats?|mice|animals?|dogs?)\b"
)
_TREATED = re.compile(r"[ -](?:treated|exposed|injected)(?= (?!(?:with|for|to|by|in|and|or)\b)[a-z])", re.IGNORECASE)
_SHOWED = re.compile(r"-\w+ (?:[\w']+ ){1,3}(?:showed|show|exhibited|displayed|had) (?:[\w']+ ){0,2}$")
_GROUP = re.compile(r"(?: (?:group|groups|arm|arms|recipients|users|patients)\b|-(?:treated|exposed)\b)")
_BESIDE = re.compile(r" (?:with|plus|accompanied by|complicated by|along with|together with|as well as) (?:[\w']+ )?")
_FURTHER = re.compile(r",?(?: and| but)?(?: [\w']+){1,2} (?:had|developed|experienced|suffered) (?:[\w']+ )?")
_HELPS = frozenset(("treats", "prevents", "decrease", "help"))
_ADVICE = re.compile(r"\b(?:should|do not|don't|must|call|tell your|talk to|if you|certain medic\w+|risk that)\b")
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
        "seen with": re.compile(rf" (?:{word} ){{0,2}}{part['seen']}{often} with {words}"),
        "among treated": re.compile(rf" (?:{word} ){{0,2}}{part['occurs']}{often} (?:in|among) {words}"),
        "in the group": re.compile(rf"(?: {word}){{0,3}} (?:in|among|with|for) (?:{word} ){{0,3}}"),
        "more": re.compile(rf"\b{part['more']} of (?:[\w']+ ){{0,2}}$"),
        "ensues": re.compile(rf" (?:{word} ){{0,3}}{part['ensues']} {words}"),
        "users": re.compile(rf" {part['users']}\b"),
        "in users": re.compile(rf"{seen}{often} (?:in|among) (?:{word} ){{0,3}}"),
        "from": re.compile(rf" from (?:{word} ){{0,2}}"),
        "gone": re.compile(rf" (?:{word} ){{0,2}}{part['gone']}\b"),
        "gone since": re.compile(rf" (?:{word} ){{0,2}}{part['gone']} (?:[\w']+ ){{0,8}}"),
        "led to an end": re.compile(rf" (?:[\w']+ ){{0,6}}{part['went']} (?:[\w']+ ){{0,2}}"),
        "stopping": re.compile(rf"\b{part['stopping']} (?:[\w']+ ){{0,2}}$"),
        "stopped": re.compile(rf" (?:[\w']+ ){{0,2}}{part['stopped']}\b"),
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
    for place, (left, right) in enumerate(pairwise(runs)):
        if left.only(_CONDITION) and right.only(_DRUG):
            yield from _before(passage, runs, place)
        elif left.only(_DRUG) and right.only(_CONDITION):
            yield from _behind(passage, runs, place)


def _before(passage: Passage, runs: Sequence[Group], place: int) -> Iterator[Assertion]:
    """What a complaint and the medicine behind it say."""
    complaint, drug = runs[place], runs[place + 1]
    if _patterns()["gone"].match(passage.flat, complaint.end, drug.start):
        gap = passage.flat[complaint.end : drug.start]
        if _patterns()["gone since"].fullmatch(gap) and _was_stopped(passage, drug):
            yield from _said(passage, drug, complaint, complaint.end)
        return
    beside = _beside(passage, runs[: place + 1])
    if _followed(passage, complaint, drug, beside[-1].start):
        for one in beside:
            yield from _said(passage, drug, one, complaint.end)


def _beside(passage: Passage, runs: Sequence[Group]) -> list[Group]:
    """The last of the complaints, and those that it came with: "pneumonia with fever"."""
    found = [runs[-1]]
    for other in reversed(runs[:-1]):
        if not other.only(_CONDITION) or not _BESIDE.fullmatch(passage.flat, other.end, found[-1].start):
            break
        found.append(other)
    return found


def _behind(passage: Passage, runs: Sequence[Group], place: int) -> Iterator[Assertion]:
    """What a medicine and the complaint behind it say."""
    drug, complaint = runs[place], runs[place + 1]
    if _was_stopped(passage, drug):
        gap = passage.flat[drug.end : complaint.start]
        ended = _patterns()["led to an end"].fullmatch(gap)
        if ended or _patterns()["gone"].match(passage.flat, complaint.end, passage.end):
            yield from _said(passage, drug, complaint, drug.end, checked=True)
    elif _befell(passage, drug, complaint):
        yield from _said(passage, drug, complaint, drug.end)
        for nearer, other in pairwise(runs[place + 1 :]):
            gap = passage.flat[nearer.end : other.start]
            if not other.only(_CONDITION) or not (_BESIDE.fullmatch(gap) or _FURTHER.fullmatch(gap)):
                break
            yield from _said(passage, drug, other, drug.end)


def _was_stopped(passage: Passage, drug: Group) -> bool:
    """ "Withdrawal of X", "X was stopped"."""
    before = passage.flat[max(passage.start, drug.start - _FAR) : drug.start]
    stopped = _patterns()["stopped"].match(passage.flat, drug.end, passage.end)
    return stopped is not None or _patterns()["stopping"].search(before) is not None


def _runs(group: Group) -> Iterator[Group]:
    """A list cut where complaints and other things meet: "after quinine, headache and nausea occurred"."""
    for _, names in groupby(group.names, key=lambda named: named.concept.type is ConceptType.CONDITION):
        yield Group(tuple(names))


def _followed(passage: Passage, complaint: Group, drug: Group, start: int) -> bool:
    """ "Y after the addition of X", "Y in patients receiving X". `start`: where the complaints begin."""
    gap = passage.flat[complaint.end : drug.start]
    patterns = _patterns()
    if _HOLDERS.match(gap) or _is_helped(passage, start):
        return False  # "epileptic patients after a dose of it"; "to prevent attacks in those who take it"
    if patterns["ended"].search(gap) or _was_there(passage, start) or _was_stopped(passage, drug):
        return False
    text = passage.document.text
    if _TREATED.match(text, drug.end, passage.end):
        return patterns["among treated"].fullmatch(gap) is not None
    if any(patterns[name].fullmatch(gap) for name in ("after", "in those", "seen with", "from")):
        return " be treated " not in gap  # "headaches in children can be treated with X"
    if patterns["users"].match(passage.flat, drug.end, passage.end) and patterns["in users"].fullmatch(gap):
        return True
    head = passage.flat[max(passage.start, start - _FAR) : start]
    compared = patterns["more"].search(head) and patterns["in the group"].fullmatch(gap) and " than " not in gap
    return bool(compared) and (" with " in gap or _GROUP.match(text, drug.end, passage.end) is not None)


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
    if patterns["users"].match(passage.flat, drug.end, passage.end):
        return patterns["befalls"].search(gap) is not None
    if patterns["ensues"].fullmatch(gap):
        return True
    if _TREATED.match(passage.document.text, drug.end, passage.end):
        shown = _SHOWED.match(passage.document.text, drug.end, complaint.start)
        return shown is not None or patterns["befalls"].search(gap) is not None
    if len(gap) > _FAR or not patterns["had"].search(head) or patterns["ended"].search(head[-60:]):
        return False
    occurs = patterns["occurs"].match(passage.flat, complaint.end, passage.end)
    if occurs and not patterns["ended"].search(gap) and not _was_there(passage, complaint.start):
        return True
    return patterns["befalls"].search(gap) is not None


def _said(passage: Passage, drug: Group, complaint: Group, place: int, checked: bool = False) -> Iterator[Assertion]:
    if not checked and _patterns()["denied"].search(passage.flat, passage.start, complaint.start):
        return
    known = tuple(n for n in complaint.names if n.concept.id not in passage.knowledge.states)
    if not known or _ADVICE.search(passage.flat, passage.start, passage.end):
        return
    complaint = Group(known)
    context = context_at(passage, Span(place, place + 1), place + 1)
    if context.polarity is Polarity.AFFIRMED and context.certainty is not Certainty.DISPUTED:
        possible = Context(Polarity.AFFIRMED, Certainty.POSSIBLE, context.cues)
        yield from claims(passage, (drug, complaint), Predicate.CAUSES, possible, "exposure")
