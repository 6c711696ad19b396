"""Keeping guides on a phone: nothing before it is asked for, everything without a network, nothing after removal.

The network goes away for good: the portal is shut down. What the browser could
still show then is what the phone keeps.
"""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from portal.pages.handover import build_handover
from portal.sharing.keeping import views
from tests.browser.conftest import HOST, PHONE, SilentHandler
from tests.conftest import TODAY

KEPT = """async () => ({
  stored: localStorage.length + sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map((one) => new URL(one.active.scriptURL).pathname),
  cookie: document.cookie,
})"""

NOTHING = {"stored": 0, "databases": 0, "caches": [], "workers": [], "cookie": ""}

PATHS_KEPT = """async () => (await (await caches.open("pages")).keys())
  .map((request) => new URL(request.url).pathname).filter((path) => !path.startsWith("/static/")).sort()"""

MAKE_OLD = """async (path) => {
  const store = await caches.open("pages");
  await store.put(path, new Response("old", {headers: {"Content-Type": "text/html"}}));
}"""

#: Looks again and again, for as long as the worker may need, whether a copy is a whole page.
IS_RENEWED = """async (path) => {
  for (let frame = 0; frame < 600; frame += 1) {
    const copy = await (await caches.open("pages")).match(path);
    if ((await copy.text()).length > 1000) return true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return false;
}"""


