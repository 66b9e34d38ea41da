"""Snippets: the part of a passage that shows best why it was found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from graph.model import Span
from graph.names import fold
from search.model import Snippet
from search.query import Leaf, Named, Node, Phrase, Prefix, Word, leaves

WIDTH = 280  # code points of a snippet, at most
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAKS = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+")

TermOf = Callable[[str], str | None]  # a folded word -> the term it is indexed under, None if it is not indexed


class Marker:
    """Knows which words of a text a query searched for."""

    def __init__(self, node: Node, term_of: TermOf) -> None:
        found = tuple(leaves(node))
        self._term_of = term_of
        self._prefixes = tuple(leaf.text for leaf in found if isinstance(leaf, Prefix))
        spoken = [word for leaf in found for word in _words(leaf)]
        self._terms = frozenset(term for word in spoken if (term := term_of(word)))
        self._names: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for leaf in found:
            if isinstance(leaf, Named):
                self._know(leaf)

    def _know(self, named: Named) -> None:
        """Take the names of a concept, each under its first word."""
        for name in named.names:
            row = tuple(self._term_of(word) or word for word in name)
            if row:
                self._names[row[0]].append((row, named.concept))

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Where wanted words and names stand, each with the term, prefix or concept of the query that it answers to."""
        spoken = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(fold(text))]
        terms = [self._term_of(word) or word for _, _, word in spoken] if self._names else []
        found: list[tuple[Span, str]] = []
        at = 0
        while at < len(spoken):
            length, concept = self._name_at(terms, at)
            term = concept or self(spoken[at][2])
            if term:
                found.append((Span(spoken[at][0], spoken[at + length - 1][1]), term))
            at += length
        return found

    def _name_at(self, terms: Sequence[str], at: int) -> tuple[int, str]:
        """How many words the longest name here has, and what it names; 1 and "" where there is none."""
        names = self._names.get(terms[at], ()) if terms else ()
        fits = [(len(name), concept) for name, concept in names if tuple(terms[at : at + len(name)]) == name]
        return max(fits, default=(1, ""))

    def __call__(self, word: str) -> str | None:
        """The term or prefix of the query that a folded word answers to."""
        term = self._term_of(word)
        if term is None or term in self._terms:
            return term
        if not term.startswith(self._prefixes):
            return None
        return next(prefix for prefix in self._prefixes if term.startswith(prefix))


def _words(leaf: Leaf) -> tuple[str, ...]:
    if isinstance(leaf, (Phrase, Named)):
        return leaf.words
    return (leaf.text,) if isinstance(leaf, Word) else ()


def snippet(text: str, start: int, marker: Marker) -> Snippet:
    """The window of a passage with the most different wanted words, the earliest of equals.

    `text` is the passage, `start` its place in Document.text. Windows begin at a sentence or line where that fits.
    """
    found = marker.find(text)
    window = _window(text, found)
    marks = tuple(Span(s.start + start, s.end + start) for s, _ in found if window.holds(s))
    return Snippet(text[window.start : window.end], Span(window.start + start, window.end + start), marks)


def _window(text: str, found: Sequence[tuple[Span, str]]) -> Span:
    if len(text) <= WIDTH:
        return Span(0, len(text))
    starts = [0, *(match.end() for match in _BREAKS.finditer(text))]
    options = {_opening(starts, span.start) for span, _ in found} or {0}
    *_, minus_best = max(_counted(found, sorted(options)))
    return Span(-minus_best, _closing(text, -minus_best))


def _opening(starts: Sequence[int], at: int) -> int:
    """The start of the sentence around a word, or of a word before it where the sentence is long."""
    before = starts[max(0, bisect_left(starts, at + 1) - 1)]
    return before if at - before < WIDTH // 2 else at


def _counted(found: Sequence[tuple[Span, str]], options: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """For each place where a window may begin, in order: its different terms, its terms, and minus the place.

    The words are counted as they enter and leave a window that slides over them, since a passage has no longest length.
    """
    inside: Counter[str] = Counter()
    first = end = 0  # the words that lie in the window
    for at in options:
        while end < len(found) and found[end][0].end <= at + WIDTH:
            inside[found[end][1]] += 1
            end += 1
        while first < end and found[first][0].start < at:
            _take_out(inside, found[first][1])
            first += 1
        yield len(inside), end - first, -at


def _take_out(inside: Counter[str], term: str) -> None:
    inside[term] -= 1
    if not inside[term]:
        del inside[term]


def _closing(text: str, start: int) -> int:
    """Where a window ends: after the last whole word that fits."""
    end = min(len(text), start + WIDTH)
    if end < len(text) and not text[end].isspace():
        end = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start + WIDTH // 2)
    return start + len(text[start:end].rstrip())
