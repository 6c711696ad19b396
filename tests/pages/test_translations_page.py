"""The page that says how far each language may be trusted."""

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.i18n.locales import Registry, SiteLocale
from portal.rights.library import Library
from portal.translators.compiling import check_catalog, compile_catalog
from portal.translators.files import po_path, read_po, write_po
from portal.translators.reviewing.progress import message_key
from portal.translators.updating import start_catalog
from tests.conftest import LOCALES, PACKAGE_TRANSLATIONS, REGISTRY, Page
from tests.page_checks import elements, text_of

STARTED = [locale for locale in LOCALES if not locale.is_source and not locale.pseudo]
NOT_STARTED = [locale for locale in REGISTRY if locale not in LOCALES]


def find_entry(page: Page, locale: SiteLocale) -> Element:
    """Find what a page says of one language."""
    (listed,) = [part for part in elements(page.root, "ul") if part.get("class") == "languages-state"]
    (entry,) = [item for item in listed if text_of(elements(item, "b")[0]) == locale.endonym]
    return entry


def page_list(entry: Element) -> Element:
    (details,) = elements(entry, "details")
    return details


def read_bar(entry: Element) -> tuple[int, int]:
    (bar,) = elements(entry, "progress")
    return int(bar.get("value", "")), int(bar.get("max", ""))


def test_every_language_but_english_is_listed(get_page: Callable[..., Page], locale_code: str) -> None:
    page = get_page(f"/{locale_code}/translations")
    for locale in [*STARTED, *NOT_STARTED]:
        (name, *_) = elements(find_entry(page, locale), "b")
        assert (name.get("lang"), name.get("dir")) == (locale.tag, locale.direction)
        assert locale.english_name in text_of(find_entry(page, locale))


@pytest.mark.parametrize("locale", NOT_STARTED, ids=lambda locale: locale.code)
def test_a_language_nobody_has_started_shows_no_bar(get_page: Callable[..., Page], locale: SiteLocale) -> None:
    entry = find_entry(get_page("/en/translations"), locale)
    assert elements(entry, "progress") == []
    assert len(elements(entry, "p")) == 1


@pytest.mark.parametrize("locale", STARTED, ids=lambda locale: locale.code)
def test_a_bar_shows_what_the_catalog_holds(
    get_page: Callable[..., Page], locale: SiteLocale, names: list[str]
) -> None:
    checked = check_catalog(PACKAGE_TRANSLATIONS, locale, names)
    messages = {message_key(entry) for entry in read_po(PACKAGE_TRANSLATIONS / "messages.pot")}
    value, maximum = read_bar(find_entry(get_page("/en/translations"), locale))
    assert maximum == len(messages)
    assert value == len(messages & {message_key(entry) for entry in checked.good}) > 0


@pytest.mark.parametrize("locale", STARTED, ids=lambda locale: locale.code)
def test_pages_add_up_to_the_bar(get_page: Callable[..., Page], library: Library, locale: SiteLocale) -> None:
    entry = find_entry(get_page("/en/translations"), locale)
    counts = [text_of(item).rpartition(": ")[2].split(" / ") for item in elements(page_list(entry), "li")]
    assert len(counts) >= len(library.guides)
    translated, total = (sum(int(numbers[column].replace(",", "")) for numbers in counts) for column in (0, 1))
    assert (translated, total) == read_bar(entry)


@pytest.mark.parametrize("locale", STARTED, ids=lambda locale: locale.code)
def test_a_page_is_named_as_readers_know_it(
    get_page: Callable[..., Page], library: Library, locale: SiteLocale
) -> None:
    listed = text_of(page_list(find_entry(get_page("/en/translations"), locale)))
    assert [guide.slug for guide in library.guides.values() if f"{guide.title.text}:" not in listed] == []
    assert "rights/" not in listed


@pytest.mark.parametrize("locale", STARTED, ids=lambda locale: locale.code)
def test_every_section_is_counted_once(get_page: Callable[..., Page], library: Library, locale: SiteLocale) -> None:
    entry = find_entry(get_page("/en/translations"), locale)
    (states,) = [part for part in entry if part.tag.endswith("}ul")]
    counts = [int(text_of(item).rpartition("–")[2].split()[0]) for item in elements(states, "li")]
    assert sum(counts) == len(list(library.sections()))


def start_vietnamese(folder: Path, registry: Registry, names: list[str]) -> SiteLocale:
    """Translate one button, and compile that."""
    locale = registry["vi"]
    catalog = start_catalog(read_po(folder / "messages.pot"), locale)
    catalog.find("All guides").msgstr = "Tất cả hướng dẫn"
    write_po(catalog, po_path(folder, locale))
    compile_catalog(folder, locale, names)
    return locale


def test_a_language_not_ready_shows_how_far_it_is(
    make_app: Callable[..., Flask],
    page_getter_for: Callable[[Flask], Callable[..., Page]],
    translations: Path,
    tmp_path: Path,
    registry: Registry,
    names: list[str],
) -> None:
    folder = shutil.copytree(translations, tmp_path / "translations")
    locale = start_vietnamese(folder, registry, names)
    app = make_app(translations=folder, offer="ready", pseudo=False)
    entry = find_entry(page_getter_for(app)("/en/translations"), locale)
    assert "not ready for readers yet" in text_of(entry)
    assert read_bar(entry) == (1, len(read_po(folder / "messages.pot")))
    assert "important parts are not translated" in text_of(entry)
    assert app.test_client().get("/vi/").status_code == 404


def test_a_language_without_figures_is_listed_all_the_same(
    make_app: Callable[..., Flask],
    page_getter_for: Callable[[Flask], Callable[..., Page]],
    translations: Path,
    tmp_path: Path,
    registry: Registry,
) -> None:
    folder = shutil.copytree(translations, tmp_path / "translations")
    (folder / "es" / "LC_MESSAGES" / "states.json").write_text("[")
    entry = find_entry(page_getter_for(make_app(translations=folder))("/en/translations"), registry["es"])
    assert elements(entry, "progress") == []


def test_a_catalog_that_does_not_load_says_so_itself(
    make_app: Callable[..., Flask],
    page_getter_for: Callable[[Flask], Callable[..., Page]],
    translations: Path,
    tmp_path: Path,
    registry: Registry,
) -> None:
    folder = shutil.copytree(translations, tmp_path / "translations")
    (folder / "es" / "LC_MESSAGES" / "messages.mo").write_bytes(b"not a catalog")
    get = page_getter_for(make_app(translations=folder))
    entry = find_entry(get("/en/translations"), registry["es"])
    (warning,) = elements(entry, "p")
    assert warning.get("class") == "warning"
    assert elements(entry, "progress") == []


def test_every_page_with_drafts_links_here(get_page: Callable[..., Page]) -> None:
    for path in ("/es/", "/es/rights/apply"):
        (main,) = elements(get_page(path).root, "main")
        assert "/es/translations" in {link.get("href") for link in elements(main, "a")}
