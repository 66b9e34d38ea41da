"""The boxes of a picture: one for each thing, and a rounded one for each claim, with their words inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.showing.fonts import width
from graph.showing.layout import Point, Size
from graph.showing.parts import Drawing, Edge, Node
from graph.showing.svg import element, words, wrap
from graph.showing.words import TYPES, Standing

PROVISIONAL = "provisional"
_LABEL, _KIND, _VERB = 15, 11, 12.5  # sizes of letters
_LINE = 18
_WIDEST, _LONGEST = 150, 215  # of a line with several words, of one word
_APART = 10  # between the ends of two arrows at one side of a box


def sizes(drawing: Drawing) -> dict[str, Size]:
    """The sizes of all boxes: "n0", "n1", … for the things, "e0", "e1", … for the claims."""
    busy = Counter(("in", edge.target) for edge in drawing.edges)
    busy.update(("out", edge.source) for edge in drawing.edges)
    boxes = {
        f"n{i}": _node_size(node, max(busy["in", node.id], busy["out", node.id]))
        for i, node in enumerate(drawing.nodes)
    }
    return boxes | {f"e{i}": _claim_size(edge) for i, edge in enumerate(drawing.edges)}


def _node_size(node: Node, arrows: int) -> Size:
    """What its words need, and, where many arrows meet, what those need."""
    lines = _label(node)
    widest = max([width(line, _LABEL, bold=True) for line in lines] + [width(_in_words(node), _KIND)])
    return Size(widest + 26, max(len(lines) * _LINE + 32, (arrows + 1) * _APART))


def _label(node: Node) -> tuple[str, ...]:
    return wrap(node.label, _LABEL, _WIDEST, _LONGEST, bold=True)


def node_box(node: Node, centre: Point, size: Size) -> str:
    """A thing: a link with its type above its name."""
    lines = _label(node)
    top = centre.y - (len(lines) * _LINE + 32) / 2
    label = [
        element("text", {"class": "label", "x": centre.x, "y": top + 38 + _LINE * i}, words(line))
        for i, line in enumerate(lines)
    ]
    kind = element("text", {"class": "kind", "x": centre.x, "y": top + 19}, words(_in_words(node)))
    box = cut_box(centre, size) if node.unknown else _box(centre, size, 9)
    name = f"node {node.kind}" + (" focus" if node.focus else "") + (f" {PROVISIONAL}" if node.unknown else "")
    remark = f", {PROVISIONAL}" if node.unknown else ""
    hint = _hint(f"{node.label} ({_in_words(node)}{remark})")
    return element("a", {"href": node.href or None, "class": name}, hint, box, kind, *label)


def _claim_words(edge: Edge) -> tuple[str, ...]:
    """The predicate, and on a second line how it stands where it is not simply stated."""
    return (edge.label,) if edge.standing in {None, Standing.STATED} else (edge.label, str(edge.standing))


def _verb(edge: Edge) -> tuple[str, ...]:
    return wrap(edge.label, _VERB, _WIDEST, _LONGEST)


def _claim_size(edge: Edge) -> Size:
    lines = [*_verb(edge), *_claim_words(edge)[1:]]
    return Size(max(width(line, _VERB) for line in lines) + 18, len(lines) * 15 + 8)


def claim_box(edge: Edge, centre: Point, size: Size) -> str:
    """A claim: a link with the predicate and how it stands."""
    top = centre.y - size.height / 2
    lines = [*(("verb", line) for line in _verb(edge)), *(("standing", line) for line in _claim_words(edge)[1:])]
    shown = [
        element("text", {"class": kind, "x": centre.x, "y": top + 15 + 15 * i}, words(line))
        for i, (kind, line) in enumerate(lines)
    ]
    group: Mapping[str, str | None] = {"href": edge.href or None, "class": f"claim {edge.standing or 'plain'}"}
    return element("a", dict(group), _hint(edge.note), _box(centre, size, size.height / 2), *shown)


def _box(centre: Point, size: Size, radius: float) -> str:
    x, y = centre.x - size.width / 2, centre.y - size.height / 2
    return element("rect", {"x": x, "y": y, "width": size.width, "height": size.height, "rx": min(radius, 12)})


def cut_box(centre: Point, size: Size) -> str:
    """A box without corners, for what is not quite a concept: told by its shape as well as by its broken line."""
    right, low, cut = size.width / 2, size.height / 2, 9
    corners = ((-right + cut, -low), (right - cut, -low), (right, -low + cut), (right, low - cut))
    every = (*corners, *((-x, -y) for x, y in corners))
    return element("polygon", {"points": " ".join(f"{centre.x + x:.1f},{centre.y + y:.1f}" for x, y in every)})


def _hint(text: str) -> str:
    return element("title", {}, words(text))


def _in_words(node: Node) -> str:
    return TYPES.get(node.kind, node.kind)  # things of a query may be of other kinds
