"""What only one member of a list says of all: "neck and shoulder tension", "changes in mood or speech"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model import ConceptType, Span
from graph.names import singular
from ingest.phrases import is_gerund, told_by
from ingest.unnamed import Phrase, words_of

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_HEADED = re.compile(r"\W*(?:(?:a|an|the|your|any|some) )?((?:\w+ )?(\w+) (?:in|of|with|to) |(?:trouble|difficulty) )")
_MUCH = re.compile(r"\W*(too (?:much|many|little|few) |not enough )")
_MEASURED = frozenset("much many little few enough".split())
_SHARED_TYPES = (ConceptType.CONDITION, ConceptType.REMEDY)
_NOT_SHARED = frozenset("of in by from with on".split())
_SHORT = 5  # words of a member whose head others share
_ITS_OWN = (ConceptType.CONDITION, ConceptType.FACTOR, "none")


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that stand before or behind what a member says itself; both empty where it says all."""

    before: str = ""
    behind: str = ""

    def with_head(self, phrase: Phrase) -> Phrase:
        """The phrase with what it shares; as it is where it has a head of its own."""
        if not (self.before or self.behind):
            return phrase
        if self.behind:
            word = phrase.words[-1]
            has_own = len(phrase.words) > 1 or phrase.raw.isupper() or singular(word) != word
            has_own = has_own or (is_gerund(word) and told_by(self.behind.strip()) != ConceptType.CONDITION)
        else:
            has_own = told_by(phrase.head) in _ITS_OWN and not self.before.startswith(
                ("too ", "not ", "trouble", "diff")
            )
        many = self.before in ("too many ", "too few ")
        if has_own or (many and singular(phrase.words[-1]) == phrase.words[-1]):
            return phrase
        raw = f"{self.before}{phrase.raw}{self.behind}"
        return replace(phrase, raw=raw, words=tuple(f"{self.before}{' '.join(phrase.words)}{self.behind}".split()))


def shared_by(flat: str, members: Sequence[Span]) -> list[Shared]:
    """What each member of a list shares with the first, or with the last, of them."""
    nothing = [Shared() for _ in members]
    if len(members) < 2:
        return nothing
    first = flat[members[0].start : members[0].end]
    much = _MUCH.match(first)
    headed = _HEADED.match(first)
    if much is not None:
        return [Shared(), *(Shared(much[1]) for _ in members[1:])]
    if (
        headed is not None
        and len(first.split()) <= _SHORT
        and singular((headed[2] or headed[1]).strip()) in words_of("shares")
    ):
        return [Shared(), *(Shared(headed[1]) for _ in members[1:])]
    last = _WORD.findall(flat[members[-1].start : members[-1].end])
    if (
        1 < len(last) <= 3
        and last[0] not in _NOT_SHARED
        and last[-2] not in words_of("empty")
        and told_by(last[-1]) in _SHARED_TYPES
    ):
        behind = f" {singular(last[-1])}"
        return [*(Shared(behind=behind) for _ in members[:-1]), Shared()]
    return nothing
