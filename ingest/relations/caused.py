"""What is brought on, where a sentence only says "it": "It is caused by a virus", "It occurs when ..."."""

from __future__ import annotations

import re

from ingest.passage import Group, Passage

_IT = re.compile(r"\W*(?:(?:however|sometimes|usually|often|but|and|also),? )?it(?:'s)? ")
_SUBJECT = 30  # characters in which the subject of the sentence before begins
_CONDITION = frozenset(("condition",))
# "because of the risk of B", "due to concerns about B": B is not there
_FEARED = re.compile(
    r" (?:the |an? |its |their |your )?(?:\w+ )?(?:risks?|chances?|dangers?|possibility|fears?|concerns?|worry|"
    r"worries|need) (?:of|for|that|about|to|over)\b"
)
_FALLS = re.compile(
    r" (?:levels? )?(?:drops?|falls?|dips?|decreases?|plunges?|goes? down|gets? (?:too )?low|(?:is|are) low)\b"
)
_HIGH = "high "


def as_topic(passage: Passage, object_: Group | None) -> Group | None:
    """The complaint of the article for an "it" that else would mean one named in passing in the sentence before."""
    topic, previous = passage.topic, passage.previous
    if object_ is None or topic is None or previous is None or passage.sentence.span.holds(object_.names[0].span):
        return object_
    if topic.concept.type not in _CONDITION or not _IT.match(passage.flat, passage.start, passage.end):
        return object_
    return object_ if 0 <= object_.start - previous.start < _SUBJECT else Group((topic,))


def is_feared(passage: Passage, position: int) -> bool:
    """True behind "because of" where only the risk of something is the reason."""
    return _FEARED.match(passage.flat, position, passage.end) is not None


def falls(passage: Passage, subject: Group) -> bool:
    """True for "blood sugar levels drop": no high blood sugar."""
    label = subject.names[-1].concept.label
    return label.startswith(_HIGH) and _FALLS.match(passage.flat, subject.end, passage.end) is not None
