"""Questions that the text answers itself: "Does milk help? Short answer: no."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from graph.model import Assertion, BlockKind, Certainty, Polarity, Span
from graph.tables import data, read_table
from ingest.passage import Passage
from ingest.relations import openers, verbs, wordings
from ingest.verdicts import verdict
from ingest.wording import expand

_SAYS = {
    "negated": (Polarity.NEGATED, Certainty.STATED),
    "affirmed": (Polarity.AFFIRMED, Certainty.STATED),
    "possible": (Polarity.AFFIRMED, Certainty.POSSIBLE),
    "disputed": (Polarity.AFFIRMED, Certainty.DISPUTED),
}
_LEAD = r"\W*(?:(?:the |in )?(?:short answer|answer|verdict|bottom line|a word|short|brief)(?: is)?\W+|well\W+|a: )?"
_IT = re.compile(r"\b(?:it|they|this|that|these|evidence|proof|stud(?:y|ies)|research|trials?|link|connection)\b")
_SHORT = 140  # characters of an answer that is a sentence of its own
_FAR = 400  # characters from the question's start to the reply's end


@cache
def _replies() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every reply, the longest first, and what each says. Raises TableError."""
    rows = read_table(data("relations", "replies.tsv"), ("reply", "says"))
    says = {word: row.one_of("says", tuple(_SAYS)) for row in rows for word in expand(row.filled("reply"))}
    longest = sorted(says, key=lambda wording: (-len(wording), wording))
    return re.compile(rf"{_LEAD}({'|'.join(map(re.escape, longest))})\b"), says


def _judged(passage: Passage, asked: Passage) -> tuple[Polarity, Certainty] | None:
    """How a sentence of its own answers: "There is no proof that it does."."""
    known = {named.concept.id for named in asked.names}
    short = passage.end - passage.start <= _SHORT and _IT.search(passage.flat, passage.start, passage.end)
    if not short or any(named.concept.id not in known for named in passage.names):
        return None
    said = verdict(passage, (passage.start, passage.end))
    return (said.polarity, said.certainty) if said else None


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the question before asks, as the reply has it; its passage runs over both."""
    asked = passage.asked
    if asked is None or passage.end - asked.start > _FAR:
        return
    pattern, says = _replies()
    reply = pattern.match(passage.flat, passage.start, passage.end)
    how = _SAYS[says[reply[1]]] if reply else _judged(passage, asked)
    if how is None:
        return
    polarity, certainty = how
    both = replace(asked.sentence, span=Span(asked.start, passage.end), kind=BlockKind.PARAGRAPH)
    question = replace(asked, sentence=both, answered=True)
    for extractor in (verbs.extract, wordings.extract, openers.extract):
        for assertion in extractor(question):
            yield replace(
                assertion,
                polarity=polarity,
                certainty=certainty,
                evidence=(replace(assertion.evidence[0], rule="asked"),),
            )
