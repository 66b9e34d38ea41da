"""Denials of a part only: "A alone does not", "does not help as much as B", "most people with A have no B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Span
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage

_APART = re.compile(r"\b(?:and|but|whereas|while|yet)\b")
_EITHER = re.compile(r"whether [^,.;:()]*\bor\b[^,.;:()]*[,)]")
_ASIDE = re.compile(r"(?:[,;(] |— ?)$")
_FAR = 100  # characters between "keep" and "from causing"
_AGAINST = re.compile(r"\b(?:whereas|while)\b")  # what stands behind "but" may take back what was said
_MOST = re.compile(r"\b(?:most|many|some|few|certain) (?:people|patients|women|men|children|adults|cases|of|with)\b")
_AS_MUCH_AS = re.compile(
    r"\bas (?:much|well|effectively|quickly|fast|often|good|strongly|reliably) as "
    r"(?!(?:an? )?(?:placebo|dummy|sham|nothing)\b)"
)
_ALONE = re.compile(r"\b(?:alone|on its own|on their own|by itself|by themselves)\b")
_DO_NOT = re.compile(r" ?(?:please )?(?:do not|don't|never) ")
_TO = re.compile(r"\bto $")
_ONLY = re.compile(r"[^.,;:()]{0,60}?\b(?:alone|on its own|on their own|by itself|by themselves|exclusively|solely)\b")
_IDENTIFIED = re.compile(
    r"[^.;:]{0,80}?\b(?:has|have) (?:yet |so far |ever )?been (?:identified|found|discovered|described)\b"
)
_FROM = re.compile(
    r"\b(?:stop|prevent|keep|block|inhibit|hinder|discourage)(?:s|ped|ping|ed|ing)?\b[^.;:,]{1,60}?"
    r"\bfrom (?:\w+ing (?:and|or) )?$"
)


def is_averted(passage: Passage, start: int) -> bool:
    """True for a verb at a place in "keeps bacteria from causing": the subject does not do it."""
    return passage.flat.startswith(("causing", "trigger", "leading", "bringing", "worsen", "aggravat"), start) and (
        _FROM.search(passage.flat, max(passage.start, start - _FAR), start) is not None
    )


def is_limited(flat: str, before: Sequence[tuple[int, int]], behind: tuple[int, int]) -> bool:
    """Whether a denied verb is so in company or in comparison only.

    `before`, `behind`: the stretches of its clause before it, and what stands behind it.
    """
    if any(_ALONE.search(flat, low, high) for low, high in before):
        return True
    if before and _DO_NOT.match(flat, *before[0]) and _TO.search(flat, *before[-1]):
        return True  # "do not move, to avoid injury"
    if _ONLY.match(flat, *behind) or _IDENTIFIED.match(flat, *behind):
        return True  # "not caused by A alone"; "no genes that cause it have been identified"
    return _AS_MUCH_AS.search(flat, *behind) is not None


def is_of_many(flat: str, before: Sequence[tuple[int, int]]) -> bool:
    """Whether what is denied is said of most people: of the others it may be so."""
    return any(_MOST.search(flat, low, high) for low, high in before)


def is_of_another(passage: Passage, hit: Hit, cue: Cue, trigger: Span) -> bool:
    """True for "did nothing for me and gave me gout": a denial that is part of another wording reaches no further.

    Nor does the "whether" of "A, whether B or C, helps" ask anything.
    """
    if cue.category == "asked":
        return _is_either(passage, hit.start, trigger.start)
    if cue.category not in ("negated", "denied"):
        return False
    for other, _ in passage.triggers:
        if other.start <= hit.start and hit.end <= other.end and other.start != trigger.start:
            between = sorted((other.start, other.end, trigger.start, trigger.end))[1:3]
            apart = _APART if other.start < trigger.start else _AGAINST
            return apart.search(passage.flat, *between) is not None
    return False


def _is_either(passage: Passage, whether: int, trigger: int) -> bool:
    """True for the "whether" of "A, whether B or C, helps": nothing is asked. `trigger`: where "helps" stands."""
    if not _ASIDE.search(passage.flat, max(passage.start, whether - 3), whether):
        return False
    either = _EITHER.match(passage.flat, whether, passage.end)
    return either is not None and either.end() <= trigger


def is_of_name(passage: Passage, trigger: Span) -> bool:
    """True for a participle right behind a name: "does not stop the pain caused by gout" denies nothing of gout."""
    if not passage.flat.startswith(" by ", trigger.end):
        return False
    return any(group.end + 1 == trigger.start for group in passage.groups)
