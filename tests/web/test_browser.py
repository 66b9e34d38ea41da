"""A walk through the pages with a real browser against the real server, as `myograph serve` starts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.looks import VIEWS

pytestmark = pytest.mark.browser


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**VIEWS[request.param])
    yield context.new_page()
    context.close()


def test_a_picture_fits_or_says_that_there_is_more(server: str, view: Page) -> None:
    hidden = "() => [...document.querySelectorAll('.picture')].map(p => p.scrollWidth - p.clientWidth)"
    for address in ("embed/links?from=diuretics&to=cramps", "concept/magnesium", "ask?q=does+quinine+treat+leg+cramps"):
        view.goto(server + address)
        (more,) = view.evaluate(hidden)
        assert view.get_by_text("Scroll sideways for the rest.").is_visible() is (more > 0)
        assert more <= 322  # a phone's width: no picture asks for more than one push


def test_there_is_room_for_a_question_on_every_screen(server: str, view: Page) -> None:
    view.goto(server)
    box = view.locator("main input").bounding_box()
    assert box is not None and box["width"] >= 300


def test_a_passage_that_is_cut_says_so(server: str, page: Page) -> None:
    hits = page.request.get(f"{server}search.json?q=magnesium+muscle").json()["hits"]
    cut = [len(hit["snippet"]) < hit["end"] - hit["start"] for hit in hits]
    page.goto(f"{server}search?q=magnesium+muscle")
    shown = [text.startswith("… ") or text.endswith(" …") for text in page.locator(".hits li > p").all_inner_texts()]
    assert shown == cut
    assert True in cut and False in cut


def test_no_label_of_a_picture_leaves_its_box(server: str, page: Page) -> None:
    page.goto(f"{server}ask?q=what+links+diabetes+to+leg+cramps")
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg.graph a')].flatMap(a => {
             const box = a.querySelector('rect').getBoundingClientRect();
             return [...a.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
               .filter(([, t]) => t.left < box.left || t.right > box.right || t.top < box.top - 1
                 || t.bottom > box.bottom + 1)
               .map(([text]) => text);
           })"""
    )
    assert page.locator("svg.graph a").count() > 5
    assert outside == []


def test_asking_and_following_a_sentence_to_its_place(server: str, page: Page) -> None:
    page.goto(server)
    expect(page.locator("main input").first).to_be_focused()  # not before: a loading page loses keys
    page.keyboard.type("what links diuretics to cramps")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("what links diuretics to cramps")
    expect(page.locator("svg.graph")).to_be_visible()
    page.locator(".chain .quote footer a").first.click()
    expect(page.locator("article")).to_be_visible()
    expect(page.locator("mark.passage").first).to_be_in_viewport()


def test_it_works_with_the_keyboard_alone(server: str, page: Page) -> None:
    page.goto(f"{server}concept/magnesium")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.getElementById('content').contains(document.activeElement)")
    assert inside
