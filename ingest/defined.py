"""Words that define an article's complaint: "Cramps are sudden contractions", then "these contractions"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Span
from graph.names import singular
from ingest.mentions import Named
from ingest.standins import stand_ins
from ingest.wording import name_forms

_IS = re.compile(
    r"(?: \([^)]*\))? (is an?|are) (?:(?:[a-z-]+, )?(?:[a-z-]+ ){0,4}?)([a-z]{5,})"
    r"(?= (?:in|on|inside|within|under|around|that|which|caused|made|or|and|between|from|due|felt)\b|[.;(])"
)
# What says of which class a thing is, and no more: "a form of arthritis", "a sign of", "a common problem".
_GENERAL = frozenset(
    "forms types kinds signs result group range series effect cause causes reason number part matter thing issue "
    "person people women children adults name word term example members cases reaction process state".split()
)
_FROM_THERE = 4000  # characters behind the definition in which "these ..." takes it up


def defined_names(topic: Named, text: str, names: Sequence[Named]) -> list[Named]:
    """Every "these contractions" in `text` (flat) behind "Cramps are sudden contractions", as the topic.

    `names`: those known in the document. A word that is a name itself goes on meaning just that.
    """
    for named in names:
        match = _IS.match(text, named.span.end) if named.concept.id == topic.concept.id else None
        if match is not None and (word := _head(match, names)):
            return [Named(topic.concept, Span(*found.span(1))) for found in _taken_up(word, text, match.end())]
    return []


def _head(match: re.Match[str], names: Sequence[Named]) -> str | None:
    """The noun that a definition ends in, in the singular; None where it is general, a name, or no noun."""
    word = match[2]
    if match[1] == "are" and (not word.endswith("s") or word.endswith(("ss", "ous"))):
        return None
    one, place = singular(word), Span(*match.span(2))
    general = word in _GENERAL or one in _GENERAL or one in stand_ins()
    return None if general or any(named.span.meets(place) for named in names) else one


def _taken_up(word: str, text: str, start: int) -> list[re.Match[str]]:
    forms = "|".join(map(re.escape, sorted(name_forms(word))))
    pattern = re.compile(rf"(?<![\w-])(?:this|these|those|such) (?:[a-z]+ )?({forms})(?![\w-])")
    return list(pattern.finditer(text, start, start + _FROM_THERE))
