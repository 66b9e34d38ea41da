"""What reaches a trigger: which cues, by their scope, by clauses, and by what stands between.

A "not" that has met its verb denies no other one; a "may" heads no verb in the third person; doubt in a clause that
speaks of something else is about that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.model import Span
from ingest.clauses import Clauses, Kind
from ingest.lexicon import Cue, Hit
from ingest.passage import Group, Passage

DENIALS = frozenset(("negated", "denied", "absent"))
DOUBTS = frozenset(("disputed", "weak", "tested"))

_NEAR = 60  # characters between a negation and what it denies
_OR = re.compile(r"\b(?:or|nor)\b")
_AND = re.compile(r"\band\b|,")
_ADVERBS = re.compile(r" ?(?:[a-z]+ly |even |just |also |ever |to )?")
_BEFORE_NAME = re.compile(r" (?:(?:because of|due to|[\w']+) ){0,2}")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|does)\b")
_NEW_SUBJECT = re.compile(r", (?:it|they|this|these|that|you|we|he|she|there)\b")
_NEW_VERB = re.compile(
    r"\b(?:and|yet|then) (?:\w+ly |also |still |even )?"
    r"(?:is|are|was|were|has|have|can|may|might|will|does|do|could|it|they|so)\b"
)
_HOW = re.compile(r"\b(?:how|why)\b")
_OF_ANOTHER = re.compile(r" (?:for|on|in|of|against|that|from|to) ")
_SUPPORT = r"(?:evidence|proof|research|stud(?:y|ies)|trials?|data|findings?|results?|science|support|basis|backing|reviews?)\b"
_OF_SUPPORT = re.compile(rf" (?:\w+ ){{0,2}}{_SUPPORT}")
_SUPPORTED = re.compile(rf"\b(?:{_SUPPORT}|(?:effects?|effectiveness|efficacy|benefits?|link|case|claims?|role)\b)")
_IS = re.compile(r"\b(?:is|are|was|were|remains?|be|been|being|seems?|looks?|appears?)(?: \w+){0,2} $")
_UNTESTED = re.compile(
    r"(?:\b(?:not|never|cannot|unable to|yet to|fail(?:s|ed|ing)? to|failure to|hardly|nobody|no one|none|nor|neither|"
    r"few|no (?:\w+ )?(?:stud(?:y|ies)|trials?|research|data|scientists?|doctors?))|n't)"
    r"(?: (?!and\b|but\b|or\b)\w+){0,4} $"
)


class Aside(NamedTuple):
    """A name that a cue takes out of a claim, or of which it is said otherwise. `effect`: the cue's category."""

    start: int
    end: int
    effect: str
    cue: str


