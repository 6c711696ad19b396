"""The two languages nobody speaks: whatever a page shows in plain English there was never a message."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import polib
import pytest
from babel import Locale

from portal.data import FOLDER
from portal.directory.counties import load_counties
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import load_catalog
from portal.letters.officials.facts import load_facts
from portal.translators.files import read_po
from portal.translators.pseudo import compile_pseudo, transform
from tests.conftest import PATHS, Page
from tests.page_checks import SVG, XHTML

#: What a translation must leave as it is.
FIXED = re.compile(r"\{[^{}]*\}|%\(\w+\)s|\]\[[^\]]*\]|\*\*|[A-Za-z0-9.-]+\.(?:com|org|gov|net)")

PLAIN_ENGLISH = re.compile(r"[A-Za-z]{2,}")

#: Data with a form of its own: names, dates, amounts, test names.
DATA = {f"{XHTML}bdi", f"{XHTML}code", f"{SVG}svg", f"{XHTML}style", f"{XHTML}script"}


@pytest.fixture(scope="module")
def template(translations: Path) -> polib.POFile:
    return read_po(translations / "messages.pot")


@pytest.fixture(params=["en-XA", "ar-XB"])
def pseudo(request: pytest.FixtureRequest, registry: Registry) -> SiteLocale:
    return registry[request.param]


def test_facts_links_and_placeholders_pass_through(
    template: polib.POFile, pseudo: SiteLocale, names: list[str]
) -> None:
    for entry in template:
        written = transform(entry.msgid, pseudo, names)
        assert FIXED.findall(written) == FIXED.findall(entry.msgid)


def test_names_pass_through(pseudo: SiteLocale, names: list[str]) -> None:
    assert names
    for name in names:
        assert name in transform(f"Ask {name} today", pseudo, names)


def test_a_part_of_a_word_is_no_name(registry: Registry) -> None:
    assert "ICE" not in transform("Use JUSTICE here", registry["en-XA"], ["ICE"])


def test_accented_english_is_a_third_longer_and_holds_no_plain_letter(registry: Registry) -> None:
    text = "The quick brown fox jumps over a LAZY DOG of the pack"
    written = transform(text, registry["en-XA"], [])
    assert not PLAIN_ENGLISH.search(written)
    assert len(written) >= len(text) * 4 // 3


def test_right_to_left_english_is_in_arabic_letters(registry: Registry) -> None:
    written = transform("The quick brown fox jumps over a LAZY DOG", registry["ar-XB"], [])
    assert not re.search(r"[A-Za-z]", written)
    assert re.search(r"[\u0600-\u06ff]", written)


def test_every_message_passes_the_rules(
    template: polib.POFile, pseudo: SiteLocale, names: list[str], tmp_path: Path
) -> None:
    checked = compile_pseudo(tmp_path, pseudo, template, names)
    assert (checked.findings, len(checked.good)) == ([], len(template))
    loaded = load_catalog(tmp_path, pseudo, names)
    assert len(loaded.texts) + len(loaded.plurals) == len(template)


def own_words(element: Element, language: str) -> Iterator[str]:
    """Go through the words of a page that are in its own language, spoken ones included."""
    if element.tag in DATA or element.get("lang", language) != language:
        return
    yield from (element.get(name) or "" for name in ("aria-label", "title", "alt", "placeholder", "data-more"))
    yield element.text or ""
    for child in element:
        yield from own_words(child, language)
        yield child.tail or ""


@pytest.fixture(scope="module")
def data_names(names: list[str]) -> list[str]:
    """Names that come from data, longest first: places, and what Babel calls months and languages."""
    english = Locale("en")
    places = [county.full_name for county in load_counties(FOLDER).values()]
    states = [state.name for state in load_facts(FOLDER).states.values()]
    spoken = [english.languages[code] for code in ("en", "es", "zh", "fa")]
    months = list(english.months["format"]["wide"].values())
    return sorted([*names, *places, *states, *spoken, *months], key=len, reverse=True)


@pytest.mark.parametrize("path", PATHS)
def test_no_plain_english_is_left_on_a_page(path: str, get_page: Callable[..., Page], data_names: list[str]) -> None:
    kept = re.compile("|".join([FIXED.pattern, *map(re.escape, data_names)]))
    words = [kept.sub(" ", text) for text in own_words(get_page(f"/en-XA{path}").root, "en-XA")]
    assert len("".join(words)) > 500
    assert [text.strip() for text in words if PLAIN_ENGLISH.search(text)] == []
