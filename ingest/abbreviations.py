"""Short forms that a text introduces itself: "restless legs syndrome (RLS)".

The method is that of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text": a short form in brackets is matched, letter by letter from its end, with the words before them.
Stricter than there: a short form holds a capital, and a long form stands in one sentence with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import Span
from ingest.mentions import Named

_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_SHORT = re.compile(r"(?=[^ ]*[A-Z])[A-Za-z0-9][\w/+.-]{1,9}(?: [\w/+-]{1,4})?")
_BEFORE = re.compile(r"([A-Za-z0-9][\w/+.-]{1,9})\s?$")
_ENDS = re.compile(r"[.!?;:]\s|[()\n]")
_WORD = re.compile(r"\S+")
_LETTERS = 10  # of a short form
_REACH = 120  # characters of a long form


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a short form is introduced, and the long form that it stands for."""

    short: Span
    long: Span


def definitions(text: str) -> Iterator[Definition]:
    """Every short form that the text introduces in brackets, or whose long form stands in brackets; in text order."""
    for match in _BRACKETS.finditer(text):
        inside = re.split(r"[;,]", match[1], maxsplit=1)[0].rstrip()
        start = match.start(1)
        if _SHORT.fullmatch(inside):
            long = _long_before(text, inside, match.start())
            if long is not None:
                yield Definition(Span(start, start + len(inside)), long)
        else:
            yield from _defined_before(text, match.start(), Span(start, match.end(1)))


def short_names(text: str, names: Iterable[Named]) -> list[Named]:
    """A name for every place where a short form stands whose long form is among the names; in text order."""
    by_end = {named.span.end: named for named in names}
    meanings: dict[str, Named] = {}
    for definition in definitions(text):
        named = by_end.get(definition.long.end)
        if named is not None and named.span.start <= definition.long.start:
            meanings.setdefault(text[definition.short.start : definition.short.end], named)
    if not meanings:
        return []
    found = _any_of(meanings).finditer(text)
    return [Named(meanings[match[1]].concept, Span(*match.span())) for match in found]


def without_echoes(names: Iterable[Named], text: str) -> list[Named]:
    """The names without those in brackets that repeat the name before: "low potassium (hypokalaemia)"."""
    kept: list[Named] = []
    for named in names:
        if kept and kept[-1].concept.id == named.concept.id and _is_bracketed(text, kept[-1].span, named.span):
            continue
        kept.append(named)
    return kept


def _is_bracketed(text: str, first: Span, second: Span) -> bool:
    return text[first.end : second.start].strip() == "(" and text[second.end : second.end + 1] in (")", ",", ";")


def _any_of(meanings: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(meanings, key=lambda short: (-len(short), short))
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})s?(?!\w)")


def _defined_before(text: str, bracket: int, inside: Span) -> Iterator[Definition]:
    """ "RLS (restless legs syndrome)"."""
    before = _BEFORE.search(text, max(0, bracket - _LETTERS - 2), bracket)
    if before is None or not _SHORT.fullmatch(before[1]):
        return
    start = _match(text, before[1], inside)
    if start == inside.start:
        yield Definition(Span(*before.span(1)), inside)


def _long_before(text: str, short: str, bracket: int) -> Span | None:
    """The words before a bracket that the short form in it stands for."""
    end = len(text[:bracket].rstrip()) if bracket and text[bracket - 1].isspace() else bracket
    start = max([0, end - _REACH, *(match.end() for match in _ENDS.finditer(text, max(0, end - _REACH), end))])
    words = [match.start() for match in _WORD.finditer(text, start, end)]
    most = min(len(short) + 5, 2 * len(short))
    if not words:
        return None
    begin = _match(text, short, Span(words[max(0, len(words) - most)], end))
    if begin is None or end - begin <= len(short) or short.lower() in text[begin:end].lower().split():
        return None
    return Span(begin, end)


def _match(text: str, short: str, area: Span) -> int | None:
    """Where the long form begins: the letters of the short form in order, its first one at the start of a word."""
    at = area.end
    for index in range(len(short) - 1, -1, -1):
        if short[index].isalnum():
            at = _last_of(text, short[index].lower(), Span(area.start, at), index == 0)
            if at < 0:
                return None
    while at > area.start and not text[at - 1].isspace() and text[at - 1] not in "(/":
        at -= 1
    return at


def _last_of(text: str, letter: str, area: Span, begins: bool) -> int:
    """The last place of a letter in an area, where asked at the start of a word; -1 where there is none."""
    for at in range(area.end - 1, area.start - 1, -1):
        if text[at].lower() == letter and not (begins and at > area.start and text[at - 1].isalnum()):
            return at
    return -1
