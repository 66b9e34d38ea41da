"""What joins names into one list: "A, B and C", "A or other B"."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.phrases import plain_verbs

_JOINT = re.compile(r",|/|&|\+|\b(?:and/or|and|or|as well as|plus|nor|along with|in addition to|but also)\b")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Closed-class words that begin a new phrase or clause: between two names they mean that no list goes on.
_BREAKING = frozenset(
    (
        "is are was were be been being am can may might could will would should must that which who whom "
        "whose when if because to with without for in on at from by of as during after before than then it "
        "they them you we he she i not have has had do does did into onto over under through about include "
        "includes including like such while whereas although though but so however therefore often usually also "
        "unless until where how why what there here get gets make makes help helps "
    ).split()
)
_MOST_WORDS = 4
_MOST_CHARACTERS = 60
_REMEMBERED = 4096  # most lists are joined by ", " and " and "


def joins(gap: str) -> bool:
    """True when the flat text between two names makes them members of one list."""
    return len(gap) <= _MOST_CHARACTERS and _joins(gap)


@lru_cache(maxsize=_REMEMBERED)
def _joins(gap: str) -> bool:
    if not _JOINT.search(gap):
        return False
    extra = _WORD.findall(_JOINT.sub(" ", gap))
    return len(extra) <= _MOST_WORDS and not any(word in _BREAKING or word in plain_verbs() for word in extra)
