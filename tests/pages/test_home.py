"""The first page: help before everything else."""

from collections.abc import Callable

import pytest

from portal.pages.views import RECENT
from portal.rights.library import EMERGENCY, HELP, SHORT_ANSWER, Library
from tests.conftest import TODAY, Page
from tests.page_checks import elements, text_of


@pytest.fixture
def home(get_page: Callable[..., Page], locale_code: str) -> Page:
    """The home page in each language."""
    return get_page(f"/{locale_code}/")


def links(page: Page) -> list[str]:
    """List the links of the main part, in order."""
    (main,) = elements(page.root, "main")
    return [link.get("href", "") for link in elements(main, "a")]


def test_emergency_and_crisis_lines_come_first(home: Page, library: Library) -> None:
    assert links(home)[:2] == [f"tel:{library.phones[key].dial}" for key in ("911", "988")]


def test_one_tap_leads_to_who_can_help(home: Page, locale_code: str) -> None:
    assert links(home)[2:4] == [f"/{locale_code}/help/", f"#{HELP.partition('.')[2]}"]


def test_emergency_help_and_the_short_answer_stand_in_this_order(home: Page) -> None:
    (main,) = elements(home.root, "main")
    anchors = [section.get("id") for section in elements(main, "section")]
    assert anchors == [key.partition(".")[2] for key in (EMERGENCY, HELP, SHORT_ANSWER)]


def test_every_guide_is_linked(home: Page, library: Library, locale_code: str) -> None:
    expected = [f"/{locale_code}/rights/{slug}" for slug in library.guides]
    assert set(expected) <= set(links(home))
    assert f"/{locale_code}/changes" in links(home)


def test_the_newest_changes_stand_on_the_page(home: Page, library: Library) -> None:
    happened = [change.key for change in library.changes if change.kind == "happened"]
    (timeline,) = [part for part in elements(home.root, "ol") if part.get("class") == "timeline"]
    assert [item.get("id") for item in elements(timeline, "li")] == happened[:RECENT]
    assert all(change.first_day <= TODAY for change in library.changes if change.key in happened[:RECENT])


def test_every_word_in_another_language_is_marked(home: Page, locale_code: str) -> None:
    """A translated page opens with its own words; English stands only where it is marked."""
    (heading,) = elements(home.root, "h1")
    assert heading.get("lang") is None
    english = [part for part in home.root.iter() if part.get("lang") == "en"]
    assert bool(english) or locale_code == "en"
    assert all(text_of(part) for part in english)
