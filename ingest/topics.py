"""What an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.model import ConceptType
from ingest.mentions import Named

_OFTEN, _SHARE = 2, 0.1  # how often, and which share of all, what no title names must be named to be the topic
_FIRST_SENTENCES = 40  # where the complaint of an article without a telling title is looked for


def _head(concept: str) -> str:
    """The last word of a concept's id."""
    return concept.rpartition("-")[2]


def topic_of(names: Sequence[Named], title: Sequence[str], states: frozenset[str]) -> Named | None:
    """The complaint of an article: that of its title (`title`: ids) which it names most, or the most frequent one.

    `states`: ids of conditions that are no complaint.
    """
    conditions = [n for n in names if n.concept.type is ConceptType.CONDITION and n.concept.id not in states]
    times = Counter(_head(named.concept.id) for named in conditions)  # leg cramps, muscle cramps: all of them cramps
    titled = max(title, key=lambda wanted: times[_head(wanted)], default="")  # the first of those named most often
    for named in conditions:
        if named.concept.id == titled:
            return named
    early = conditions[:_FIRST_SENTENCES]
    counts = Counter(named.concept.id for named in early)
    if not counts:
        return None
    most = max(counts.values())
    plain = most >= _OFTEN and most >= _SHARE * len(early)
    return next(named for named in early if counts[named.concept.id] == most) if plain else None
