"""The pages of guides, as sent."""

from collections.abc import Callable
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.data import FOLDER
from portal.i18n.catalogs import Speech
from portal.i18n.formats import format_day
from portal.rights.guides import load_guides
from portal.rights.library import HELP, Library
from tests.conftest import Page, page_getter
from tests.page_checks import elements, text_of

SLUGS = list(load_guides(FOLDER))
CODES = ("en", "es", "ar-XB")


@pytest.fixture
def speech_of(app: Flask) -> Callable[[str], Speech]:
    """Give what speaks a language."""
    return lambda code: app.extensions["languages"].domain.speeches[code]


def find_section(page: Page, anchor: str) -> Element:
    [section] = [section for section in elements(page.root, "section") if section.get("id") == anchor]
    return section


def find_class(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if name in (child.get("class") or "").split()]


def shown(app: Flask, code: str, message: object) -> str:
    renderer = app.extensions["rights"].renderers[code]
    return " ".join(renderer.render(message).html.striptags().split())


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("code", CODES)
def test_a_guide_has_its_title_question_and_sections_in_order(
    app: Flask, get_page: Callable[..., Page], library: Library, code: str, slug: str
) -> None:
    guide = library.guides[slug]
    page = get_page(f"/{code}/rights/{slug}")
    assert text_of(elements(page.root, "h1")[0]) == shown(app, code, guide.title)
    assert shown(app, code, guide.question) in text_of(page.root)
    anchors = [section.get("id") for section in elements(page.root, "section")]
    assert anchors[: len(guide.sections)] == [section.key for section in guide.sections]
    headings = [text_of(elements(section, "h2")[0]) for section in elements(page.root, "section")]
    assert headings[: len(guide.sections)] == [shown(app, code, section.heading) for section in guide.sections]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("code", CODES)
def test_every_section_says_how_sure_and_how_old_it_is_and_where_it_comes_from(
    app: Flask,
    get_page: Callable[..., Page],
    library: Library,
    speech_of: Callable[[str], Speech],
    code: str,
    slug: str,
) -> None:
    page, speech = get_page(f"/{code}/rights/{slug}"), speech_of(code)
    words = {"confirmed": "Confirmed", "unclear": "Not fully clear", "disputed": "Sources disagree"}
    for section in library.guides[slug].sections:
        claim = library.claims[f"{slug}.{section.key}"]
        element = find_section(page, section.key)
        [status] = find_class(element, "status")
        assert text_of(status).startswith(speech.gettext(words[claim.confidence]))
        assert format_day(claim.as_of, speech.locale) in text_of(status)
        [origins] = find_class(element, "origins")
        assert format_day(claim.review_by, speech.locale) in text_of(origins)
        assert [link.get("href") for link in elements(origins, "a")] == [s.url for s in claim.sources if s.url]
        for source in claim.sources:
            assert source.title in text_of(origins)
            assert source.publisher in text_of(origins)
        unread = speech.gettext("we have not read this page itself")
        assert text_of(origins).count(unread) == sum(not source.read for source in claim.sources)


@pytest.mark.parametrize("code", CODES)
def test_a_guide_lists_its_parts_with_an_address_for_each(
    get_page: Callable[..., Page], library: Library, code: str
) -> None:
    [contents] = find_class(get_page(f"/{code}/rights/medi-cal-data").root, "contents")
    wanted = [f"#{section.key}" for section in library.guides["medi-cal-data"].sections]
    assert [link.get("href") for link in elements(contents, "a")] == wanted


@pytest.mark.parametrize("slug", SLUGS)
def test_every_guide_ends_with_where_to_find_help(get_page: Callable[..., Page], library: Library, slug: str) -> None:
    """Whoever read to the end needs somebody to ask, on this very page."""
    help_slug, _, anchor = HELP.partition(".")
    page = get_page(f"/es/rights/{slug}")
    ids = [section.get("id") for section in elements(page.root, "section")]
    assert ids.count(anchor) == 1
    assert slug == help_slug or ids[-1] == anchor


@pytest.mark.parametrize("slug", SLUGS)
def test_tabs_and_histories_show_a_neutral_title(
    app: Flask, get_page: Callable[..., Page], library: Library, slug: str
) -> None:
    guide = library.guides[slug]
    title = text_of(elements(get_page(f"/es/rights/{slug}").root, "title")[0])
    assert title.startswith(f"{shown(app, 'es', guide.neutral_title)} – ")


def test_the_operator_may_choose_titles_that_say_what_a_page_is(
    make_app: Callable[..., Flask], library: Library
) -> None:
    app = make_app(titles="explicit")
    title = text_of(elements(page_getter(app)("/es/rights/medi-cal-data").root, "title")[0])
    assert title.startswith(shown(app, "es", library.guides["medi-cal-data"].title))


@pytest.mark.parametrize("code", CODES)
def test_the_list_has_every_guide_with_its_question(
    app: Flask, get_page: Callable[..., Page], library: Library, code: str
) -> None:
    page = get_page(f"/{code}/rights/")
    links = {link.get("href"): text_of(link) for link in elements(page.root, "a")}
    for guide in library.guides.values():
        text = links[f"/{code}/rights/{guide.slug}"]
        assert shown(app, code, guide.title) in text
        assert shown(app, code, guide.question) in text


def test_a_mistake_can_be_told_by_mail_that_names_the_page(get_page: Callable[..., Page]) -> None:
    links = [link.get("href", "") for link in elements(get_page("/es/rights/start").root, "a")]
    [mail] = [href for href in links if href.startswith("mailto:")]
    assert mail == f"mailto:team@portal.example?subject={quote('wrong: /es/rights/start', safe='/')}"


def test_without_an_address_of_the_operator_there_is_no_mail(make_app: Callable[..., Flask]) -> None:
    assert "mailto:" not in page_getter(make_app(contact=None))("/es/rights/start").text


def test_the_page_of_changes_offers_the_feed(get_page: Callable[..., Page]) -> None:
    hrefs = [link.get("href") for link in elements(get_page("/es/changes").root, "a")]
    assert "/es/changes.atom" in hrefs


@pytest.mark.parametrize(
    "path",
    [
        "/es/rights/nowhere",
        "/es/rights/start.md",
        "/es/rights/START",
        "/es/rights/start/",
        "/es/rights/..%2fclaims",
        "/es/rights/claims.toml",
        "/es/rights/%00",
        "/es/rights/" + "a" * 300,
        "/xx/rights/start",
    ],
)
def test_a_guide_there_is_none_of_is_not_found(get_page: Callable[..., Page], path: str) -> None:
    get_page(path, status=404)


@pytest.mark.parametrize(
    "query", ["?x=1", "?slug=claims", "?locale=en", "?next=//evil.example", "?%00", "?q=" + "x" * 900]
)
def test_a_query_changes_nothing(client: FlaskClient, query: str) -> None:
    assert client.get(f"/es/rights/start{query}").data == client.get("/es/rights/start").data
