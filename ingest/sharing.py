"""What only one member of a list says of all: "neck and shoulder tension", "changes in mood or speech"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model import ConceptType, Span
from graph.names import singular
from ingest.phrases import is_gerund, told_by
from ingest.reference import is_class
from ingest.unnamed import Phrase, words_of

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ONE = re.compile(r"\W*(?:(?:a|an|the|your|any|some) )?([^\W\d_]{3,})\W*")
_HEADED = re.compile(r"\W*(?:(?:a|an|the|your|any|some) )?((?:\w+ )?(\w+) (?:in|of|with|to) |(?:trouble|difficulty) )")
_MUCH = re.compile(r"\W*(too (?:much|many|little|few) |not enough )")
_SHARED_TYPES = (ConceptType.CONDITION, ConceptType.REMEDY)
_NOT_SHARED = frozenset("of in by from with on".split())
_JOINED = re.compile(r"[,\s]*(?:(?:and|or|and/or|&) |/)\s*")
_HEADED_WORDS = 2  # of a member whose head words before it share: "speech problems"
_PAIR = 2
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

    def word_in(self, flat: str, member: Span) -> Span | None:
        """The one word that a member says of a name whose head stands further on: "neck and shoulder tension"."""
        found = _ONE.fullmatch(flat, member.start, member.end) if self.behind else None
        if found is None or told_by(found[1]) is not None or is_class(found[1]):
            return None
        if any(found[1] in words_of(place) for place in ("bad", "empty", "last", "first", "any")):
            return None
        return Span(*found.span(1))


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
    if first.lstrip().startswith("lack of ") and len(members) > _PAIR:
        return nothing  # "lack of sleep, stress and noise": only sleep is lacking
    if (
        headed is not None
        and len(first.split()) <= _SHORT
        and singular((headed[2] or headed[1]).strip()) in words_of("shares")
    ):
        return [Shared(), *(Shared(headed[1]) for _ in members[1:])]
    return _behind(flat, members)


def _behind(flat: str, members: Sequence[Span]) -> list[Shared]:
    """The head of each member of two words, for the single words joined to it: "hearing and speech problems"."""
    found: list[Shared] = []
    behind, start = "", members[-1].end
    for member in reversed(members):
        words = _WORD.findall(flat[member.start : member.end])
        joined = bool(found and found[-1].behind) or _JOINED.fullmatch(flat, member.end, start) is not None
        start = member.start
        if len(words) == 1:
            found.append(Shared(behind=behind if joined else ""))
            continue
        found.append(Shared())
        heads = len(words) == _HEADED_WORDS and words[0] not in (*_NOT_SHARED, *words_of("empty"))
        behind = f" {singular(words[-1])}" if heads and told_by(words[-1]) in _SHARED_TYPES else ""
    return found[::-1]
