"""Exit, as somebody meets it who must hide the page this moment. The cases follow GOV.UK's “exit this page”.

The neutral site that Exit leads to is played here, and can stay away: what the
reader has on the screen then is what a person looking over a shoulder sees.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, Route, expect

from portal.config import Config
from portal.rights.guides import Guide
from portal.rights.library import Library
from tests.browser.conftest import PHONE

EXIT = '[data-module="exit"]'

#: Longer than the time in which Shift must be pressed again.
TOO_LONG = 5001

NEUTRAL_SITE = Config().exit_url

#: Says where Exit is, and whether a finger at its middle would meet it.
WHERE_EXIT_IS = """(link) => {
  const {top, right, bottom, left} = link.getBoundingClientRect();
  const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    inView: top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= document.documentElement.clientWidth,
    met: link.contains(met),
  };
}"""

LEAVE = "document.querySelector('[data-module=exit]').click()"


class NeutralSite:
    """The site Exit leads to."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.is_there = True

    def meet(self, route: Route) -> None:
        self.asked.append(route.request)
        if self.is_there:
            route.fulfill(content_type="text/html", body="<title>Neutral</title><h1>Neutral</h1>")
        else:
            # “No content”: the browser stays on the page it wanted to leave.
            route.fulfill(status=204)


@pytest.fixture
def neutral_site(page: Page) -> NeutralSite:
    site = NeutralSite()
    page.context.route(NEUTRAL_SITE, site.meet)
    return site


def find_longest(library: Library) -> Guide:
    return max(library.guides.values(), key=lambda guide: len(guide.sections))


@pytest.fixture
def guide(library: Library) -> str:
    """A long page, as what follows the locale in its address."""
    return f"/rights/{find_longest(library).slug}"


@contextmanager
def stays(page: Page, neutral_site: NeutralSite) -> Iterator[None]:
    """Hold that what happens inside does not make the reader leave."""
    address = page.url
    yield
    assert page.evaluate("() => document.documentElement.className") == ""
    assert page.url == address
    assert neutral_site.asked == []


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


@pytest.fixture
def timed_page(page: Page) -> Page:
    """An English page whose time is in the hands of the test."""
    page.clock.install()
    page.goto("/en/")
    return page


def test_exit_leaves_at_once(page: Page, neutral_site: NeutralSite, site: str, guide: str, code: str) -> None:
    """Looks at what is on the screen while the neutral site has not come yet, and at what Back brings after it has."""
    empty_screen = page.screenshot()
    page.goto(f"/{code}/")
    page.goto(f"/{code}{guide}")
    neutral_site.is_there = False
    page.locator(EXIT).click()
    assert page.screenshot() == empty_screen
    assert page.title() == ""
    neutral_site.is_there = True
    press_shift(page, 3)
    page.wait_for_url(NEUTRAL_SITE)
    page.go_back(wait_until="commit")
    assert page.url == f"{site}/{code}/"


def test_the_page_is_covered_before_anything_else_happens(page: Page, neutral_site: NeutralSite, guide: str) -> None:
    page.goto(f"/en{guide}")
    left = f"() => {{ {LEAVE}; return [document.title, getComputedStyle(document.body).visibility]; }}"
    assert page.evaluate(left) == ["", "hidden"]


def test_back_after_exit_from_the_first_page_shows_nothing(page: Page, neutral_site: NeutralSite, guide: str) -> None:
    page.goto("about:blank")
    page.goto(f"/en{guide}")
    page.locator(EXIT).click()
    page.wait_for_url(NEUTRAL_SITE)
    page.go_back(wait_until="commit")
    assert page.url == "about:blank"


def test_leaving_wipes_what_was_typed(page: Page, neutral_site: NeutralSite) -> None:
    page.goto("/en/")
    page.evaluate("() => document.body.append(document.createElement('form'))")
    page.evaluate("() => document.forms[0].append(document.createElement('input'))")
    page.locator("input").fill("A name")
    assert page.evaluate(f"() => {{ {LEAVE}; return document.forms[0].elements[0].value; }}") == ""


@pytest.mark.parametrize("width", [320, 360])
def test_exit_is_in_view_at_every_scroll_position(page: Page, guide: str, code: str, width: int) -> None:
    page.set_viewport_size({**PHONE, "width": width})
    page.goto(f"/{code}{guide}")
    for part in (0, 0.5, 1):
        page.evaluate("(part) => window.scrollTo(0, part * document.documentElement.scrollHeight)", part)
        assert page.locator(EXIT).evaluate(WHERE_EXIT_IS) == {"inView": True, "met": True}, f"Scrolled to {part}."


def test_exit_is_in_view_on_a_phone_lying_on_its_side(page: Page, guide: str, code: str) -> None:
    page.set_viewport_size({"width": 640, "height": 320})
    page.goto(f"/{code}{guide}")
    page.mouse.wheel(0, 2000)
    assert page.locator(EXIT).evaluate(WHERE_EXIT_IS) == {"inView": True, "met": True}


