"""What an end goes on with beyond its list: "due to A or, less often, to B", "A can cause it, as can B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.lexicon import Direction
from ingest.passage import Group, Passage

_PREPOSITION = re.compile(r"\b(for|of|to|by|with|from|in|against|after|during|on|through) (?:[\w']+ ){0,3}$")
_LATER = r"(?:an? |the |your |their |any |some |certain |too much |severe |people with |people who have |those with )*"
_ENDS_SO = re.compile(
    r"[.,;:!?)]|$| (?:and|or|as|but|in|of|on|at|that|which|who|when|if|with|after|during|because|due|caused|from|to|"
    r"too)\b"
)
_ANEW = re.compile(r",? (?:and|but|so|while) ")
_ALSO = re.compile(
    r"[,;]? (?:and |but |just )?(?:as|so) (?:can|could|do|does|did|may|might|will|would|is|are|has|have) "
    r"(?:also )?(?:the |an? |any |some |too much |certain |your )?"
)
_WHEN = "during|after|in|with|among|before"
_MORE = re.compile(
    r"\b(?:common|likely|frequent|often|prevalent|worse|higher|greater|lower) $"
)  # "more common after A and in people with B"
_ENDS_LIST = re.compile(r"\b(?:and|or|as well as|but also)\b")
_OTHERWISE = re.compile(r"\b(?:not|never|nor|than|except|without|rather)\b")
_EITHER = re.compile(
    r"[,;] (?:whether (?:that|it|this|they|that's|it's|you)(?: (?:is|be|are|means|do|go|choose|try|take|comes?|use))?|"
    r"be (?:it|they)) (?:(?:through|by|with|from|in the form of|as|an?|the|some|your) )*"
)
_THINGS = frozenset("drug remedy food factor".split())
_WHOSE = Direction.SUFFERERS  # "people with" states nothing here
_GAP = 70  # characters between two members of a list, the preposition of the second among them


def with_repeated(passage: Passage, position: int, group: Group, types: frozenset[str]) -> Group:
    """For "used for A and for B" both: the preposition before the first stands before the others again."""
    if group.end + 5 > passage.end or not passage.groups or group.end >= passage.groups[-1].start:
        return group
    preposition = _PREPOSITION.search(passage.flat, max(passage.start, position - _GAP), group.start)
    if preposition is None or group.start - preposition.end(1) > _GAP:
        return group
    likely = preposition[1] in _WHEN and _MORE.search(passage.flat, passage.start, preposition.start())
    again, names, end, listed = _again(_WHEN if likely else preposition[1]), [*group.names], group.end, len(group.names)
    for later in passage.groups:
        if later.start < end:
            continue
        gap = passage.flat[end : later.start]
        goes_on = len(gap) <= _GAP and again.fullmatch(gap) and not _OTHERWISE.search(gap)
        kept = later.only(types) if goes_on and not _is_clause(passage, end, later) else None
        if kept is not None:
            names += kept.names
            end = later.end
            listed = len(names) if _ENDS_LIST.search(gap) else listed
    return group if listed == len(group.names) else Group(tuple(names[:listed]))


@cache
def _again(prepositions: str) -> re.Pattern[str]:
    return re.compile(rf"[^.;:]*?(?:,|\b(?:and|or|as well as|but also)\b)[^.;:]{{0,30}}? (?:{prepositions}) {_LATER}")


def _is_clause(passage: Passage, end: int, later: Group) -> bool:
    """True for "is used for A, and for B take C", and where a verb stands between."""
    if any(end <= hit.start < later.start and trigger.direction is not _WHOSE for hit, trigger in passage.triggers):
        return True
    if not _ENDS_SO.match(passage.flat, later.end, passage.end):
        return True
    return _ANEW.match(passage.flat, end) is not None and passage.flat.startswith(",", later.end)


def also_at(flat: str, start: int, end: int) -> int | None:
    """Where ", as can" or "; so does" begins that adds a subject to what was said, between two positions."""
    also = _ALSO.search(flat, start, end)
    return also.start() if also else None


def as_well(passage: Passage, position: int) -> Iterator[Group]:
    """The other agents in "A can cause cramps in the calf, as can B"."""
    also = _ALSO.search(passage.flat, position, passage.end)
    either = also or _EITHER.search(passage.flat, position, passage.end)
    if either is None or any(position <= hit.start < either.start() for hit, _ in passage.triggers):
        return
    for group in passage.groups:
        if group.start == either.end():
            kept = group if also else group.only(_THINGS)  # "..., whether it is a headache or a toothache"
            yield from (kept,) if kept else ()
