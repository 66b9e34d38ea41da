"""What joins names into one list: "A, B and C", "A or other B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from graph.model import Span
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
        "unless until where how why what there here notably namely among get gets make makes making help helps causing "
    ).split()
)
_COMMA_AND = re.compile(r", and\b")
_ANEW = re.compile(r"[,;] (?:and|but|while|whereas) (?:the |an? )?$")
_THAT = re.compile(r"\b(?:that|which|who|to) (?:\w+ ){0,2}$")
_LISTING = re.compile(r"[,;:]|\b(?:such as|like|including)\b")
_DESCRIBED_BEHIND = re.compile(r" (?:that|which|who|\w+ed|\w+ing)\b")
_NEAR_THAT = 24  # characters in which "that" stands before its verb
# "and, in rare cases, B", "or, far less often, B": how often, when or to whom a member of the list happens
_INSERTED = re.compile(
    r"\b(and|or),? (?:in|at|for|among|with|after|on|to|more|less|far|much|very|most|least|occasionally|rarely|"
    r"sometimes|often|usually|possibly|perhaps|probably|eventually|later|finally|even|especially|particularly|indeed|according|"
    r"where|when|if)\b[^,.;:()]{0,45}, "
)
# "a bit of yoga", "high doses of aspirin": how much of it
_AMOUNT = re.compile(
    r"\b(?<!the )(?:an? )?(?:\w+ )?(?<!the )(?:bit|touch|lot|dash|drop|cup|glass|spoonful|handful|course|spell|dose|"
    r"amount|use|intake|consumption|form|type|kind|piece|serving|portion|application)s? of "
)
_TO = re.compile(r",? (?:right )?(?:through )?to (?:\w+ ){0,2}")
_FROM = re.compile(
    r"(?:[.,;:(]|  |\b(?:anything|everything|something|things|causes|triggers|symptoms|problems|reasons|foods|remedies|"
    r"conditions|medicines|drugs|treatments|effects|complications|factors|rang(?:e|es|ed|ing)|vary|varies|varying)) ?"
    r"from (?:\w+ ){0,2}$"
)
_BEFORE = 40  # characters in which "anything from" stands before a name
_MOST_WORDS = 4
_MOST_CHARACTERS = 60
_FURTHEST = 100  # with what is inserted
_REMEMBERED = 4096  # most lists are joined by ", " and " and "


def joins(gap: str) -> bool:
    """True when the flat text between two names makes them members of one list."""
    return len(gap) <= _FURTHEST and _joins(gap)


@lru_cache(maxsize=_REMEMBERED)
def _joins(gap: str) -> bool:
    gap = _AMOUNT.sub("", _INSERTED.sub(r"\1 ", gap))
    if len(gap) > _MOST_CHARACTERS or not _JOINT.search(gap):
        return False
    extra = _WORD.findall(_JOINT.sub(" ", gap))
    return len(extra) <= _MOST_WORDS and not any(word in _BREAKING or word in plain_verbs() for word in extra)


def ranges(gap: str, flat: str, first: int) -> bool:
    """True for what stands between two names in "anything from A to B"; `first`: where A stands."""
    return _TO.fullmatch(gap) is not None and _FROM.search(flat, max(0, first - _BEFORE), first) is not None


def joins_no_clauses(flat: str, verb: int, names: Sequence[Span], last: Span) -> bool:
    """Whether "and" before the last of some names is that of a list: "drugs that ease pain and fever are".

    `verb`: where the last verb before the names stands.
    """
    first = names[0].start
    return (
        _THAT.search(flat, max(0, verb - _NEAR_THAT), verb) is not None
        or _LISTING.search(flat, verb, first) is not None
        or any(_COMMA_AND.match(flat, name.end) for name in names[:-1])
        or _ANEW.search(flat, max(0, first - 12), first) is not None
        or _DESCRIBED_BEHIND.match(flat, last.end) is not None
    )
