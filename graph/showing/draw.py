"""Pictures of the graph: nodes and edges in, one SVG out, with links, a title, a description and a legend.

Every claim is a box of its own on its arrow, so that the layout keeps its words clear of everything else.
How a claim stands is shown by the line and by a word, never by colour alone.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from graph.showing.layout import Curve, Layout, Point, Size, layered
from graph.showing.svg import element, width, words, wrap
from graph.showing.words import Standing

STYLE = files("graph.showing").joinpath("graph.css").read_text(encoding="utf-8")
STYLE_HASH = hashlib.sha256(STYLE.encode()).digest()
_MARGIN = 12
_LABEL, _SMALL = 15, 11.5
_WIDEST = 150
_NARROW, _WIDE = 480, 760  # above these a picture can be made less small before its words cannot be read
_PROVISIONAL = "provisional"
_LEGEND = {
    Standing.STATED: "stated",
    Standing.POSSIBLE: "possible",
    Standing.DISPUTED: "disputed",
    Standing.DENIED: "denied",
    _PROVISIONAL: "provisional: no vocabulary knows it",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a picture, mostly a concept. `kind` is its type, in words; `href`: "" for nowhere; `focus` marks
    what was asked about; `unknown`, what no vocabulary knows.
    """

    id: str
    label: str
    kind: str
    href: str
    focus: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim in a picture, between node ids. `note` is shown on pointing at it; `standing` is None for what is no
    claim but a plain fact.
    """

    source: str
    target: str
    label: str
    standing: Standing | None
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a picture shows. `key` keeps ids of several pictures on one page apart."""

    key: str
    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(drawing: Drawing, *, alone: bool = False) -> str:
    """The drawing as SVG; `alone`: a document of its own, with its style inside."""
    boxes = {f"n{i}": _node_size(node) for i, node in enumerate(drawing.nodes)}
    boxes |= {f"e{i}": _claim_size(edge) for i, edge in enumerate(drawing.edges)}
    place = {node.id: f"n{i}" for i, node in enumerate(drawing.nodes)}
    halves = [
        half
        for i, edge in enumerate(drawing.edges)
        for half in ((place[edge.source], f"e{i}", False), (f"e{i}", place[edge.target], True))
    ]
    layout = layered(boxes, halves)
    shown: list[str] = [one for one in Standing if any(edge.standing is one for edge in drawing.edges)]
    shown += [_PROVISIONAL] if any(node.unknown for node in drawing.nodes) else []
    parts = [_arrow(edge, layout.curves[2 * i : 2 * i + 2]) for i, edge in enumerate(drawing.edges)]
    parts += [_claim(edge, layout.centres[f"e{i}"], boxes[f"e{i}"]) for i, edge in enumerate(drawing.edges)]
    parts += [_node(node, layout.centres[f"n{i}"], boxes[f"n{i}"]) for i, node in enumerate(drawing.nodes)]
    return _frame(drawing, layout, parts, shown, alone=alone)


def _frame(drawing: Drawing, layout: Layout, parts: list[str], shown: list[str], *, alone: bool) -> str:
    wide = max(layout.size.width, _legend_width(shown)) + 2 * _MARGIN
    high = layout.size.height + 2 * _MARGIN + (26 if shown else 0)
    attributes: dict[str, str | float | None] = {
        "xmlns": "http://www.w3.org/2000/svg" if alone else None,
        "class": "graph" + (" wide" if wide > _WIDE else " middling" if wide > _NARROW else ""),
        "viewBox": f"0 0 {math.ceil(wide)} {math.ceil(high)}",
        "width": math.ceil(wide),
        "height": math.ceil(high),
        "role": "group",
        "aria-labelledby": f"{drawing.key}-title {drawing.key}-desc",
    }
    shift = f"translate({_MARGIN + (wide - 2 * _MARGIN - layout.size.width) / 2:.1f} {_MARGIN})"
    return element(
        "svg",
        attributes,
        element("title", {"id": f"{drawing.key}-title"}, words(drawing.title)),
        element("desc", {"id": f"{drawing.key}-desc"}, words(drawing.description)),
        element("style", {}, STYLE) if alone else "",
        element("rect", {"class": "ground", "width": "100%", "height": "100%"}) if alone else "",
        element("g", {"transform": shift}, *parts),
        _legend(shown, high - 16),
    )


def _node_size(node: Node) -> Size:
    lines = wrap(node.label, _LABEL, _WIDEST)
    widest = max([width(line, _LABEL) for line in lines] + [width(node.kind, _SMALL)])
    return Size(widest + 26, len(lines) * 18 + 32)


