"""The page /sparql in a real browser: with the editor that comes from npm, and without JavaScript."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.looks import VIEWS, faults, is_too_wide

ROOT = Path(__file__).parents[2]
MADE = (ROOT / "web" / "static" / "vendor" / "yasgui.min.js").exists()
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
pytestmark = pytest.mark.browser


@pytest.fixture
def said() -> list[str]:
    """What the browser has to complain about, and whom else the page asks."""
    return []


@pytest.fixture
def editor(server: str, page: Page, said: list[str]) -> Iterator[Page]:
    """The page with its editor; at the end the browser must have had no complaint."""
    wanted()
    yield opened(page, server, said)
    assert said == []


def wanted() -> None:
    if not MADE:
        assert os.environ.get("CI") != "true" or shutil.which("npm") is None, "run `make editor`"
        pytest.skip("the editor is not there: `make editor` fetches it, where Node is installed")


def opened(page: Page, server: str, said: list[str]) -> Page:
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((server, "data:")) else said.append(request.url))
    page.goto(f"{server}sparql")
    expect(page.locator(".yasqe .CodeMirror")).to_be_visible()
    return page


def write(page: Page, query: str) -> None:
    page.locator(".CodeMirror textarea").first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page: Page, query: str = "") -> None:
    if query:
        write(page, query)
    page.get_by_role("button", name="Run", exact=True).click()


def status(page: Page) -> Any:
    return expect(page.locator("#status"))


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_fits_and_is_accessible(server: str, browser: Browser, said: list[str], name: str) -> None:
    wanted()
    context = browser.new_context(**VIEWS[name])
    page = opened(context.new_page(), server, said)
    page.get_by_text("examples to begin with").click()
    sound(page)
    page.get_by_role("link", name="The part of the graph about lacks").click()
    run(page)
    for view in ("Table", "Picture", "Raw"):
        page.get_by_role("button", name=f"Shows {view} view").click()
        expect(page.locator(".yasr_results > *")).to_have_count(1)
        expect(page.locator(".yasr_results").locator("tbody tr, svg.graph, pre").first).to_be_visible()
        sound(page)
    run(page, "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 200")
    expect(page.locator("tbody tr")).to_have_count(50)
    sound(page)
    run(page, "SELECT nonsense")
    expect(page.get_by_role("alert")).to_be_visible()
    sound(page)
    context.close()
    assert [text for text in said if "400" not in text] == []


def sound(page: Page) -> None:
    assert faults(page) == []
    assert not is_too_wide(page)


def test_a_query_gives_rows_that_are_counted_timed_and_can_be_taken_away(server: str, editor: Page) -> None:
    run(editor, "SELECT ?name WHERE { ?x myo:causes c:muscle-cramp ; skos:prefLabel ?name } ORDER BY ?name LIMIT 7")
    status(editor).to_have_text(re.compile(r"7 rows in [\d.]+ s"))
    shown = editor.locator("tbody tr").all_inner_texts()
    for form, begins in (("JSON", "{"), ("XML", "<?xml"), ("CSV", "name"), ("TSV", "?name")):
        with editor.expect_download() as started:
            editor.get_by_role("link", name=form, exact=True).click()
        text = Path(started.value.path()).read_text(encoding="utf-8")
        assert text.startswith(begins)
        assert all(name.strip() in text for name in shown)
    run(editor, "ASK { ?x myo:causes c:muscle-cramp }")
    status(editor).to_have_text(re.compile(r"Yes, in [\d.]+ s"))
    run(editor, "SELECT ?x WHERE { ?x myo:causes myo:nothing }")
    status(editor).to_have_text(re.compile("0 rows"))


def test_an_iri_in_a_table_leads_to_its_page(server: str, editor: Page) -> None:
    run(editor, "SELECT ?x ?y WHERE { VALUES (?x ?y) { (c:magnesium myo:causes) } }")
    expect(editor.locator("tbody")).to_contain_text("myo:causes")
    link = editor.locator("tbody a[href]")
    expect(link).to_have_text("c:magnesium")
    link.click()
    expect(editor).to_have_url(re.compile(re.escape(server) + "concept/magnesium"))


def test_a_graph_is_drawn_with_links_to_its_things(editor: Page) -> None:
    run(editor, "CONSTRUCT { ?a myo:depletes ?b } WHERE { ?a myo:depletes ?b . ?a a myo:Drug }")
    status(editor).to_have_text(re.compile(r"\d+ triples in"))
    editor.get_by_role("button", name="Shows Picture view").click()
    expect(editor.locator("svg.graph a.node").first).to_be_visible()
    names = editor.locator("svg.graph a.node text.label").all_text_contents()
    assert {"metformin", "vitamin B12"} <= set(names)


def test_a_picture_that_would_be_too_large_says_how_to_mend_it(server: str, page: Page) -> None:
    wanted()
    opened(page, server, [])
    run(page, "CONSTRUCT WHERE { ?a skos:broader ?b }")
    page.get_by_role("button", name="Shows Picture view").click()
    expect(page.locator(".yasr_results")).to_contain_text("LIMIT makes it smaller")


def test_a_mistake_is_shown_with_its_line(server: str, page: Page) -> None:
    wanted()
    opened(page, server, [])
    run(page, "SELECT ?x WHERE {\n  ?x ?y\n}")
    expect(page.get_by_role("alert")).to_contain_text("line 3")
    expect(page.locator(".fault")).to_be_visible()
    write(page, "ASK {}")
    expect(page.locator(".fault")).to_have_count(0)


def test_a_long_query_is_stopped_and_the_next_one_runs(editor: Page) -> None:
    run(editor, ENDLESS)
    expect(editor.get_by_role("button", name="Run", exact=True)).to_be_hidden()
    editor.get_by_role("button", name="Stop").click()
    status(editor).to_have_text("Stopped.")
    for _ in range(4):  # more than there are workers, and than one client may have at work
        run(editor, ENDLESS)
        editor.get_by_role("button", name="Stop").click()
        status(editor).to_have_text("Stopped.")
    run(editor, "ASK {}")
    status(editor).to_have_text(re.compile("Yes"))


def test_an_example_is_loaded_and_runs(editor: Page) -> None:
    editor.get_by_text("examples to begin with").click()
    editor.get_by_role("link", name="Which drugs have a side effect that the nutrient").click()
    expect(editor.locator(".CodeMirror").first).to_contain_text("myo:depletes")
    expect(editor.locator("tbody")).to_contain_text("diuretic")
    expect(editor.get_by_role("button", name="Run", exact=True)).to_be_focused()


def test_of_very_many_rows_the_first_are_shown(editor: Page) -> None:
    run(editor, "SELECT * WHERE { ?s ?p ?o } LIMIT 30000")
    status(editor).to_have_text(re.compile("30,000 rows"))
    expect(editor.locator("#results")).to_contain_text("The first 2,000 rows are shown; the download has all.")
    expect(editor.locator(".dt-info")).to_contain_text("of 2,000 entries")


def test_of_an_answer_that_is_too_long_the_beginning_is_shown(editor: Page) -> None:
    run(editor, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    status(editor).to_have_text(re.compile(r"More than \d\d\d?,\d\d\d rows in"), timeout=60_000)
    expect(editor.locator(".dt-info")).to_contain_text("of 2,000 entries")
    expect(editor.get_by_role("link", name="CSV", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT * WHERE { ?x myo:cau", "myo:causes"),
        ("SELECT * WHERE { ?x has_sy", "myo:has_symptom"),
        ("SELECT * WHERE { ?x a myo:Dr", "myo:Drug"),
        ("SELECT * WHERE { ?x a skos:Concept , Dru", "myo:Drug"),
        ("SELECT * WHERE { ?x myo:causes ?y ; myo:tre", "myo:treats"),
        ("SELECT * WHERE { ?x myo:causes c:magnesium-def", "c:magnesium-deficiency"),
        ("SELECT * WHERE { ?x myo:causes c:charley", "c:muscle-cramp"),
        ("SELECT * WHERE { ?x myo:causes paracet", "c:acetaminophen"),
        ("SELECT * WHERE { ?d myo:textS", "myo:textSearch"),
        ("PREFIX dct", "dcterms: <http://purl.org/dc/terms/>"),
    ],
)
def test_names_are_offered_while_one_types(editor: Page, typed: str, offered: str) -> None:
    write(editor, "")
    editor.keyboard.type(typed, delay=5)
    hint = editor.locator(".CodeMirror-hints li", has_text=offered).first
    expect(hint).to_be_visible()
    hint.click()
    expect(editor.locator(".CodeMirror-hints")).to_have_count(0)
    expect(editor.locator(".CodeMirror").first).to_contain_text(offered)


def test_prefixes_that_a_query_uses_are_declared(editor: Page) -> None:
    run(editor, 'ASK { c:magnesium skos:prefLabel ?x FILTER (?x != "a myo:b") } # d:x')
    status(editor).to_have_text(re.compile("Yes"))
    shown = editor.locator(".CodeMirror-line").all_text_contents()
    assert sorted(re.findall(r"PREFIX (\w+):", " ".join(shown))) == ["c", "skos"]


def test_a_link_opens_the_query_again(server: str, editor: Page) -> None:
    query = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?x { ?x skos:prefLabel "muscle cramp" } # & + ü'
    write(editor, query)
    editor.get_by_role("button", name="Link").click()
    address = editor.get_by_label("Link to this query").input_value()
    assert address.startswith(f"{server}sparql#")  # the page is there before the query is answered
    editor.goto("about:blank")
    editor.goto(address)
    expect(editor.locator(".CodeMirror").first).to_contain_text(query)
    expect(editor.locator("#results tbody")).to_contain_text("c:muscle-cramp")
    assert editor.url == address


def test_the_keyboard_is_enough(editor: Page) -> None:
    editor.locator(".CodeMirror textarea").first.focus()
    editor.keyboard.press("Tab")
    expect(editor.get_by_role("button", name="Run", exact=True)).to_be_focused()
    editor.keyboard.press("Shift+Tab")
    editor.keyboard.press("Control+Enter")
    status(editor).to_have_text(re.compile("rows in"))


def test_the_form_works_without_javascript(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}sparql")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    page.get_by_role("button", name="Run").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    page.get_by_label("SPARQL query").fill("SELECT nonsense")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("line 1")
    context.close()
