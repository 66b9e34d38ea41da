"""How far a link can be believed, from the passages that speak of it.

After INDRA's belief engine (Gyori et al. 2017): a noisy-or over independent documents, each passage weighted by its
certainty and by how often its rule errs. The formula with a worked example stands in `docs/formulas.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import NamedTuple

from graph.model import Certainty, Polarity

# What one passage is worth before its rule's error. A plain statement of a health page is mostly, not always, right;
# "may" is worth clearly less, yet two of them should outweigh one plain statement; a passage that voices doubt is
# worth little, and counts that little on both sides: somebody holds it, and the author doubts it.
STATED = 0.8
POSSIBLE = 0.5
DISPUTED = 0.2
# A rule that nobody has measured is trusted as far as a middling one.
UNKNOWN_RULE_ERROR = 0.3
# Text alone never proves anything: what all articles repeat may still be a common error.
CEILING = 0.99
DIGITS = 6  # of a belief, as the summary graph holds it

_SAID = {Certainty.STATED: STATED, Certainty.POSSIBLE: POSSIBLE, Certainty.DISPUTED: DISPUTED}


class Witness(NamedTuple):
    """One passage as belief sees it: which family of copies it stands in, what it holds, which rule read it."""

    family: str
    polarity: Polarity
    certainty: Certainty
    rule: str


class Weighing(NamedTuple):
    """Belief in [0, 1), and how many families support, deny and doubt."""

    belief: float
    support: int
    against: int
    disputed: int


def weigh(witnesses: Iterable[Witness], rule_errors: Mapping[str, float]) -> Weighing:
    """Belief of one link and its independent counts.

    `rule_errors`: share of a rule's readings that are wrong, in [0, 1]; a rule that is not there errs by
    UNKNOWN_RULE_ERROR. The order of the witnesses does not matter.
    """
    witnesses = frozenset(witnesses)
    pro: dict[str, float] = {}
    con: dict[str, float] = {}
    for witness in witnesses:
        weight = _SAID[witness.certainty] * (1 - rule_errors.get(witness.rule, UNKNOWN_RULE_ERROR))
        for side in _sides(witness, pro, con):
            side[witness.family] = max(side.get(witness.family, 0.0), weight)
    return Weighing(round(noisy_or(pro) * (1 - noisy_or(con)), DIGITS), *_counts(witnesses))


def _sides(witness: Witness, pro: dict[str, float], con: dict[str, float]) -> tuple[dict[str, float], ...]:
    if witness.polarity is Polarity.NEGATED:
        return (con,)
    if witness.certainty is Certainty.DISPUTED:
        return (pro, con)
    return (pro,)


def said_with(certainty: Certainty) -> float:
    """What one passage is worth before its rule's error, by how sure it sounds."""
    return _SAID[certainty]


def noisy_or(weights: Mapping[str, float]) -> float:
    """What independent voices are worth together, each in [0, 1); never more than CEILING."""
    # sorted: the product of floats depends on the order, and belief must not
    return min(CEILING, 1 - prod(1 - weight for weight in sorted(weights.values())))


def _counts(witnesses: frozenset[Witness]) -> tuple[int, int, int]:
    doubted = {w.family for w in witnesses if w.certainty is Certainty.DISPUTED}
    plain = [w for w in witnesses if w.certainty is not Certainty.DISPUTED]
    support = {w.family for w in plain if w.polarity is Polarity.AFFIRMED}
    against = {w.family for w in plain if w.polarity is Polarity.NEGATED}
    return len(support), len(against), len(doubted)
