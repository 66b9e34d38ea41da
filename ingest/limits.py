"""Denials of a part only: "A alone does not", "does not help as much as B", "most people with A have no B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
