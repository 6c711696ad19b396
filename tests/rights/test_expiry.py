"""A claim past its day shows itself as old, in every language and wherever its section stands."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.content.claims import Claim
from portal.content.rendering import Renderer
from portal.data import FOLDER
from portal.i18n.formats import format_day
from portal.rights.confirming import FILE, confirm_claim
from portal.rights.guides import load_guides
from portal.rights.library import EMERGENCY, HELP, SHORT_ANSWER, Library
from tests.conftest import Page, page_getter
from tests.page_checks import XHTML, elements, text_of

#: By this day many claims have run out and many have not.
LATER = date(2026, 12, 20)

CODES = ("en", "es", "ar-XB")
SLUGS = list(load_guides(FOLDER))

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Reading:
    """A portal on a day, and what its languages say."""

    app: Flask
    today: date

    @property
    def library(self) -> Library:
        found: Library = self.app.extensions["rights"].library
        return found

    def get(self, path: str) -> Page:
        return page_getter(self.app)(path)

    def renderer(self, code: str) -> Renderer:
        return self.app.extensions["rights"].renderers[code]

    def say(self, code: str, message: str, day: date | None = None) -> str:
        """Say an interface message in a language, through its catalog."""
        locale = self.renderer(code).locale
        text: str = self.app.extensions["languages"].domain.speeches[code].gettext(message)
        return " ".join((text % {"date": format_day(day, locale)} if day else text).split())

    def notice(self, code: str, claim: Claim) -> str:
        return self.say(code, "This may have changed since %(date)s.", claim.as_of)

    def texts(self, code: str, key: str) -> list[str]:
        """List the blocks of a section as a reader sees them, and as they are in English."""
        _, section = self.library.section(key)
        renderer = self.renderer(code)
        shown = [renderer.render(block.message).html for block in section.blocks]
        english = [renderer.english(block.message) for block in section.blocks] if section.critical else []
        return [" ".join(html.striptags().split()) for html in (*shown, *english)]

    def expired(self) -> set[str]:
        return {key for key, claim in self.library.claims.items() if claim.review_by < self.today}


@pytest.fixture(scope="module")
def later(make_app: Callable[..., Flask]) -> Reading:
    return Reading(make_app(today=LATER), LATER)


def classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def find_section(root: Element, anchor: str) -> Element:
    [section] = [section for section in elements(root, "section") if section.get("id") == anchor]
    return section


def find_class(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if name in classes(child)]


def iter_text_outside_known(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "known" not in classes(child):
            yield from iter_text_outside_known(child)
        yield child.tail or ""


def text_outside_known(element: Element) -> str:
    return " ".join("".join(iter_text_outside_known(element)).split())


def check_old(reading: Reading, code: str, section: Element, claim: Claim) -> None:
    """Hold an expired section to its form: notice, old text when asked, sources."""
    assert "old" in classes(section)
    warning, heading, *_ = list(section)
    assert heading.tag == f"{XHTML}h2"
    assert "warning" in classes(warning)
    assert text_of(warning).startswith(reading.notice(code, claim))

    [known] = find_class(section, "known")
    assert known.tag == f"{XHTML}details"
    assert known.get("open") is None
    assert text_of(list(known)[0]) == reading.say(code, "What was known on %(date)s", claim.as_of)
    assert not find_class(section, "status")
    assert find_class(section, "origins")
    for text in reading.texts(code, claim.key):
        assert text in text_of(known)
        assert text not in text_outside_known(section)


def check_current(reading: Reading, code: str, section: Element, claim: Claim) -> None:
    assert "old" not in classes(section)
    assert not find_class(section, "known")
    assert reading.notice(code, claim) not in text_of(section)
    [status] = find_class(section, "status")
    assert reading.say(code, "As of %(date)s", claim.as_of) in text_of(status)
    for text in reading.texts(code, claim.key)[:1]:
        assert text in text_of(section)


def check_section(reading: Reading, code: str, root: Element, key: str) -> None:
    claim = reading.library.claims[key]
    check = check_old if key in reading.expired() else check_current
    check(reading, code, find_section(root, key.partition(".")[2]), claim)


def test_the_day_chosen_here_has_old_and_current_sections(later: Reading) -> None:
    """Otherwise half of this file tests nothing."""
    assert later.expired()
    assert set(later.library.claims) - later.expired()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("slug", SLUGS)
def test_exactly_the_sections_past_their_day_are_shown_as_old(later: Reading, code: str, slug: str) -> None:
    root = later.get(f"/{code}/rights/{slug}").root
    for section in later.library.guides[slug].sections:
        check_section(later, code, root, f"{slug}.{section.key}")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("slug", SLUGS)
def test_old_text_stands_nowhere_else_on_the_page(later: Reading, code: str, slug: str) -> None:
    page = later.get(f"/{code}/rights/{slug}")
    shown = {f"{slug}.{section.key}" for section in later.library.guides[slug].sections} | {HELP}
    rightly = {text for key in shown - later.expired() for text in later.texts(code, key)}
    outside = text_outside_known(page.root)
    for key in shown & later.expired():
        for text in later.texts(code, key):
            assert text in rightly or text not in outside, key


@pytest.mark.parametrize("code", CODES)
def test_the_home_page_shows_its_sections_as_old_too(later: Reading, code: str) -> None:
    root = later.get(f"/{code}/").root
    assert {EMERGENCY, SHORT_ANSWER} & later.expired()
    for key in (EMERGENCY, SHORT_ANSWER, HELP):
        check_section(later, code, root, key)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["/", "/rights/"], ids=["home", "list"])
def test_lists_of_guides_mark_those_with_old_sections(later: Reading, code: str, path: str) -> None:
    root = later.get(f"/{code}{path}").root
    mark = later.say(code, "Parts of this may have changed.")
    prefix = f"/{code}/rights/"
    marked = {
        link.get("href", "").removeprefix(prefix)
        for link in elements(root, "a")
        if link.get("href", "").startswith(prefix) and mark in text_of(link)
    }
    assert marked == {key.partition(".")[0] for key in later.expired()}


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_changes_lists_every_old_section(later: Reading, code: str) -> None:
    root = later.get(f"/{code}/changes").root
    notices = {link.get("href", ""): text_of(link) for link in elements(root, "a") if "#" in link.get("href", "")}
    wanted = {f"/{code}/rights/{key.replace('.', '#')}": later.library.claims[key] for key in later.expired()}
    listed = {href for href, text in notices.items() if href.startswith(f"/{code}/rights/")}
    assert listed == set(wanted)
    for href, claim in wanted.items():
        assert later.notice(code, claim) in notices[href]


@pytest.mark.parametrize("code", CODES)
def test_the_feed_announces_every_old_section(later: Reading, code: str) -> None:
    feed = ElementTree.fromstring(later.app.test_client().get(f"/{code}/changes.atom").data)
    texts = {
        entry.findtext(f"{ATOM}id", "").partition(f"/{code}/rights/")[2]: entry.findtext(f"{ATOM}content", "")
        for entry in feed.iter(f"{ATOM}entry")
    }
    for key in later.expired():
        slug, _, anchor = key.partition(".")
        claim = later.library.claims[key]
        text = " ".join(texts[f"{slug}?expired={claim.review_by}#{anchor}"].split())
        assert text.startswith(later.notice(code, claim))
        assert later.say(code, "What was known on %(date)s", claim.as_of) in text
    assert len([key for key in texts if key]) == len(later.expired())


@pytest.mark.parametrize("code", CODES)
def test_a_section_is_current_on_its_day_and_old_on_the_next(make_app: Callable[..., Flask], code: str) -> None:
    app = make_app()
    claims = app.extensions["rights"].library.claims
    claim = min(claims.values(), key=lambda claim: (claim.review_by, claim.key))
    slug, _, anchor = claim.key.partition(".")
    for days, check in ((0, check_current), (1, check_old)):
        day = claim.review_by + timedelta(days=days)
        reading = Reading(make_app(today=day), day)
        check(reading, code, find_section(reading.get(f"/{code}/rights/{slug}").root, anchor), claim)


@pytest.fixture(scope="module")
def confirmed(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The portal later, after somebody confirmed one claim."""
    folder = tmp_path_factory.mktemp("confirmed") / "data"
    shutil.copytree(FOLDER, folder)
    text = confirm_claim(folder, SHORT_ANSWER, "staff attorney", LATER + timedelta(days=90), LATER)
    (folder / FILE).write_text(text)
    return Reading(make_app(today=LATER, data=folder), LATER)


