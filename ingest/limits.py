"""Denials of a part only: "A alone does not", "does not help as much as B", "most people with A have no B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Span
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage

_APART = re.compile(r"\b(?:and|but|whereas|while|yet)\b")
_AGAINST = re.compile(r"\b(?:whereas|while)\b")  # what stands behind "but" may take back what was said
_MOST = re.compile(r"\b(?:most|many) (?:people|patients|women|men|children|adults|cases|of|with)\b")
_AS_MUCH_AS = re.compile(
    r"\bas (?:much|well|effectively|quickly|fast|often|good|strongly|reliably) as "
    r"(?!(?:an? )?(?:placebo|dummy|sham|nothing)\b)"
)
_ALONE = re.compile(r"\b(?:alone|on its own|on their own|by itself|by themselves)\b")


def is_limited(flat: str, before: Sequence[tuple[int, int]], behind: tuple[int, int]) -> bool:
    """Whether a denied verb is so in company or in comparison only.

    `before`, `behind`: the stretches of its clause before it, and what stands behind it.
    """
    if any(_ALONE.search(flat, low, high) for low, high in before):
        return True
    return _AS_MUCH_AS.search(flat, *behind) is not None


def is_of_many(flat: str, before: Sequence[tuple[int, int]]) -> bool:
    """Whether what is denied is said of most people: of the others it may be so."""
    return any(_MOST.search(flat, low, high) for low, high in before)


def is_of_another(passage: Passage, hit: Hit, cue: Cue, trigger: Span) -> bool:
    """True for "did nothing for me and gave me gout": a denial that is part of another wording reaches no further."""
    if cue.category not in ("negated", "denied"):
        return False
    for other, _ in passage.triggers:
        if other.start <= hit.start and hit.end <= other.end and other.start != trigger.start:
            between = sorted((other.start, other.end, trigger.start, trigger.end))[1:3]
            apart = _APART if other.start < trigger.start else _AGAINST
            return apart.search(passage.flat, *between) is not None
    return False
