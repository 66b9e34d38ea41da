"""What a heading or a list's lead-in says of the things that stand under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from ingest.wording import flat

_WHOLE = "= "  # in the table, before a wording that must be the whole heading
_ALONE = "~ "  # before one that says it only where no other heading above says anything
_REMEMBERED = 4096  # headings whose meaning is kept: articles of one site repeat them
SILENT = ("none", "plain")  # words of the table for headings that state no relation


@dataclass(frozen=True, slots=True)
class Rule:
    """What a heading says of the things under it (see data/relations/headings.tsv)."""

    predicate: str
    role: str
    types: frozenset[str]
    target: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeadingCue:
    """A wording and what a heading with it says."""

    wording: str
    rule: Rule


class Governors:
    """The meaning of headings, found in one pass over each (Aho and Corasick 1975)."""

    def __init__(self, cues: Sequence[HeadingCue]) -> None:
        self._cues = tuple(cues)
        self._automaton = ahocorasick.Automaton()
        self._whole: dict[str, int] = {}  # headings that say it only where they say nothing else
        self._alone: dict[str, Rule] = {}  # and only where no other heading does
        for place, cue in enumerate(cues):
            wording = " ".join(cue.wording.split())
            if wording.startswith(_ALONE):
                self._alone.setdefault(wording.removeprefix(_ALONE), cue.rule)
            elif wording.startswith(_WHOLE):
                self._whole.setdefault(wording.removeprefix(_WHOLE), place)
            elif wording not in self._automaton:
                self._automaton.add_word(wording, (len(wording), place))
        self._automaton.make_automaton()
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)
        self.end = lru_cache(maxsize=_REMEMBERED)(self._end)

    def __reduce__(self) -> tuple[type[Governors], tuple[tuple[HeadingCue, ...]]]:
        """How it goes to another process: what it remembers stays behind."""
        return Governors, (self._cues,)

    def _of(self, text: str) -> tuple[Rule, ...]:
        """The rules whose cue the text holds, in table order; only the first where it says that nothing counts."""
        places = sorted(place for _, _, place in self._found(flat(text)))
        rules = tuple(dict.fromkeys(self._cues[place].rule for place in places))
        return rules[:1] if rules and rules[0].predicate == "none" else rules

    def _end(self, text: str) -> int:
        """Where the wording ends that decides, in code points of the text; 0 where there is none."""
        return min(((place, end) for _, end, place in self._found(flat(text))), default=(0, 0))[1]

    def is_wording(self, text: str) -> bool:
        """Whether a text is one wording that states a relation, or that nothing counts, and no more."""
        plain = flat(text).strip(" :.!?")
        whole = [place for start, end, place in self._found(plain) if start == 0 and end == len(plain)]
        return bool(whole) and self._cues[whole[0]].rule.predicate != "plain"

    def alone(self, text: str) -> tuple[Rule, ...]:
        """The rule of a heading that says something only where no other heading does: "Medicines"."""
        rule = self._alone.get(flat(text).strip(" :.!?"))
        return () if rule is None else (rule,)

    def _found(self, plain: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and cue of every wording, the longest where they overlap."""
        whole = self._whole.get(plain.strip(" :.!?"))
        if whole is not None:
            yield 0, len(plain), whole
            return
        reach = 0
        for start, end, place in sorted(self._hits(plain), key=lambda hit: (hit[0], -hit[1])):
            if start >= reach:
                reach = end
                yield start, end, place

    def _hits(self, plain: str) -> Iterator[tuple[int, int, int]]:
        for last, (length, place) in self._automaton.iter(plain):
            start, end = last - length + 1, last + 1
            if (start and plain[start - 1].isalnum()) or (end < len(plain) and plain[end].isalnum()):
                continue
            yield start, end, place


def contrary(rules: Sequence[Rule]) -> bool:
    """True where some of the rules say that things help, and others that they harm, of the same types of things."""
    helped = [rule for rule in rules if rule.predicate in ("treats", "prevents")]
    harmed = [rule for rule in rules if rule.predicate in ("causes", "worsens")]
    return bool(helped) and bool(harmed)
