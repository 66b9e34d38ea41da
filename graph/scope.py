"""What a query is asked about: graphs of the store, and the prefixes that it need not declare itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Scope(NamedTuple):
    """`union`: the default graph is all graphs together, whatever the query says; else its own FROM and FROM NAMED
    count. `default`, `named`: IRIs of the graphs to take instead, where there are any. A graph that the store does not
    hold is empty; nothing is fetched. `base` is what relative IRIs begin with.
    """

    union: bool = True
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    prefixes: Mapping[str, str] | None = None
    base: str | None = None


EVERYTHING = Scope()
