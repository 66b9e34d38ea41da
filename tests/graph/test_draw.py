from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from graph.showing.draw import draw
from graph.showing.parts import Drawing, Edge, Node
from graph.showing.words import Standing

SVG = "{http://www.w3.org/2000/svg}"


def node(key: str, label: str = "") -> Node:
    return Node(key, label or key, "condition", f"/concept/{key}")


def edge(source: str, target: str, standing: Standing = Standing.STATED) -> Edge:
    return Edge(source, target, "causes", standing, "/x", "a note")


def drawn(*edges: Edge, nodes: tuple[Node, ...] = ()) -> ET.Element:
    ends = nodes or tuple(node(key) for key in dict.fromkeys(k for e in edges for k in (e.source, e.target)))
    return ET.fromstring(draw(Drawing("k", "Title <1>", "A & B", ends, edges), alone=True))


def boxes(picture: ET.Element) -> list[tuple[float, float, float, float]]:
    found = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("class") != "ground"]
    sides = ([float(rect.attrib[name]) for name in ("x", "y", "width", "height")] for rect in found)
    return [(x, y, width, height) for x, y, width, height in sides]


def test_title_description_and_links() -> None:
    picture = drawn(edge("a", "b"))
    assert picture.findtext(f"{SVG}title") == "Title <1>"
    assert picture.findtext(f"{SVG}desc") == "A & B"
    assert picture.get("aria-labelledby") == "k-title k-desc"
    assert [a.get("href") for a in picture.iter(f"{SVG}a")] == ["/x", "/concept/a", "/concept/b"]


@pytest.mark.parametrize(
    ("standing", "word"),
    [
        (Standing.STATED, None),
        (Standing.POSSIBLE, "possible"),
        (Standing.DISPUTED, "disputed"),
        (Standing.DENIED, "denied"),
    ],
)
def test_how_a_claim_stands_is_a_word_and_a_line(standing: Standing, word: str | None) -> None:
    picture = drawn(edge("a", "b", standing))
    assert [t.text for t in picture.iter(f"{SVG}text") if t.get("class") == "standing"] == ([word] if word else [])
    assert any(g.get("class") == f"line {standing}" for g in picture.iter(f"{SVG}g"))
    legend = next(g for g in picture.iter(f"{SVG}g") if g.get("class") == "legend")
    assert [t.text for t in legend.iter(f"{SVG}text")] == [str(standing)]


def test_no_label_is_cut() -> None:
    label = "an exceedingly long name of a condition with supercalifragilisticexpialidocious" * 2
    picture = drawn(edge("a", "b"), nodes=(node("a", label), node("b")))
    shown = "".join(t.text or "" for t in picture.iter(f"{SVG}text") if t.get("class") == "label")
    assert "".join(shown.split()) == label.replace(" ", "") + "b"


def test_no_two_boxes_meet() -> None:
    many = [edge(f"n{i}", f"n{j}", list(Standing)[(i + j) % 4]) for i in range(6) for j in range(i + 1, 6)]
    found = boxes(drawn(*many, edge("n1", "n0"), edge("n0", "n1")))
    for i, (x, y, w, h) in enumerate(found):
        for x2, y2, w2, h2 in found[i + 1 :]:
            assert x + w <= x2 + 0.2 or x2 + w2 <= x + 0.2 or y + h <= y2 + 0.2 or y2 + h2 <= y + 0.2


def test_hostile_names_stay_text() -> None:
    evil = '"/><script>alert(1)</script>&#x0;\x00'
    made = draw(Drawing("k", evil, evil, (node("a", evil), node("b")), (edge("a", "b"),)), alone=True)
    assert "<script" not in made
    ET.fromstring(made)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    edges = (edge("a", "b"), edge("b", "c"), edge("a", "c", Standing.DENIED), edge("a", "b", Standing.POSSIBLE))
    picture = Drawing("k", "t", "d", tuple(node(key) for key in "abc"), edges)
    assert len({draw(picture) for _ in range(3)}) == 1


def test_an_empty_drawing_is_still_a_picture() -> None:
    assert drawn(nodes=(node("a"),)).findtext(f"{SVG}title") == "Title <1>"
    assert ET.fromstring(draw(Drawing("k", "t", "d", (), ()), alone=True)).tag == f"{SVG}svg"
