"""What a sentence offers for names that nobody knows yet, and where its clauses end around a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.model import Sentence
from ingest.governing import Rule
from ingest.lexicon import Hit, Opener, Trigger
from ingest.mentions import Named
from ingest.segments import RELATIVE

Region = tuple[int, int]  # from, to: code points

_BOUNDARY = re.compile(
    r"[.;:()!?]|\s?—\s?|,? \b(?:because|since|although|though|whereas|while|but|which|that|who|whose|when|where|if|"
    r"unless|until|so)\b|,? as (?:can|could|do|does|may|might|will|is|are) |, (?:and|it|they|this|these|you|we|he|she) "
)
_AUXILIARIES = re.compile(
    r"(?>\b(?:can|could|may|might|will|would|must|should|do|does|did|not|also|often|sometimes|usually|always|never|to|"
    r"help|helps|helped|is|are|be|been|being|was|were|has|have|had|known|thought|believed|likely|said|seem|seems|appear|"
    r"appears|tend|tends|all|both|actually|even|then|in turn|in some cases|still|just|only|seldom|rarely|\w+ly|"
    r"used|found|shown|proved|proven|itself|too|one of|a|an|the|another|cannot|can't|"
    r"doesn't|don't|didn't|won't)\b[, ]*)+$"
)
_SAID = re.compile(
    r"\b(?:finds?|found|says?|said|think|thinks|thought|believe|believes|believed|reports?|reported|shows?|shown|suggests?|"
    r"suggested|notices?|noticed|swear|swears|claims?|claimed|know|knows|known|means|true|likely|possible|certain|sure|"
    r"doubt|idea|evidence|chance|theory|fact|discovered|learnt|learned|confirm|confirms|confirmed) that$"
)
_NOUN_BEFORE = re.compile(r"\b(?:a|an|the|any|some|your|sudden) (?:\w+ )?$")  # "a sudden drop in": no verb
_OWN_VERB = 3  # words of a relative clause with a verb of its own


class Slot(NamedTuple):
    """What stands in a region: the relation, its end, the types that may be that end; how it is worded there.

    `advice`: a verb in its base form says what to do. `loose`: only what tells itself to be a name is one;
    `done`: only what is done; `further`: what stands behind the first member of a list; `reader`: what the reader does.
    """

    predicate: str
    role: str
    types: frozenset[str]
    advice: bool = False
    loose: bool = False
    done: bool = False
    further: bool = False
    reader: bool = False


@dataclass(frozen=True, slots=True)
class Slots:
    """What a sentence offers: the text, the names known in it, its triggers, and what governs it."""

    text: str
    flat: str
    sentence: Sentence
    names: Sequence[Named]
    triggers: Sequence[tuple[Hit, Trigger]]
    governors: Sequence[Rule]
    has_topic: bool
    label_end: int = 0
    rejected: frozenset[str] = frozenset()  # normal names of which a curator says that they name nothing
    openers: Sequence[tuple[Hit, Opener]] = ()


def has_name(slots: Slots, region: Region, types: frozenset[str]) -> bool:
    """True where a name of one of these types stands in a region."""
    return any(region[0] <= n.span.start and n.span.end <= region[1] and n.concept.type in types for n in slots.names)


def clause_before(slots: Slots, position: int) -> Region:
    """The clause before a position, without its auxiliaries."""
    start = max(slots.sentence.span.start, slots.label_end)
    auxiliaries = _AUXILIARIES.search(slots.flat, start, position)
    verb = auxiliaries.start() if auxiliaries else position
    for match in _BOUNDARY.finditer(slots.flat, start, position):
        if match.group().strip(" ,") not in RELATIVE or _SAID.search(slots.flat, start, match.end()):
            start = match.end()
        elif auxiliaries and slots.flat[match.end() : verb].count(" ") >= _OWN_VERB:
            return start, match.start()  # "muscles that support the head may ...": the relative clause is over
        else:
            start = position  # what the clause is about stands before it
    if any(start < hit.start and hit.end <= verb and trigger.form != "ing" for hit, trigger in slots.triggers):
        return position, position  # "this strains the muscle and causes cramps": the first verb's subject is meant
    return start, max(start, verb)


def clause_after(slots: Slots, position: int) -> Region:
    """What follows a position, up to the next clause or trigger."""
    end = slots.sentence.span.end
    boundary = _BOUNDARY.search(slots.flat, position, end)
    if boundary:
        end = boundary.start()
    following = (
        hit.start
        for hit, _ in slots.triggers
        if position <= hit.start < end and not _NOUN_BEFORE.search(slots.flat, position, hit.start)
    )
    return position, next(following, end)
