"""A county's page on paper: numbers, the day and the address, on two sheets at most."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from portal.data import FOLDER
from portal.directory.register import load_register
from tests.browser.glyphs import draw_phones, turned
from tests.conftest import TODAY

MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")

CONTROLS = ".bar, .menu, .needs, .narrow, .more, .foot ul"


@pytest.mark.parametrize("county", ["alameda", "alpine", "fresno", "los-angeles"])
def test_the_sheet_of_a_county_is_one_or_two_pages(page: Page, code: str, county: str) -> None:
    page.goto(f"/{code}/help/in/{county}")
    pages = PdfReader(BytesIO(page.pdf(format="Letter", margin=MARGINS))).pages  # type: ignore[arg-type]
    assert len(pages) <= 2
    text = "".join("".join(sheet.extract_text() for sheet in pages).split())
    line = load_register(FOLDER).county_line(county, TODAY)
    assert line
    for number in ("911", "988", *(phone.printed for phone in line.phones)):
        assert "".join(number.split()) in text
    # In a line from right to left the address is cut where it breaks; its end stays whole.
    assert f"/help/in/{county}" in text


def test_the_sheet_says_its_day_and_has_no_controls(page: Page, code: str) -> None:
    page.goto(f"/{code}/help/in/fresno")
    page.emulate_media(media="print")
    assert page.locator("main > .paper").is_visible()
    assert str(TODAY.year) in page.locator("main > .paper").inner_text()
    controls = page.locator(CONTROLS).evaluate_all("(parts) => parts.map((part) => part.checkVisibility())")
    assert controls
    assert not any(controls)


def test_numbers_on_the_sheet_run_from_left_to_right(page: Page, code: str) -> None:
    page.goto(f"/{code}/help/in/fresno")
    page.emulate_media(media="print")
    numbers = draw_phones(page)
    assert len(numbers) > 5
    assert turned(numbers) == []
