"""Where boxes and arrows stand: Graphviz' layered layout (dot), asked for coordinates only."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pygraphviz

_LOCK = threading.Lock()  # Graphviz keeps global state


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


def layered(boxes: Mapping[str, Size], edges: Sequence[tuple[str, str, bool]]) -> Layout:
    """A layout from left to right in which no two boxes meet. Edges: from, to, with an arrowhead."""
    import pygraphviz  # noqa: PLC0415 - slow to load, and not everybody draws

    with _LOCK:
        graph = pygraphviz.AGraph(directed=True, strict=False)
        graph.graph_attr.update(rankdir="LR", nodesep="0.22", ranksep="0.24")
        graph.node_attr.update(shape="box", fixedsize="true", label="")
        for key, size in boxes.items():
            graph.add_node(key, width=f"{size.width / 72:.4f}", height=f"{size.height / 72:.4f}")
        for number, (source, target, arrow) in enumerate(edges):
            graph.add_edge(source, target, key=str(number), arrowhead="normal" if arrow else "none", arrowsize="0.8")
        graph.layout(prog="dot")
        return _read(graph, boxes, edges)


def _read(graph: pygraphviz.AGraph, boxes: Mapping[str, Size], edges: Sequence[tuple[str, str, bool]]) -> Layout:
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