class Phone:
    """A browser profile of its own, and a portal that can go away."""

    def __init__(self, browser: Browser, app: Flask) -> None:
        self._app = app
        self._server = make_server(HOST, 0, app, threaded=True, request_handler=SilentHandler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="portal")
        self._thread.start()
        address = f"http://{HOST}:{self._server.server_port}"
        self.context: BrowserContext = browser.new_context(base_url=address, viewport=PHONE)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.set_day(TODAY)

    def set_day(self, day: date) -> None:
        self.page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 12))

    def go_offline(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def forget_finished(self, address: str) -> None:
        """Have the portal make an answer anew."""
        kept = self._app.extensions["finished"]._pages
        for key in [key for key in kept if key[0] == address]:
            del kept[key]

    def break_down(self) -> None:
        """Answer 503 from here on, as a proxy does for a portal that is down."""
        self._server.app = Response("down", status=503)

    def keep(self, code: str, *slugs: str) -> None:
        """Ask for guides, as a person does."""
        self.page.goto(f"/{code}/keep")
        form = self.page.locator("main form")
        expect(form).to_be_visible()
        for box in form.locator("input").all():
            box.set_checked(box.get_attribute("id") in slugs)
        form.locator("button").click()
        expect(self.page.locator("[data-kept] li")).to_have_count(len(slugs))
        expect(self.page.locator("[data-status]")).to_have_text(
            self.page.locator("[data-done]").get_attribute("data-done") or ""
        )
        expect(self.page.locator("[data-status]")).to_be_in_viewport()
        # Until it is active the worker answers for no page.
        self.page.evaluate("async () => { await navigator.serviceWorker.ready; }")

    def close(self) -> None:
        self.context.close()
        self.go_offline()


@pytest.fixture
def phone(browser: Browser, app: Flask) -> Iterator[Phone]:
    """A phone that keeps nothing yet."""
    phone = Phone(browser, app)
    yield phone
    phone.close()


def visible_words(page: Page) -> str:
    return page.locator("main").inner_text()


def test_nothing_is_kept_unless_asked(phone: Phone, code: str) -> None:
    page = phone.page
    for path in ("/", "/rights/start", "/keep", "/keep/start", "/help/"):
        page.goto(f"/{code}{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(KEPT) == NOTHING
    page.goto(f"/{code}/keep")
    page.locator("main form input").first.check()
    assert page.evaluate(KEPT) == NOTHING, "A tick alone keeps something."

    phone.keep(code, "start", "coping")
    store, worker = build_handover().kept_on_request
    assert page.evaluate(KEPT) == {**NOTHING, "caches": [store], "workers": [worker]}
    assert page.evaluate(PATHS_KEPT) == [f"/{code}/keep", f"/{code}/keep/coping", f"/{code}/keep/start"]

    page.locator("[data-kept] button").click()
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert page.evaluate(KEPT) == NOTHING
    page.goto(f"/{code}/rights/start")
    assert page.evaluate(KEPT) == NOTHING
    phone.go_offline()
    with pytest.raises(Error):
        page.goto(f"/{code}/keep/start")


def test_what_is_kept_is_read_without_a_network(phone: Phone, code: str) -> None:
    page = phone.page
    page.goto(f"/{code}/keep/start")
    online = visible_words(page)
    phone.keep(code, "start")
    phone.go_offline()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    for path in ("/keep/start", "/rights/start"):
        page.goto(f"/{code}{path}")
        assert visible_words(page) == online
        assert page.locator("html").get_attribute("lang") == code
        assert page.locator('main a[href="tel:911"]').first.is_visible()
    # Its scripts are there too, the one of Exit among them.
    assert [address for address in failed if "/static/" in address] == []


@pytest.mark.parametrize("path", ["/", "/en/", "/en/keep", "/es/keep", "/en/rights/apply"])
def test_without_a_network_other_pages_lead_to_what_is_kept(phone: Phone, path: str) -> None:
    phone.keep("en", "start", "coping")
    phone.go_offline()
    phone.page.goto(path)
    expect(phone.page.locator("[data-kept] li a")).to_have_count(2)
    assert phone.page.locator('main a[href="tel:988"]').is_visible()
    phone.page.locator('[data-kept] a[href$="/keep/coping"]').click()
    phone.page.wait_for_url("**/keep/coping")
    assert phone.page.locator("section").count() > 3


def test_a_portal_that_is_down_is_no_better_than_none(phone: Phone) -> None:
    phone.keep("en", "start")
    phone.break_down()
    answer = phone.page.goto("/en/rights/start")
    assert answer is not None
    assert answer.from_service_worker
    assert phone.page.locator("main section").count() > 3
    answer = phone.page.goto("/en/about")
    assert answer is not None
    assert answer.status == 503


def test_it_is_removed_without_a_network_too(phone: Phone) -> None:
    phone.keep("en", "start")
    phone.go_offline()
    phone.page.goto("/en/keep")
    phone.page.locator("[data-kept] button").click()
    expect(phone.page.locator("[data-kept]")).to_be_hidden()
    assert phone.page.evaluate(KEPT) == NOTHING
    with pytest.raises(Error):
        phone.page.goto("/en/keep")


@pytest.mark.parametrize("path", ["/en/letter/", "/en/help/", "/en/rights/start?q=x", "/en/about"])
def test_the_letter_and_searches_are_left_alone(phone: Phone, path: str) -> None:
    phone.keep("en", "start")
    phone.page.goto("/en/keep")
    answers = []
    phone.page.on("response", lambda answer: answers.append((answer.request.is_navigation_request(), answer)))
    phone.page.goto(path)
    (answer,) = [answer for navigates, answer in answers if navigates]
    assert not answer.from_service_worker
    assert len(phone.page.evaluate(PATHS_KEPT)) == 2
    phone.go_offline()
    with pytest.raises(Error):
        phone.page.goto(path)


def test_choosing_again_takes_the_place_of_what_was_kept(phone: Phone) -> None:
    phone.keep("en", "start", "coping")
    phone.keep("es", "apply")
    assert phone.page.evaluate(PATHS_KEPT) == ["/es/keep", "/es/keep/apply"]
    phone.page.goto("/en/keep")
    other = phone.page.locator("[data-kept] li a")
    expect(other).to_have_count(1)
    assert other.get_attribute("href") == "/es/keep"
    assert other.get_attribute("lang") == "es"


def test_nothing_is_kept_by_halves(phone: Phone) -> None:
    phone.page.goto("/en/keep")
    phone.page.locator("#start").check()
    phone.page.locator("#coping").check()
    phone.context.route("**/keep/coping", lambda route: route.abort())
    phone.page.locator("main form button").click()
    expect(phone.page.locator("[data-status]")).to_contain_text("This did not work.")
    assert phone.page.evaluate(KEPT) == NOTHING


def test_nothing_is_kept_when_nothing_is_chosen(phone: Phone) -> None:
    phone.page.goto("/en/keep")
    phone.page.locator("main form button").click()
    expect(phone.page.locator("[data-status]")).to_have_text("Choose at least one guide first.")
    assert phone.page.evaluate(KEPT) == NOTHING


def test_a_browser_without_workers_offers_the_file(phone: Phone) -> None:
    phone.page.add_init_script("delete Navigator.prototype.serviceWorker")
    phone.page.goto("/en/keep")
    expect(phone.page.locator("[data-status]")).to_contain_text("You can save a file instead")
    expect(phone.page.locator("main form")).to_be_hidden()
    assert phone.page.locator('main a[href*="/pass-on/"]').first.is_visible()


def notices(page: Page) -> list[bool]:
    """Tell of each section whether it says that it may have changed."""
    return page.locator("main section").evaluate_all(
        "(parts) => parts.map((part) => part.querySelector('.warning').checkVisibility())"
    )


def test_what_has_run_out_says_so_without_a_network(phone: Phone, code: str) -> None:
    phone.page.goto(f"/{code}/keep/start")
    assert not any(notices(phone.page))
    days = phone.page.locator("[data-review-by]").evaluate_all("(parts) => parts.map((part) => part.dataset.reviewBy)")
    first = min(date.fromisoformat(day) for day in days)
    phone.keep(code, "start")
    phone.go_offline()

    phone.set_day(first)
    phone.page.goto(f"/{code}/keep/start")
    assert not any(notices(phone.page)), "The last day is a good one."

    phone.set_day(first + timedelta(days=1))
    phone.page.goto(f"/{code}/keep/start")
    assert any(notices(phone.page))

    phone.set_day(date(2031, 1, 1))
    phone.page.goto(f"/{code}/keep/start")
    sections = phone.page.locator("main section")
    assert all(notices(phone.page))
    assert sections.locator("[data-words]").evaluate_all("(parts) => parts.every((part) => !part.checkVisibility())")
    sections.locator("summary").first.click()
    expect(sections.locator("[data-words]").first).to_be_visible()


def test_a_clock_that_is_wrong_makes_everything_old(phone: Phone) -> None:
    phone.keep("en", "start")
    phone.go_offline()
    phone.set_day(date(2012, 1, 1))
    phone.page.goto("/en/keep/start")
    assert all(notices(phone.page))
    expect(phone.page.locator("[data-clock]")).to_be_visible()


def test_a_page_that_stays_open_over_its_last_day_says_so(phone: Phone) -> None:
    phone.keep("en", "start")
    phone.page.goto("/en/keep/start")
    phone.set_day(date(2031, 1, 1))
    phone.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert all(notices(phone.page))


def test_a_kept_page_is_renewed_when_it_is_opened(phone: Phone) -> None:
    phone.keep("en", "start")
    phone.page.evaluate(MAKE_OLD, "/en/keep/start")
    phone.page.goto("/en/keep/start")
    assert phone.page.evaluate(IS_RENEWED, "/en/keep/start")
    phone.go_offline()
    phone.page.goto("/en/keep/start")
    assert phone.page.locator("main section").count() > 3


def test_everything_kept_is_renewed_when_the_guides_have_changed(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    phone.keep("en", "start", "coping")
    phone.page.evaluate(MAKE_OLD, "/en/keep/coping")
    monkeypatch.setattr(views, "find_version", lambda *_parts: "0123456789abcdef")
    phone.forget_finished("/worker.js")
    phone.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    assert phone.page.evaluate(IS_RENEWED, "/en/keep/coping")
