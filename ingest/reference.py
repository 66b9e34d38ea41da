"""What a pronoun or "this condition" stands for: the list of names that an earlier clause or sentence was about."""

from __future__ import annotations

import re
from functools import cache

from graph.names import singular
from graph.tables import data, read_table
from ingest.passage import Group, Passage

_PRONOUN = re.compile(r"\b(?:it|they|this|these|those|that|them|its|their)\b")
_DEMONSTRATIVE = re.compile(r"\b(?:this|these|those|such) (?:\w+ )?(\w+)$")


@cache
def class_words() -> dict[str, str]:
    """Class words and the concept type that each can stand for. Raises TableError."""
    rows = read_table(data("relations", "classes.tsv"), ("word", "type"))
    return {row.filled("word"): row.filled("type") for row in rows}


def is_class(label: str) -> bool:
    """True for a label that only names a class: "medication", "medical condition"."""
    return label.rpartition(" ")[2] in class_words()


def has_pronoun(text: str) -> bool:
    """True where a flat stretch of text holds a pronoun that may stand for a name."""
    return _PRONOUN.search(text) is not None


def stands_for_other(group: Group, passage: Passage) -> bool:
    """True for "these drugs" or "this condition": a class word with a demonstrative, which names nothing itself."""
    last = group.names[-1].span
    head = passage.flat[max(passage.start, last.start - 12) : last.end]
    match = _DEMONSTRATIVE.search(head)
    return match is not None and singular(match[1]) in class_words()


def demonstrated_types(text: str) -> frozenset[str] | None:
    """The type that "this condition", "these drugs" asks for, or None where the text has no such words."""
    for match in re.finditer(r"\b(?:this|these|those|such) (?:\w+ )?(\w+)", text):
        kind = class_words().get(singular(match[1]))
        if kind:
            return frozenset(("drug", "remedy") if kind in ("drug", "remedy") else (kind,))
    return None


def antecedent(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """What a pronoun at a position stands for: a subject before it, the sentence before, the sub-heading, the topic."""
    start = passage.segments[passage.segment_at(position)].start
    asked = demonstrated_types(passage.flat[start:position])
    wanted = types & asked if asked else types
    earlier = [group for group in passage.groups if group.end <= start]
    if not earlier and _was_named(passage):
        kept = Group((passage.topic,)).only(wanted) if passage.topic else None
        if kept:
            return kept
    for group in (*earlier[:1], *passage.before[:1], *passage.before[1:]):
        kept = group.only(wanted)
        if kept:
            return kept
    return _of_section(passage, wanted)


def _was_named(passage: Passage) -> bool:
    """True when the sentence before named what the article is about: a pronoun most likely means that."""
    topic = passage.topic
    return topic is not None and any(n.concept.id == topic.concept.id for group in passage.before for n in group.names)


def _of_section(passage: Passage, types: frozenset[str]) -> Group | None:
    if passage.subheading is not None:
        kept = passage.subheading.only(types)
        if kept:
            return kept
    if passage.topic is not None:
        return Group((passage.topic,)).only(types)
    return None
