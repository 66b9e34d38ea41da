"""What "it", "them" and "the condition" behind a verb stand for."""

from __future__ import annotations

import re

from ingest.passage import Group, Passage
from ingest.reference import antecedent
from ingest.segments import Segment
from ingest.standins import of_others

_CONDITION = frozenset(("condition",))
_AGENTS = frozenset(("drug", "remedy"))
_ANYTHING = frozenset(("condition", "nutrient"))
_ACTED = re.compile(r" (?:it|them|either|both|either of them|both of them)(?=[.,;:!?)]|$| (?:and|or|but|in|at|for)\b)")
_CONTENTS = frozenset(("nutrient", "drug"))
_COMPLAINT = re.compile(
    r"(?: (?:a|an|the|your|their|its|these|some|any|many|of|mild|severe|most|and|discomfort))* (?:symptoms?|condition|"
    r"disorder|problem|complaint|attacks?|episodes?|cases?)\b|(?: (?:around|about|up to|nearly|more than|some|over|"
    r"roughly))? (?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of) [\w-]+ (?:people|patients|cases|"
    r"women|men|children|adults|sufferers)\b"
)
_IF = re.compile(r"\W*(?:if|when) ")
_SUBJECT_IT = re.compile(r"\W*(?:it|they|this|these)(?: \w+){0,3} $")
IT = re.compile(r" (?:it|them|this)\b")  # behind a verb
_INTRODUCED = re.compile(
    r"\W*(?:and |but |so |while |although )?(?:(?:\w+ed|taken|given|together) )?(?:in|with|during|among|after|at|for|"
    r"unlike|like|as) (?:[\w'-]+ ){0,3}"
)
_THEN_IT = re.compile(
    r",? (?:it|they) (?:(?:can|may|might|could|will|would|also|often|sometimes|does|do|did|not|\w+ly|has|have|been|is|"
    r"are|even|to|seems?|tends?|helps?) )*"
)


def stood_for(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """What the article is about, where "symptoms" or "it" stands for it."""
    is_it = IT.match(passage.flat, position, passage.end) is not None
    if types >= _AGENTS and not types >= _ANYTHING and _ACTED.match(passage.flat, position, passage.end):
        return antecedent(passage, position, types)
    before = _complaint_before(passage, position) if is_it and types == _CONDITION else None
    named = _COMPLAINT.match(passage.flat, position, passage.end) is not None
    if before is not None or passage.topic is None or not (named or is_it):
        return before
    if named:
        other = of_others(passage.flat, passage.start, position)
        return None if other else Group((passage.topic,)).only(types)
    return Group((passage.topic,)) if types == _CONDITION else _source_of(passage, position, types)


def _source_of(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """What "it" is in "oranges are rich in it": the thing that the sentence before or the sub-heading names."""
    own = [group for group in reversed(passage.groups) if group.end <= position]
    earlier = (*own, *passage.before, *((passage.subheading,) if passage.subheading else ()))
    return next((kept for group in earlier if (kept := group.only(types))), None) if types == _CONTENTS else None


def _complaint_before(passage: Passage, position: int) -> Group | None:
    """What "it" is in "A can worsen B but does not cause it": the last complaint before the clause."""
    own = passage.segments[passage.segment_at(position)]
    conditional = passage.segments[0].opener in ("if", "when") or _IF.match(passage.flat, passage.start)
    begun = own.start if own.opener == "," and conditional else passage.start
    opened = max((s.start for s in passage.segments if s.hard and s.start <= position), default=passage.start)
    opened = max(opened, begun)  # "if you have B, A can cure it"
    if not conditional and not any(hit.start < opened for hit, _ in passage.triggers):
        return None  # "she asked about A, because B can set it off": nothing was told of A
    earlier = [kept for group in passage.groups if group.end <= opened and (kept := group.only(_CONDITION))]
    return earlier[-1] if earlier else None


def pronoun_acts(passage: Passage, position: int) -> bool:
    """Whether the subject of the verb at a position is a pronoun: "eased A, but it gave me B"."""
    segment = passage.segments[passage.segment_at(position)]
    return _SUBJECT_IT.match(passage.flat, segment.start, position) is not None


def pronoun_behind(passage: Passage, segment: Segment, group: Group, position: int) -> bool:
    """Whether a pronoun is the subject behind an introducing list: "in older people it can bring on B"."""
    introduced = _INTRODUCED.fullmatch(passage.flat, segment.start, group.start)
    return bool(introduced) and _THEN_IT.fullmatch(passage.flat, group.end, position) is not None


def verb_of_pronoun(passage: Passage, segment: Segment, limit: int) -> int | None:
    """Where the verb before a list stands whose subject is a pronoun: "it can leave you tired and raises the risk"."""
    verb = next((hit.start for hit, _ in passage.triggers if segment.start <= hit.start < limit), None)
    return verb if verb is not None and _SUBJECT_IT.match(passage.flat, segment.start, verb) else None
