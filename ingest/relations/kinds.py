"""What a thing is a kind of: "naproxen, a pain reliever", "minerals such as magnesium", "gout drugs like A"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, ConceptType, Predicate
from ingest.claims import claim, claims
from ingest.context import STATED
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.reference import is_class, kinds_of

_DRUG_WORDS = frozenset("drug drugs medication medications medicine medicines meds pill pills".split())
_APPOSITION = re.compile(r"(?:, | \(| is | are )(?:a|an)(?: (?:kind|type|form|class) of)?(?: common| popular)? ")
# What everything of its type is: no kind worth telling.
_TELLS_NOTHING = frozenset(
    ("illness", "medication", "symptom", "vegetable", "fruit", "food", "supplement", "trigger food")
)
_ANEW = re.compile(r"\b(?:some|certain|several|many|most|other|various|all|a few)\b")
_NEAR = 9  # characters between "risk factors" and what they are for
_EXAMPLES = re.compile(
    r"(?: drugs?| medications?| medicines?| meds)?,? (?:like|such as|including|for example|e\.g\.,?) "
)


def extract(passage: Passage) -> Iterator[Assertion]:
    """Kinds by apposition and by example."""
    if passage.is_question:
        return
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        gap = passage.flat[left.end : right.start]
        if passage.document.text[left.end] == "-":
            continue  # "cramp-like pain"
        if _APPOSITION.fullmatch(gap):
            yield from _kinds(passage, left.names[-1:], right.names[0])
        elif _EXAMPLES.fullmatch(gap) and not _announced(passage, left):
            yield from _kinds(passage, _examples(passage, right), left.names[-1])
            yield from _drugs_for(passage, right, left.names[-1])


def _examples(passage: Passage, listed: Group) -> tuple[Named, ...]:
    """The names of a list that are examples: in "painkillers such as codeine and some antacids" the last is none."""
    for number, named in enumerate(listed.names[1:], start=1):
        if _ANEW.search(passage.flat, listed.names[number - 1].span.end, named.span.start):
            return listed.names[:number]
    return listed.names


def _announced(passage: Passage, group: Group) -> bool:
    """True for "risk factors for heart disease, such as A": the examples are of the noun before."""
    return any(hit.end <= group.start <= hit.end + _NEAR for hit, _ in passage.openers)


def _drugs_for(passage: Passage, drugs: Group, kind: Named) -> Iterator[Assertion]:
    """ "Asthma medications such as A": A treats asthma."""
    surface = passage.flat[kind.span.start : kind.span.end]
    complaint, _, last = surface.rpartition(" ")
    known = passage.knowledge.vocabulary.find(complaint) if last in _DRUG_WORDS else None
    if known is None and kind.concept.type is ConceptType.CONDITION:
        known = kind.concept
    if known is not None and known.type is ConceptType.CONDITION:
        only = drugs.only(frozenset((ConceptType.DRUG,)))
        if only:
            yield from claims(passage, (only, Group((Named(known, kind.span),))), Predicate.TREATS, STATED, "kind")


def _kinds(passage: Passage, members: tuple[Named, ...], kind: Named) -> Iterator[Assertion]:
    for member in members:
        if member.concept.type is kind.concept.type and _may_be_kind(passage, member, kind):
            yield claim(passage, (member, kind), Predicate.IS_A, STATED, "kind")


def _may_be_kind(passage: Passage, member: Named, kind: Named) -> bool:
    """A complaint is only a kind of a class ("disorder") or of what the vocabulary says."""
    if member.concept.id == kind.concept.id or kind.concept.label in _TELLS_NOTHING:
        return False
    if kind.concept.type is not ConceptType.CONDITION or is_class(kind.concept.label):
        return True
    return kind.concept.id in kinds_of(member.concept, passage.knowledge.vocabulary)
