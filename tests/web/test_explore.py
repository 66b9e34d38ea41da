"""Pictures that are explored in a real browser: by keyboard and with the list beside the drawing, in every view."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from graph.reader import GraphReader
from graph.showing.around import in_turn, neighbourhood, surroundings
from graph.showing.draw import draw
from tests.web.looks import VIEWS, faults, is_too_wide

MADE = (Path(__file__).parents[2] / "web" / "static" / "vendor" / "cytoscape.js").exists()


FITTING = """() => {
    const texts = [...document.querySelectorAll('svg a text')];
    const cut = texts.filter(text => {
        const box = text.parentElement.querySelector('rect, polygon').getBBox(), words = text.getBBox();
        return words.x < box.x || words.x + words.width > box.x + box.width;
    });
    return [texts.length, cut.map(text => text.textContent)];
}"""


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    """The picture of a concept, opened to be explored; at the end the browser must have had no complaint."""
    if not MADE:
        assert os.environ.get("CI") != "true" or shutil.which("npm") is None, "run `make editor`"
        pytest.skip("what draws is not there: `make editor` fetches it, where Node is installed")
    context = browser.new_context(**VIEWS[request.param], reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((server, "blob:")) else said.append(asked.url))
    page.goto(f"{server}concept/quinine")
    page.get_by_role("button", name="Explore").click()
    expect(page.get_by_role("region", name="Explore")).to_be_visible()
    yield page
    assert said == []
    context.close()


def things(page: Page) -> list[str]:
    """The names in the list, with what is said of them."""
    return page.get_by_role("list", name="Things").get_by_role("button").all_inner_texts()


# Whether something is drawn: some pixel of the drawing is not the ground.
DRAWN = """() => [...document.querySelectorAll('.drawn canvas')].some(canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some(value => value !== 0);
})"""


@pytest.mark.browser
def test_a_picture_is_explored_by_keyboard(view: Page) -> None:
    view.wait_for_function(DRAWN)
    before = things(view)
    assert before[0].startswith("quinine") and len(before) > 5
    press = view.keyboard.press
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        press(key)
    chosen = view.get_by_role("button", pressed=True)
    expect(chosen).to_be_focused()
    assert chosen.inner_text() == before[2]
    press("Tab")
    expect(view.get_by_role("button", name="Expand")).to_be_focused()
    press("Enter")
    expect(view.get_by_role("status").filter(has_text="more claims around")).to_be_visible()
    more = things(view)
    assert len(more) > len(before) and before[2] in more
    press("Tab")
    press("Enter")
    expect(view.get_by_role("button", name="Pin", exact=True, pressed=True)).to_be_focused()
    assert f"{before[2]}, pinned" in things(view)
    assert faults(view) == [] and not is_too_wide(view)
    undo = view.get_by_role("button", name="Undo")
    undo.click()
    assert things(view) == more
    undo.click()
    assert things(view) == before
    expect(undo).to_be_disabled()


@pytest.mark.browser
@pytest.mark.parametrize("view", ["wide"], indirect=True)
def test_the_focus_is_not_lost_with_the_last_thing_to_undo(view: Page) -> None:
    view.get_by_text("Filter", exact=True).click()
    view.get_by_role("checkbox", name="causes").uncheck()
    view.get_by_role("button", name="Undo").focus()
    view.keyboard.press("Enter")
    expect(view.get_by_role("list", name="Things").locator(":focus")).to_have_count(1)


@pytest.mark.browser
@pytest.mark.parametrize("view", ["wide"], indirect=True)
def test_what_is_seen_can_be_filtered_and_saved(view: Page) -> None:
    before = things(view)
    view.get_by_text("Filter", exact=True).click()
    view.get_by_role("checkbox", name="disputed").uncheck()
    view.get_by_role("checkbox", name="causes").uncheck()
    left = things(view)
    assert 1 < len(left) < len(before)
    with view.expect_download() as saved:
        view.get_by_role("button", name="Save JSON").click()
    found = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert len(found["nodes"]) == len(left) and found["edges"]
    assert not {"causes"} & {edge["predicate"] for edge in found["edges"]}
    assert "disputed" not in {edge["standing"] for edge in found["edges"]}
    with view.expect_download() as saved:
        view.get_by_role("button", name="Save PNG").click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    view.get_by_role("checkbox", name="causes").check()
    assert len(left) < len(things(view)) < len(before) + 1
    view.get_by_role("button", name="Close").click()
    expect(view.get_by_role("button", name="Explore")).to_be_focused()
    expect(view.locator("figure.picture svg")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("view", ["wide"], indirect=True)
def test_the_link_of_a_frame_opens_it(view: Page, server: str) -> None:
    view.goto("about:blank")
    view.goto(f"{server}concept/magnesium#explore")
    expect(view.get_by_role("region", name="Explore: What magnesium is linked to")).to_be_visible()


@pytest.mark.browser
def test_without_javascript_the_picture_and_its_list_are_there(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}concept/quinine")
    expect(page.locator("figure.picture svg")).to_be_visible()
    expect(page.get_by_role("button", name="Explore")).to_be_hidden()
    page.get_by_text("The picture as a list").click()
    expect(page.locator(".told a").first).to_be_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("font", ["Arial", "DejaVu Sans"])
def test_names_fit_their_boxes_in_a_browser_too(sample_graph: GraphReader, page: Page, font: str) -> None:
    around = [surroundings(sample_graph, one) for one in sample_graph.concepts()[::9]]
    drawings = [neighbourhood(one, in_turn(one)[:12], lambda key: f"/{key}") for one in around if in_turn(one)]
    page.set_content(f"<style>svg text {{ font-family: '{font}' !important }}</style>")
    page.evaluate("svg => document.body.innerHTML = svg", "".join(draw(one, alone=True) for one in drawings))
    names, cut = page.evaluate(FITTING)
    assert names > 500 and cut == []


def test_without_what_draws_there_is_no_button(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    page = "/concept/muscle-cramp"
    assert ("explore.js" in client.get(page).text) is MADE
    folder = app.static_folder
    try:
        app.static_folder = str(tmp_path)
        assert "explore" not in client.get(page).text
    finally:
        app.static_folder = folder
