"""Pictures of all that the sample articles say: no label is cut, and none stands on another."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import NamedTuple

import pytest

from graph.reader import GraphReader
from graph.showing.around import DRAWN, MOST_DRAWN, article, in_turn, neighbourhood, said_in, surroundings
from graph.showing.draw import draw
from graph.showing.fonts import width
from graph.showing.parts import Drawing

_SIZES = {"label": 15.0, "kind": 11.0, "verb": 12.5, "standing": 12.5}
_SHIFT = re.compile(r"translate\(([\d.]+) ([\d.]+)\)")


class Box(NamedTuple):
    """A box, with the words inside it as (kind, text, middle)."""

    left: float
    top: float
    right: float
    bottom: float
    words: tuple[tuple[str, str, float, float], ...]


def boxes_of(picture: ET.Element) -> list[Box]:
    """The boxes of the things and claims of a picture."""
    return [_box(link) for link in picture.iter() if link.tag.endswith("}a")]


def _box(link: ET.Element) -> Box:
    shape = next(part for part in link if part.tag.rpartition("}")[2] in ("rect", "polygon"))
    if shape.tag.endswith("rect"):
        x, y, wide, high = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        left, top, right, bottom = x, y, x + wide, y + high
    else:
        corners = [tuple(map(float, corner.split(","))) for corner in shape.attrib["points"].split()]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    texts = [part for part in link if part.tag.endswith("text")]
    words = tuple((t.attrib["class"], t.text or "", float(t.attrib["x"]), float(t.attrib["y"])) for t in texts)
    return Box(left, top, right, bottom, words)


def faults(drawing: Drawing) -> list[str]:
    """What is wrong with a picture: boxes that meet or are outside, words that are cut or lost."""
    picture = ET.fromstring(draw(drawing, alone=True))
    wide, high = (float(part) for part in picture.attrib["viewBox"].split()[2:])
    moved = next(match for part in picture if (match := _SHIFT.match(part.get("transform", ""))))
    right, down = float(moved[1]), float(moved[2])
    boxes = boxes_of(picture)
    found = [f"{a.words} meets {b.words}" for a, b in combinations(boxes, 2) if _meet(a, b)]
    for box in boxes:
        if box.left + right < 0 or box.right + right > wide or box.top + down < 0 or box.bottom + down > high:
            found.append(f"{box.words} is outside")
        found += [f"{text} is cut" for kind, text, middle, base in box.words if _cut(box, kind, text, middle, base)]
    told = ["".join(text for kind, text, _, _ in box.words if kind == "label") for box in boxes]
    shown = sorted("".join(text.split()) for text in told if text)
    if shown != sorted("".join(node.label.split()) for node in drawing.nodes):
        found.append("a name is lost")
    return found


def _meet(one: Box, other: Box) -> bool:
    apart = 0.15  # coordinates have one decimal
    return (
        one.left < other.right - apart
        and other.left < one.right - apart
        and one.top < other.bottom - apart
        and other.top < one.bottom - apart
    )


def _cut(box: Box, kind: str, text: str, middle: float, base: float) -> bool:
    half = width(text, _SIZES[kind], bold=kind == "label") / 2
    beside = middle - half < box.left or middle + half > box.right
    return beside or base - _SIZES[kind] * 0.8 < box.top or base + _SIZES[kind] * 0.25 > box.bottom


def address(key: str) -> str:
    return f"/concept/{key}"


@pytest.mark.parametrize("most", [DRAWN, MOST_DRAWN])
def test_around_every_concept_of_the_samples(sample_graph: GraphReader, most: int) -> None:
    drawn = 0
    for concept in sample_graph.concepts():
        found = surroundings(sample_graph, concept)
        links = in_turn(found)[:most]
        if not links or (most > DRAWN and len(links) <= DRAWN):
            continue
        drawn += 1
        assert faults(neighbourhood(found, links, address)) == [], concept.id
    assert drawn > (20 if most > DRAWN else 500)


def test_every_article_of_the_samples(sample_graph: GraphReader) -> None:
    for source in sample_graph.documents():
        assert faults(article(source.title, said_in(source.id, sample_graph)[:DRAWN], address)) == [], source.id
