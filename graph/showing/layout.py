"""Where boxes and arrows stand: Graphviz' layered layout (dot), asked for coordinates only."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pygraphviz

_LOCK = threading.Lock()  # Graphviz keeps global state
_FREE = ("", "")
_CORNER = 10  # where no arrow begins or ends, at each end of a side
_APART = 14  # at most, between the arrows of a side
_HEAD = 8  # the length of the mark at the end of an arrow

Half = tuple[str, str, bool]


class Point(NamedTuple):
    """A place in the picture: from the left, from the top."""

    x: float
    y: float


class Size(NamedTuple):
    """Width and height of a box."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A Bézier curve: a first point and three more for each piece; `tip` is where its arrowhead ends."""

    points: tuple[Point, ...]
    tip: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the boxes by id, curves in the order of the edges, size of the whole."""

    centres: Mapping[str, Point]
    curves: tuple[Curve, ...]
    size: Size


def layered(boxes: Mapping[str, Size], edges: Sequence[Half]) -> Layout:
    """A layout from left to right in which no two boxes meet. Edges: from, to, with an arrowhead.

    Arrows leave a box at its one side and come in at the other, each at a place of its own: which side that is, is
    known once the boxes have their places, so they are placed twice.
    """
    with _LOCK:
        rough = _placed(boxes, edges, [_FREE] * len(edges))
        ports = [_ports(rough.centres, boxes, edge) for edge in edges]
        neat = _placed(boxes, edges, ports) if any(port != _FREE for port in ports) else rough
    return Layout(neat.centres, tuple(_spread(neat, boxes, edges, ports)), neat.size)


def _placed(boxes: Mapping[str, Size], edges: Sequence[Half], ports: Sequence[tuple[str, str]]) -> Layout:
    import pygraphviz  # noqa: PLC0415 - slow to load, and not everybody draws

    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(rankdir="LR", nodesep="0.2", ranksep=f"{_gap(edges):.2f}")
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    for key, size in boxes.items():
        graph.add_node(key, width=f"{size.width / 72:.4f}", height=f"{size.height / 72:.4f}")
    for number, ((source, target, arrow), (tail, head)) in enumerate(zip(edges, ports, strict=True)):
        given = {"arrowhead": "normal" if arrow else "none", "arrowsize": "0.8", "tailport": tail, "headport": head}
        graph.add_edge(source, target, key=str(number), **{name: value for name, value in given.items() if value})
    graph.layout(prog="dot")
    return _read(graph, boxes, edges)


def _gap(edges: Sequence[Half]) -> float:
    """Inches between two columns: the more arrows meet at a box, the more room they need to bend."""
    ends = Counter(target for _, target, _ in edges) + Counter(source for source, _, _ in edges)
    return min(0.3 + 0.02 * max(ends.values(), default=0), 0.55)


def _read(graph: pygraphviz.AGraph, boxes: Mapping[str, Size], edges: Sequence[Half]) -> Layout:
    left, bottom, right, top = (float(part) for part in graph.graph_attr["bb"].split(","))

    def point(pair: str) -> Point:
        x, y = pair.split(",")
        return Point(float(x) - left, top - float(y))

    centres = {key: point(graph.get_node(key).attr["pos"]) for key in boxes}
    curves = []
    for number, (source, target, _) in enumerate(edges):
        parts = graph.get_edge(source, target, key=str(number)).attr["pos"].replace("\\\n", "").split()
        tip = next((point(part[2:]) for part in parts if part.startswith("e,")), None)
        curves.append(Curve(tuple(point(part) for part in parts if part[0] not in "es"), tip))
    return Layout(centres, tuple(curves), Size(right - left, top - bottom))


def _ports(centres: Mapping[str, Point], boxes: Mapping[str, Size], edge: Half) -> tuple[str, str]:
    """The sides where an arrow begins and ends; none where one box is not wholly beside the other."""
    source, target, _ = edge
    apart = centres[target].x - centres[source].x
    if abs(apart) < (boxes[source].width + boxes[target].width) / 2:
        return _FREE
    return ("e", "w") if apart > 0 else ("w", "e")


def _spread(
    layout: Layout, boxes: Mapping[str, Size], edges: Sequence[Half], ports: Sequence[tuple[str, str]]
) -> Iterator[Curve]:
    """The curves with their ends apart from each other at each side of a box, in the order in which they come."""
    columns = _Columns(layout.centres, boxes)
    straight = [columns.beside(source, target) for source, target, _ in edges]
    sides: dict[tuple[str, str], list[tuple[float, int, int]]] = defaultdict(list)
    for number, ((source, target, _), (tail, head)) in enumerate(zip(edges, ports, strict=True)):
        points = layout.curves[number].points
        sides[source, tail].append((columns.toward(source, target, points), number, 0))
        sides[target, head].append((columns.toward(target, source, points[::-1]), number, -1))
    shifts: dict[tuple[int, int], float] = {}
    for (key, port), ends in sides.items():
        if port:
            step = min(_APART, (boxes[key].height - 2 * _CORNER) / max(len(ends) - 1, 1))
            for place, (_, number, end) in enumerate(sorted(ends)):
                shifts[number, end] = (place - (len(ends) - 1) / 2) * step
    for number, (edge, curve) in enumerate(zip(edges, layout.curves, strict=True)):
        first, last = shifts.get((number, 0), 0), shifts.get((number, -1), 0)
        yield columns.curve(edge, first, last) if straight[number] else _shifted(curve, first, last)


def _shifted(curve: Curve, first: float, last: float) -> Curve:
    """A curve with its ends moved down, each together with the point that gives its direction.

    That point is no farther than half of the way, so that the curve bends where those of its neighbours do.
    """
    points = list(curve.points)
    for end, near, far, shift in ((0, 1, 3, first), (-1, -2, -4, last)):
        half = (points[end].x + points[far].x) / 2
        bend = min(points[near].x, half, key=lambda x: abs(x - points[end].x))
        points[near] = Point(bend, points[near].y + shift)
        points[end] = _down(points[end], shift)
    return Curve(tuple(points), curve.tip and _down(curve.tip, last))


def _down(point: Point, shift: float) -> Point:
    return Point(point.x, point.y + shift)


class _Columns:
    """The boxes in columns: between two that are side by side, nothing is in the way of an arrow."""

    def __init__(self, centres: Mapping[str, Point], boxes: Mapping[str, Size]) -> None:
        self._centres = centres
        self._boxes = boxes
        halves: dict[int, float] = defaultdict(float)
        for key, centre in centres.items():
            halves[round(centre.x)] = max(halves[round(centre.x)], boxes[key].width / 2)
        self._halves = halves
        self._order = {x: place for place, x in enumerate(sorted(halves))}

    def beside(self, source: str, target: str) -> bool:
        """Whether a box stands in the column next to another's, and the columns are apart."""
        left, right = sorted(round(self._centres[key].x) for key in (source, target))
        apart = right - left - self._halves[left] - self._halves[right]
        return self._order[right] - self._order[left] == 1 and apart > 2 * _HEAD

    def toward(self, key: str, other: str, points: Sequence[Point]) -> float:
        """How high an arrow that leaves a box is in the next column on its way; `points`: of its curve from there."""
        if self.beside(key, other):
            return self._centres[other].y
        here = round(self._centres[key].x)
        way = 1 if points[-1].x > here else -1
        beyond = sorted(x * way for x in self._halves if x * way > here * way)
        return next((point.y for point in points if beyond and point.x * way >= beyond[0]), points[-1].y)

    def curve(self, edge: Half, first: float, last: float) -> Curve:
        """From one box to one in the next column: straight to the gap, through it in one bend, straight on."""
        source, target, arrow = edge
        start, end = self._centres[source], self._centres[target]
        way = 1 if end.x > start.x else -1
        tip = Point(end.x - way * self._boxes[target].width / 2, end.y + last)
        stop = Point(tip.x - way * _HEAD, tip.y) if arrow else tip
        begin = Point(start.x + way * self._boxes[source].width / 2, start.y + first)
        out = Point(start.x + way * self._halves[round(start.x)], begin.y)
        into = Point(min(end.x - way * self._halves[round(end.x)], stop.x, key=lambda x: x * way), stop.y)
        bend = (out.x + into.x) / 2
        through = (Point(bend, out.y), Point(bend, into.y), into)
        return Curve((begin, begin, out, out, *through, into, stop, stop), tip if arrow else None)
