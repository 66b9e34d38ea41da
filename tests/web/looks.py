"""How pages are looked at in tests: the views that people have, and what is wrong with a page in one of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

VIEWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light", "has_touch": True},
}
_SHIFT = """() => new Promise(done => {
  new PerformanceObserver(seen => done(seen.getEntries().reduce((all, one) => all + one.value, 0)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(0), 50));
})"""


class Visit(NamedTuple):
    """What happened while a page was opened. `complaints`: what the browser said; `foreign`: addresses of others that
    were asked; `size`: bytes that came over the line.
    """

    complaints: list[str]
    foreign: list[str]
    size: int


def visit(page: Page, server: str, address: str) -> Visit:
    """Open a page of a server and wait until it is loaded."""
    said: list[str] = []
    answers: list[Response] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it takes no method of a list
    page.goto(server + address)
    page.wait_for_function("document.readyState === 'complete'")
    foreign = [one.url for one in answers if not one.url.startswith(server)]
    sizes = [one.request.sizes() for one in answers]
    return Visit(said, foreign, sum(one["responseBodySize"] for one in sizes))


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on a page: rules that are broken, each with the elements that break it."""
    found = Axe().run(page).response
    assert len(found["passes"]) > 10
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


def shift(page: Page) -> float:
    """By how much what was shown has moved while the page was loading (Cumulative Layout Shift)."""
    return float(page.evaluate(_SHIFT))


def is_too_wide(page: Page) -> bool:
    """Whether the page as a whole must be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
