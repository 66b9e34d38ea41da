"""What a heading or a list's lead-in says of the things that stand under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.knowledge import HeadingCue
from ingest.wording import flat


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the heading table, ready to be looked for."""

    pattern: re.Pattern[str]
    predicate: str
    role: str
    types: frozenset[str]


@cache
def _rules(cues: tuple[HeadingCue, ...]) -> tuple[Rule, ...]:
    """Wordings with one meaning, in a row of the table, make one pattern."""
    rules: list[Rule] = []
    wordings: list[str] = []
    for place, cue in enumerate(cues):
        wordings.append(re.escape(cue.wording))
        following = cues[place + 1] if place + 1 < len(cues) else None
        if following is None or _meaning(following) != _meaning(cue):
            rules.append(Rule(re.compile(rf"\b(?:{'|'.join(wordings)})\b"), *_meaning(cue)))
            wordings = []
    return tuple(rules)


def _meaning(cue: HeadingCue) -> tuple[str, str, frozenset[str]]:
    return cue.predicate, cue.role, cue.types


class Governors:
    """The meaning of headings, each text looked at once."""

    def __init__(self, cues: Sequence[HeadingCue]) -> None:
        self._rules = _rules(tuple(cues))
        self._known: dict[str, tuple[Rule, ...]] = {}

    def of(self, text: str) -> tuple[Rule, ...]:
        """The rules whose cue the text holds, in table order; only the first where it says that nothing counts."""
        if text not in self._known:
            self._known[text] = self._found(flat(text))
        return self._known[text]

    def _found(self, text: str) -> tuple[Rule, ...]:
        found = tuple(rule for rule in self._rules if rule.pattern.search(text))
        return found[:1] if found and found[0].predicate == "none" else found
