"""Circles of broader concepts: "a kind of a kind of itself". Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Above = Mapping[str, Collection[str]]


def has_circle(above: Above, starts: Iterable[str]) -> bool:
    """True if a way upwards from one of the starts comes back to itself. `above`: what is broader, by id."""
    done: set[str] = set()
    for start in starts:
        on_way: dict[str, None] = {}
        waiting = [(start, False)]
        while waiting:
            here, left = waiting.pop()
            if left:
                del on_way[here]
                done.add(here)
            elif here in on_way:
                return True
            elif here not in done:
                on_way[here] = None
                waiting.append((here, True))
                waiting += [(one, False) for one in above.get(here, ()) if one not in done]
    return False


def without_circles(above: Above, trusted: Above) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, ...], ...]]:
    """What is broader, with no circle in it, and the ids along each circle that was broken.

    What `trusted` (which has no circles) says stays. The rest is taken by id, and left out where it would close a
    circle: so the same is left out whatever the order of rows. The first id of a circle lost the second.
    """
    kept = {at: list(broader) for at, broader in trusted.items()}
    circles = []
    for at, several in sorted(above.items()):
        for broader in several:
            if broader in kept.get(at, ()):
                continue
            way = _way(kept, broader, at)
            if way:
                circles.append((at, *way))
            else:
                kept.setdefault(at, []).append(broader)
    return {at: tuple(broader) for at, broader in kept.items()}, tuple(circles)


def _way(above: Above, start: str, end: str) -> tuple[str, ...]:
    """The ids on a way upwards, both ends included; nothing where there is none."""
    came: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting and end not in came:
        here = waiting.pop()
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
