"""The filters of an answer, as an address carries them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict

from graph.model import ConceptType, Predicate
from graph.sieve import Sieve, Sureness
from web import params
from web.errors import BadParameterError

MOST_SOURCES: Final = 99
Kind = TypeVar("Kind", bound=StrEnum)


def the_sieve() -> Sieve:
    """What the request asks for. Raises BadParameterError."""
    return sieve_of(request.args)


def sieve_of(args: MultiDict[str, str]) -> Sieve:
    """What the parameters of an address ask for: `sources`, `certainty`, and any number of `through`, `avoid` and
    `predicates`. Raises BadParameterError.
    """
    return Sieve(
        sources=params.whole(args, "sources", 1, MOST_SOURCES),
        sureness=Sureness(params.choice(args, "certainty", tuple(Sureness))),
        through=_some(args, "through", ConceptType),
        avoid=_some(args, "avoid", ConceptType),
        predicates=_some(args, "predicates", Predicate),
    )


def given(sieve: Sieve) -> dict[str, str | list[str]]:
    """The parameters that ask for a sieve: none for one that is open."""
    named = {
        "sources": str(sieve.sources) if sieve.sources > 1 else "",
        "certainty": "" if sieve.sureness is Sureness.ANY else sieve.sureness.value,
        "through": sorted(sieve.through),
        "avoid": sorted(sieve.avoid),
        "predicates": sorted(sieve.predicates),
    }
    return {name: value for name, value in named.items() if value}  # type: ignore[misc]  # of strings, all of them


def _some(args: MultiDict[str, str], name: str, kinds: type[Kind]) -> frozenset[Kind]:
    """Words of a closed set: one for each time that the parameter is given, or several with commas between."""
    said = [one for text in args.getlist(name) for one in text.split(",") if one]
    for one in said:
        if one not in list(kinds):
            raise BadParameterError(name, one, ", ".join(kinds))
    return frozenset(kinds(one) for one in said)
