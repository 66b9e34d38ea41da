"""Headings that are only typographic: which lines are headings, and which of them stand above others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from graph.names import fold, singular
from graph.tables import data, read_table

_INNER_END = re.compile(r"[.!?]\s+[A-Z“\"]")
_ABBREVIATED = re.compile(r"\b(?:vs|Dr|St|Mr|Mrs|Ms|No)\.\s")
_OPEN_END = re.compile(
    r"\b(?:are|is|be|include|includes|including|such as|as|following|by|of|to|with|and|or|from|for|the|that)$"
)
_FIRST_CHAR = re.compile(r"[“\"'‘(\[]*[A-Z0-9À-ÖØ-Þ]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_CUE_WORD = re.compile(r"[\w-]+")
_LONGEST, _LONGEST_TITLE = 100, 180  # code points
_MOST_WORDS, _MOST_TITLE_WORDS = 13, 24
_COMMON = frozenset(
    "with from your what when that have this does into about more than cause causes cure remedy".split()
)


class Section(NamedTuple):
    """What a heading's words say about its place: that it opens a section, and that the section lists things."""

    opens: bool
    lists: bool


def looks_like_heading(line: str, title: bool = False) -> bool:
    """Whether a line could be a heading by its looks: short, begun with a capital, no sentence's end.

    `title`: it opens the text, so it may be longer and end in a question mark.
    """
    words = line.count(" ") + 1
    if len(line) > (_LONGEST_TITLE if title else _LONGEST) or not _FIRST_CHAR.match(line):
        return False
    if line[-1] in ".,!…" or _OPEN_END.search(line.rstrip(":; ")):
        return False
    if words > (_MOST_TITLE_WORDS if title or line[-1] == "?" else _MOST_WORDS):
        return False
    return title or not _INNER_END.search(_ABBREVIATED.sub("x ", line[:-1]))


def is_title_case(line: str) -> bool:
    """Whether every longer word begins with a capital: "Apple Cider Vinegar", "When to Seek Help"."""
    return all(word[0].isupper() for word in _WORD.findall(line))


def section(heading: str) -> Section:
    """What the section cues say of a heading."""
    words = f" {' '.join(_CUE_WORD.findall(fold(heading)))} "
    found = [lists for cue, start, lists in _cues() if (words.startswith(cue) if start else cue in words)]
    return Section(bool(found), any(found))


@cache
def _cues() -> tuple[tuple[str, bool, bool], ...]:
    rows = read_table(data("sections.tsv"), ("cue", "place", "lists"))
    return tuple(
        (
            f" {row.filled('cue')} ",
            row.one_of("place", ("start", "any")) == "start",
            row.one_of("lists", ("yes", "no")) == "yes",
        )
        for row in rows
    )


class Typed(NamedTuple):
    """A heading as it was typed; `direct`: another heading follows at once; `item`: it carried a list marker."""

    words: str
    direct: bool
    item: bool = False


def levels(title: str, headings: Sequence[Typed]) -> list[int]:
    """Levels from 2 for the headings below a title.

    A heading is a section's (level 2) if another heading follows it at once, if it holds a section cue, if its last
    word stands in the title, or if it asks. Any other is a part (level 3) of the section above it, where that section
    has no text of its own or its cue says that it lists things: "Tonic Water" below "Natural Remedies for Leg Cramps".
    Without such a section above it, it is a section itself. Headings with a list marker are parts of any section above
    them; where some headings are all capitals, so are all others.
    """
    topic = [[word] for word in _topic(title)]
    capitals = any(h.words.isupper() for h in headings)
    found: list[int] = []
    section_above = parent = False  # whether there is one, and whether it takes parts
    for heading in headings:
        cue = section(heading.words)
        minor = heading.item or (capitals and not heading.words.isupper())
        opens = cue.opens or heading.direct or heading.words.endswith("?") or _topic(heading.words)[-1:] in topic
        if (minor and section_above) or (parent and not opens):
            found.append(3)
            continue
        found.append(2)
        section_above = section_above or not minor
        parent = not minor and ((opens and heading.direct) or cue.lists)
    return found


def _topic(line: str) -> list[str]:
    return [word for word in map(singular, _WORD.findall(fold(line))) if word not in _COMMON]
