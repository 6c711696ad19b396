"""The letter leaves no trace: what somebody types into it is in no request, no storage, no file and no log.

Each way of leaving is gone in a browser with a profile on the disk, and all of
its files are searched afterwards. The search itself is tried out first on an
ordinary form, which does leave what was typed.
"""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, Request, expect

from portal.config import Config
from tests.browser.conftest import CODES
from tests.browser.letters import ARTICLE, LETTER
from tests.browser.profiles import find_files_with, kill_browser_of, open_profile
from tests.browser.shipped import ShippedSite, serve_shipped

NEUTRAL_SITE = Config().exit_url

#: Chromium writes its session files this long after the last change, at the latest.
SESSION_WRITTEN = 6000

#: Made-up words that are nowhere else, each with a letter that an address must encode.
CANARIES = {"name": "Quéllfeather-Nomberle", "city": "Zanthóville-Citadorle", "personal": "Brumblewíck-Perstorle"}

KEPT_IN_PAGE = """async () => ({
  stored: localStorage.length + sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookie: document.cookie,
  window: name,
  entry: history.state,
})"""

NOTHING = {"stored": 0, "databases": 0, "caches": 0, "workers": 0, "cookie": "", "window": "", "entry": None}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, translations: Path) -> Iterator[ShippedSite]:
    """The shipped server; what it writes is outside of its own folder."""
    output = tmp_path_factory.mktemp("beside") / "output.txt"
    with serve_shipped(tmp_path_factory.mktemp("home"), output, translations) as site:
        yield site


class Watch:
    """What a browser asked for, from anybody."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[Request] = []
        context.on("request", lambda request: self.asked.append(request))

    def forget(self) -> None:
        self.asked.clear()

    def check_nothing_was_asked(self) -> None:
        """A draft for the mail program is handed over on the device and is no request."""
        assert [request.url for request in self.asked if not request.url.startswith("mailto:")] == []

    def check_pages_alone_were_asked(self) -> None:
        """Hold the requests of leaving to what every reader of the next page sends."""
        for request in self.asked:
            assert (request.method, request.post_data_buffer) == ("GET", None)
            assert "?" not in request.url
            sent = f"{request.url} {request.all_headers()}".encode()
            assert not [word for word in CANARIES.values() if word.encode() in sent]


def type_letter(page: Page, *, scripts: bool) -> None:
    """Write all three canaries key by key, as a person does."""
    if not scripts:
        page.locator(ARTICLE).first.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" ".join(CANARIES.values()))
        return
    for field, word in CANARIES.items():
        page.locator(f'[data-field="{field}"]').click()
        page.keyboard.type(word)
    for word in CANARIES.values():
        expect(page.locator(ARTICLE).first).to_contain_text(word)
    page.locator(ARTICLE).first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" " + CANARIES["personal"])


def press(page: Page, action: str) -> None:
    """Press a button of the letter, where there are any."""
    for button in page.locator(f'[data-action="{action}"]:visible').all():
        button.click()


def close(_page: Page, _folder: Path) -> None:
    pass


def leave_by_link(page: Page, _folder: Path) -> None:
    page.locator(".menu a").first.click()
    page.wait_for_load_state()


def go_back(page: Page, _folder: Path) -> None:
    page.go_back(wait_until="commit")


def leave_and_come_back(page: Page, folder: Path) -> None:
    leave_by_link(page, folder)
    page.go_back(wait_until="commit")


def exit_now(page: Page, _folder: Path) -> None:
    page.locator('[data-module="exit"]').click()
    page.wait_for_url(NEUTRAL_SITE)


def print_it(page: Page, _folder: Path) -> None:
    press(page, "print")
    page.emulate_media(media="print")
    assert page.pdf()


def draft_an_email(page: Page, _folder: Path) -> None:
    press(page, "email")


def copy(page: Page, _folder: Path) -> None:
    press(page, "copy")


def kill(page: Page, folder: Path) -> None:
    page.wait_for_timeout(SESSION_WRITTEN)
    kill_browser_of(folder)


Way = Callable[[Page, Path], None]

STAYING: list[Way] = [close, copy, print_it, draft_an_email, kill]
LEAVING: list[Way] = [leave_by_link, go_back, leave_and_come_back, exit_now]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


def write_in_every_language(context: BrowserContext, watch: Watch, site: str, *, scripts: bool) -> list[Page]:
    """Write one letter per language, each in a tab of its own that has been to another page before."""
    pages = []
    for code in CODES:
        page = context.new_page()
        page.goto(f"{site}/{code}/about")
        page.goto(f"{site}/{code}{LETTER}")
        watch.forget()
        type_letter(page, scripts=scripts)
        watch.check_nothing_was_asked()
        assert page.url == f"{site}/{code}{LETTER}"
        pages.append(page)
    return pages


def check_nothing_is_kept(pages: list[Page], context: BrowserContext) -> None:
    assert context.cookies() == []
    for page in pages:
        assert page.evaluate(KEPT_IN_PAGE) == NOTHING


def list_history(folder: Path) -> set[str]:
    """Read from the browser's own history where it has been."""
    places: set[str] = set()
    for path in folder.rglob("History"):
        with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as history:
            places |= {url for (url,) in history.execute("SELECT url FROM urls")}
    return places


