"""Markdown: the header, and the marks of headings, items, tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.documents import read_document

Outline = Callable[..., list[str]]


def test_header_is_read_and_stays_outside_of_blocks() -> None:
    text = (
        "---\ntitle: \"Cramps: a guide\"\nsource: https://example.org/a\npublisher: 'Clinic'\npublished: 2024-01-31\n"
    )
    document, problems = read_document(
        "a.md", f"{text}published: 2024-01-31\ntags:\n  - legs\n---\n\n# Cramps\n\nThey hurt.\n".encode()
    )
    assert (document.title, document.source) == ("Cramps: a guide", "https://example.org/a")
    assert (document.publisher, document.published) == ("Clinic", "2024-01-31")
    assert document.text.startswith("---\ntitle")
    assert [document.text[b.span.start : b.span.end] for b in document.blocks] == ["Cramps", "They hurt."]
    assert problems == ()


@pytest.mark.parametrize(
    ("header", "title", "where"),
    [
        ("---\ntitle: Cramps\nsource: x\n\n# Legs\n\nThey hurt.", "Cramps", "a.md, line 1"),
        ("---\ntitle: Cramps\nno key here\n---\n# Legs\n\nThey hurt.", "Cramps", "a.md, line 3"),
        ("---\npublished: last week\n---\n# Legs\n\nThey hurt.", "Legs", "a.md, line 1"),
    ],
    ids=["not closed", "line without a key", "no date"],
)
def test_malformed_header_is_reported(header: str, title: str, where: str) -> None:
    document, problems = read_document("a.md", header.encode())
    assert [problem.where for problem in problems] == [where]
    assert document.title == title
    assert [document.text[b.span.start : b.span.end] for b in document.blocks] == ["Legs", "They hurt."]


def test_rule_on_top_is_no_header(outline: Outline) -> None:
    assert outline("---\n# Cramps\n\nThey hurt.", "a.md") == ["# Cramps", "They hurt."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Cramps #\n\n### Causes", ["# Cramps", "### Causes"]),
        ("Cramps\n======\n\nCauses\n------\n\nMany.", ["# Cramps", "## Causes", "Many."]),
        ("# A\n\n#1 is thirst.", ["# A", "#1 is thirst."]),
        ("# A\n\none\ntwo\n\nthree", ["# A", "one two", "three"]),
        ("# A\n\n***\n\nOne.", ["# A", "One."]),
        ("- one\n- two\n  more\n\n  and more\n    - deep", ["- one", "- two more", "- and more", "-- deep"]),
        ("* one\n+ two\n1. three\n2) four", ["- one", "- two", "- three", "- four"]),
        ("- [x] one\n- [ ] two", ["- one", "- two"]),
        ("- one\n\nAfter.", ["- one", "After."]),
        ("*Cramps* hurt.", ["*Cramps* hurt."]),
        ("-5 degrees", ["-5 degrees"]),
        ("| Food | Mineral |\n|---|:-:|\n| Banana | potassium |", ["| Food", "|| Mineral", "| Banana", "|| potassium"]),
        ("Food | Mineral\n--- | ---\nBanana | salts\n\nEnd.", ["| Food", "|| Mineral", "| Banana", "|| salts", "End."]),
        ("Heat | cold: both help.", ["Heat | cold: both help."]),
        ("> Quoted words.\n\nEnd.", ["Quoted words.", "End."]),
        ("> Quoted words\n> go on.", ["Quoted words > go on."]),  # a block is one stretch of the text as read
        ("```\n# code\n```\nText.", ["Text."]),
        ("![legs](a.png)\n\n[1]: http://x.org\n\n<!-- note -->\n\nText.", ["Text."]),
        ("# A\n\n**Thirst**\n\nDrink.", ["# A", "## Thirst", "Drink."]),
        ("# A\n\n**Thirst** hurts.", ["# A", "**Thirst** hurts."]),
        ("# A\n\nText.\n\n# B\n\nMore.", ["# A", "Text.", "## B", "More."]),
        ("Causes:\n• Thirst\n• Age", ["Causes:", "- Thirst", "- Age"]),
        ("Causes: • Thirst • Age", ["Causes:", "- Thirst", "- Age"]),
        ("# A\n\nText.\n\n## Related articles\n\n- Sugar\n\n## B\n\nMore.", ["# A", "Text.", "## B", "More."]),
        ("See [magnesium](http://x.org/m) too.", ["See [magnesium](http://x.org/m) too."]),
    ],
)
def test_marks(text: str, expected: list[str], outline: Outline) -> None:
    assert outline(text, "a.md") == expected
