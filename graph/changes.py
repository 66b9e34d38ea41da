"""What two generations of a library say differently: links that one lacks, or that are counted otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.links import Edge, by_belief, edge_of
from graph.model import Link


class Shift(NamedTuple):
    """A link as it was and as it is."""

    before: Link
    after: Link


class Changes(NamedTuple):
    """Links that appeared and disappeared, the most believed first, and those that other articles speak of than did."""

    appeared: tuple[Link, ...]
    gone: tuple[Link, ...]
    shifted: tuple[Shift, ...]


def changes(before: Iterable[Link], after: Iterable[Link]) -> Changes:
    """What changed between the links of two generations."""
    old, new = _by_edge(before), _by_edge(after)
    both = ((old[edge], link) for edge, link in new.items() if edge in old)
    shifted = [Shift(was, link) for was, link in both if _counts(was) != _counts(link)]
    shifted.sort(key=lambda one: (-abs(one.after.belief - one.before.belief), *by_belief(one.after)))
    return Changes(_without(new, old), _without(old, new), tuple(shifted))


def _by_edge(links: Iterable[Link]) -> dict[Edge, Link]:
    return {edge_of(link): link for link in links}


def _without(links: Mapping[Edge, Link], others: Mapping[Edge, Link]) -> tuple[Link, ...]:
    return tuple(sorted((link for edge, link in links.items() if edge not in others), key=by_belief))


def _counts(link: Link) -> tuple[int, int, int]:
    return link.support, link.against, link.disputed
