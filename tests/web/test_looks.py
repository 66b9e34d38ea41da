"""Every kind of page in a real browser, light, dark and on a phone: nothing is broken, foreign, heavy or in motion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.looks import VIEWS, faults, is_too_wide, shift, visit

pytestmark = pytest.mark.browser
MOST = 100_000  # bytes of a page with its styles and scripts
PAGES = (
    "",
    "search",
    "find?q=leg+cramps&type=drug",
    "search?q=magnesium",
    "search?q=qwertz",
    "ask?q=what+links+diabetes+to+leg+cramps",
    "ask?q=does+quinine+treat+leg+cramps",
    "ask?q=what+causes+qwertz",
    "links",
    "links?from=diuretics&to=cramps",
    "concept/magnesium",
    "concept/muscle-cramp",
    "about",
    "concepts",
    "documents?concept=muscle-cramp",
    "new",
    "ask?q=what+links+diabetes+to+leg+cramps&avoid=drug",
    "links?from=ginger&to=migraine",
    "api/",
    "problems",
    "sparql?query=nonsense",
    "embed/links?from=diuretics&to=cramps",
    "embed/concept/magnesium",
    "publish",
    "publish?from=diuretics&to=cramps",
    "no-such-page",
)
WITH_EDITOR = ("sparql",)  # an editor is loaded there


@pytest.fixture(scope="module", params=VIEWS)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(**VIEWS[request.param])
    yield made
    made.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound_in_every_view(server: str, context: BrowserContext, address: str) -> None:
    page = context.new_page()
    check(page, server, address)
    page.close()


def test_the_pages_of_an_article_and_a_claim_are_sound(server: str, context: BrowserContext) -> None:
    page = context.new_page()
    found = page.request.get(f"{server}links.json?from=diuretics&to=cramps").json()
    first = found["answer"]["paths"][0]["links"][0]["evidence"][0]
    check(page, server, f"document/{first['document']}?passage={first['start']}-{first['end']}")
    page.close()


def check(page: Page, server: str, address: str) -> None:
    seen = visit(page, server, address)
    assert [text for text in seen.complaints if "404" not in text and "400" not in text] == []
    assert seen.foreign == []
    assert faults(page) == []
    assert not is_too_wide(page)
    assert shift(page) < 0.01
    assert page.title()
    if not address.startswith(WITH_EDITOR):
        assert 500 < seen.size < MOST


def test_everything_is_there_without_javascript(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server)
    page.get_by_role("link", name="What links diabetes to cramps?").click()
    expect(page.locator("svg.graph")).to_be_visible()
    page.locator(".quote footer a").first.click()
    expect(page.locator("article")).to_be_visible()
    page.locator("article a.mention").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{server}search?q=magnesium")
    expect(page.locator(".hits > li").first).to_be_visible()
    context.close()