@pytest.mark.parametrize("code", CODES)
def test_a_confirmed_claim_is_current_again_in_every_language(confirmed: Reading, later: Reading, code: str) -> None:
    slug, _, anchor = SHORT_ANSWER.partition(".")
    claim = confirmed.library.claims[SHORT_ANSWER]
    assert SHORT_ANSWER in later.expired()
    assert claim.as_of == LATER
    for path in (f"/{code}/", f"/{code}/rights/{slug}"):
        check_current(confirmed, code, find_section(confirmed.get(path).root, anchor), claim)


def test_confirming_one_claim_confirms_no_other(confirmed: Reading, later: Reading) -> None:
    assert confirmed.expired() == later.expired() - {SHORT_ANSWER}
    slug = SHORT_ANSWER.partition(".")[0]
    root = confirmed.get(f"/en/rights/{slug}").root
    for section in confirmed.library.guides[slug].sections:
        check_section(confirmed, "en", root, f"{slug}.{section.key}")


def test_the_clock_of_the_site_decides_and_not_that_of_the_machine(make_app: Callable[..., Flask]) -> None:
    far = date(2040, 1, 1)
    reading = Reading(make_app(today=far), far)
    assert reading.expired() == set(reading.library.claims)
    root = reading.get("/es/rights/start").root
    for section in reading.library.guides["start"].sections:
        check_section(reading, "es", root, f"start.{section.key}")