def _node(node: Node, centre: Point, size: Size) -> str:
    top = centre.y - size.height / 2
    lines = [
        element("text", {"class": "label", "x": centre.x, "y": top + 38 + 18 * i}, words(line))
        for i, line in enumerate(wrap(node.label, _LABEL, _WIDEST))
    ]
    kind = element("text", {"class": "kind", "x": centre.x, "y": top + 19}, words(node.kind))
    box = _cut_box(centre, size) if node.unknown else _box(centre, size, 9)
    name = f"node {node.kind}" + (" focus" if node.focus else "") + (" provisional" if node.unknown else "")
    remark = f", {_PROVISIONAL}" if node.unknown else ""
    hint = _hint(f"{node.label} ({node.kind}{remark})")
    return element("a", {"href": node.href or None, "class": name}, hint, box, kind, *lines)


def _claim_words(edge: Edge) -> tuple[str, ...]:
    """The predicate, and on a second line how it stands where it is not simply stated."""
    return (edge.label,) if edge.standing in {None, Standing.STATED} else (edge.label, str(edge.standing))


def _claim_size(edge: Edge) -> Size:
    lines = _claim_words(edge)
    return Size(max(width(line, _SMALL + 1) for line in lines) + 14, len(lines) * 15 + 8)


def _claim(edge: Edge, centre: Point, size: Size) -> str:
    top = centre.y - size.height / 2
    lines = [
        element("text", {"class": "verb" if i == 0 else "standing", "x": centre.x, "y": top + 15 + 15 * i}, words(line))
        for i, line in enumerate(_claim_words(edge))
    ]
    group: dict[str, str | float | None] = {"href": edge.href or None, "class": f"claim {edge.standing or 'plain'}"}
    return element("a", group, _hint(edge.note), _box(centre, size, size.height / 2), *lines)


def _box(centre: Point, size: Size, radius: float) -> str:
    x, y = centre.x - size.width / 2, centre.y - size.height / 2
    return element("rect", {"x": x, "y": y, "width": size.width, "height": size.height, "rx": min(radius, 12)})


def _cut_box(centre: Point, size: Size) -> str:
    """A box without corners, for what is not quite a concept: told by its shape as well as by its broken line."""
    right, low, cut = size.width / 2, size.height / 2, 9
    corners = ((-right + cut, -low), (right - cut, -low), (right, -low + cut), (right, low - cut))
    every = (*corners, *((-x, -y) for x, y in corners))
    return element("polygon", {"points": " ".join(f"{centre.x + x:.1f},{centre.y + y:.1f}" for x, y in every)})


def _hint(text: str) -> str:
    return element("title", {}, words(text))


def _arrow(edge: Edge, curves: Iterable[Curve]) -> str:
    lines = [element("path", {"d": _path(curve)}) for curve in curves]
    heads = [_head(curve) for curve in curves if curve.tip]
    return element("g", {"class": f"line {edge.standing or 'plain'}"}, *lines, *heads)


def _path(curve: Curve) -> str:
    first, *rest = (f"{point.x:.1f} {point.y:.1f}" for point in curve.points)
    return f"M{first}C{' '.join(rest)}"


def _head(curve: Curve) -> str:
    tail, tip = curve.points[-1], curve.tip or curve.points[-1]
    along_x, along_y = tip.x - tail.x, tip.y - tail.y
    length = math.hypot(along_x, along_y) or 1
    side_x, side_y = -along_y / length * 4, along_x / length * 4
    corners = (tip, Point(tail.x + side_x, tail.y + side_y), Point(tail.x - side_x, tail.y - side_y))
    return element("polygon", {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)})


def _legend_width(shown: list[str]) -> float:
    return sum(width(_LEGEND[one], _SMALL) + 62 for one in shown)


def _legend(shown: list[str], y: float) -> str:
    parts, x = [], float(_MARGIN)
    for one in shown:
        text = element("text", {"x": x + 40, "y": y + 4}, words(_LEGEND[one]))
        if one == _PROVISIONAL:
            sign = element("g", {"class": "node provisional"}, _cut_box(Point(x + 17, y), Size(30, 20)))
        else:
            sign = element("g", {"class": f"line {one}"}, element("path", {"d": f"M{x:.1f} {y:.1f}h34"}))
        parts.append(sign + text)
        x += width(_LEGEND[one], _SMALL) + 62
    return element("g", {"class": "legend"}, *parts)
