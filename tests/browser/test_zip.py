"""A ZIP code becomes a county on the reader's own device: nothing is asked for, kept or written down."""

import logging
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

KEPT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).length, state: history.state, name: window.name,
})"""

NOTHING = {"local": [], "session": [], "cookies": "", "databases": 0, "state": None, "name": ""}


@pytest.fixture
def box(page: Page, code: str) -> Page:
    """The page with the box, once the box is there."""
    page.goto(f"/{code}/help/")
    page.locator("#zip").wait_for()
    return page


def answer(page: Page) -> tuple[str, list[str]]:
    """Give what the box says and where its links lead."""
    links = page.locator(".zip li a").evaluate_all("(links) => links.map((link) => link.pathname.split('/').pop())")
    return page.locator(".zip [role=status]").inner_text(), links


@pytest.mark.parametrize(
    ("typed", "counties"),
    [
        ("93706", ["fresno"]),
        ("90630", ["los-angeles", "orange"]),
        ("90630-1234", ["los-angeles", "orange"]),
        ("906301234", ["los-angeles", "orange"]),
        (" 93706\u200f ", ["fresno"]),
        ("٩٣٧٠٦", ["fresno"]),
        ("۹۳۷۰۶", ["fresno"]),
        ("９３７０６", ["fresno"]),
        ("៩៣៧០៦", ["fresno"]),
        ("89019", ["inyo", "san-bernardino"]),
    ],
)
def test_a_zip_code_leads_to_its_counties(box: Page, typed: str, counties: list[str]) -> None:
    box.locator("#zip").fill(typed)
    said, links = answer(box)
    assert sorted(links) == counties
    assert said == box.locator(".zip").get_attribute("data-several" if len(counties) > 1 else "data-one")


@pytest.mark.parametrize("typed", ["95214", "10001", "00000", "99999"])
def test_an_unknown_zip_code_is_said_to_be_unknown(box: Page, typed: str) -> None:
    box.locator("#zip").fill(typed)
    assert answer(box) == (box.locator(".zip").get_attribute("data-none"), [])
    assert box.locator(".counties a").count() == 58


@pytest.mark.parametrize("typed", ["", "9370", "9370x", "93706x", "937061", "９３７０", "<b>93706</b>"])
def test_what_is_no_zip_code_is_asked_for_again(box: Page, typed: str) -> None:
    box.locator("#zip").fill(typed)
    assert answer(box) == ("", [])
    box.locator(".zip button").click()
    assert answer(box) == (box.locator(".zip").get_attribute("data-wrong"), [])


def test_a_county_is_chosen_by_tapping_it(box: Page, code: str) -> None:
    box.locator("#zip").fill("90630")
    assert box.locator(".zip :checked, .zip [aria-current], .zip [selected]").count() == 0
    box.locator(".zip li a", has_text="Orange").click()
    assert box.url.endswith(f"/{code}/help/in/orange")


def test_nothing_is_sent_kept_or_logged_when_a_zip_code_is_typed(
    box: Page, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    requested: list[str] = []
    box.on("request", lambda request: requested.append(request.url))
    address = box.url
    box.locator("#zip").press_sequentially("90630")
    box.locator("#zip").press("Enter")
    box.locator(".zip button").click()
    assert answer(box)[1] == ["los-angeles", "orange"]
    assert requested == []
    assert box.url == address
    assert box.evaluate(KEPT) == NOTHING
    assert "90630" not in caplog.text


def test_what_was_typed_is_gone_after_back(box: Page) -> None:
    box.locator("#zip").fill("90630")
    box.locator(".menu a").first.click()
    box.go_back(wait_until="commit")
    box.locator("#zip").wait_for()
    assert box.locator("#zip").input_value() == ""
    assert answer(box) == ("", [])


def test_enter_sends_nothing_even_before_the_table_is_there(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.route("**/zips.*.json", lambda route: route.abort())
    page.goto("/en/help/")
    assert page.locator("#zip").is_hidden()
    page.locator(".counties summary").first.click()
    assert page.locator(".counties a").first.is_visible()


def test_without_scripts_there_are_counties_and_no_box(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/es/help/")
    assert page.locator("#zip").is_hidden()
    for summary in page.locator(".counties summary").all():
        summary.click()
    assert page.locator(".counties a:visible").count() == 58
