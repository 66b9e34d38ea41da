"""The box that searches and answers, with the keyboard alone, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.looks import faults

pytestmark = pytest.mark.browser


def test_suggestions_are_chosen_with_the_keyboard(server: str, page: Page) -> None:
    page.goto(server)
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("what causes muscle cr")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("What causes muscle cramp")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("what causes muscle cr")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("What causes muscle cramp")


def test_recent_searches_stay_in_the_browser_until_they_are_forgotten(server: str, page: Page) -> None:
    box = page.get_by_role("combobox")
    page.goto(server)
    expect(box).to_be_focused()  # not before: a loading page loses keys
    page.keyboard.type("diuretics")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Passages with “diuretics”")
    page.goto(server)
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_contain_text("diuretics")
    page.get_by_role("option", name="Forget recent searches").click()
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_role("option")).to_have_count(0)
