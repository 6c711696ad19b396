"""A reader always knows in which language a sentence is, why, and whether anybody has checked it."""

import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import polib
import pytest
from flask import Flask

from portal.content.markdown import Block, Message, Section
from portal.data import FOLDER
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import digest
from portal.rights.guides import load_guides
from portal.rights.library import EMERGENCY, SHORT_ANSWER, Library
from portal.translators.compiling import compile_catalog
from portal.translators.files import po_path, read_po, write_po
from portal.translators.template import PACKAGE, build_template
from portal.translators.updating import update_catalog
from tests.conftest import Page, page_getter
from tests.page_checks import XHTML, elements, text_of

SLUGS = list(load_guides(FOLDER))
PAGES = ["/", "/rights/", "/changes", "/about", "/privacy", "/for-helpers", *(f"/rights/{slug}" for slug in SLUGS)]

#: What a test does to a catalog before it is compiled.
Edit = Callable[[polib.POFile], None]

ADDITION = " Please ask somebody you trust."


@dataclass(frozen=True)
class Portal:
    """A portal in Spanish, with its own copy of content and catalogs."""

    app: Flask

    @property
    def library(self) -> Library:
        found: Library = self.app.extensions["rights"].library
        return found

    def get(self, path: str) -> Page:
        return page_getter(self.app)(path)

    def say(self, message: str) -> str:
        """Say an interface message in Spanish, through the catalog."""
        text: str = self.app.extensions["languages"].domain.speeches["es"].gettext(message)
        assert text != message, f"“{message}” has no Spanish."
        return text

    def spanish(self, message: Message) -> str:
        return strip(self.app.extensions["rights"].renderers["es"].render(message).html)

    def english(self, message: Message) -> str:
        return strip(self.app.extensions["rights"].renderers["en"].render(message).html)


@pytest.fixture(scope="module")
def build(
    make_app: Callable[..., Flask],
    names: list[str],
    translations: Path,
    registry: Registry,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Portal]:
    """Make a portal as a translator and a release would: extract, update, compile, start."""

    def make(
        english: tuple[str, str] | None = None,
        edit: Edit | None = None,
        *,
        sign: bool = False,
        edit_signed: Edit | None = None,
        **options: object,
    ) -> Portal:
        folder = tmp_path_factory.mktemp("portal")
        package, catalogs = folder / "portal", folder / "translations"
        shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("translations", "static", "__pycache__"))
        shutil.copytree(translations, catalogs)
        if english:
            change_english(package / "data" / "guides", *english)
        catalog, _ = update_catalog(
            read_po(po_path(translations, registry["es"])), build_template(package), registry["es"]
        )
        if edit:
            edit(catalog)
        if sign:
            sign_section(catalogs, registry["es"], catalog)
        if edit_signed:
            edit_signed(catalog)
        write_po(catalog, po_path(catalogs, registry["es"]))
        compile_catalog(catalogs, registry["es"], names)
        return Portal(make_app(data=package / "data", translations=catalogs, **options))

    return make


def change_english(guides: Path, old: str, new: str) -> None:
    path = guides / f"{SHORT_ANSWER.partition('.')[0]}.md"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def entries_of(catalog: polib.POFile, key: str) -> list[polib.POEntry]:
    context = f"rights/{key.replace('.', '#')}"
    return [entry for entry in catalog if entry.msgctxt == context and not entry.obsolete]


def sign_section(catalogs: Path, locale: SiteLocale, catalog: polib.POFile) -> None:
    """Sign every message of a section, as a reviewer would."""
    tables = [
        f'["{digest(entry.msgctxt, entry.msgid, entry.msgstr)}"]\nrole = "court interpreter"\n'
        f'qualification = "certified, Spanish"\non = 2026-11-20\n'
        for entry in entries_of(catalog, EMERGENCY)
    ]
    (catalogs / locale.catalog / "reviews.toml").write_text("\n".join(tables))


def change_translation(catalog: polib.POFile) -> None:
    entry = entries_of(catalog, EMERGENCY)[-1]
    entry.msgstr = f"{entry.msgstr} Gracias."


def strip(html: object) -> str:
    return " ".join(html.striptags().split())  # type: ignore[attr-defined]


def classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def find_class(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if name in classes(child)]


def find_section(page: Page, key: str) -> Element:
    anchor = key.partition(".")[2]
    [section] = [section for section in elements(page.root, "section") if section.get("id") == anchor]
    return section


def find_text(element: Element, text: str) -> list[Element]:
    """List the elements whose text is just this."""
    return [child for child in element.iter() if text_of(child) == text]


def without(page: Page, *names: str) -> str:
    """Give a page without the sections of these names, as text to compare."""
    root = deepcopy(page.root)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{XHTML}section" and child.get("id") in names:
                parent.remove(child)
    return tostring(root, encoding="unicode")


