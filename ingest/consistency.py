"""What a heading suggests against what its own text says: where the text denies or doubts it, the text is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.model import Assertion, Certainty, Polarity, Predicate

CORE = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS, Predicate.WORSENS))
_WEAK = ("structure", "kind")  # rules that give way to what the words say
_HELPS = frozenset((Predicate.TREATS, Predicate.PREVENTS))


def without_denied_headings(assertions: Sequence[Assertion]) -> list[Assertion]:
    """The assertions without those of headings such as "Bananas" whose text says that bananas do not help.

    Each assertion has one evidence, as extractors make them.
    """
    denied = {(a.subject, a.evidence[0].section.rpartition(" > ")[2]) for a in assertions if _denies(a)}
    return [a for a in assertions if not (_is_suggestion(a) and (a.subject, _heading(a)) in denied)]


def _denies(assertion: Assertion) -> bool:
    doubtful = assertion.polarity is Polarity.NEGATED or assertion.certainty is Certainty.DISPUTED
    return doubtful and assertion.predicate in _HELPS and assertion.evidence[0].rule != "structure"


def _is_suggestion(assertion: Assertion) -> bool:
    return assertion.predicate in _HELPS and assertion.evidence[0].rule == "structure"


def _heading(assertion: Assertion) -> str:
    return " ".join(assertion.evidence[0].quote.split())


def without_overruled(said: Sequence[Assertion], kin: Callable[[str, str], bool]) -> tuple[Assertion, ...]:
    """What is read from one passage, without what the heading alone suggests where the words say otherwise.

    "Stretching: helps you avoid cramps" under "Treatment" prevents. `kin`: whether two complaints are kinds of one.
    """
    told = {
        (a.subject, a.object): a.predicate for a in said if a.evidence[0].rule != "structure" and a.predicate in CORE
    }
    return tuple(a for a in said if a.evidence[0].rule != "structure" or not _overruled(a, told, kin))


def _overruled(
    suggested: Assertion, told: Mapping[tuple[str, str], Predicate], kin: Callable[[str, str], bool]
) -> bool:
    return suggested.evidence[0].rule == "structure" and any(
        subject == suggested.subject and predicate is not suggested.predicate and kin(object_, suggested.object)
        for (subject, object_), predicate in told.items()
    )
