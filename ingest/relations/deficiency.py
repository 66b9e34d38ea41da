"""A shortage of a nutrient is a deficiency of it: "low levels of potassium", "lack of iron", "hypokalaemia"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Assertion, Predicate
from ingest.claims import claim
from ingest.context import STATED
from ingest.mentions import Named, nutrient_of
from ingest.passage import Passage


def extract(passage: Passage) -> Iterator[Assertion]:
    """One assertion for each deficiency that the passage names."""
    for named in passage.names:
        if not named.concept.label.endswith("deficiency"):
            continue  # nearly all: what comes is asked of few
        nutrient = nutrient_of(named, passage.knowledge.vocabulary)
        if nutrient is not None:
            ends = (named, Named(nutrient, named.span))
            yield claim(passage, ends, Predicate.DEFICIENCY_OF, STATED, "deficiency")
