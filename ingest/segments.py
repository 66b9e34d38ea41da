"""A sentence cut where clauses, asides and lists of something else begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from graph.model import Span

_BOUNDARY = re.compile(
    r"[,;:()]|\s?—\s?|(?<=[ ,])(?:because|since|although|though|whereas|while|but|which|that|who|whose|when|where|"
    r"if(?! (?:at all|any|anything|needed|possible|necessary|required|so|not)\b)|"
    r"unless|until|(?<!doing )so)(?= )"
)
_DASH = "—"
_ASIDE = re.compile(r"\([^()]{1,40}\)")
_HARD = frozenset("because since although though whereas while but when where if unless until so ; :".split())
RELATIVE = frozenset(("which", "that", "who", "whose"))


class Placed(Protocol):
    """What is never cut: a list of names, a wording. `start`, `end`: code points."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Segment(NamedTuple):
    """A stretch of a sentence between boundaries. `opener`: the boundary before it ("" at the start)."""

    start: int
    end: int
    opener: str

    @property
    def hard(self) -> bool:
        """True when a new clause begins here."""
        return self.opener in _HARD


@dataclass(slots=True)
class Segments:
    """The segments of one sentence, cut when a rule first asks for them: most sentences state nothing."""

    span: Span
    flat: str
    groups: Sequence[Placed]
    triggers: Sequence[Placed]
    _cut: tuple[Segment, ...] | None = None

    def cut(self) -> tuple[Segment, ...]:
        """The segments in text order."""
        if self._cut is None:
            self._cut = segments(self.span, self.flat, self.groups, self.triggers)
        return self._cut


def segments(span: Span, flat: str, groups: Sequence[Placed], triggers: Sequence[Placed] = ()) -> tuple[Segment, ...]:
    """A sentence cut at its boundaries; nothing cuts inside a list of names or a trigger."""
    found: list[Segment] = []
    whole = [(group.start + 1, group.end) for group in groups]
    whole += [(hit.start, hit.end) for hit in triggers]
    if "(" in flat[span.start : span.end]:  # "(RLS)" leaves the clause whole
        asides = (m.span() for m in _ASIDE.finditer(flat, span.start, span.end))
        whole += [aside for aside in asides if not any(aside[0] < hit.start < aside[1] for hit in triggers)]
    start, opener = span.start, ""
    for match in _BOUNDARY.finditer(flat, span.start, span.end):
        place = match.start()
        if whole and any(low <= place < high for low, high in whole):
            continue
        if place > start:
            found.append(Segment(start, place, opener))
        start, opener = match.end(), match.group().strip()
        if opener == _DASH:
            opener = _set_off(flat, span, place)
    found.append(Segment(start, span.end, opener))
    return tuple(found)


def _set_off(flat: str, span: Span, dash: int) -> str:
    """What a dash at a place does: a pair sets apart as brackets do, one alone as a colon."""
    before, behind = flat.count(_DASH, span.start, dash), flat.count(_DASH, dash + 1, span.end)
    return "(" if behind and not before % 2 else ")" if before % 2 else ":"
