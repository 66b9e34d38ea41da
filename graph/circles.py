"""Circles of broader concepts: "a kind of a kind of itself". Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from graph.model import Concept


def without_circles(
    concepts: dict[str, Concept], trusted: Mapping[str, Concept]
) -> tuple[dict[str, Concept], tuple[tuple[str, ...], ...]]:
    """The concepts, with no circle among what is broader, and the labels along each circle that was broken.

    What `trusted` (which has no circles) says stays. The rest is taken by id, and left out where it would close a
    circle: so the same is left out whatever the order of rows. The first label of a circle lost the second.
    """
    try:
        TopologicalSorter({one.id: one.broader for one in concepts.values()}).prepare()
    except CycleError:
        return _broken(concepts, trusted)
    return concepts, ()


def _broken(
    concepts: dict[str, Concept], trusted: Mapping[str, Concept]
) -> tuple[dict[str, Concept], tuple[tuple[str, ...], ...]]:
    above = {one.id: list(one.broader) for one in trusted.values()}
    circles = []
    for at, concept in sorted(concepts.items()):
        for broader in concept.broader:
            if broader in above.get(at, ()):
                continue
            way = _way(above, broader, at)
            if way:
                circles.append(tuple(concepts[one].label for one in (at, *way)))
            else:
                above.setdefault(at, []).append(broader)
    return {one.id: replace(one, broader=tuple(above.get(one.id, ()))) for one in concepts.values()}, tuple(circles)


def _way(above: Mapping[str, list[str]], start: str, end: str) -> tuple[str, ...]:
    """The concepts on a way upwards, both ends included; nothing where there is none."""
    came: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            break
        for one in above.get(here, ()):
            if one not in came:
                came[one] = here
                waiting.append(one)
    if end not in came:
        return ()
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return tuple(reversed(way))
