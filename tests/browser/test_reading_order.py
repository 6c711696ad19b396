"""Numbers and Latin names in a page that runs from right to left: drawn as one dials and reads them."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import NOT_FOUND
from tests.browser.glyphs import draw_elements, draw_names, draw_phones, turned
from tests.conftest import PATHS


@pytest.fixture(scope="session")
def right_to_left_page(contexts: Callable[..., BrowserContext]) -> Iterator[Page]:
    context = contexts()
    yield context.new_page()
    context.close()


@pytest.fixture(params=[*PATHS, NOT_FOUND])
def right_to_left(right_to_left_page: Page, request: pytest.FixtureRequest) -> Page:
    """Every page of the right-to-left language, one after the other."""
    right_to_left_page.goto(f"/ar-XB{request.param}")
    return right_to_left_page


def test_what_is_set_apart_runs_from_left_to_right(right_to_left: Page) -> None:
    """Phones, amounts, addresses: all that the page marks with ``<bdi dir="ltr">``."""
    assert turned(draw_elements(right_to_left, "bdi[dir=ltr]")) == []


def test_phone_numbers_run_from_left_to_right(right_to_left: Page) -> None:
    assert turned(draw_phones(right_to_left)) == []


def test_latin_names_run_from_left_to_right(right_to_left: Page, names: list[str]) -> None:
    assert turned(draw_names(right_to_left, names)) == []


def test_the_home_page_has_numbers_and_names_to_look_at(right_to_left_page: Page, names: list[str]) -> None:
    """The tests above would pass on pages where they found nothing."""
    right_to_left_page.goto("/ar-XB/")
    assert draw_phones(right_to_left_page)
    assert draw_names(right_to_left_page, names)


def test_a_number_not_set_apart_is_found(page: Page) -> None:
    page.goto("/ar-XB/")
    page.evaluate("() => document.querySelector('main').append('بتثجح 1-800-541-5555')")
    number = "1-800-541-5555"
    assert [number in text for text in turned(draw_names(page, [number]))] == [True]
