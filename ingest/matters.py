"""What is done to parts and substances of the body, as the tables `matters.tsv` and `changes.tsv` word it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graph.model import Predicate
from graph.tables import data, read_table
from ingest.lexicon import Matter
from ingest.wording import expand, gerund, past, third

_MOST_WORDS = 8  # between a verb and the thing that it acts on
# What may stand there: determiners, what describes the thing, and its amount ("the production of").
_BETWEEN = (
    r"(?! of | on )(?: (?:the|your|their|its|his|her|our|my|a|an|any|some|most|this|that|these|those|all|both|of|in|on|"
    r"inside|around|excess|extra|too much|so much|enough|new|natural|tight|swollen|sore|sensitive|overactive|dry|"
    r"narrow|hard|delicate|harmful|sticky|thick|raw|fresh|loose|weak|strong|healthy|own|certain|small|tiny|nearby|surrounding|"
    r"upper|lower|bad|other|\w+'s|\w{3,}ed|levels?|amounts?|production|release|flow|actions?|activity|effects?|"
    r"secretion|formation|build up|supply|growth|spread|output|number|concentration|wall of|walls of|surface of|"
    r"lining of|body|stomach|kidneys|liver|brain|glands|womb|gut|cells|immune|mast|nerve|white|from|making|producing|"
    r"releasing|\w+ and|\w+ or))"
    rf"{{0,{_MOST_WORDS}}}? $"
)
_NO_NOUN = "".join(rf"(?<!\b{word} )" for word in "the a an of no any your their from without".split())


class Act(NamedTuple):
    """A way of saying that a change is made: its verb's forms, and what must stand behind the thing, or None.

    `words`: the first words of all forms; where none of them stands before a thing, there is nothing to look for.
    """

    words: frozenset[str]
    verb: re.Pattern[str]
    passive: re.Pattern[str]
    behind: re.Pattern[str] | None


def matters() -> Iterator[tuple[str, Matter]]:
    """Every wording of a thing that something may be done to, and what that means. Raises TableError."""
    changes = frozenset(_rows())
    columns = ("thing", "change", "predicate", "condition", "complaints")
    for row in read_table(data("relations", "matters.tsv"), columns):
        for change in row.many("change"):
            if change not in changes:
                row.one_of("change", changes)
        predicate = row.one_of("predicate", Predicate)
        matter = Matter(row.many("change"), predicate, row["condition"], frozenset(row.many("complaints")))
        for wording in expand(row.filled("thing")):
            yield wording, matter


@cache
def acts(change: str) -> tuple[Act, ...]:
    """The ways of saying that a change is made."""
    return tuple(_act(verbs, behind) for behind, verbs in _rows()[change].items())


@cache
def _rows() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """By change, then by what stands behind the thing: the forms (base, third, -ing, past ones) of its verbs."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for row in read_table(data("relations", "changes.tsv"), ("change", "verb", "irregular", "behind")):
        irregular = row.many("irregular")
        forms = found.setdefault(row.filled("change"), {}).setdefault(row["behind"], [])
        for verb in row.many("verb"):
            pasts = irregular[:2] or (past(verb),)
            forms.append((verb, third(verb), irregular[2] if len(irregular) > 2 else gerund(verb), *pasts))
    return found


def _act(verbs: list[tuple[str, ...]], behind: str) -> Act:
    present = "|".join(form for verb in verbs for form in verb[:2])
    gerunds = "|".join(verb[2] for verb in verbs)
    pasts = "|".join(form for verb in verbs for form in verb[3:])
    return Act(
        frozenset(form.partition(" ")[0] for verb in verbs for form in verb),
        re.compile(rf"\b{_NO_NOUN}(?:(?P<past>{pasts})|(?P<ing>{gerunds})|(?:{present}))\b{_BETWEEN}"),
        re.compile(rf" (?:is|are|was|were|be|being|been|get|gets)(?: \w+ly)? (?:{pasts}) (?:\w+ly )?by\b"),
        re.compile(rf"(?: [^\W\d_]+){{0,2}}? (?:{behind})\b") if behind else None,
    )
