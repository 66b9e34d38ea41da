"""The filters of an answer, as an address carries them."""

from __future__ import annotations

from typing import Final

from flask import request

from graph.model import ConceptType
from graph.sieve import Sieve, Sureness
from web import params
from web.errors import BadParameterError

MOST_SOURCES: Final = 99
_TYPES = tuple(ConceptType)


def the_sieve() -> Sieve:
    """What the request asks for: `sources`, `certainty`, and any number of `through` and `avoid`. Raises
    BadParameterError.
    """
    return Sieve(
        sources=params.whole(request.args, "sources", 1, MOST_SOURCES),
        sureness=Sureness(params.choice(request.args, "certainty", tuple(Sureness))),
        through=_types("through"),
        avoid=_types("avoid"),
    )


def given(sieve: Sieve) -> dict[str, str | list[str]]:
    """The parameters that ask for a sieve: none for one that is open."""
    named = {
        "sources": str(sieve.sources) if sieve.sources > 1 else "",
        "certainty": "" if sieve.sureness is Sureness.ANY else sieve.sureness.value,
        "through": sorted(sieve.through),
        "avoid": sorted(sieve.avoid),
    }
    return {name: value for name, value in named.items() if value}  # type: ignore[misc]  # of strings, all of them


def _types(name: str) -> frozenset[ConceptType]:
    """Types of concepts: one for each time that the parameter is given, or several with commas between."""
    said = [one for text in request.args.getlist(name) for one in text.split(",") if one]
    for one in said:
        if one not in _TYPES:
            raise BadParameterError(name, one, ", ".join(_TYPES))
    return frozenset(ConceptType(one) for one in said)