def test_the_bar_does_not_hide_a_section_one_is_led_to(page: Page, library: Library, code: str) -> None:
    guide = find_longest(library)
    section = guide.sections[len(guide.sections) // 2]
    page.goto(f"/{code}/rights/{guide.slug}#{section.key}")
    heading = page.locator(f"#{section.key} h2").bounding_box()
    bar = page.locator(".bar").bounding_box()
    assert heading["y"] >= bar["y"] + bar["height"]


def test_exit_is_the_first_to_be_reached_by_keyboard(page: Page, neutral_site: NeutralSite, code: str) -> None:
    page.goto(f"/{code}/")
    page.keyboard.press("Tab")
    expect(page.locator(EXIT)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(NEUTRAL_SITE)


def test_shift_three_times_leaves(page: Page, neutral_site: NeutralSite, code: str) -> None:
    page.goto(f"/{code}/")
    press_shift(page, 3)
    page.wait_for_url(NEUTRAL_SITE)


def test_back_after_shift_three_times_shows_nothing(page: Page, neutral_site: NeutralSite) -> None:
    page.goto("about:blank")
    page.goto("/en/")
    press_shift(page, 3)
    page.wait_for_url(NEUTRAL_SITE)
    page.go_back(wait_until="commit")
    assert page.url == "about:blank"


def test_each_press_of_shift_is_announced_in_the_language_of_the_page(page: Page, app: Flask, code: str) -> None:
    gettext = app.extensions["languages"].domain.speeches[code].gettext
    page.goto(f"/{code}/")
    announced = page.get_by_role("status")
    expect(announced).to_have_text("")
    press_shift(page, 1)
    expect(announced).to_have_text(gettext("Press Shift two more times to leave."))
    press_shift(page, 1)
    expect(announced).to_have_text(gettext("Press Shift one more time to leave."))


@pytest.mark.parametrize("key", ["a", "Tab", "Control", "Escape"])
def test_another_key_starts_the_count_again(page: Page, neutral_site: NeutralSite, key: str) -> None:
    page.goto("/en/")
    with stays(page, neutral_site):
        press_shift(page, 2)
        page.keyboard.press(key)
        press_shift(page, 2)


def test_writing_capitals_does_not_count(page: Page, neutral_site: NeutralSite) -> None:
    page.goto("/en/")
    with stays(page, neutral_site):
        for letter in "ABCD":
            page.keyboard.press(f"Shift+{letter}")


def test_slow_presses_do_not_count(timed_page: Page, neutral_site: NeutralSite) -> None:
    with stays(timed_page, neutral_site):
        press_shift(timed_page, 2)
        timed_page.clock.fast_forward(TOO_LONG)
        expect(timed_page.get_by_role("status")).to_have_text("")
        press_shift(timed_page, 2)


def test_the_time_runs_from_the_last_press(timed_page: Page, neutral_site: NeutralSite) -> None:
    for _ in range(2):
        press_shift(timed_page, 1)
        timed_page.clock.fast_forward(TOO_LONG - 1000)
    press_shift(timed_page, 1)
    timed_page.wait_for_url(NEUTRAL_SITE)


def test_holding_shift_down_counts_once(page: Page, neutral_site: NeutralSite) -> None:
    page.goto("/en/")
    with stays(page, neutral_site):
        for _ in range(4):
            page.keyboard.down("Shift")
        page.keyboard.up("Shift")
        press_shift(page, 1)


def test_holding_shift_down_does_not_stop_the_time(timed_page: Page, neutral_site: NeutralSite) -> None:
    """A repeated key once cleared the timer and set none, so the count never ended."""
    with stays(timed_page, neutral_site):
        for _ in range(2):
            timed_page.keyboard.down("Shift")
        timed_page.keyboard.up("Shift")
        timed_page.clock.fast_forward(TOO_LONG)
        expect(timed_page.get_by_role("status")).to_have_text("")
        press_shift(timed_page, 2)


def test_composing_a_word_does_not_count(page: Page, neutral_site: NeutralSite) -> None:
    """Chinese and Japanese keyboards use Shift while a word is being composed."""
    page.goto("/en/")
    with stays(page, neutral_site):
        for _ in range(3):
            page.evaluate("""() => document.body.dispatchEvent(
              new KeyboardEvent("keydown", {key: "Shift", isComposing: true, bubbles: true}))""")


def test_a_page_brought_back_is_uncovered_and_counts_from_the_start(page: Page, neutral_site: NeutralSite) -> None:
    page.goto("/en/")
    page.evaluate("() => addEventListener('pageshow', (event) => window.fromMemory = event.persisted)")
    press_shift(page, 2)
    page.goto("/en/about")
    page.go_back(wait_until="commit")
    assert page.evaluate("() => window.fromMemory"), "The browser made the page anew; this test shows nothing then."
    with stays(page, neutral_site):
        press_shift(page, 2)


@pytest.fixture
def plain_page(open_page: Callable[..., Page]) -> Page:
    """A page in a browser whose scripts are turned off."""
    return open_page(java_script_enabled=False)


def test_exit_is_a_plain_link_without_scripts(plain_page: Page, code: str) -> None:
    site = NeutralSite()
    plain_page.context.route(NEUTRAL_SITE, site.meet)
    plain_page.goto(f"/{code}/")
    assert {"noreferrer", "nofollow"} <= set(plain_page.locator(EXIT).get_attribute("rel").split())
    plain_page.locator(EXIT).click()
    plain_page.wait_for_url(NEUTRAL_SITE)
    assert "referer" not in site.asked[0].all_headers()


def test_exit_is_a_plain_link_when_its_script_did_not_arrive(page: Page, neutral_site: NeutralSite) -> None:
    page.context.route("**/*.js", lambda route: route.abort())
    page.goto("/en/")
    page.locator(EXIT).click()
    page.wait_for_url(NEUTRAL_SITE)
