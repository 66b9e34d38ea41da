"""The picture of the data model shows what is there: every box, property and arrow occurs in a built library."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from graph.tables import data
from myograph.library import Library

PICTURE = ET.parse(Path(__file__).parents[1] / "docs" / "images" / "data-model.svg").getroot()
BOXES = sorted({(part.get("data-class", ""), part.get("data-properties", "")) for part in PICTURE.iter()} - {("",) * 2})
ARROWS = sorted(
    {tuple(part.get(f"data-{end}", "") for end in ("from", "property", "to")) for part in PICTURE.iter()} - {("",) * 3}
)


@pytest.mark.parametrize(("kind", "properties"), BOXES, ids=lambda part: part.partition(" ")[0])
def test_things_of_this_kind_have_these_properties(kind: str, properties: str, sample_library: Library) -> None:
    for name in properties.split():
        assert sample_library.query(f"ASK {{ ?thing a {kind} ; {name} ?value }}") is True, name
    assert sample_library.query(f"ASK {{ ?thing a {kind} }}") is True


@pytest.mark.parametrize(("start", "name", "end"), ARROWS, ids=" ".join)
def test_an_arrow_joins_what_is_joined(start: str, name: str, end: str, sample_library: Library) -> None:
    assert sample_library.query(f"ASK {{ ?one a {start} ; {name} ?other . ?other a {end} }}") is True


def test_what_is_marked_is_what_is_read() -> None:
    assert len(BOXES) == 8
    assert len(ARROWS) == 10
    shown = set(re.findall(r"\b[a-z]+:\w+", " ".join(PICTURE.itertext())))
    marked = {name for part in (*BOXES, *ARROWS) for name in re.findall(r"\b[a-z]+:\w+", " ".join(part))}
    assert marked <= shown
    ontology = data("ontology.ttl").read_text(encoding="utf-8")
    ours = {name for name in shown if name.startswith("myo:")}
    assert ours <= set(re.findall(r"^myo:\w+", ontology, re.MULTILINE))


def test_the_example_is_in_the_samples(sample_library: Library) -> None:
    example = "c:sweating a myo:Condition ; myo:depletes c:sodium . c:sodium a myo:Nutrient"
    assert sample_library.query(f"ASK {{ {example} }}") is True