def find_edited(library: Library) -> Message:
    """Choose the paragraph these tests edit: the first plain one of the short answer."""
    _, section = library.section(SHORT_ANSWER)
    return next(
        block.message for block in section.blocks if block.kind == "paragraph" and "**" not in block.message.text
    )


@pytest.fixture(scope="module")
def before(build: Callable[..., Portal]) -> Portal:
    return build()


@pytest.fixture(scope="module")
def updated(build: Callable[..., Portal], library: Library) -> Portal:
    """The portal after one English paragraph was edited, extracted and merged."""
    old = find_edited(library).text
    return build((old, old + ADDITION))


@pytest.fixture(scope="module")
def untranslated(build: Callable[..., Portal], library: Library) -> Portal:
    """The portal with the same paragraph not translated."""

    def forget(catalog: polib.POFile) -> None:
        [entry] = [entry for entry in entries_of(catalog, SHORT_ANSWER) if entry.msgid == find_edited(library).text]
        entry.msgstr = ""

    return build(edit=forget)


FALLBACKS = {
    "updated": "Changed in English; the translation is being updated",
    "untranslated": "In English: not translated yet",
}
STATES = {
    "updated": "The English changed. This translation is being updated.",
    "untranslated": "Part of this is not translated yet. It is shown in English.",
}


@pytest.mark.parametrize("case", FALLBACKS)
@pytest.mark.parametrize("path", ["/es/", "/es/rights/start"], ids=["home", "guide"])
def test_the_paragraph_is_in_english_and_says_so_in_spanish(
    request: pytest.FixtureRequest, case: str, path: str
) -> None:
    portal: Portal = request.getfixturevalue(case)
    message = find_edited(portal.library)
    section = find_section(portal.get(path), SHORT_ANSWER)
    shown = [
        element
        for element in find_text(section, portal.english(message))
        if element.get("lang") == "en" and element.get("dir") == "ltr"
    ]
    [paragraph] = [element for element in shown if element.tag == f"{XHTML}p"]
    [tag] = find_class(section, "tag")
    assert text_of(tag) == portal.say(FALLBACKS[case])
    assert tag.get("lang") is None
    children = list(section)
    assert children.index(paragraph) == children.index(tag) + 1


@pytest.mark.parametrize("case", FALLBACKS)
def test_the_section_says_at_its_top_that_part_of_it_is_in_english(request: pytest.FixtureRequest, case: str) -> None:
    portal: Portal = request.getfixturevalue(case)
    [status] = find_class(find_section(portal.get("/es/rights/start"), SHORT_ANSWER), "status")
    assert portal.say(STATES[case]) in text_of(status)


@pytest.mark.parametrize("case", FALLBACKS)
def test_the_other_paragraphs_of_the_section_stay_spanish(
    request: pytest.FixtureRequest, before: Portal, case: str
) -> None:
    portal: Portal = request.getfixturevalue(case)
    section = find_section(portal.get("/es/rights/start"), SHORT_ANSWER)
    edited = find_edited(portal.library).text
    others = [message for message in portal.library.section(SHORT_ANSWER)[1].messages() if message.text != edited]
    assert others
    for message in others:
        assert before.spanish(message) != before.english(message)
        assert find_text(section, before.spanish(message)), message.text