class Scope:
    """What reaches one trigger, which acts as far as `reach`."""

    def __init__(self, passage: Passage, trigger: Span, reach: int) -> None:
        self._passage = passage
        self._trigger = trigger
        self._reach = reach
        self._clauses = Clauses(passage)
        self._own = self._clauses.at(trigger.start)
        self._form = next((t.form for hit, t in passage.triggers if hit.start == trigger.start), "")

    def cues(self) -> list[tuple[Hit, Cue]]:
        """The cues that count for the trigger. What denies a test ("not proven") denies nothing else."""
        kept = [(hit, cue) for hit, cue in self._passage.cues if self._holds(hit, cue)]
        tests = [(_denial_of(self._passage, hit), hit.start) for hit, cue in kept if cue.category == "tested"]
        denials = [h.start for h, c in kept if c.category in DENIALS and not any(a <= h.start < b for a, b in tests)]
        told = min(denials) if denials and min(denials) < self._trigger.end else -1  # "some say that it does not help"
        return [
            (hit, cue)
            for hit, cue in kept
            if (cue.category not in DENIALS or hit.start in denials)
            and (cue.category not in DOUBTS or not denials or hit.start < told)
        ]

    def asides(self) -> tuple[Aside, ...]:
        """The names of which the trigger's clause says something else."""
        found: list[Aside] = []
        for hit, cue in self._passage.cues:
            effect = self._effect_on_names(hit, cue)
            if effect:
                found.extend(asides_of(self._passage, hit, effect))
        return tuple(found)

    def _effect_on_names(self, hit: Hit, cue: Cue) -> str:
        """What a cue does to the names behind it: "caused by A, not B", "it is not A that …", "A and possibly B"."""
        here = self._clauses.at(hit.start)
        behind = hit.start >= self._trigger.end
        if cue.scope == "next":
            return cue.category if here == self._own or (cue.category == "denied" and self._hangs_on(here)) else ""
        if cue.category == "negated" and cue.scope == "verb":
            return "denied" if (here == self._own and behind) or self._hangs_on(here) else ""
        if cue.category == "possible" and cue.scope == "clause" and here == self._own:
            return "possible" if behind or self._is_listed(hit) else ""
        return ""

    def _holds(self, hit: Hit, cue: Cue) -> bool:
        if self._trigger.start <= hit.start and hit.end <= self._trigger.end:
            return cue.scope != "next" or cue.category in DENIALS  # "does not help" holds its own negation
        if cue.scope == "next":
            return self._meets_trigger(hit, cue)
        if cue.scope == "verb":
            return self._clauses.at(hit.start) == self._own and self._governs(hit, cue)
        if cue.scope == "clause":
            return self._clauses.at(hit.start) == self._own and hit.start < self._reach and not self._is_listed(hit)
        return self._in_sentence(hit, cue)

    def _is_listed(self, hit: Hit) -> bool:
        """True inside a list ("stress and possibly age"): only what comes after it there is meant."""
        return any(group.start < hit.start < group.end for group in self._passage.groups)

    def _meets_trigger(self, hit: Hit, cue: Cue) -> bool:
        """ "without causing", "no remedy for": the cue stands directly before the trigger."""
        if cue.category not in ("denied", "absent") or hit.end > self._trigger.start:
            return False
        return _ADVERBS.fullmatch(self._passage.flat, hit.end, self._trigger.start) is not None

    def _governs(self, hit: Hit, cue: Cue) -> bool:
        if hit.end > self._trigger.start + 1:
            overlaps = hit.start < self._trigger.start  # "should not be used for"
            return overlaps or (cue.category == "possible" and hit.start < self._reach)
        gap = self._gap(hit.end)
        if cue.category == "possible":
            return not self._is_taken(hit, gap)
        if _NEW_SUBJECT.search(gap):
            return False
        return cue.category == "disputed" or self._denies(hit, gap)

    def _denies(self, hit: Hit, gap: str) -> bool:
        """False where a negation is used up before: "cannot take A, B helps"; "does not help and can worsen"."""
        if len(gap) > _NEAR or _NEW_VERB.search(gap):
            return False
        if _OR.search(gap):
            return True
        verbs = any(hit.end <= other.start and other.end <= self._trigger.start for other, _ in self._passage.triggers)
        return not self._names_from(hit.end) and not (verbs and " and " in gap)

    def _is_taken(self, hit: Hit, gap: str) -> bool:
        """True where a "may" is another verb's: "may relax muscles and prevents cramps"."""
        if self._form == "third":
            return True
        earlier = [t for t, _ in self._passage.triggers if hit.end <= t.start and t.end <= self._trigger.start]
        names = self._names_from(hit.end)
        if (earlier or names) and _FINITE.search(gap):
            return True
        if self._form != "base" or not names or not earlier:
            return False
        return self._passage.flat[names[-1].end : self._trigger.start] == " "  # "may contain A cause"

    def _in_sentence(self, hit: Hit, cue: Cue) -> bool:
        before = self._clauses.stretches(self._clauses.at(hit.start), 0, hit.start)
        if cue.category in ("weak", "tested") and not is_doubt(self._passage, hit, cue, before):
            return False
        if cue.category in DOUBTS and self._asks_how(hit):
            return False
        here = self._clauses.at(hit.start)
        if here == self._own:
            return not self._speaks_of_another(hit)
        if self._hangs_on(here) and hit.start < self._trigger.start:
            return self._clauses.all[self._own].opener == "that"
        return self._is_next(here) and not self._clauses.has_name(here) and not self._clauses.has_trigger(here, hit)

    def _asks_how(self, hit: Hit) -> bool:
        """ "Why it helps is unclear" doubts no help."""
        parts = self._clauses.stretches(self._own, 0, hit.start)
        start = min(hit.start, self._trigger.start, *(low for low, _ in parts[:1]))
        return _HOW.search(self._passage.flat, start, self._trigger.start) is not None

    def _speaks_of_another(self, hit: Hit) -> bool:
        """True for "relieves A, with no effect on B": what follows the cue is said of that."""
        if hit.start < self._reach or not _OF_ANOTHER.match(self._passage.flat, hit.end):
            return False
        later = [group for group in self._passage.groups if group.start >= hit.end]
        return bool(later) and later[0].start - hit.end < _NEAR

    def _is_next(self, clause: int) -> bool:
        """True where no clause with a relation of its own stands between."""
        low, high = sorted((clause, self._own))
        return not any(self._clauses.has_trigger(between) for between in range(low + 1, high))

    def _hangs_on(self, clause: int) -> bool:
        """True where the trigger's clause describes the last word of another: "A that causes B"."""
        own = self._clauses.all[self._own]
        return own.kind is Kind.RELATIVE and own.parent == clause and not own.loose

    def _names_from(self, start: int) -> list[Group]:
        """The lists of names in the trigger's clause from a position up to the trigger."""
        groups = (g for g in self._passage.groups if start <= g.start and g.end <= self._trigger.start)
        return [group for group in groups if self._clauses.at(group.start) == self._own]

    def _gap(self, start: int) -> str:
        """What the trigger's clause says between a position and the trigger, with the commas in it."""
        parts = self._clauses.stretches(self._own, start, self._trigger.start)
        return "".join(self._passage.flat[max(start, low - 1) : high] for low, high in parts)


