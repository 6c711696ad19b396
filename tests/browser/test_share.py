"""A share sheet on a phone: copied, handed to other apps, read before anything leaves; and a packet on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

SHEET = "/share/start.short-answer?in=ar-XB"

PACKET = "/packet/start.short-answer~help.988-lifeline?in=ar-XB"

READ_CLIPBOARD = "() => navigator.clipboard.readText()"

#: Browsers on desks have no list of apps; the page may not notice that this one plays it.
PLAY_SHARING = """() => {
  window.shared = [];
  navigator.share = (data) => { window.shared.push(data); return FATE; };
}"""

CLOSED = "Promise.reject(new DOMException('', 'AbortError'))"
BROKEN = "Promise.reject(new DOMException('', 'NotAllowedError'))"


@pytest.fixture
def play(open_page: Callable[..., Page]) -> Callable[[str], Page]:
    """Open a sheet on a phone whose own sharing ends in a given way."""

    def open_sheet(fate: str) -> Page:
        page = open_page(permissions=["clipboard-read", "clipboard-write"])
        page.add_init_script(f"({PLAY_SHARING.replace('FATE', fate)})()")
        page.goto(f"/en{SHEET}")
        return page

    return open_sheet


def message_of(page: Page) -> str:
    """Give the message as the links have it."""
    text = page.locator("[data-module=share]").get_attribute("data-text")
    assert text
    return text


def status_of(page: Page) -> str:
    return page.locator("[data-status]").inner_text()


@pytest.mark.parametrize("path", [SHEET, PACKET])
def test_what_is_copied_is_the_message_as_it_is_read(open_page: Callable[..., Page], path: str, site: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en{path}")
    page.locator("[data-action=copy]").click()
    page.wait_for_function("() => document.querySelector('[data-status]').textContent")
    copied = page.evaluate(READ_CLIPBOARD)
    assert copied == message_of(page)
    assert copied.split("\n") == page.locator("#message p").all_text_contents()
    assert copied.split("\n")[-1].startswith(f"{site}/ar-XB/")


def test_copying_works_without_a_clipboard_for_pages(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("() => delete Navigator.prototype.clipboard")
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined, writable: true})")
    page.goto(f"/en{SHEET}")
    page.locator("[data-action=copy]").click()
    assert status_of(page) == page.locator("[data-module=share]").get_attribute("data-copied")


def test_the_phones_own_list_gets_the_message_and_nothing_else(play: Callable[[str], Page]) -> None:
    page = play("Promise.resolve()")
    page.locator("[data-action=share]").click()
    assert page.evaluate("() => window.shared") == [{"text": message_of(page)}]
    assert status_of(page) == ""


def test_closing_the_phones_list_is_no_failure(play: Callable[[str], Page]) -> None:
    page = play(CLOSED)
    page.locator("[data-action=share]").click()
    assert len(page.evaluate("() => window.shared")) == 1
    assert status_of(page) == ""


def test_where_the_phones_list_fails_the_message_is_copied(play: Callable[[str], Page]) -> None:
    page = play(BROKEN)
    page.locator("[data-action=share]").click()
    page.wait_for_function("() => document.querySelector('[data-status]').textContent")
    assert page.evaluate(READ_CLIPBOARD) == message_of(page)


def test_without_a_list_of_apps_there_is_no_button_for_it(page: Page) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'share', {value: undefined})")
    page.goto(f"/en{SHEET}")
    page.locator("[data-action=copy]").wait_for()
    assert not page.locator("[data-action=share]").is_visible()


def test_the_whole_way_from_a_guide_to_a_message_in_another_language(page: Page, site: str) -> None:
    page.goto("/en/rights/start")
    page.locator("#short-answer").get_by_role("link", name="Share or print").click()
    page.locator(".choice a[lang=es]").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#message").get_attribute("lang") == "es"
    assert page.locator("#message p").last.inner_text() == f"{site}/es/rights/start#short-answer"
    page.get_by_role("link", name="Open the page they will see").click()
    assert page.url == f"{site}/es/rights/start#short-answer"


def test_a_packet_is_put_together_by_ticking(contexts: Callable[..., BrowserContext], site: str) -> None:
    context = contexts(java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/packet/")
    page.locator("summary", has_text="What to know first").click()
    page.locator("[id='item-start.short-answer']").check()
    page.locator("[id='item-help.988-lifeline']").check()
    page.locator("button").first.click()
    page.get_by_role("link", name="Open the packet").click()
    assert page.url == f"{site}/en/packet/start.short-answer~help.988-lifeline"
    context.close()


def test_a_printed_packet_keeps_its_code_and_leaves_out_the_controls(page: Page) -> None:
    page.goto(f"/en{PACKET}")
    page.emulate_media(media="print")
    assert page.locator(".code img").is_visible()
    assert page.locator(".code figcaption").is_visible()
    assert page.locator(".packet").is_visible()
    for control in (".choice", ".ways", "#message", ".papers", "[data-action=copy]"):
        assert not page.locator(control).is_visible(), control
