"""Claims that no article makes: a gene change that treats, a test that brings on what it finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graph.model import Concept, Polarity, Predicate
from graph.names import slug
from graph.tables import data, read_table
from graph.vocabulary import Vocabulary
from ingest.mentions import Named
from ingest.passage import Passage
from ingest.reference import kinds_of

_HARMS = frozenset((Predicate.CAUSES, Predicate.WORSENS))
_AVOIDING = "avoiding "
_QUITTING = "quitting "
_BECAUSE = re.compile(r",? (?:because|since|as) ")
_NO_NAME = re.compile(r"(?:any |the |these |other |early )?(?:symptoms?|signs?|problems?)", re.IGNORECASE)
_TAKES_UP = re.compile(r"\b(?:because|since|that|which|it|they|these|this|if|when)\b")


def is_plausible(passage: Passage, subject: Named, predicate: Predicate, object_: Named, polarity: Polarity) -> bool:
    """False for what no text affirms (`data/relations/never.tsv`), and for "nodules often cause no symptoms"."""
    if polarity is Polarity.NEGATED:
        named = passage.document.text[object_.span.start : object_.span.end]
        return not (predicate is Predicate.CAUSES and _NO_NAME.fullmatch(named))
    return not (
        _never_of("subject", subject.concept, predicate, object_.concept, passage.knowledge.vocabulary)
        or _never_of("object", object_.concept, predicate, subject.concept, passage.knowledge.vocabulary)
    )


def _never_of(end: str, concept: Concept, predicate: Predicate, other: Concept, vocabulary: Vocabulary) -> bool:
    """Whether a concept never takes this end of a predicate, unless the other end is one of some kinds."""
    unless = _never(end).get((concept.id, predicate))
    return unless is not None and unless.isdisjoint((other.id, *kinds_of(other, vocabulary)))


def acting(passage: Passage, subject: Named, predicate: Predicate, object_: Named) -> Named:
    """What acts: in "avoid alcohol because it raises the risk" the alcohol, not the avoiding."""
    label = subject.concept.label
    if predicate not in _HARMS or not label.startswith((_AVOIDING, _QUITTING)):
        return subject
    base = subject.base or passage.knowledge.vocabulary.find(label.partition(" ")[2])
    if base is None:
        return subject
    if label.startswith(_QUITTING):  # which may harm itself
        taken_up = _BECAUSE.match(passage.flat, subject.span.end) is not None
    else:
        inside = passage.sentence.span.holds(subject.span) and subject.span.end <= object_.span.start
        taken_up = not inside or _TAKES_UP.search(passage.flat, subject.span.end, object_.span.start) is not None
    return subject._replace(concept=base, base=None) if taken_up else subject


@cache
def _never(end: str) -> Mapping[tuple[str, str], frozenset[str]]:
    """By the concept that never takes this end of a predicate: the other ends with which it does. Raises TableError."""
    return {
        (slug(label), predicate): frozenset(map(slug, row.many("unless")))
        for row in read_table(data("relations", "never.tsv"), ("concepts", "end", "predicates", "unless"))
        if row.one_of("end", ("subject", "object")) == end
        for label in row.many("concepts")
        for predicate in row.many("predicates")
    }