def is_doubt(passage: Passage, hit: Hit, cue: Cue, before: Sequence[tuple[int, int]]) -> bool:
    """Whether a cue makes a claim less certain. `before`: the parts of its clause that stand before it."""
    if cue.category == "tested":
        return _denial_of(passage, hit) >= 0
    if cue.category != "weak":
        return cue.category in ("possible", "disputed")
    if _OF_SUPPORT.match(passage.flat, hit.end):
        return True  # "little evidence"
    told = any(_SUPPORTED.search(passage.flat, start, end) for start, end in before)
    return told and _IS.search(passage.flat, max(passage.start, hit.start - _NEAR), hit.start) is not None


def asides_of(passage: Passage, hit: Hit, effect: str) -> list[Aside]:
    """The names that stand directly behind a cue: the first one, and those listed with it that are of its type."""
    text = passage.document.text[hit.start : hit.end]
    for group in passage.groups:
        if group.end <= hit.end:
            continue
        listed = [named for named in group.names if named.span.start >= hit.end]
        if not listed or not _stands_behind(passage, hit, listed[0].span.start):
            return []
        alike = (named for named in listed if named.concept.type is listed[0].concept.type)
        return [Aside(named.span.start, named.span.end, effect, text) for named in alike]
    return []


def _stands_behind(passage: Passage, hit: Hit, start: int) -> bool:
    between = any(hit.end <= other.start and other.end <= start for other, _ in passage.triggers)
    return not between and _BEFORE_NAME.fullmatch(passage.flat, hit.end, start) is not None


def _denial_of(passage: Passage, hit: Hit) -> int:
    """Where the denial begins that a "proven" stands under, or -1."""
    found = _UNTESTED.search(passage.flat, max(passage.start, hit.start - _NEAR), hit.start)
    return found.start() if found else -1