def check_disk_and_log(folder: Path, shipped: ShippedSite) -> None:
    words = list(CANARIES.values())
    assert find_files_with(folder, words) == {}
    assert find_files_with(shipped.output.parent, words) == {}
    assert find_files_with(shipped.folder, words) == {}
    assert not [place for place in list_history(folder) if "?" in place or "#" in place]


@SCRIPTS
@pytest.mark.parametrize("way", [*STAYING, *LEAVING], ids=lambda way: way.__name__)
def test_letter_stays_on_the_device(
    playwright: Playwright, chromium: str, shipped: ShippedSite, tmp_path: Path, way: Way, scripts: bool
) -> None:
    with open_profile(playwright, chromium, tmp_path / "profile", java_script_enabled=scripts) as context:
        context.route(NEUTRAL_SITE, lambda route: route.fulfill(content_type="text/html", body="<title>N</title>"))
        watch = Watch(context)
        pages = write_in_every_language(context, watch, shipped.address, scripts=scripts)
        check_nothing_is_kept(pages, context)
        watch.forget()
        for page in pages if way is not kill else pages[-1:]:
            way(page, tmp_path / "profile")
        if way in STAYING:
            watch.check_nothing_was_asked()
        else:
            watch.check_pages_alone_were_asked()
            check_nothing_is_kept([page for page in pages if page.url.startswith(shipped.address)], context)
    check_disk_and_log(tmp_path / "profile", shipped)


def come_back(page: Page) -> bool:
    """Leave the letter and press Back; say whether the browser had kept the page as it was."""
    page.evaluate("() => { window.isTheSame = true; }")
    leave_by_link(page, Path())
    page.go_back(wait_until="commit")
    return bool(page.evaluate("() => window.isTheSame"))


def test_back_shows_a_blank_letter(page: Page, code: str) -> None:
    page.goto(f"/{code}{LETTER}")
    blank = page.locator(".copies").inner_text()
    type_letter(page, scripts=True)
    page.locator(ARTICLE).first.click()
    page.keyboard.type(CANARIES["personal"])
    assert come_back(page), "The browser made the page anew; this test shows nothing then."
    assert page.locator(".copies").inner_text() == blank
    assert [page.locator(f'[data-field="{field}"]').input_value() for field in CANARIES] == ["", "", ""]
    assert not [word for word in CANARIES.values() if word in page.content()]


def test_undo_does_not_bring_an_erased_letter_back(page: Page) -> None:
    page.goto(f"/en{LETTER}")
    type_letter(page, scripts=True)
    page.locator('[data-action="clear"]').click()
    for place in (page.locator(ARTICLE).first, *(page.locator(f'[data-field="{field}"]') for field in CANARIES)):
        place.click()
        page.keyboard.press("Control+z")
    assert not [word for word in CANARIES.values() if word in page.content()]
    assert [page.locator(f'[data-field="{field}"]').input_value() for field in CANARIES] == ["", "", ""]


def test_exit_erases_the_letter_before_the_neutral_site_comes(page: Page) -> None:
    page.route(NEUTRAL_SITE, lambda route: route.fulfill(status=204))
    page.goto(f"/en{LETTER}")
    type_letter(page, scripts=True)
    page.locator('[data-module="exit"]').click()
    assert not [word for word in CANARIES.values() if word in page.content()]
    assert [page.locator(f'[data-field="{field}"]').input_value() for field in CANARIES] == ["", "", ""]


def test_without_scripts_the_letter_is_warned_of_above_it(
    open_page: Callable[..., Page], app: Flask, code: str
) -> None:
    """A browser may then bring the letter back, and no page can prevent it (Chromium does, for some minutes)."""
    page = open_page(java_script_enabled=False)
    page.goto(f"/{code}{LETTER}")
    gettext = app.extensions["languages"].domain.speeches[code].gettext
    warning = page.get_by_text(gettext("When you are done, close this tab. Back may show your letter again."))
    assert warning.bounding_box()["y"] < page.locator(ARTICLE).first.bounding_box()["y"]
    type_letter(page, scripts=False)
    come_back(page)
    expect(warning).to_be_visible()


ORDINARY_FORM = "<!doctype html><title>Form</title><form><textarea rows=9></textarea></form>"


def test_the_search_finds_what_an_ordinary_form_leaves(
    playwright: Playwright, chromium: str, shipped: ShippedSite, tmp_path: Path
) -> None:
    """Without this, finding nothing could mean looking in the wrong place."""
    address = f"{shipped.address}/en/about"
    with open_profile(playwright, chromium, tmp_path / "profile") as context:
        context.route(address, lambda route: route.fulfill(content_type="text/html", body=ORDINARY_FORM))
        page = context.new_page()
        page.goto(address)
        page.locator("textarea").click()
        page.keyboard.type(CANARIES["personal"])
        kill(page, tmp_path / "profile")
    assert find_files_with(tmp_path / "profile", list(CANARIES.values()))
