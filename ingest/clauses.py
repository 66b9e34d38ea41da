"""The clauses of a sentence: which of its stretches belong together, and which clause hangs on which.

A rough division without grammar: conjunctions, relative words, brackets and commas, as `ingest.passage` cuts them.
It is what decides how far a "may" or a "not" reaches (Chapman et al. 2001 end a negation's scope at such words).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.lexicon import Hit
from ingest.passage import Passage
from ingest.segments import RELATIVE, Segment

_COORDINATING = frozenset(("but", "so", ";", ":"))
_SUBORDINATING = frozenset("because since although though whereas while when where if unless until".split())
_BEGINS_SUBORDINATE = re.compile(r"(?:even )?(?:because|since|although|though|whereas|while|when|if|unless|until)\b")
_LOWERED_VERB = re.compile(
    r" ?(?:can|may|might|could|will|would|should|must|is|are|was|were|has|have|had|do|does|did|isn't|aren't|don't|"
    r"doesn't|can't|won't|not|never|often|usually|sometimes|also)\b"
)


class Kind(StrEnum):
    """What a clause is to the one that it hangs on."""

    MAIN = "main"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    ASIDE = "aside"  # in brackets


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `opener`: its first word; `parent`: the clause that it hangs on, or -1; `loose`: after a comma."""

    kind: Kind
    parent: int
    opener: str
    loose: bool


class Clauses:
    """The clauses of one passage. Numbers count in text order."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self.all: list[Clause] = []
        self._of_segment: list[int] = []
        current = -1
        for number, segment in enumerate(passage.segments):
            current = self._next(current, number, segment)
            self._of_segment.append(current)

    def at(self, position: int) -> int:
        """The number of the clause that holds a position."""
        return self._of_segment[self._passage.segment_at(position)]

    def stretches(self, clause: int, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of a stretch that belong to a clause, in text order."""
        found = []
        for number, segment in enumerate(self._passage.segments):
            low, high = max(start, segment.start), min(end, segment.end)
            if low < high and self._of_segment[number] == clause:
                found.append((low, high))
        return found

    def has_trigger(self, clause: int, but: Hit | None = None) -> bool:
        """True where a relation is stated in a clause, if only by other words than `but`."""
        return any(
            self.at(hit.start) == clause and (but is None or hit.end <= but.start or but.end <= hit.start)
            for hit, _ in self._passage.triggers
        )

    def has_name(self, clause: int) -> bool:
        """True where a clause names something."""
        return any(self.at(group.start) == clause for group in self._passage.groups)

    def _next(self, current: int, number: int, segment: Segment) -> int:
        opener = segment.opener
        if current < 0:
            begins = _BEGINS_SUBORDINATE.match(self._passage.flat, segment.start, segment.end)
            word = begins.group().removeprefix("even ") if begins else opener
            # behind a heading, the conjunction itself has been cut off
            lowered = begins is not None or opener in _SUBORDINATING
            return self._new(Kind.SUBORDINATE if lowered else Kind.MAIN, -1, word, number)
        if opener in _COORDINATING:
            return self._new(Kind.MAIN, -1, opener, number)
        if opener in _SUBORDINATING:
            return self._new(Kind.SUBORDINATE, current, opener, number)
        if opener in RELATIVE:
            relative = opener != "that" or self._is_relative(segment)
            return self._new(Kind.RELATIVE, current, opener, number) if relative else current
        if opener == "(":
            return self._new(Kind.ASIDE, current, opener, number)
        return self._closed(current, opener, number)

    def _closed(self, current: int, opener: str, number: int) -> int:
        """The clause that goes on behind a closing bracket or a comma."""
        clause = self.all[current]
        if opener == ")":
            while self.all[current].parent >= 0 and self.all[current].kind is not Kind.ASIDE:
                current = self.all[current].parent
            return self.all[current].parent if self.all[current].kind is Kind.ASIDE else current
        if opener != ",":
            return current
        if self._is_bare(number):  # "A, which, when severe, can cause B"
            self.all.append(Clause(Kind.RELATIVE, current, "which", loose=True))
            return len(self.all) - 1
        if clause.kind is Kind.RELATIVE and clause.loose:
            return current if self._is_bare(number - 1) else clause.parent
        if clause.kind is Kind.SUBORDINATE and clause.parent < 0:
            return self._new(Kind.MAIN, -1, opener, number)  # "Although it is cheap, …": the main clause begins
        waits = clause.kind is Kind.SUBORDINATE and clause.loose and not self._states(clause.parent)
        return clause.parent if waits else current  # "Quinine, although it is cheap, relieves …"

    def _is_bare(self, number: int) -> bool:
        """True for a segment that is only a relative word, with a comma on either side."""
        start, end, opener = self._passage.segments[number]
        return opener == "," and self._passage.flat[start:end].strip() in RELATIVE

    def _new(self, kind: Kind, parent: int, opener: str, number: int) -> int:
        before = self._passage.segments[number - 1] if number else None
        blank = before is not None and not self._passage.flat[before.start : before.end].strip()
        self.all.append(Clause(kind, parent, opener, blank))
        return len(self.all) - 1

    def _states(self, clause: int) -> bool:
        """True where a relation was stated in a clause so far."""
        held = (number for number, holder in enumerate(self._of_segment) if holder == clause)
        parts = [self._passage.segments[number] for number in held]
        return any(part.start <= hit.start < part.end for part in parts for hit, _ in self._passage.triggers)

    def _is_relative(self, segment: Segment) -> bool:
        """Whether a "that" takes up the word before it ("drugs that may …") and opens no statement ("proof that …")."""
        flat = self._passage.flat
        before = segment.start - len(" that")
        if any(0 <= before - group.end <= 1 for group in self._passage.groups):
            return True
        begins = segment.start + (flat[segment.start] == " ")
        acts = any(hit.start == begins for hit, _ in self._passage.triggers)
        return acts or _LOWERED_VERB.match(flat, segment.start, segment.end) is not None
