"""What a chain of links means: each step is one letter, each pattern a shape of such words.

A letter says how a step is taken: capital along the link's own direction, small against it.
    C  causes, worsens, has_symptom     the first brings on the second
    L  depletes                         the nutrient behind it gets low
    D  deficiency_of                    the condition is the lack of the nutrient
    T  treats, prevents
    F  contains
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model import Pattern, Predicate

_LETTERS = {
    Predicate.CAUSES: "C",
    Predicate.WORSENS: "C",
    Predicate.HAS_SYMPTOM: "C",
    Predicate.DEPLETES: "L",
    Predicate.DEFICIENCY_OF: "D",
    Predicate.TREATS: "T",
    Predicate.PREVENTS: "T",
    Predicate.CONTAINS: "F",
}

# From here on effects follow one another. A nutrient is left for its deficiency only after something has lowered it:
# "X causes N, lack of N causes Y" is no chain, "X depletes N, lack of N causes Y" is one.
_EFFECTS = "(?:C|Ld)*"
_LAST = "[LD]?"
_BACK = "(?:c|Dl)*"  # the same, walked from its end
_LAST_BACK = "[ld]?"

# The first shape that fits, read from either end, names the path.
_SHAPES: tuple[tuple[Pattern, str], ...] = (
    # the lack of a nutrient, or what a food holds, may begin the chain; some step of it must be an effect
    (Pattern.CAUSAL_CHAIN, f"(?=.*[CL])(?:d|F*){_EFFECTS}{_LAST}"),
    (Pattern.COMMON_CAUSE, f"(?=.*[cl][CL]){_LAST_BACK}{_BACK}{_EFFECTS}{_LAST}"),
    (Pattern.COMMON_EFFECT, "d?(?:C|Ld)+(?:c|Dl)+D?"),
    (Pattern.COMMON_EFFECT, f"d?{_EFFECTS}Ll{_BACK}D?"),
    (Pattern.COMMON_EFFECT, "Tt"),
    (Pattern.COMMON_REMEDY, "tT"),
    (Pattern.SHARED_SOURCE, "fF|Ff"),
    # what helps, itself or by what it holds, against a cause or an effect of the other end
    (Pattern.RELIEF, f"F*T(?:{_EFFECTS}{_LAST}|{_BACK}D?)"),
    # or supplies what the other end lacks or uses up
    (Pattern.RELIEF, f"F+(?:d(?:{_EFFECTS}{_LAST}|{_BACK}D?)|l{_BACK}D?)"),
)
_COMPILED = tuple((pattern, re.compile(shape)) for pattern, shape in _SHAPES)


def letter(predicate: Predicate, *, along: bool) -> str:
    """The letter of a step; "" for links that carry no chain (is_a, located_in)."""
    capital = _LETTERS.get(predicate, "")
    return capital if along else capital.lower()


@lru_cache(maxsize=65_536)
def pattern_of(word: str) -> Pattern:
    """What a path means whose steps spell this word; OTHER where it fits no shape."""
    if len(word) == 1:
        return Pattern.DIRECT
    for pattern, shape in _COMPILED:
        if shape.fullmatch(word) or shape.fullmatch(word[::-1].swapcase()):
            return pattern
    return Pattern.OTHER
