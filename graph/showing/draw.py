"""Pictures of the graph: nodes and edges in, one SVG out, with links, a title, a description and a legend.

Every claim is a box of its own on its arrow, so that the layout keeps its words clear of everything else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from graph.showing.boxes import claim_box, node_box, sizes
from graph.showing.layout import Layout, Point, Size, layered
from graph.showing.marks import arrow, legend, legend_size, shown_in
from graph.showing.parts import Drawing
from graph.showing.style import STYLE, Theme
from graph.showing.svg import element, words

_MARGIN = 12
_LEAST = 300  # what a legend takes for itself beside a narrow picture
_NARROW, _WIDE = 480, 760  # above these a picture can be made less small before its words cannot be read


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and how large it is."""

    svg: str
    size: Size


def draw(drawing: Drawing, *, alone: bool = False, theme: Theme = Theme.AUTO) -> str:
    """The drawing as SVG; `alone`: a document of its own, with its style inside."""
    return picture(drawing, theme, STYLE if alone else "").svg


def picture(drawing: Drawing, theme: Theme, style: str) -> Picture:
    """The drawing as SVG with its size; with a style it is a document of its own."""
    boxes = sizes(drawing)
    place = {node.id: f"n{i}" for i, node in enumerate(drawing.nodes)}
    halves = [
        half
        for i, edge in enumerate(drawing.edges)
        for half in ((place[edge.source], f"e{i}", False), (f"e{i}", place[edge.target], True))
    ]
    layout = layered(boxes, halves)
    parts = [arrow(edge, layout.curves[2 * i : 2 * i + 2]) for i, edge in enumerate(drawing.edges)]
    parts += [claim_box(edge, layout.centres[f"e{i}"], boxes[f"e{i}"]) for i, edge in enumerate(drawing.edges)]
    parts += [node_box(node, layout.centres[f"n{i}"], boxes[f"n{i}"]) for i, node in enumerate(drawing.nodes)]
    return _frame(drawing, layout, parts, theme, style)


def _frame(drawing: Drawing, layout: Layout, parts: list[str], theme: Theme, style: str) -> Picture:
    shown = shown_in(drawing)
    most = max(layout.size.width, _LEAST)
    key = legend_size(shown, most)
    inside = max(layout.size.width, key.width)
    low = layout.size.height + 2 * _MARGIN
    wide, high = math.ceil(inside + 2 * _MARGIN), math.ceil(low + (key.height + _MARGIN / 2 if shown else 0))
    fit = " wide" if wide > _WIDE else " middling" if wide > _NARROW else ""
    attributes: dict[str, str | float | None] = {
        "xmlns": "http://www.w3.org/2000/svg" if style else None,
        "class": f"graph{fit}" + ("" if theme is Theme.AUTO else f" {theme}"),
        "viewBox": f"0 0 {wide} {high}",
        "width": wide,
        "height": high,
        "role": "group",
        "aria-labelledby": f"{drawing.key}-title {drawing.key}-desc",
    }
    shift = f"translate({_MARGIN + (inside - layout.size.width) / 2:.1f} {_MARGIN})"
    svg = element(
        "svg",
        attributes,
        element("title", {"id": f"{drawing.key}-title"}, words(drawing.title)),
        element("desc", {"id": f"{drawing.key}-desc"}, words(drawing.description)),
        element("style", {}, style) if style else "",
        element("rect", {"class": "ground", "width": "100%", "height": "100%"}) if style else "",
        element("g", {"transform": shift}, *parts),
        legend(shown, most, Point(_MARGIN, low - _MARGIN / 2)),
    )
    return Picture(svg, Size(wide, high))
