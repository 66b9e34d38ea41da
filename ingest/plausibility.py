"""Claims that no article makes: a gene change that treats, a test that brings on what it finds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from graph.model import Polarity, Predicate
from graph.names import slug
from graph.tables import data, read_table
from ingest.mentions import Named
from ingest.passage import Passage

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
    never = predicate in _never("subject").get(subject.concept.id, ())
    return not never and predicate not in _never("object").get(object_.concept.id, ())


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
def _never(end: str) -> Mapping[str, frozenset[str]]:
    """Predicates by the concept that never takes this end of them. Raises TableError."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_table(data("relations", "never.tsv"), ("concepts", "end", "predicates")):
        if row.one_of("end", ("subject", "object")) == end:
            for label in row.many("concepts"):
                found[slug(label)] |= set(row.many("predicates"))
    return {concept: frozenset(predicates) for concept, predicates in found.items()}
