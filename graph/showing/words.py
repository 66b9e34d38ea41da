"""How the pages name what the graph holds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from graph.model import Certainty, ConceptType, Link, Polarity, Predicate


class Wording(NamedTuple):
    """A predicate in words: between its ends, and as headings on the page of its subject and of its object."""

    verb: str
    forward: str
    backward: str


WORDING = {
    Predicate.CAUSES: Wording("causes", "Causes", "Caused by"),
    Predicate.TREATS: Wording("treats", "Treats", "Treated by"),
    Predicate.PREVENTS: Wording("prevents", "Prevents", "Prevented by"),
    Predicate.WORSENS: Wording("worsens", "Worsens", "Worsened by"),
    Predicate.HAS_SYMPTOM: Wording("has symptom", "Has symptoms", "Symptom of"),
    Predicate.DEFICIENCY_OF: Wording("is a lack of", "Is a lack of", "Lack of it"),
    Predicate.CONTAINS: Wording("contains", "Contains", "Contained in"),
    Predicate.DEPLETES: Wording("depletes", "Depletes", "Depleted by"),
    Predicate.LOCATED_IN: Wording("occurs in", "Occurs in", "What occurs there"),
    Predicate.IS_A: Wording("is a kind of", "Is a kind of", "Kinds"),
}


# The types of concepts in words.
TYPES: Mapping[str, str] = {kind: "body part" if kind is ConceptType.BODYPART else kind.value for kind in ConceptType}


class Standing(StrEnum):
    """What all passages together say of a link; every page shows the word."""

    STATED = "stated"
    POSSIBLE = "possible"
    DISPUTED = "disputed"
    DENIED = "denied"


def standing(link: Link) -> Standing:
    """Denied where nobody affirms it, disputed where some doubt or deny it, possible where nobody is sure."""
    if link.against or link.disputed:
        return Standing.DISPUTED if link.support or link.disputed else Standing.DENIED
    stated = any(assertion.certainty is Certainty.STATED for assertion in link.assertions)
    return Standing.STATED if stated else Standing.POSSIBLE


def standing_of(polarity: Polarity, certainty: Certainty) -> Standing:
    """The same of one assertion."""
    if polarity is Polarity.NEGATED:
        return Standing.DENIED
    return Standing(certainty.value)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 article", "3 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def below(section: str, title: str) -> str:
    """The headings above a passage without the article's title, which stands beside them anyway."""
    return "" if section == title else section.removeprefix(f"{title} > ")


def grounds(link: Link) -> str:
    """Who says so, who denies it, who doubts it, in words."""
    parts = [f"{counted(link.support, 'article')} for"] if link.support else []
    parts += [f"{counted(link.against, 'article')} against"] if link.against else []
    parts += [f"disputed in {counted(link.disputed, 'article')}"] if link.disputed else []
    return ", ".join(parts) or "no article"


def told(support: int, against: int, disputed: int) -> str:
    """How many independent articles take which side: "3 independent articles say so, 1 denies it"."""
    sides = ((support, "says so", "say so"), (against, "denies it", "deny it"), (disputed, "doubts it", "doubt it"))
    first, *more = [(number, one if number == 1 else many) for number, one, many in sides if number] or [(0, "say so")]
    said = [f"{counted(first[0], 'independent article')} {first[1]}", *(f"{number} {does}" for number, does in more)]
    return ", ".join(said)
