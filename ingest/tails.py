"""Prose that follows a list and lost its line: "- Stroke There are also rare forms. Tests include:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.lines import Piece

# An item of a few words without a full stop, then a word that begins a sentence.
_BEGINS = re.compile(
    r"(?<=[a-z)\]0-9’']) (?=(?:There|The|These|This|Those|They|You|Your|It|If|In|Other|Others|Some|Most|Many|Several|A|"
    r"An|At|As|For|When|While|Although|Because|However|Also|People|Patients|Women|Men|Children|Doctors|Symptoms|Signs|Tests|"
    r"Treatment|Treatments|Medicines|Medications|Surgery|Sometimes|Rarely|Often|Usually|After|Before|During|Over|"
    r"Even|Once|To|With|Without|Call|Tell|Talk|See|Ask|Any|Not|No|Each|Both|Its|Possible|Common|Risk|Risks|Complications|"
    r"Causes|Note|Blood|On|Until|Such|Only|Few|Less|More) [a-z])"
)
_CAPITAL = re.compile(r"(?:(?<=[a-z)\]])|(?<=[A-Z]{3})) (?=[A-Z][a-z]+ [a-z])")
_STOP = re.compile(r"[.?!] ")
_NEXT = re.compile(r"[.?!][”\"’')\]]* (?=[A-Z])")
_TAKES_UP = re.compile(r"(?:These|They|This|Those|It|Such|Examples?|Some|Others)\b")
_LONGEST = 160  # characters of an item before its prose
_PROSE = 16  # characters of the shortest sentence


def without_tails(text: str, parts: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with the prose at the end of a list's item as a paragraph of its own."""
    for at, part in enumerate(parts):
        cut = _cut(text, part, parts[at + 1] if at + 1 < len(parts) else None) if part.marker else 0
        if not cut:
            yield part
            continue
        yield part._replace(end=part.start + len(text[part.start : cut].rstrip()))
        yield Piece(cut, part.end, part.indent, "", 0, True)


def _cut(text: str, part: Piece, after: Piece | None) -> int:
    """Where the prose begins in an item; 0 where there is none."""
    if part.size < 2 * _PROSE or text[part.end - 1] not in ".:?!":
        return 0
    stop = _STOP.search(text, part.start, part.end)
    limit = min(stop.start() if stop else part.end, part.start + _LONGEST)
    leads = text[part.end - 1] == ":" and after is not None and bool(after.marker) and after.indent <= part.indent
    begins = _BEGINS.search(text, part.start, limit) or (_CAPITAL.search(text, part.start, limit) if leads else None)
    if begins and part.end - begins.end() > _PROSE:
        return begins.end()
    return _announcing(text, part) if leads else 0


def _announcing(text: str, part: Piece) -> int:
    """Where the sentences begin that lead in to the next list, behind the item's own one."""
    starts = [match.end() for match in _NEXT.finditer(text, part.start, part.end)]
    if not starts or (_TAKES_UP.match(text, starts[-1]) and len(starts) < 2):
        return 0
    return starts[0]
