"""One condition and what comes of it, named side by side: "tight muscles and the resulting cramps"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Predicate
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import STATED
from ingest.passage import Group, Passage

_AND = re.compile(
    r",? (?:and|with) (?:the |any |its |their |your |all the )?(?:resulting|resultant|consequent|ensuing) "
    r"(?:[^\W\d_]+ )??(?=\w)"
)
_NEAR = 12  # characters of a word between "resulting" and what results: "the resulting sudden pain"


def extract(passage: Passage) -> Iterator[Assertion]:
    """What stands before "and the resulting", and what stands behind it. No verb denies what is taken for granted."""
    if len(passage.names) < 2:
        return
    for match in _AND.finditer(passage.flat, passage.start, passage.end):
        before = [named for named in passage.names if named.span.end == match.start()]
        behind = [n for n in passage.names if n.span.start - match.end() in range(_NEAR)]
        if before and behind:
            cause = Group(tuple(before[:1])).only(SUBJECTS[Predicate.CAUSES])
            effect = Group(tuple(behind[:1])).only(OBJECTS[Predicate.CAUSES])
            if cause and effect:
                yield from claims(passage, (cause, effect), Predicate.CAUSES, STATED, "compound")
