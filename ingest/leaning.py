"""What a sentence leans to say of two things that stand in it, where no rule joins them.

Looser than the rules: the two are known to be what the sentence is asked about, so whatever else is named, and how the
clauses are put together, counts less. The wording nearest to the condition decides, if the agent stands on its side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from graph.model import Certainty, Polarity, Span
from graph.tables import data, read_table
from ingest.context import context_at
from ingest.lexicon import Direction, Hit, Trigger
from ingest.passage import Passage
from ingest.wording import expand

HELPS = frozenset(("treats", "prevents", "decrease", "help", "advise"))
HARMS = frozenset(("causes", "worsens", "increase"))
_PEOPLE = r"(?:patients?|people|individuals?|those|subjects?|persons?|adults|children|women|men)"
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+){0,2} $")
_BY = re.compile(r"(?: \w+){0,3} (?:by|with|through|using|via)\b")
_MEANS = re.compile(r".*\b(?:with|by|from|after|through|among|using|via)\b|(?: \([^)]*\))?, (?:the |a |an )?$")
_ANTI = re.compile(r"\banti ?$")
_HEAD = re.compile(
    r" (?:prevention|prophylaxis|treatments?|therapy|therapies|management|control|relief|remedy|remedies|"
    r"(?:risk )?reduction)\b"
)
_SUFFERERS = re.compile(rf"\b{_PEOPLE} (?:with|who have|suffering from) (?:[\w']+ )?$")
_CONTRAST = re.compile(r"\b(?:but|although|though|whereas|while|however)\b|;")
_AMOUNT = (
    r"(?: (?:the|a|an|of|in|to|its|their|your|intakes?|consumption|levels?|amounts?|use|supply|dietary|habitual|total)|"
    r"(?: \w+){1,3},? such as)*"
)
_FAR = 10_000  # more than any distance in a sentence
_LOOSE = 60  # characters that a looser reading counts as farther away


class _Reading(NamedTuple):
    """One way to read the sentence: the farther the wording from the condition, the worse."""

    distance: int
    helps: bool
    place: Span


def leans_to_help(passage: Passage, agents: Sequence[Span], conditions: Sequence[Span]) -> bool | None:
    """True where the sentence leans to say that an agent helps, False where it harms, None where it says neither."""
    found = [
        (one, agent)
        for agent in agents
        for condition in conditions
        for one in _readings(passage, agent, condition)
        if not _is_doubted(passage, one.place, condition)
    ]
    if not found:
        return None
    best, agent = min(found, key=lambda pair: pair[0].distance)
    return best.helps is not means_less(passage.flat, agent)


def means_less(flat: str, agent: Span) -> bool:
    """True where little or nothing of the agent is meant: "a low intake of milk", "milk avoidance"."""
    before, behind = _less()
    return bool(before.search(flat, max(0, agent.start - 60), agent.start)) or bool(behind.match(flat, agent.end))


@cache
def _less() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of what stands before and behind a thing of which little is meant. Raises TableError."""
    rows = list(read_table(data("relations", "less.tsv"), ("wording", "place")))
    before, behind = (
        "|".join(re.escape(w) for row in rows if row.one_of("place", _PLACES) == place for w in expand(row["wording"]))
        for place in _PLACES
    )
    return re.compile(rf"\b(?:{before}){_AMOUNT} $"), re.compile(rf"(?: intake| consumption)? (?:{behind})\b")


_PLACES = ("before", "behind")


def _is_doubted(passage: Passage, place: Span, condition: Span) -> bool:
    context = context_at(passage, place, max(place.end, condition.start))
    return context.polarity is Polarity.NEGATED or context.certainty is Certainty.DISPUTED


def _readings(passage: Passage, agent: Span, condition: Span) -> Iterator[_Reading]:
    for hit, trigger in passage.triggers:
        distance = _distance(passage, (hit, trigger), agent, condition)
        if distance < _FAR and trigger.predicate in HELPS | HARMS and not _is_part(passage, hit):
            yield _Reading(distance, trigger.predicate in HELPS, Span(hit.start, hit.end))
    for hit, opener in passage.openers:
        if hit.end <= condition.start and condition.end <= agent.start and opener.predicate in HELPS | HARMS:
            yield _Reading(_LOOSE, opener.predicate in HELPS, Span(hit.start, hit.end))
    if _ANTI.search(passage.flat, passage.start, condition.start):
        yield _Reading(0, True, condition)
    elif _HEAD.match(passage.flat, condition.end, passage.end) and agent.end <= condition.start:
        yield _Reading(1, True, condition)
    elif _SUFFERERS.search(passage.flat, passage.start, condition.start) and means_less(passage.flat, agent):
        yield _Reading(_LOOSE, True, condition)  # who has the condition should take less of it


def _is_part(passage: Passage, hit: Hit) -> bool:
    """True for the second part of a compound: "stress-induced"."""
    return passage.document.text[max(0, hit.start - 1) : hit.start] in ("-", "‐", "‑", "–")


def _distance(passage: Passage, found: tuple[Hit, Trigger], agent: Span, condition: Span) -> int:
    """Characters between a wording and the condition, where the agent stands on the side that is the agent's."""
    hit = found[0]
    first, last = min(hit.start, condition.start), max(hit.end, condition.end)
    if _CONTRAST.search(passage.flat, first, last):
        return _FAR
    after = condition.start - hit.end
    distance = after if after >= 0 else hit.start - condition.end
    fits = _fits(passage, found, agent, condition)
    if distance < 0 or fits is None:
        return _FAR
    start, end = min(agent.start, first), max(agent.end, last)
    return distance + (0 if fits else _LOOSE) + (_LOOSE if _CONTRAST.search(passage.flat, start, end) else 0)


def _fits(passage: Passage, found: tuple[Hit, Trigger], agent: Span, condition: Span) -> bool | None:
    """True where the agent stands on its side of a wording, False where it may do, None where it does not."""
    hit, trigger = found
    forward = hit.end <= condition.start
    ahead, behind = agent.end <= hit.start, agent.start >= hit.end
    direction = _direction(passage, hit, trigger)
    if ahead and (direction == "topic" or (forward and direction != "backward")):
        return trigger.direction is not Direction.ASSOCIATED or _is_verb(passage, hit)
    if behind and direction in (("both",) if forward else ("backward", "either")):
        return True
    late = forward and condition.end <= agent.start
    return False if late and _MEANS.match(passage.flat, condition.end, agent.start) else None


def _is_verb(passage: Passage, hit: Hit) -> bool:
    """True for "is linked to", not for "symptoms linked to"."""
    return _BE.search(passage.flat, max(passage.start, hit.start - 30), hit.start) is not None


def _direction(passage: Passage, hit: Hit, trigger: Trigger) -> str:
    if trigger.predicate == "advise" or trigger.direction in (Direction.EFFECT, Direction.BETWEEN):
        return "both"
    if trigger.direction is Direction.PASSIVE:
        is_turned = _is_verb(passage, hit) or _BY.match(passage.flat, hit.end, passage.end)
        return "backward" if is_turned else "forward"
    if trigger.direction in (Direction.ASSOCIATED, Direction.MEANS):
        return "either"
    if trigger.direction in (Direction.TOPIC, Direction.BACKWARD):
        return trigger.direction
    return "forward"
