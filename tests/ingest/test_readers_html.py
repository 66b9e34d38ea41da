"""Web pages: main text with its structure, what the page says about itself, and pages that are hard to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model import BlockKind
from ingest.documents import read_document
from ingest.errors import UnreadableFileError

Outline = Callable[..., list[str]]
PARAGRAPH = "<p>Muscle cramps are sudden contractions. They hurt for minutes, and most often they come at night.</p>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<h1>Cramps</h1><p>Causes include:</p><ul><li>Thirst</li><li>Drugs<ul><li>statins</li></ul></li></ul>",
            ["# Cramps", "Causes include:", "- Thirst", "- Drugs", "-- statins"],
        ),
        ("<h1>Cramps<p>They hurt &amp; pass<p>Caf&eacute; &lt; bar<ul><li>One<li>Two</ul>End", None),
        (
            "<h1>Cramps</h1><table><tr><th>Food<th>Mineral<tr><td>Banana<td>potassium</table>",
            ["# Cramps", "| Food", "|| Mineral", "| Banana", "|| potassium"],
        ),
        (
            "<h1>Cramps</h1><dl><dt>Heat<dd>It relaxes the muscle.</dl>",
            ["# Cramps", "## Heat", "It relaxes the muscle."],
        ),
        (
            "<h1>Cramps</h1><p><b>Thirst</b></p><p>Drink <b>enough</b>.</p>",
            ["# Cramps", "## Thirst", "Drink enough."],
        ),
        ("<h1>Cramps</h1><p>Try:<br>• water<br>• salt</p>", ["# Cramps", "Try:", "- water", "- salt"]),
        (
            "<h1>Cramps</h1><ol><li><p>Rest.</p><p>A lot.</p></li></ol>",
            ["# Cramps", "- Rest. A lot."],
        ),
        ("<h1>Cramps</h1><blockquote>They hurt.</blockquote>", ["# Cramps", "They hurt."]),
    ],
    ids=[
        "lists",
        "unclosed tags",
        "table",
        "definitions",
        "bold heading",
        "typed bullets",
        "paragraphs of an item",
        "quote",
    ],
)
def test_structure(body: str, expected: list[str] | None, outline: Outline) -> None:
    unclosed = ["# Cramps", "They hurt & pass", "Café < bar", "- One", "- Two", "End"]
    assert outline(page(body), "a.html") == (expected or unclosed)


@pytest.mark.parametrize("name", ["potassium-rich-foods.html", "migraine-triggers.html"])
def test_sample_pages_lose_their_furniture(name: str, samples: Path) -> None:
    document, _ = read_document(name, (samples / name).read_bytes())
    kept = "\n".join(document.text[block.span.start : block.span.end] for block in document.blocks).lower()
    furniture = ("cookie", "share on", "tweet", "log in", "newsletter", "friday letter", "you may also like", "©")
    claims = (
        "crampaway",
        "cured my migraine",
        "turmeric treats",
        "cause diabetes",
        "statins cause",
        "headache package",
    )
    assert [words for words in (*furniture, *claims, "disclaimer", "book now", "min read") if words in kept] == []
    assert len(document.blocks) > 25


def test_what_the_page_says_about_itself() -> None:
    head = (
        '<title>Cramps | Clinic</title><meta property="og:site_name" content="Clinic">'
        '<meta property="og:title" content="Cramps at night"><link rel="canonical" href="https://example.org/a">'
        '<meta property="article:published_time" content="2023-08-09T10:00:00Z">'
    )
    document, _ = read_document("a.html", page(f"<article><h1>Cramps</h1>{PARAGRAPH}</article>", head).encode())
    assert (document.title, document.publisher) == ("Cramps at night", "Clinic")
    assert (document.source, document.published) == ("https://example.org/a", "2023-08-09")


def test_title_stands_on_top_where_the_main_text_lacks_it(outline: Outline) -> None:
    body = f"<div><header><h1>Cramps</h1></header></div><article>{PARAGRAPH}<h2>Causes</h2>{PARAGRAPH}</article>"
    assert outline(page(body), "a.html")[0] == "# Cramps"


def test_declared_encoding_is_used() -> None:
    content = page("<p>Ból nóg – częsty.</p>", '<meta charset="iso-8859-2">').replace("–", "-").encode("iso-8859-2")
    document, problems = read_document("a.html", content)
    assert document.text == "Ból nóg - częsty."
    assert len(problems) == 1


def test_wrongly_declared_encoding_does_no_harm() -> None:
    document, problems = read_document("a.html", page("<p>Café</p>", '<meta charset="latin-1">').encode())
    assert (document.text, problems) == ("Café", ())


@pytest.mark.parametrize(
    "content",
    [
        page("<div>" * 200_000 + "<p>Cramps hurt at night.</p>"),
        page("<ul><li>" * 400 + "Cramps hurt at night."),
        page("<p>Cramps hurt at night.</p>" + "<script>x</script>" * 1000),
        '<?xml version="1.0" encoding="UTF-8"?>\n' + page("<p>Cramps hurt at night.</p>"),
        page("<p>Cramps&#1; hurt&#xFFFE; at night.</p>"),
        "Cramps hurt at night.",
    ],
    ids=["a megabyte of boxes", "deep lists", "scripts", "xhtml", "control characters", "no mark-up"],
)
def test_page_that_is_hard_to_read(content: str, outline: Outline) -> None:
    assert outline(content, "a.html") == ["Cramps hurt at night."]


def test_cells_are_counted_in_their_row() -> None:
    row = f"<tr>{''.join(f'<td>{n} bananas</td>' for n in range(1, 4))}</tr>"
    (document, _) = read_document("a.html", page(f"<p>Cramps hurt at night.</p><table>{row * 2}</table>").encode())
    levels = [block.level for block in document.blocks if block.kind is BlockKind.CELL]
    assert levels == [1, 2, 3, 1, 2, 3]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (page("<p></p>" * 1_000_000 + "Cramps hurt."), "The page has 2,000,.* tags; the limit is 300,000"),
        ("<html><body>" + "<div " * 250_000, "There is no text to read: the page has no body"),
    ],
    ids=["too many tags", "boxes without end"],
)
def test_page_that_holds_no_article_is_refused(content: str, error: str) -> None:
    with pytest.raises(UnreadableFileError, match=error):
        read_document("a.html", content.encode())


def test_comments_and_scripts_yield_nothing(outline: Outline) -> None:
    hidden = "<!-- <p>Quinine cures all.</p> --><script>'Quinine cures all.'</script><style>p{}</style>"
    assert outline(page(f"<main>{PARAGRAPH}{hidden}</main>"), "a.html")[-1].startswith("Muscle cramps are")