@pytest.mark.parametrize("case", FALLBACKS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_else_on_any_page_changes(request: pytest.FixtureRequest, before: Portal, case: str, path: str) -> None:
    portal: Portal = request.getfixturevalue(case)
    anchor = SHORT_ANSWER.partition(".")[2]
    shown = path in {"/", "/rights/start"}
    hidden = (anchor,) if shown else ()
    old, new = before.get(f"/es{path}"), portal.get(f"/es{path}")
    assert without(old, *hidden) == without(new, *hidden)
    assert (old.text != new.text) == shown


def test_the_old_spanish_of_an_edited_paragraph_is_gone(before: Portal, updated: Portal) -> None:
    """It said what the English said before the edit."""
    old = before.spanish(find_edited(before.library))
    assert old in text_of(before.get("/es/rights/start").root)
    assert old not in text_of(updated.get("/es/rights/start").root)


def test_english_readers_see_the_edit_without_a_word(updated: Portal) -> None:
    section = find_section(updated.get("/en/rights/start"), SHORT_ANSWER)
    assert ADDITION.strip() in text_of(section)
    assert not find_class(section, "tag")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_draft_says_so_above_the_guide(before: Portal, slug: str) -> None:
    notice = before.say("This translation is a draft.")
    [note] = [note for note in elements(before.get(f"/es/rights/{slug}").root, "aside") if notice in text_of(note)]
    assert "/es/translations" in {link.get("href") for link in elements(note, "a")}
    assert not elements(before.get(f"/en/rights/{slug}").root, "aside")


def iter_sections(portal: Portal, page: Page, slug: str) -> Iterator[tuple[Section, Element]]:
    for section in portal.library.guides[slug].sections:
        yield section, find_section(page, f"{slug}.{section.key}")


def texts_of(portal: Portal, blocks: tuple[Block, ...]) -> list[str]:
    return [portal.english(block.message) for block in blocks]


@pytest.mark.parametrize("slug", SLUGS)
def test_english_stands_under_drafts_of_critical_sections_and_no_other(before: Portal, slug: str) -> None:
    for section, element in iter_sections(before, before.get(f"/es/rights/{slug}"), slug):
        found = find_class(element, "english")
        assert len(found) == section.critical, section.key
        for details in found:
            assert details.get("open") is not None
            [body] = [child for child in details if child.tag == f"{XHTML}div"]
            assert (body.get("lang"), body.get("dir")) == ("en", "ltr")
            assert text_of(body) == " ".join(texts_of(before, section.blocks))
    for section, element in iter_sections(before, before.get(f"/en/rights/{slug}"), slug):
        assert not find_class(element, "english"), section.key


@pytest.fixture(scope="module")
def withheld(build: Callable[..., Portal]) -> Portal:
    return build(drafts="withhold")


@pytest.mark.parametrize("slug", ["start", "coping"])
def test_withheld_drafts_are_shown_in_english_and_say_why(withheld: Portal, slug: str) -> None:
    page = withheld.get(f"/es/rights/{slug}")
    assert page.root.get("lang") == "es"
    for section, element in iter_sections(withheld, page, slug):
        for text in texts_of(withheld, section.blocks):
            assert ("en", "ltr") in {(shown.get("lang"), shown.get("dir")) for shown in find_text(element, text)}
        labels = [text_of(tag) for tag in find_class(element, "tag")]
        reason = withheld.say("In English: the translation waits to be checked")
        assert labels == [reason] * len(section.blocks)
        assert not find_class(element, "english")


def test_withholding_drafts_leaves_the_frame_of_the_page_in_spanish(withheld: Portal) -> None:
    text = text_of(withheld.get("/es/rights/start").root)
    assert withheld.say("Where this comes from") in text
    assert withheld.say("General information, not legal advice. Nobody here knows your case.") in text


@pytest.fixture(scope="module")
def reviewed(build: Callable[..., Portal]) -> Portal:
    """The portal after a qualified person signed every message of one section."""
    return build(sign=True)


@pytest.mark.parametrize("path", ["/es/", "/es/rights/start"], ids=["home", "guide"])
def test_a_signed_section_says_so_and_needs_no_english(reviewed: Portal, path: str) -> None:
    section = find_section(reviewed.get(path), EMERGENCY)
    [status] = find_class(section, "status")
    assert reviewed.say("Translation checked by a qualified person") in text_of(status)
    assert not find_class(section, "english")
    for message in reviewed.library.section(EMERGENCY)[1].messages():
        assert find_text(section, reviewed.spanish(message))


def test_one_signed_section_signs_no_other(reviewed: Portal) -> None:
    page = reviewed.get("/es/rights/start")
    label = reviewed.say("Translation checked by a qualified person")
    signed = [section.get("id") for section in elements(page.root, "section") if label in text_of(section)]
    assert signed == [EMERGENCY.partition(".")[2]]
    assert reviewed.say("This translation is a draft.") in text_of(page.root)


def test_a_signed_section_is_shown_where_drafts_are_withheld(build: Callable[..., Portal]) -> None:
    portal = build(sign=True, drafts="withhold")
    page = portal.get("/es/rights/start")
    section = find_section(page, EMERGENCY)
    for message in portal.library.section(EMERGENCY)[1].messages():
        assert find_text(section, portal.spanish(message))
        assert portal.spanish(message) != portal.english(message)
    assert not find_class(section, "tag")
    assert find_class(find_section(page, SHORT_ANSWER), "tag")


def test_an_edit_of_the_translation_ends_its_review(build: Callable[..., Portal]) -> None:
    portal = build(sign=True, edit_signed=change_translation)
    section = find_section(portal.get("/es/rights/start"), EMERGENCY)
    assert portal.say("Translation checked by a qualified person") not in text_of(section)
    assert find_class(section, "english")


def test_an_edit_of_the_english_ends_its_review(build: Callable[..., Portal], library: Library) -> None:
    old = library.section(EMERGENCY)[1].blocks[-1].message.text
    portal = build((old, old + ADDITION), sign=True)
    section = find_section(portal.get("/es/rights/start"), EMERGENCY)
    assert portal.say("Translation checked by a qualified person") not in text_of(section)
    assert [text_of(tag) for tag in find_class(section, "tag")] == [portal.say(FALLBACKS["updated"])]
