"""What an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from graph.model import ConceptType
from graph.vocabulary import Vocabulary
from ingest.mentions import Named
from ingest.reference import kinds_of

_OFTEN, _SHARE = 2, 0.1  # how often, and which share of all, what no title names must be named to be the topic
_FIRST_SENTENCES = 40  # where the complaint of an article without a telling title is looked for

_OPENING = re.compile(r"\W*(?:(?:the|an?|in medicine,) )?")
_IS = re.compile(
    r"(?: ?\([^)]{1,40}\))?(?:, (?:also|or)[^,.]{1,60},)? (?:is|are) (?:an?|the|one of|when|caused|painful|small|not)\b"
)


def _head(concept: str) -> str:
    """The last word of a concept's id."""
    return concept.rpartition("-")[2]


def defined_first(names: Sequence[Named], flat: str, start: int) -> list[str]:
    """The id of the complaint that a text begins by defining: "Plantar fasciitis is a common cause of heel pain"."""
    first = next((named for named in names if named.span.start >= start), None)
    opens = first is not None and _OPENING.fullmatch(flat, start, first.span.start) is not None
    if first is None or first.concept.type is not ConceptType.CONDITION or not opens:
        return []
    return [first.concept.id] if _IS.match(flat, first.span.end) else []


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


def only_kind(topic: Named, named: Iterable[Named], vocabulary: Vocabulary) -> str | None:
    """The one kind of the article's complaint that headings name: then it is but another word for the complaint."""
    kinds = {one.concept.id for one in named if topic.concept.id in kinds_of(one.concept, vocabulary)}
    return kinds.pop() if len(kinds) == 1 else None
