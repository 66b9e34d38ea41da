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
from ingest.wording import expand

_SAYS = {
    "negated": (Polarity.NEGATED, Certainty.STATED),
    "affirmed": (Polarity.AFFIRMED, Certainty.STATED),
    "possible": (Polarity.AFFIRMED, Certainty.POSSIBLE),
    "disputed": (Polarity.AFFIRMED, Certainty.DISPUTED),
}
_LEAD = r"\W*(?:(?:the |in )?(?:short answer|answer|verdict|bottom line|a word|short|brief)(?: is)?\W+|well\W+|a: )?"
_FAR = 400  # characters from the question's start to the reply's end


@cache
def _replies() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every reply, the longest first, and what each says. Raises TableError."""
    rows = read_table(data("relations", "replies.tsv"), ("reply", "says"))
    says = {word: row.one_of("says", tuple(_SAYS)) for row in rows for word in expand(row.filled("reply"))}
    longest = sorted(says, key=lambda wording: (-len(wording), wording))
    return re.compile(rf"{_LEAD}({'|'.join(map(re.escape, longest))})\b"), says


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the question before asks, as the reply has it; its passage runs over both."""
    asked = passage.asked
    if asked is None or passage.end - asked.start > _FAR:
        return
    pattern, says = _replies()
    reply = pattern.match(passage.flat, passage.start, passage.end)
    if reply is None:
        return
    polarity, certainty = _SAYS[says[reply[1]]]
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
