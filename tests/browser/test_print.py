"""Paper, which nobody can tap: no controls, and everything that is folded away on a screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from portal.rights.library import Library
from tests.browser.glyphs import draw_phones, turned

GUIDE = "medi-cal-data"

CONTROLS = ".bar, .menu, .contents, .jump, .foot ul, noscript"

SEEN = "(parts) => parts.map((part) => part.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))"

PRINTED_AFTER = """(links) => links.map((link) => {
  const {content, direction, unicodeBidi} = getComputedStyle(link, "::after");
  return {href: link.href, content, order: [direction, unicodeBidi]};
})"""


@pytest.fixture
def paper(page: Page, code: str) -> Page:
    """One guide as it is printed, in each language."""
    page.goto(f"/{code}/rights/{GUIDE}")
    page.emulate_media(media="print")
    return page


def seen(page: Page, selector: str) -> list[bool]:
    """Say of each element whether it can be seen."""
    return page.locator(selector).evaluate_all(SEEN)


def test_paper_has_no_controls(paper: Page) -> None:
    controls = seen(paper, CONTROLS)
    assert controls
    assert not any(controls)


def test_paper_shows_every_status_with_its_date(paper: Page, library: Library) -> None:
    statuses = seen(paper, ".status")
    assert len(statuses) >= len(library.guides[GUIDE].sections)
    assert all(statuses)
    assert seen(paper, ".status bdi") == statuses


def test_paper_shows_sources_with_their_addresses(paper: Page) -> None:
    """An address that is not set apart has its last slash in front in a line from right to left."""
    links = ".origins li a"
    assert seen(paper, links)
    assert all(seen(paper, links))
    for printed in paper.locator(links).evaluate_all(PRINTED_AFTER):
        assert "attr(href)" in printed["content"] or printed["href"] in printed["content"]
        assert printed["order"] == ["ltr", "isolate"]


def test_paper_shows_the_address_of_the_page(paper: Page) -> None:
    assert seen(paper, ".paper") == [True]
    assert paper.url in paper.locator(".paper").inner_text()


def test_paper_shows_the_english_under_a_draft_even_if_it_was_closed(paper: Page, code: str) -> None:
    paper.evaluate("() => document.querySelectorAll('.english').forEach((details) => details.open = false)")
    texts = seen(paper, ".english [lang=en] > *")
    assert bool(texts) == (code != "en")
    assert all(texts)


@pytest.fixture(scope="session")
def old_site(serve: Callable[..., str], library: Library) -> str:
    """The portal on a day when nothing has been checked for long."""
    return serve(today=max(claim.review_by for claim in library.claims.values()) + timedelta(days=1))


def test_paper_shows_old_words_only_as_what_was_known(open_page: Callable[..., Page], old_site: str, code: str) -> None:
    page = open_page(base_url=old_site)
    page.goto(f"/{code}/rights/{GUIDE}")
    page.emulate_media(media="print")
    known = seen(page, "section.old > .known > *")
    assert known
    assert all(known)
    assert all(seen(page, "section.old > .warning"))
    # Beside them there is nothing but heading, sources and a link to read on, or to share on a screen.
    others = page.locator("section.old > :not(h2, .warning, .known, .origins, .share, p:last-child:has(> a))")
    assert others.all_inner_texts() == []


def test_phone_numbers_run_from_left_to_right_on_screen_and_paper(page: Page, code: str) -> None:
    page.goto(f"/{code}/rights/{GUIDE}")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        numbers = draw_phones(page)
        assert numbers
        assert turned(numbers) == [], media
