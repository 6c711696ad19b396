"""Every page as a phone shows it: its width, its accessibility, what it fetches, and that it needs no script.

A page is opened once with scripts and once without, and what the browser saw
of it is kept for every test here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from tests.browser.conftest import NOT_FOUND, PHONE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")

RUN_AXE = """() => axe.run(document, {
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
  resultTypes: ["violations"],
})"""

#: The narrowest phones still about, and the usual one.
WIDTHS = (320, PHONE["width"])

#: What one taps is at least this wide and high, unless it stands in a line of text (WCAG 2.2, 2.5.8).
SMALLEST_TARGET = 24

OPEN_ALL = "() => document.querySelectorAll('details').forEach((details) => details.open = true)"

#: A box that works by a script alone stands hidden in the page; the script shows it, perhaps a moment later.
HIDE_SCRIPTED = "() => document.querySelectorAll('[data-scripted]').forEach((part) => part.style.display = 'none')"

SHOW_SCRIPTED = """() => document.querySelectorAll('[data-scripted]').forEach((part) => {
  part.removeAttribute('style');
  part.hidden = false;
})"""

#: Twice the size of our type (WCAG 1.4.4), as readers with weak eyes set it for their whole phone.
ENLARGE = "() => document.documentElement.style.fontSize = '225%'"

SCROLL_WIDTH = "() => document.documentElement.scrollWidth"

CLOSE_LANGUAGES = "() => document.querySelector('.languages').open = false"

VISIBLE_ADDRESSES = "(links) => links.filter((link) => link.checkVisibility()).map((link) => link.href)"

SMALL_TARGETS = """(least) => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter((target) => target.checkVisibility() && getComputedStyle(target).display !== "inline")
  .filter((target) => Math.min(target.offsetWidth, target.offsetHeight) < least)
  .map((target) => target.outerHTML)"""


@dataclass
class Traffic:
    """What a page said and asked for while it was open."""

    said: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """What a reader has of a page once everything that opens is open.

    :param text: the words of its main part.
    :param languages: links to it in other languages.
    :param phones: numbers to tap.
    :param notes: what stands in its ``noscript``.
    """

    text: str
    languages: list[str]
    phones: list[str]
    notes: list[str]


@dataclass(frozen=True)
class Visit:
    """What the browser saw of a page.

    :param widths: the width of the window → how wide the page became.
    :param large_width: how wide it became in the usual window with large type.
    """

    status: int
    traffic: Traffic
    reading: Reading
    widths: dict[int, int]
    large_width: int
    small_targets: list[str]
    axe: dict[str, list[dict[str, Any]]]
    cookies: list[object]


Visits = Callable[[str], Visit]


def watch(page: Page, address: str) -> Traffic:
    """Write down what the page says and asks for from now on."""
    traffic = Traffic()

    def hear(message: ConsoleMessage) -> None:
        # The browser itself remarks on a page that is not found.
        if not (address.endswith(NOT_FOUND) and message.location["url"].endswith(address)):
            traffic.said.append(message.text)

    def answer(response: Response) -> None:
        if not response.ok and not response.request.is_navigation_request():
            traffic.failed.append(response.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: traffic.said.append(str(error)))
    page.on("request", lambda request: traffic.requested.append(request.url))
    page.on("requestfailed", lambda request: traffic.failed.append(request.url))
    page.on("response", answer)
    return traffic


def read(page: Page) -> Reading:
    """Open what can be opened, as a reader does by tapping, and read the page without what only scripts can offer."""
    page.evaluate(OPEN_ALL)
    page.evaluate(HIDE_SCRIPTED)
    return Reading(
        text=page.locator("main").inner_text(),
        languages=page.locator(".languages a").evaluate_all(VISIBLE_ADDRESSES),
        phones=page.locator('a[href^="tel:"]').evaluate_all(VISIBLE_ADDRESSES),
        notes=[note for note in page.locator("noscript > *").all_inner_texts() if note.strip()],
    )


def measure_widths(page: Page) -> dict[int, int]:
    """Measure how wide the page becomes, in windows from the narrowest to the usual."""
    widths = {}
    for width in WIDTHS:
        page.set_viewport_size({**PHONE, "width": width})
        widths[width] = page.evaluate(SCROLL_WIDTH)
    return widths


def measure_large(page: Page) -> int:
    """Measure how wide the page becomes with large type, and make its type usual again."""
    page.evaluate(ENLARGE)
    width: int = page.evaluate(SCROLL_WIDTH)
    page.evaluate("() => document.documentElement.removeAttribute('style')")
    return width


def visit(context: BrowserContext, address: str) -> Visit:
    """Open a page, look at everything, and leave."""
    page = context.new_page()
    traffic = watch(page, address)
    response = page.goto(address)
    assert response is not None
    reading = read(page)
    page.evaluate(SHOW_SCRIPTED)
    widths = measure_widths(page)
    large_width = measure_large(page)
    small_targets = page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
    # The open list of languages covers words whose contrast would not be judged.
    page.evaluate(CLOSE_LANGUAGES)
    page.evaluate(AXE)
    axe = page.evaluate(RUN_AXE)
    page.close()
    seen = Visit(response.status, traffic, reading, widths, large_width, small_targets, axe, context.cookies())
    context.clear_cookies()
    return seen


@pytest.fixture(scope="session")
def visits(contexts: Callable[..., BrowserContext]) -> Iterator[Visits]:
    """Visit a page with scripts, each page once."""
    context = contexts()
    yield cache(lambda address: visit(context, address))
    context.close()


@pytest.fixture(scope="session")
def page_without_scripts(contexts: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page in a browser whose scripts are turned off."""
    context = contexts(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_page_answers(visits: Visits, address: str) -> None:
    assert visits(address).status == (404 if address.endswith(NOT_FOUND) else 200)


def test_no_page_scrolls_sideways(visits: Visits, address: str) -> None:
    """Everything that opens is open: the list of languages and the sources could be too wide as well."""
    widths = visits(address).widths
    assert widths == {width: width for width in WIDTHS}


def test_no_page_scrolls_sideways_with_large_type(visits: Visits, address: str) -> None:
    assert visits(address).large_width == PHONE["width"]


def test_every_page_is_accessible(visits: Visits, address: str) -> None:
    axe = visits(address).axe
    assert axe["passes"], "axe-core looked at nothing."
    found = [f"{problem['id']}: {node['html']}" for problem in axe["violations"] for node in problem["nodes"]]
    assert found == []


def test_every_target_is_large_enough(visits: Visits, address: str) -> None:
    assert visits(address).small_targets == []


def test_the_console_stays_silent(visits: Visits, address: str) -> None:
    """A policy header that blocks something of ours, or names what Chromium does not know, is said there."""
    assert visits(address).traffic.said == []


def test_every_request_stays_here_and_is_answered(visits: Visits, site: str, address: str) -> None:
    traffic = visits(address).traffic
    assert traffic.failed == []
    assert [request for request in traffic.requested if not request.startswith(f"{site}/")] == []


def test_no_page_leaves_a_cookie(visits: Visits, address: str) -> None:
    assert visits(address).cookies == []


def test_works_without_scripts(visits: Visits, page_without_scripts: Page, address: str) -> None:
    page_without_scripts.goto(address)
    exit_note = page_without_scripts.locator("body > noscript")
    assert exit_note.is_visible()
    reading = read(page_without_scripts)
    with_scripts = visits(address).reading
    assert reading.text == with_scripts.text
    assert reading.languages == with_scripts.languages
    assert reading.phones == with_scripts.phones
    assert reading.languages
    assert reading.notes
    assert with_scripts.notes == []


def test_the_list_of_languages_opens_without_scripts(page_without_scripts: Page, code: str) -> None:
    page_without_scripts.goto(f"/{code}/")
    page_without_scripts.locator(".languages summary").click()
    page_without_scripts.locator(".languages a[lang=es]").click()
    assert page_without_scripts.locator("html").get_attribute("lang") == "es"
