"""Keys: what a passage is about, beside its words. Pure.

A key says which concept a passage names and of which type it is, what a claim in it is like, who published it and when.
Searches for a concept by any of its names, the narrowing of results and their counts go by keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from graph.model import Certainty, Document, Polarity, Predicate, Reading, Span
from search.model import Passage
from search.passages import HEADING, TEXT, TITLE, passages

Keys = Mapping[str, float]  # with how much each counts
TypeOf = Callable[[str], str]  # a concept's id -> its type, "" where it is not known
_YEAR = 4  # digits


def concept_key(id: str) -> str:
    """The key of passages that name a concept."""
    return f"c:{id}"


def type_key(kind: str) -> str:
    """The key of passages that name a concept of a type."""
    return f"t:{kind}"


def claim_keys(predicate: str = "", polarity: str = "", certainty: str = "") -> tuple[str, ...]:
    """The keys of passages with a claim that is so, "" for any; all that is said of one claim is one key."""
    return tuple(
        _claim(one, side, how)
        for one in Predicate
        for side in Polarity
        for how in Certainty
        if predicate in ("", one) and polarity in ("", side) and certainty in ("", how)
    )


def publisher_key(name: str) -> str:
    """The key of passages that somebody published."""
    return f"p:{' '.join(name.split())}"


def year_key(year: str) -> str:
    """The key of passages that were published in a year."""
    return f"y:{year}"


def keys_of(reading: Reading, type_of: TypeOf) -> tuple[Keys, ...]:
    """The keys of a document's passages, in the order of `passages`."""
    about = dict.fromkeys(_about(reading.document), TEXT)
    names = sorted(reading.mentions, key=lambda mention: mention.span)
    starts = [mention.span.start for mention in names]
    claims = sorted(
        (evidence.passage.start, _claim(said.predicate, said.polarity, said.certainty))
        for said in reading.assertions
        for evidence in said.evidence
    )
    found = []
    for passage in passages(reading.sentences):
        keys: defaultdict[str, float] = defaultdict(float)
        for span, weight in _weighted(passage, reading.document):
            for mention in names[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                keys[concept_key(mention.concept)] += weight
                keys[type_key(type_of(mention.concept))] = TEXT
        first, end = (bisect_left(claims, (at, "")) for at in (passage.span.start, passage.span.end))
        found.append(about | keys | dict.fromkeys((claim for _, claim in claims[first:end]), TEXT))
    return tuple(found)


def _claim(predicate: str, polarity: str, certainty: str) -> str:
    return f"a:{predicate} {polarity} {certainty}"


def _about(document: Document) -> Iterator[str]:
    if document.publisher:
        yield publisher_key(document.publisher)
    if document.published:
        yield year_key(document.published[:_YEAR])


def _weighted(passage: Passage, document: Document) -> Iterator[tuple[Span, float]]:
    """Where names that a passage is about may stand, and how much they count there."""
    yield passage.span, TEXT
    for span in passage.headings:
        is_title = document.text[span.start : span.end].strip() == document.title
        yield span, TITLE + HEADING if is_title else HEADING
