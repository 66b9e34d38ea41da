"""The parameters of an address, checked: what comes out can be used, what cannot is a BadParameterError."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping

from graph.model import Span
from web.errors import BadParameterError

LAST_PAGE = 1000


def text(args: Mapping[str, str], name: str, limit: int) -> str:
    """A line of text, at most `limit` characters, without control characters; "" where it is not given."""
    given = args.get(name, "")
    if len(given) > limit:
        raise BadParameterError(name, given, f"text of at most {limit} characters")
    plain = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char for char in given)
    return " ".join(plain.split())


def required(args: Mapping[str, str], name: str, limit: int) -> str:
    """Like `text`, but it must be given."""
    value = text(args, name, limit)
    if not value:
        raise BadParameterError(name, "", "a name or some words")
    return value


def choice(args: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """One of some words, the first where it is not given."""
    given = args.get(name) or allowed[0]
    if given not in allowed:
        raise BadParameterError(name, given, ", ".join(allowed))
    return given


def whole(args: Mapping[str, str], name: str, default: int, last: int) -> int:
    """A whole number from 1 to `last`."""
    given = args.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= 9 and 1 <= int(given) <= last):
        raise BadParameterError(name, given, f"a whole number from 1 to {last}")
    return int(given)


def span(args: Mapping[str, str], name: str) -> Span | None:
    """A stretch of text as "start-end"; None where it is not given."""
    given = args.get(name, "")
    if not given:
        return None
    start, _, end = given.partition("-")
    whole = all(part.isascii() and part.isdigit() and len(part) <= 9 for part in (start, end))
    if not whole or int(start) >= int(end):
        raise BadParameterError(name, given, "two positions in the text, the smaller first, as 120-180")
    return Span(int(start), int(end))


def seconds(args: Mapping[str, str], name: str, default: float, most: float) -> float:
    """A time in seconds, above 0; longer ones than `most` are cut to it."""
    given = args.get(name, "")
    if not given:
        return default
    try:
        value = float(given)
    except ValueError as error:
        raise BadParameterError(name, given, "a number of seconds") from error
    if not (math.isfinite(value) and value > 0):
        raise BadParameterError(name, given, f"more than 0 seconds, at most {most:g}")
    return min(value, most)
