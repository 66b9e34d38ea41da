"""How the belief in a link comes about: the voice of each independent article, so that all can be worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graph.belief import CEILING, UNKNOWN_RULE_ERROR, noisy_or, said_with
from graph.links import claims
from graph.model import Certainty, Link, Polarity
from graph.rules import known_errors


class Voice(NamedTuple):
    """What one independent article counts: by its certainty, and by how often the rule that read it is wrong."""

    document: str
    side: str  # "for", "against" or "both"
    certainty: Certainty
    said: float
    rule: str
    error: float
    weight: float


class Grounds(NamedTuple):
    """The voices, the heaviest first, and what they come to: for x (1 - against) = belief."""

    voices: tuple[Voice, ...]
    pro: float
    con: float

    @property
    def capped(self) -> bool:
        """True where the articles alone would come nearer to certainty than text ever may."""
        return CEILING in (self.pro, self.con)


def grounds_of(link: Link, family: Callable[[str], str]) -> Grounds:
    """The grounds of a link that has its assertions with it. `family`: the document that stands for all its copies."""
    heard: dict[tuple[str, str], Voice] = {}
    for claim in claims(link.assertions):
        voice = _voice(family(claim.document), claim.polarity, claim.certainty, claim.rule)
        best = heard.get((voice.document, voice.side))
        if best is None or voice.weight > best.weight:
            heard[voice.document, voice.side] = voice
    voices = tuple(sorted(heard.values(), key=lambda voice: (-voice.weight, voice.document, voice.side)))
    return Grounds(voices, _together(voices, "for"), _together(voices, "against"))


def _voice(document: str, polarity: Polarity, certainty: Certainty, rule: str) -> Voice:
    said, error = said_with(certainty), known_errors().get(rule, UNKNOWN_RULE_ERROR)
    doubted = "both" if certainty is Certainty.DISPUTED else "for"
    side = "against" if polarity is Polarity.NEGATED else doubted
    return Voice(document, side, certainty, said, rule, error, said * (1 - error))


def _together(voices: tuple[Voice, ...], side: str) -> float:
    best: dict[str, float] = {}
    for voice in voices:
        if voice.side in (side, "both"):
            best[voice.document] = max(best.get(voice.document, 0.0), voice.weight)
    return noisy_or(best)
