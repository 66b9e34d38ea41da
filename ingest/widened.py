"""What an end takes in beside its own list: its examples, another name for it, the whole that it is part of."""

from __future__ import annotations

import re

from graph.model import ConceptType
from ingest.passage import Group, Passage
from ingest.reference import is_class

_EXAMPLES = re.compile(
    r"[^.;]{0,60}?\b(?:such as|like|including|for example|e\.g\.,?|namely|notably|among them|particularly|above all) "
    r"(?:\w+ ){0,2}$"
)
_SUCH_AS = re.compile(
    r"(?:,? | ?— ?)(?:such as|like|including|for example,?|for instance,?|especially|notably|among them|e\.g\.,?)"
    r" (?:(?:the|an?|some|certain|many) )?"
)
_BRACKETED = frozenset(
    f"{opening}{words}" for opening in (" (", " — ", "—") for words in ("", "e.g. ", "such as ", "like ")
)
_CONDITION = frozenset(("condition",))
_CONTAINERS = frozenset(("food", "remedy"))
# What counts as an example of a class of this type: iron tablets are "medicines", nuts are a "magnesium-rich diet".
_ALIKE = {
    ConceptType.FOOD: frozenset((ConceptType.FOOD, ConceptType.REMEDY)),
    ConceptType.REMEDY: frozenset((ConceptType.FOOD, ConceptType.REMEDY)),
    ConceptType.DRUG: frozenset((ConceptType.DRUG, ConceptType.REMEDY)),
}
_CONTENTS = frozenset(("nutrient", "drug"))
# "infection of the blisters" is not the blisters' own doing, as "the pain of a migraine" is the migraine's
_BEFALLING = ("infection", "inflammation", "irritation", "rupture", "fear")
_OF = re.compile(r" (?:of|from) (?:an? |the |your |these |their )?")
_CALLED = re.compile(r"[^.;]{0,60}?\b(?:called|known as|termed) (?:\w+ ){0,2}$")
_CALLS = ("called", "known as", "termed")


def with_alias(passage: Passage, group: Group) -> Group:
    """The group with the name it is given: "damage to the nerves, called neuropathy"."""
    if not any(passage.flat.find(word, group.end, passage.end) >= 0 for word in _CALLS):
        return group
    for later in passage.groups:
        if later.start >= group.end and _CALLED.fullmatch(passage.flat, group.end, later.start):
            kept = later.only(frozenset((group.names[-1].concept.type,)))
            direct = passage.flat.startswith(" called ", group.end)  # "strong medicines called A" are A
            vague = direct or is_class(group.names[-1].concept.label)
            named = group.names[:-1] if vague else group.names
            return Group((*named, *kept.names)) if kept else group
    return group


def with_container(passage: Passage, group: Group, types: frozenset[str]) -> Group:
    """For "the quinine in tonic water" both: what the part does, the whole does."""
    for later in passage.groups:
        gap = passage.flat[group.end : later.start] if later.start >= group.end else ""
        whole = later.only(types & _CONTAINERS) if gap in (" in ", " in the ") else None
        if whole is not None and group.names[-1].concept.type in _CONTENTS:
            return Group((*group.names, *whole.names))
    return group


def of_what(passage: Passage, group: Group, types: frozenset[str]) -> Group:
    """For "the pain of a migraine" the migraine: a complaint's own feature does what the complaint does."""
    first = group.names[0].concept
    if len(group.names) > 1 or first.type is not ConceptType.CONDITION or first.label.endswith(_BEFALLING):
        return group
    for later in passage.groups:
        whole = later.only(types & _CONDITION) if later.start >= group.end else None
        if whole is not None:
            return whole if _OF.fullmatch(passage.flat, group.end, later.start) else group
    return group


def with_examples(passage: Passage, group: Group) -> Group:
    """For a class with examples ("conditions such as A and B") the examples; else the group itself."""
    last = group.names[-1]
    behind = [later for later in passage.groups if later.start >= group.end]
    if not behind:
        return group
    if passage.flat[group.end : behind[0].start] in _BRACKETED:
        kept = behind[0].only(frozenset((last.concept.type,)))
        return Group((*group.names, *kept.names)) if kept else group
    if not is_class(last.concept.label):
        return _and_examples(passage, group)
    for later in behind:
        near = _SUCH_AS.fullmatch(passage.flat, group.end, later.start)
        far = " " not in last.concept.label and _EXAMPLES.fullmatch(passage.flat, group.end, later.start)
        if near or far:  # "Lyme disease begins with symptoms such as A" tells no examples of Lyme disease
            kept = later.only(_ALIKE.get(last.concept.type, frozenset((last.concept.type,))))
            return Group((*group.names[:-1], *_and_examples(passage, kept).names)) if kept else group
    return group


def _and_examples(passage: Passage, group: Group) -> Group:
    """For "lifestyle changes such as A and B" the name and its examples."""
    if not _SUCH_AS.match(passage.flat, group.end):
        return group
    last = group.names[-1]
    for later in passage.groups:
        if later.start >= group.end and _SUCH_AS.fullmatch(passage.flat, group.end, later.start):
            kept = later.only(frozenset((last.concept.type,)))
            return Group((*group.names, *kept.names)) if kept else group
    return group
