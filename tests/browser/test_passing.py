"""A file that was passed on, as a phone without network and scripts shows it; and the sheets for desk and wall."""

from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.conftest import PHONE
from tests.browser.glyphs import draw_phones, turned

MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")

WHAT = "start~medi-cal-data~find-help~in.fresno"


@pytest.fixture
def saved(client: FlaskClient, tmp_path: Path, code: str) -> Path:
    """A file in a folder, as it comes off a memory card."""
    path = tmp_path / f"pages-{code}.html"
    path.write_bytes(client.get(f"/{code}/pass-on/{WHAT}.html").data)
    return path


def test_it_is_read_from_the_phone_alone(browser: Browser, saved: Path, code: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    assert asked == [saved.as_uri()]
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator(".until").is_visible()
    assert page.locator('a[href="tel:911"]').first.is_visible()
    inside = page.locator('a[href^="#"]')
    assert inside.count() > 0
    inside.first.click()
    assert page.url.startswith(saved.as_uri())
    assert asked == [saved.as_uri()]
    context.close()


def test_it_fits_a_narrow_phone_and_numbers_keep_their_direction(browser: Browser, saved: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 480})
    page = context.new_page()
    page.goto(saved.as_uri())
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    numbers = draw_phones(page)
    assert len(numbers) > 5
    assert turned(numbers) == []
    context.close()


@pytest.mark.parametrize("path", ["/for-helpers", "/changes/2026-01", "/changes/2026-11"])
def test_sheets_for_desk_and_wall_are_two_pages_at_most(page: Page, code: str, path: str) -> None:
    page.goto(f"/{code}{path}")
    for paper in ("Letter", "A4"):
        sheets = PdfReader(BytesIO(page.pdf(format=paper, margin=MARGINS))).pages  # type: ignore[arg-type]
        assert len(sheets) <= 2
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    assert not page.locator(".exit").is_visible()
