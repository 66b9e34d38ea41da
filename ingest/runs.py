"""Items that ran together in one paragraph, taken apart again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.lines import BULLETS, Piece

_BULLET = re.compile(rf"[{BULLETS}]\s*|·\s+(?<=\s·\s)")
_DASH = re.compile(r"\s+[-–*]\s+")
_AFTER_COLON = re.compile(r":\s+[-–*]\s+")
_NUMBER = re.compile(r"\(?\b(\d{1,2})[.)]\s+(?=[^\W\d_])")
_LABEL = re.compile(r"(?:^|(?<=[.!?:]\s))(?=[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|and|the|in|or|for)){0,4}:\s[A-Z])")
# "Tea and coffee - even weak - can cause it": a dash of prose.
_PROSE = re.compile(
    r"(?<=[-–*] )(?:can|may|might|could|will|should|is|are|was|were|has|have|do|does|which|that|such as|especially|"
    r"even|often|usually|and|or|but)\b|[.?!] [A-Z]"
)
_SHORT = 80  # code points: a dash between longer parts is a dash of prose
_FEW = 3  # items make a run; two might be chance


def split_runs(text: str, piece: Piece) -> Iterator[Piece]:
    """The piece, or the lead-in and items that it consists of."""
    for way in _WAYS:
        cuts = way(text, piece)
        if cuts:
            yield from _cut(text, piece, cuts)
            return
    yield piece


def _cut(text: str, piece: Piece, cuts: list[tuple[int, int]]) -> Iterator[Piece]:
    """Parts of a piece: each cut is where the part before it ends and where the next one starts."""
    if cuts[0][0] > piece.start:
        yield piece._replace(end=_stop(text, piece.start, cuts[0][0]))
    ends = [end for end, _ in cuts[1:]] + [piece.end]
    for number, ((_, start), end) in enumerate(zip(cuts, ends, strict=True), 1):
        stop = _stop(text, start, end)
        if stop > start:
            yield Piece(start, stop, piece.indent, "•", number, False)


def _stop(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _bullets(text: str, piece: Piece) -> list[tuple[int, int]]:
    """ "A short list: • Dehydration • Fatigue", and lines of bullets that were joined."""
    found = [match.span() for match in _BULLET.finditer(text, piece.start, piece.end)]
    if not found:
        return []
    head = text[piece.start : found[0][0]].rstrip()
    if len(found) < 2 and not piece.marker and not head.endswith(":"):
        return []
    if piece.marker or (head and not head.endswith((":", ".")) and len(head) < _SHORT):
        return [(piece.start, piece.start), *found]
    return found


def _dashes(text: str, piece: Piece) -> list[tuple[int, int]]:
    """ "- Dehydration - Fatigue - Age", with or without a lead-in that ends in a colon."""
    lead = None if piece.marker in ("-", "–", "*") else _AFTER_COLON.search(text, piece.start, piece.end)
    if not lead and piece.marker not in ("-", "–", "*"):
        return []
    start = lead.end() if lead else piece.start
    found = [match.span() for match in _DASH.finditer(text, start, piece.end)]
    edges = [start, *(end for _, end in found)]
    stops = [*(stop for stop, _ in found), piece.end]
    if lead is None and any(_PROSE.search(text, edge, stop) for edge, stop in zip(edges, stops, strict=True)):
        return []
    if len(edges) < _FEW or any(stop - edge > _SHORT for edge, stop in zip(edges[:-1], stops[:-1], strict=True)):
        return []
    return [(lead.start() + 1, start) if lead else (start, start), *found]


def _numbers(text: str, piece: Piece) -> list[tuple[int, int]]:
    """ "1. Drink water. 2. Stretch. 3. Rest.": numbers that count up from one."""
    found = [(piece.start, piece.start)] if piece.number == 1 else []
    if not found and all(text.find(one, piece.start, piece.end) < 0 for one in ("1. ", "1) ")):
        return []
    for match in _NUMBER.finditer(text, piece.start, piece.end):
        if int(match[1]) == len(found) + 1:
            found.append(match.span())
    return found if len(found) >= _FEW else []


def _labels(text: str, piece: Piece) -> list[tuple[int, int]]:
    """ "Massage: Loosens muscles. Heat: Relaxes them. Rest: ...", perhaps behind a lead-in."""
    if text.count(":", piece.start, piece.end) < _FEW or piece.marker:
        return []
    area = text[piece.start : piece.end]
    starts = [match.start() for match in _LABEL.finditer(area)]
    if len(starts) < _FEW or (starts[0] and not area[: starts[0]].rstrip().endswith(":")):
        return []
    return [(piece.start + start, piece.start + start) for start in starts]


_WAYS: tuple[Callable[[str, Piece], list[tuple[int, int]]], ...] = (_bullets, _dashes, _numbers, _labels)
