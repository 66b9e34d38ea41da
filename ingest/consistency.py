"""What one passage says against another: a heading against its own text, a claim against the doubt right behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from graph.model import Assertion, BlockKind, Certainty, Polarity, Predicate
from ingest.context import Context
from ingest.passage import Passage
from ingest.verdicts import verdict

_WEAK = ("structure", "kind")  # rules that give way to what the words say
_HELPS = frozenset((Predicate.TREATS, Predicate.PREVENTS))
CORE = frozenset((*_HELPS, Predicate.CAUSES, Predicate.WORSENS))
_TAKES_UP = re.compile(
    r"\b(?:it|this|that|these|they|them|so|such|claims?|idea|belief|theory|evidence|proof|stud(?:y|ies)|research|science|"
    r"trials?|scientists|researchers)\b"
)
_ALL = re.compile(r"\b(?:these|they|them|such|claims|either|any)\b")
# "Some studies found that A helps. In others, it did not."
_OTHERS = re.compile(
    r"\b(?:others?|some|more recent|newer|later|larger) (?:stud(?:y|ies)|trials?|research|reviews?)\b|\bothers\b"
)
_SHORT, _LONGEST = 60, 160  # characters of a doubting sentence without, and with a word that takes up the one before


def as_left_by(after: Passage | None, passage: Passage | None, said: tuple[Assertion, ...]) -> tuple[Assertion, ...]:
    """What a passage asserts, as the next one leaves it: "Many swear by A. There is no proof that it works."

    A passage is None where nothing was read, or nothing follows.
    """
    judged = _judged(passage, after) if said and passage and after else None
    return _rejudged(said, after, judged) if judged and after else said


def _judged(passage: Passage, after: Passage) -> Context | None:
    """How a sentence denies or doubts the one before; None where it speaks of something else."""
    if after.is_first_of_block or after.sentence.kind is BlockKind.HEADING or after.is_question or not after.cues:
        return None
    words = after.flat[after.start : after.end]
    if len(words) > _LONGEST or not (_TAKES_UP.search(words) or len(words) < _SHORT):
        return None
    known = {named.concept.id for named in passage.names} | ({after.topic.concept.id} if after.topic else set())
    if any(named.concept.id not in known for named in after.names):
        return None
    judged = verdict(after, (after.start, after.end))
    if judged is not None and _OTHERS.search(words):
        return judged._replace(polarity=Polarity.AFFIRMED, certainty=Certainty.DISPUTED)
    return judged


def _rejudged(assertions: Sequence[Assertion], after: Passage, judged: Context) -> tuple[Assertion, ...]:
    """The assertions with the verdict in them; "it" takes up what acted last, "they" everything."""
    last = max(assertion.evidence[0].subject for assertion in assertions)
    takes_all = _ALL.search(after.flat, after.start, after.end) is not None
    return tuple(
        _with_verdict(a, judged) if (takes_all or a.evidence[0].subject == last) and _may_be_doubted(a) else a
        for a in assertions
    )


def _may_be_doubted(assertion: Assertion) -> bool:
    return assertion.predicate in CORE and assertion.polarity is Polarity.AFFIRMED


def _with_verdict(assertion: Assertion, judged: Context) -> Assertion:
    evidence = assertion.evidence[0]
    return replace(
        assertion,
        polarity=judged.polarity,
        certainty=judged.certainty,
        evidence=(replace(evidence, cues=tuple(dict.fromkeys((*evidence.cues, *judged.cues)))),),
    )


def without_denied_headings(assertions: Sequence[Assertion]) -> list[Assertion]:
    """The assertions without those of headings such as "Bananas" whose text says that bananas do not help.

    Each assertion has one evidence, as extractors make them.
    """
    denied = {(a.subject, a.evidence[0].section.rpartition(" > ")[2]) for a in assertions if _denies(a)}
    return [a for a in assertions if not (_is_suggestion(a) and (a.subject, _heading(a)) in denied)]


def _denies(assertion: Assertion) -> bool:
    doubtful = assertion.polarity is Polarity.NEGATED or assertion.certainty is Certainty.DISPUTED
    return doubtful and assertion.predicate in _HELPS and assertion.evidence[0].rule != "structure"


def _is_suggestion(assertion: Assertion) -> bool:
    return assertion.predicate in _HELPS and assertion.evidence[0].rule == "structure"


def _heading(assertion: Assertion) -> str:
    return " ".join(assertion.evidence[0].quote.split())


def without_overruled(said: Sequence[Assertion], kin: Callable[[str, str], bool]) -> tuple[Assertion, ...]:
    """What is read from one passage, without what the heading alone suggests where the words say otherwise.

    "Stretching: helps you avoid cramps" under "Treatment" prevents. `kin`: whether two complaints are kinds of one.
    """
    told = {(a.subject, a.object): a.predicate for a in said if a.evidence[0].rule not in _WEAK and a.predicate in CORE}
    affirmed = {(a.subject, a.predicate, a.object) for a in said if a.predicate in _HELPS and _is_sure(a)}
    return tuple(a for a in said if not (_repeated(a, told) or _overruled(a, told, kin) or _taken_back(a, affirmed)))


def _is_sure(assertion: Assertion) -> bool:
    return assertion.polarity is Polarity.AFFIRMED and assertion.certainty is not Certainty.DISPUTED


def _taken_back(assertion: Assertion, affirmed: Collection[tuple[str, Predicate, str]]) -> bool:
    """True for "does not cure it" in "A eases B but does not cure it": the text does not say that A does nothing."""
    key = (assertion.subject, assertion.predicate, assertion.object)
    return assertion.polarity is Polarity.NEGATED and key in affirmed


def _repeated(assertion: Assertion, told: Mapping[tuple[str, str], Predicate]) -> bool:
    """True for what an example only implies and the words say: "medicines to treat B, such as A"."""
    pair = (assertion.subject, assertion.object)
    return assertion.evidence[0].rule == "kind" and told.get(pair) is assertion.predicate


def _overruled(
    suggested: Assertion, told: Mapping[tuple[str, str], Predicate], kin: Callable[[str, str], bool]
) -> bool:
    return suggested.evidence[0].rule == "structure" and any(
        subject == suggested.subject and predicate is not suggested.predicate and kin(object_, suggested.object)
        for (subject, object_), predicate in told.items()
    )
