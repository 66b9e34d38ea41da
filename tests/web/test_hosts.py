"""Views in the pages of other sites: real hosts on another origin, in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.looks import faults

pytestmark = pytest.mark.browser
Publish = Callable[..., str]
LINKS = "embed/links?from=diabetes&to=leg+cramps"
ROOM = "<div style='height:8000px'></div>"
HEIGHT = "() => document.querySelector('myograph-view').shadowRoot.querySelector('iframe').offsetHeight"
GROUND = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(251, 250, 246)", "rgb(21, 25, 27)"


@pytest.fixture
def elsewhere() -> Iterator[Publish]:
    """Another site: give it a page's body, and a policy if it has one; get the page's address."""
    pages: list[tuple[str, str]] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, policy = pages[int(self.path.strip("/"))]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            head = "<!doctype html><html lang=en><meta charset=utf-8><title>x</title><link rel=icon href=data:,>"
            self.wfile.write(f"{head}<main><h1>An article</h1>{body}</main>".encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    def publish(body: str, policy: str = "") -> str:
        pages.append((body, policy))
        return f"http://localhost:{site.server_port}/{len(pages) - 1}"

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield publish
        site.shutdown()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says of a page."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def element(server: str, attributes: str = 'from="diabetes" to="leg cramps"') -> str:
    return (
        f'<script type="module" src="{server}embed.js"></script>'
        f"<myograph-view {attributes}><a href='{server}about'>What links diabetes to leg cramps</a></myograph-view>"
    )


def test_an_element_is_as_high_as_what_it_shows(
    server: str, page: Page, elsewhere: Publish, complaints: list[str]
) -> None:
    page.goto(elsewhere(element(server)))
    frame = page.frame_locator("myograph-view iframe")
    expect(frame.locator("svg.graph")).to_be_visible()
    expect(page.get_by_role("link", name="What links diabetes to leg cramps")).to_be_hidden()
    folded = page.evaluate(HEIGHT)
    frame.locator("summary").click()
    page.wait_for_function(f"({HEIGHT})() > {folded + 100}")
    assert frame.locator("html").evaluate("html => html.scrollHeight <= innerHeight")
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(f"({HEIGHT})() != {folded}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame.locator("summary").click()
    page.wait_for_function(f"({HEIGHT})() < {folded + 100}")
    assert complaints == []


def test_an_element_shows_what_an_article_says(
    server: str, page: Page, elsewhere: Publish, complaints: list[str]
) -> None:
    first = page.request.get(f"{server}documents.json").json()["documents"][0]
    page.goto(elsewhere(element(server, f'document="{first["id"]}"')))
    frame = page.frame_locator("myograph-view iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text(f"What “{first['title']}” says")
    expect(frame.locator("svg.graph")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("night", ["background: #111", "color-scheme: dark"])
def test_an_element_takes_the_colours_of_the_page(
    server: str, page: Page, elsewhere: Publish, complaints: list[str], night: str
) -> None:
    page.goto(elsewhere(f"<style>.night {{ {night} }}</style>{element(server)}"))
    body = page.frame_locator("myograph-view iframe").locator("body")
    for name, ground in (("day", LIGHT), ("night", DARK), ("day", LIGHT)):
        page.evaluate(f"document.documentElement.className = '{name}'")
        expect(body).to_have_css("background-color", ground)
    page.evaluate("document.querySelector('myograph-view').setAttribute('theme', 'dark')")
    expect(body).to_have_css("background-color", DARK)
    assert complaints == []


def test_an_element_far_down_is_loaded_when_it_comes_into_sight(server: str, page: Page, elsewhere: Publish) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(elsewhere(ROOM + element(server)))
    page.wait_for_function("document.querySelector('myograph-view').shadowRoot !== null")
    page.wait_for_load_state("networkidle")
    assert not any("/embed/links" in url for url in asked)
    page.locator("myograph-view").scroll_into_view_if_needed()
    expect(page.frame_locator("myograph-view iframe").locator("svg.graph")).to_be_visible()


def test_where_the_service_is_away_the_link_remains(server: str, page: Page, elsewhere: Publish) -> None:
    page.route("**/embed/**", lambda route: route.abort())
    page.goto(elsewhere(element(server)))
    page.wait_for_function("document.querySelector('myograph-view').shadowRoot")
    expect(page.get_by_role("link", name="What links diabetes to leg cramps")).to_be_visible()


def test_frame_and_element_hear_nobody_else(server: str, page: Page, elsewhere: Publish) -> None:
    """Neither another frame in the page nor a page that the frame was not made for can change anything."""
    shouting = elsewhere("<script>parent.postMessage({myograph: 'height', height: 3333}, '*')</script>")
    mute = f"<iframe id=mute src='{server}{LINKS}#host=https%3A%2F%2Fexample.org' title=x></iframe>"
    page.goto(elsewhere(element(server) + mute + f"<iframe src='{shouting}' title=y></iframe>"))
    expect(page.frame_locator("myograph-view iframe").locator("svg.graph")).to_be_visible()
    body = page.frame_locator("#mute").locator("body")
    expect(body.locator("svg.graph")).to_be_visible()
    page.evaluate("document.getElementById('mute').contentWindow.postMessage({myograph: 'theme', theme: 'dark'}, '*')")
    page.wait_for_timeout(150)
    assert page.evaluate(HEIGHT) != 3333
    expect(body).to_have_css("background-color", LIGHT)


def test_the_keyboard_reaches_every_node_and_opens_it_in_a_tab_of_its_own(
    server: str, page: Page, elsewhere: Publish
) -> None:
    page.goto(elsewhere(element(server)))
    frame = page.frame_locator("myograph-view iframe")
    expect(frame.locator("svg.graph")).to_be_visible()
    nodes = frame.locator("svg.graph a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(nodes) > 5
    reached: set[str] = set()
    for _ in range(len(nodes) + 6):
        page.keyboard.press("Tab")
        reached.add(frame.locator(":focus").get_attribute("href") or "" if frame.locator(":focus").count() else "")
    assert set(nodes) <= reached
    frame.locator("svg.graph a.node").first.focus()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert opened.value.evaluate("window.opener") is None
    assert page.url.startswith("http://localhost")


@pytest.mark.parametrize("shape", ["frame", "element"])
def test_a_page_whose_policy_forbids_scripts(server: str, page: Page, elsewhere: Publish, shape: str) -> None:
    body = f'<iframe src="{server}{LINKS}" title="x"></iframe>' if shape == "frame" else element(server)
    page.goto(elsewhere(body, f"default-src 'none'; style-src 'self'; frame-src {server}"))
    if shape == "frame":
        expect(page.frame_locator("iframe").locator("svg.graph")).to_be_visible()
    else:
        expect(page.get_by_role("link", name="What links diabetes to leg cramps")).to_be_visible()


def test_a_strict_policy_that_names_the_service_is_enough(
    server: str, page: Page, elsewhere: Publish, complaints: list[str]
) -> None:
    policy = f"default-src 'none'; img-src data:; script-src {server}; frame-src {server}; style-src 'none'"
    page.goto(elsewhere(element(server), policy))
    expect(page.frame_locator("myograph-view iframe").locator("svg.graph")).to_be_visible()
    page.wait_for_function(f"({HEIGHT})() > 300")
    assert complaints == []


def test_a_view_tells_wordpress_its_height_from_the_sandbox(server: str, page: Page, elsewhere: Publish) -> None:
    listening = "<script>addEventListener('message', ({data}) => { window.told = data; })</script>"
    frame = f'<iframe sandbox="allow-scripts" src="{server}{LINKS}#?secret=abc123" title="x"></iframe>'
    page.goto(elsewhere(listening + frame))
    page.wait_for_function("window.told?.value > 300")
    assert page.evaluate("[told.message, told.secret]") == ["height", "abc123"]
    expect(page.frame_locator("iframe").locator("body")).to_have_css("background-color", LIGHT)


def test_what_is_no_view_cannot_be_framed(server: str, page: Page, elsewhere: Publish) -> None:
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(elsewhere(f'<iframe src="{server}about" title="x"></iframe>'))
    expect(page.frame_locator("iframe").get_by_text("How belief is worked out")).to_have_count(0)


def test_each_code_that_is_copied_works_where_it_is_pasted(
    server: str, context: BrowserContext, page: Page, elsewhere: Publish
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}publish")
    page.get_by_label("From").fill("diabetes")
    page.get_by_label("To", exact=True).fill("leg cramps")
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe.preview").locator("svg.graph")).to_be_visible()
    page.get_by_label("Colours").select_option("dark")
    expect(page.frame_locator("iframe.preview").locator("body")).to_have_css("background-color", DARK)
    assert "theme=dark" in page.url
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    told = page.request.get(page.url.replace("/publish?", "/publish.json?")).json()
    assert page.evaluate("navigator.clipboard.readText()") == told["codes"]["frame"]
    page.goto(elsewhere(told["codes"]["frame"] + told["codes"]["element"]))
    for frame in (page.frame_locator("main > iframe"), page.frame_locator("myograph-view iframe")):
        expect(frame.locator("body")).to_have_css("background-color", DARK)
    # as in a feed or an e-mail: nothing but pictures and links
    page.goto(elsewhere(told["codes"]["png"] + told["codes"]["svg"], "default-src 'none'; img-src *"))
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth > 300)")
    assert all("diabetes" in alt for alt in page.locator("img").evaluate_all("images => images.map(i => i.alt)"))
    assert faults(page) == []
    page.locator("a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What links diabetes to leg cramps")


def test_a_view_is_published_without_javascript(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}links?from=diabetes&to=leg+cramps")
    page.get_by_role("link", name="Show this in your own page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publish: What links diabetes to leg cramps")
    page.get_by_label("Height").fill("333")
    page.get_by_role("button", name="Show").first.click()
    expect(page.get_by_role("textbox", name="Frame")).to_have_value(re.compile('height="333"'))
    context.close()


def test_a_download_is_whole_by_itself(server: str, page: Page, tmp_path: Path, complaints: list[str]) -> None:
    page.goto(f"{server}publish?concept=magnesium")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download it as one HTML file").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.locator("svg.graph")).to_be_visible()
    assert page.evaluate(GROUND) == LIGHT
    assert asked == [file.as_uri()]
    assert faults(page) == []
    assert complaints == []
