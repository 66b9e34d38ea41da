"""What a heading or a list's lead-in says of the things that stand under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from ingest.wording import flat

_REMEMBERED = 4096  # headings whose meaning is kept: articles of one site repeat them


@dataclass(frozen=True, slots=True)
class HeadingCue:
    """What a heading with this wording says of the things under it (see data/relations/headings.tsv)."""

    wording: str
    predicate: str
    role: str
    types: frozenset[str]
    target: frozenset[str]

    @property
    def meaning(self) -> tuple[str, str, frozenset[str], frozenset[str]]:
        """All but the wording."""
        return self.predicate, self.role, self.types, self.target


@dataclass(frozen=True, slots=True)
class Rule:
    """Cues with one meaning, ready to be looked for."""

    pattern: re.Pattern[str]
    predicate: str
    role: str
    types: frozenset[str]
    target: frozenset[str]


class Governors:
    """The meaning of headings."""

    def __init__(self, cues: Sequence[HeadingCue]) -> None:
        self._rules = tuple(_rule(list(same)) for _, same in groupby(cues, key=lambda cue: cue.meaning))
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def _of(self, text: str) -> tuple[Rule, ...]:
        """The rules whose cue the text holds, in table order; only the first where it says that nothing counts."""
        plain = flat(text)
        found = tuple(rule for rule in self._rules if rule.pattern.search(plain))
        return found[:1] if found and found[0].predicate == "none" else found


def _rule(cues: Sequence[HeadingCue]) -> Rule:
    wordings = "|".join(re.escape(cue.wording) for cue in cues)
    return Rule(re.compile(rf"\b(?:{wordings})\b"), *cues[0].meaning)
