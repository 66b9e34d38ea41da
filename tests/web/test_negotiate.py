from __future__ import annotations

import pytest

from web.negotiate import GRAPHS, HTML, RESULTS, choose, named, prefers_html

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "format"),
    [
        pytest.param("", "json", id="no header means anything"),
        pytest.param("*/*", "json", id="anything"),
        pytest.param("text/csv", "csv", id="exact"),
        pytest.param("application/json", "json", id="other name of a form"),
        pytest.param("TEXT/CSV", "csv", id="case does not matter"),
        pytest.param("text/*", "csv", id="a type of forms takes the first that is sent under it, as text/xml is not"),
        pytest.param("text/csv;q=0.5, application/sparql-results+xml", "xml", id="quality decides"),
        pytest.param("text/csv;q=0.9, text/tab-separated-values;q=0.91", "tsv", id="three digits of quality"),
        pytest.param("*/*, application/sparql-results+json;q=0, application/json;q=0", "xml", id="zero excludes"),
        pytest.param("text/csv;charset=utf-8", "csv", id="other parameters are passed over"),
        pytest.param("nonsense, text/csv", "csv", id="what is not well formed is passed over"),
        pytest.param("text/turtle", None, id="a graph is no result"),
        pytest.param("text/csv;q=0", None, id="excluded altogether"),
        pytest.param("text/csv;q=2", None, id="a quality out of range counts as none"),
    ],
)
def test_results_by_accept(header: str, format: str | None) -> None:
    chosen = choose(header, RESULTS)
    assert (chosen.format if chosen else None) == format


@pytest.mark.parametrize(
    ("header", "format"),
    [
        ("*/*", "ttl"),
        ("text/plain", "nt"),
        ("application/rdf+xml, text/turtle;q=0.2", "rdf"),
        ("application/ld+json", "jsonld"),
        ("text/csv", None),
    ],
)
def test_graphs_by_accept(header: str, format: str | None) -> None:
    chosen = choose(header, GRAPHS)
    assert (chosen.format if chosen else None) == format


@pytest.mark.parametrize(
    ("name", "format"),
    [("csv", "csv"), ("CSV", "csv"), ("text/csv", "csv"), ("srj", "json"), ("ttl", None), ("", None)],
)
def test_results_by_name(name: str, format: str | None) -> None:
    found = named(name, RESULTS)
    assert (found.format if found else None) == format


@pytest.mark.parametrize(
    ("header", "html"),
    [
        pytest.param(FIREFOX, True, id="a browser"),
        pytest.param("*/*", False, id="curl"),
        pytest.param("", False, id="nothing said"),
        pytest.param("text/html;q=0.5, text/turtle", False, id="likes Turtle better"),
    ],
)
def test_who_gets_pages(header: str, html: bool) -> None:
    assert prefers_html(header) is html


def test_html_comes_first_for_browsers_on_linked_data() -> None:
    assert choose(FIREFOX, (HTML, *GRAPHS)) is HTML
    assert choose("text/turtle, text/html;q=0.9", (HTML, *GRAPHS)) is GRAPHS[0]
