"""Words that stand for what an article is about: "attacks", "the symptoms", "this condition"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from graph.model import BlockKind, Sentence, Span
from graph.tables import data, read_table
from ingest.mentions import Named
from ingest.wording import expand

_DETERMINED = (
    r"(?<![\w-])(?<!in )(?:the|this|these|your|their|its|his|her|my|an|a|such|most|many|any|another|each|every)"
    r" (?:next |first )?"
)
# "attacks of gout" names its complaint; "symptoms include" and "symptoms:" open a list.
_NOT_BEFORE = (
    r"(?:(?<=case)(?! of\b)|(?<=cases)(?! of\b)|"
    r"(?! (?:of|include|includes|including|(?:are|is)(?! (?:\w+ly |often |also |sometimes )?(?:\w{3,}ed|brought on|"
    r"set off|due|made worse)\b)|such|like|associated|related|caused|called|known)\b|:|[ -]free))"
)


_IN_CASES = re.compile(r"\b(?:in|with|for) [a-z]+ cases?$")  # "in severe cases A may help"
# "in people with asthma, trigger attacks": the attacks are of asthma.
_OF_OTHERS = re.compile(
    r"\b(?:people|those|patients|women|men|children|adults|anyone|someone) with (?!(?:this|these|the|"
    r"such)\b)[^.;]{0,80}$"
)


def of_others(flat: str, start: int, position: int) -> bool:
    """True where what stands at a position is told of people with some other complaint."""
    return _OF_OTHERS.search(flat, start, position) is not None


@cache
def stand_ins() -> dict[str, bool]:
    """The words, and whether each stands for the complaint without a determiner too. Raises TableError."""
    rows = read_table(data("relations", "standins.tsv"), ("word", "alone"))
    return {word: row.one_of("alone", ("yes", "no")) == "yes" for row in rows for word in expand(row.filled("word"))}


@cache
def _pattern() -> re.Pattern[str]:
    alone = [re.escape(word) for word, is_free in stand_ins().items() if is_free]
    determined = [re.escape(word) for word, is_free in stand_ins().items() if not is_free]
    free, bound = "|".join(alone), "|".join((*alone, *determined))
    return re.compile(rf"(?:{_DETERMINED}(?P<bound>{bound})|(?<![\w-])(?P<free>{free}))\b{_NOT_BEFORE}")


def with_stand_ins(
    names: Sequence[Named], topic: Named | None, sentence: Sentence, flat: str, other: bool
) -> list[Named]:
    """The names of a sentence with the topic where a word stands for it, in text order.

    `other`: the sentence before speaks of another complaint, which "this condition" would mean.
    """
    if topic is None or sentence.kind is BlockKind.HEADING:
        return list(names)
    found = list(_standing(names, topic, sentence.span, flat, other))
    return sorted([*names, *found], key=lambda named: named.span) if found else list(names)


def _standing(names: Sequence[Named], topic: Named, span: Span, flat: str, other: bool) -> Iterator[Named]:
    for match in _pattern().finditer(flat, span.start, span.end):
        if match["free"] and _IN_CASES.search(flat, span.start, match.end()):
            continue
        if (other and match["bound"]) or of_others(flat, span.start, match.start()):
            continue
        place = Span(*match.span("bound" if match["bound"] else "free"))
        near = (named for named in names if named.span.end >= place.start - 1 and named.span.start <= place.end)
        if not any(near):
            yield Named(topic.concept, place)
