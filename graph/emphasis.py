"""Marks of emphasis and quotation in a text (`**bold**`, `*so*`, "> " before a line), to be left out where it is shown.

Texts and quotes are stored as they were typed, so that positions stay true; only pages and terminals leave marks out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Span

_MARKS = re.compile(r"(?<![*_\\])(?P<run>\*{1,3}|_{1,3})(?![*_])|(?<=\n)[ ]{0,3}(?:>[ ]?)+")


class Shown:
    """A text as people see it, asked for by positions in the text as it was typed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._hidden = frozenset(at for span in marks(text) for at in range(span.start, span.end))

    def cut(self, start: int, end: int) -> str:
        """What is seen of `text[start:end]`."""
        if not self._hidden:
            return self._text[start:end]
        return "".join(char for at, char in enumerate(self._text[start:end], start) if at not in self._hidden)


def shown(text: str) -> str:
    """A text as people see it."""
    return Shown(text).cut(0, len(text))


def marks(text: str) -> tuple[Span, ...]:
    """Where the marks stand: those in pairs, and those whose other half lies outside of a text that was cut out."""
    return tuple(sorted(_marks(text)))


def _marks(text: str) -> Iterator[Span]:
    begun: dict[str, Span] = {}
    for match in _MARKS.finditer(text):
        run, span = match["run"], Span(match.start(), match.end())
        before, after = text[max(0, span.start - 1) : span.start] or " ", text[span.end : span.end + 1] or " "
        if run is None:
            yield span
        elif run in begun and not before.isspace() and not after.isalnum():
            yield from (begun.pop(run), span)
        elif not before.isalnum() and not after.isspace():
            begun[run] = span
        elif not before.isspace() and not after.isalnum() and _is_half(run, span.end == len(text)):
            yield span
    yield from (span for run, span in begun.items() if _is_half(run, span.start == 0))


def _is_half(run: str, at_edge: bool) -> bool:
    """Whether a mark without a partner is one still: a single star inside a text rather points to a footnote."""
    return at_edge or len(run) > 1
