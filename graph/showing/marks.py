"""The lines of a picture. How a claim stands is shown by the line and by the mark at its end, never by colour alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from graph.showing.boxes import PROVISIONAL, cut_box
from graph.showing.fonts import width
from graph.showing.layout import Curve, Point, Size
from graph.showing.parts import Drawing, Edge
from graph.showing.svg import element, words
from graph.showing.words import Standing

_SMALL, _ROW = 11.5, 22
_SIGN = 44  # the room of a sign in the legend, with what is between it and its words
_LEGEND = {
    Standing.STATED: "stated",
    Standing.POSSIBLE: "possible",
    Standing.DISPUTED: "disputed",
    Standing.DENIED: "denied",
    PROVISIONAL: "provisional: no vocabulary knows it",
}


def arrow(edge: Edge, curves: Sequence[Curve]) -> str:
    """The line of a claim, through its box, with the mark at its end."""
    kind = str(edge.standing or "plain")
    heads = [_head(kind, curve.points[-1], curve.tip) for curve in curves if curve.tip]
    return element("g", {"class": f"line {kind}"}, *(_line(kind, _path(curve)) for curve in curves), *heads)


def _line(kind: str, path: str) -> str:
    """A line; a double one is a broad one with a narrow one of the ground's colour on it."""
    inner = element("path", {"class": "inner", "d": path}) if kind == Standing.DENIED else ""
    return element("path", {"d": path}) + inner


def _path(curve: Curve) -> str:
    first, *rest = (f"{point.x:.1f} {point.y:.1f}" for point in curve.points)
    return f"M{first}C{' '.join(rest)}"


def _head(kind: str, tail: Point, tip: Point) -> str:
    """The mark at the end of a line: an arrowhead, full or hollow, a hollow diamond, or a bar."""
    length = math.dist(tail, tip) or 1
    along = Point((tip.x - tail.x) / length, (tip.y - tail.y) / length)

    def at(forward: float, aside: float) -> str:
        x = tail.x + along.x * forward - along.y * aside
        y = tail.y + along.y * forward + along.x * aside
        return f"{x:.1f},{y:.1f}"

    return _MARKS.get(kind, _full)(at, length)


def _full(at: Callable[[float, float], str], length: float) -> str:
    return element("polygon", {"points": f"{at(length, 0)} {at(0, 4)} {at(0, -4)}"})


def _diamond(at: Callable[[float, float], str], length: float) -> str:
    return element("polygon", {"points": f"{at(length, 0)} {at(length / 2, 4)} {at(0, 0)} {at(length / 2, -4)}"})


def _bar(at: Callable[[float, float], str], length: float) -> str:
    stem = element("path", {"d": f"M{at(0, 0)}L{at(length - 2, 0)}"})
    return stem + element("path", {"class": "bar", "d": f"M{at(length - 2, 6)}L{at(length - 2, -6)}"})


_MARKS = {Standing.DISPUTED.value: _diamond, Standing.DENIED.value: _bar}


def shown_in(drawing: Drawing) -> tuple[str, ...]:
    """What of the legend occurs in a drawing."""
    standings: list[str] = [one for one in Standing if any(edge.standing is one for edge in drawing.edges)]
    return (*standings, *([PROVISIONAL] if any(node.unknown for node in drawing.nodes) else []))


def legend_size(shown: Sequence[str], most: float) -> Size:
    """The room that the legend needs, in rows of at most `most` where its words allow."""
    places = _places(shown, most)
    right = max((x + _room(one) for one, (x, _) in zip(shown, places, strict=True)), default=0)
    return Size(right, places[-1].y + _ROW if places else 0)


def legend(shown: Sequence[str], most: float, corner: Point) -> str:
    """What the lines and boxes mean, from a corner on."""
    parts = []
    for one, place in zip(shown, _places(shown, most), strict=True):
        x, y = corner.x + place.x, corner.y + place.y + _ROW / 2
        parts.append(_sign(one, x, y) + element("text", {"x": x + _SIGN - 4, "y": y + 4}, words(_LEGEND[one])))
    return element("g", {"class": "legend"}, *parts)


def _sign(one: str, x: float, y: float) -> str:
    if one == PROVISIONAL:
        return element("g", {"class": "node provisional"}, cut_box(Point(x + 17, y), Size(30, 18)))
    line = _line(one, f"M{x:.1f} {y:.1f}h26")
    return element("g", {"class": f"line {one}"}, line, _head(one, Point(x + 26, y), Point(x + 34, y)))


def _room(one: str) -> float:
    return width(_LEGEND[one], _SMALL) + _SIGN + 18


def _places(shown: Sequence[str], most: float) -> list[Point]:
    """Where each entry begins, row by row."""
    places: list[Point] = []
    x = y = 0.0
    for one in shown:
        if x and x + _room(one) > most:
            x, y = 0.0, y + _ROW
        places.append(Point(x, y))
        x += _room(one)
    return places
