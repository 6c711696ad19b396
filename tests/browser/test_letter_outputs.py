"""What comes out of the letter page: copied text, files, e-mail drafts and paper, each with the letter shown."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from tests.browser.letters import ARTICLE, LETTER, action, field, save, shown_paragraphs, write_letter

TO_SEVERAL = "/letter/california"

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: Leaves the address of an e-mail draft in the page instead of handing it to a mail program.
CATCH_DRAFTS = """() => {
  window.drafts = [];
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='mailto:']");
    if (link) { event.preventDefault(); window.drafts.push(link.href); }
  }, true);
}"""


@pytest.fixture
def english(page: Page) -> Page:
    page.goto(f"/en{LETTER}")
    return page


def test_a_blank_left_empty_is_neither_saved_nor_printed(english: Page) -> None:
    slots = english.locator(ARTICLE).first.locator("[data-slot]").all_text_contents()
    assert all(slots)
    text = save(english, "txt").decode()
    english.emulate_media(media="print")
    printed = english.locator(ARTICLE).first.inner_text()
    assert not [blank for blank in slots if blank in text or blank in printed]


def test_the_text_file_holds_the_letter_that_is_shown(english: Page) -> None:
    write_letter(english)
    shown = shown_paragraphs(english)
    text = save(english, "txt").decode("utf-8")
    assert "\n" not in text.replace("\r\n", "")
    first = text.split("\f")[0].replace("\r\n", "\n").strip()
    assert first == "\n\n".join(shown)


def test_the_word_file_is_a_document_word_can_read(english: Page) -> None:
    write_letter(english)
    field(english, "personal").fill("مرحبا\nworld")
    archive = zipfile.ZipFile(BytesIO(save(english, "docx")))
    assert archive.testzip() is None
    parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    assert {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"} <= set(parts)
    assert not [name for name in parts if "docProps" in name]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    document = parts["word/document.xml"]
    size = document.find(f".//{WORD}pgSz").attrib
    assert (size[f"{WORD}w"], size[f"{WORD}h"]) == ("12240", "15840")
    assert parts["word/styles.xml"].find(f".//{WORD}lang").attrib == {f"{WORD}val": "en-US"}
    written = ["".join(paragraph.itertext()) for paragraph in document.iter(f"{WORD}p")]
    assert all(text.replace("\n", "") in "".join(written) for text in shown_paragraphs(english))
    own = next(paragraph for paragraph in document.iter(f"{WORD}p") if "مرحبا" in "".join(paragraph.itertext()))
    assert own.find(f"{WORD}pPr/{WORD}bidi") is not None
    assert own.find(f".//{WORD}br") is not None


def test_the_letter_is_copied_as_text(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en{LETTER}")
    write_letter(page)
    action(page, "copy").click()
    expect(page.locator("[data-status]")).to_have_text(page.locator("form").get_attribute("data-copied"))
    assert page.evaluate("() => navigator.clipboard.readText()") == "\n\n".join(shown_paragraphs(page))


def test_the_letter_is_copied_where_pages_have_no_clipboard(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en{LETTER}")
    page.evaluate("""() => {
      window.read = navigator.clipboard.readText.bind(navigator.clipboard);
      Object.defineProperty(navigator, "clipboard", {value: undefined});
    }""")
    write_letter(page)
    action(page, "copy").click()
    expect(page.locator("[data-status]")).to_have_text(page.locator("form").get_attribute("data-copied"))
    assert page.evaluate("() => window.read()") == "\n\n".join(shown_paragraphs(page))


def test_a_letter_that_cannot_be_copied_is_selected_for_the_reader(english: Page) -> None:
    english.evaluate("""() => {
      Object.defineProperty(navigator, "clipboard", {value: undefined});
      document.execCommand = () => false;
    }""")
    action(english, "copy").click()
    expect(english.locator("[data-status]")).to_have_text(english.locator("form").get_attribute("data-copy-failed"))
    assert "Dear" in english.evaluate("() => getSelection().toString()")


def draft(page: Page, personal: str) -> str:
    """Give the address of the e-mail draft to an office that has an e-mail address."""
    page.goto(f"/en{LETTER}")
    page.locator(ARTICLE).first.evaluate("(article) => article.setAttribute('data-email', 'office@example.gov')")
    page.locator('[data-action="email"]').first.evaluate("(button) => { button.hidden = false; }")
    page.evaluate(CATCH_DRAFTS)
    field(page, "personal").fill(personal)
    page.locator('[data-action="email"]').first.click()
    return str(page.evaluate("() => window.drafts[0]"))


TRICKS = "x&bcc=y@example.com\r\nbcc: z@example.com?cc=1#f\u2028%0Abcc=q"


@pytest.mark.parametrize("personal", ["Hola", TRICKS])
def test_a_draft_has_a_subject_and_a_body_and_nothing_else(page: Page, personal: str) -> None:
    parts = urlsplit(draft(page, personal))
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "office@example.gov", "")
    assert set(parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)) <= {"subject", "body"}
    assert "%0A" not in parts.query.replace("%0D%0A", "")


def test_a_long_letter_is_copied_and_the_draft_has_its_subject_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    address = draft(page, "谢" * 600)
    assert len(address) <= 1800
    assert list(parse_qs(urlsplit(address).query)) == ["subject"]
    expect(page.locator("[data-status]")).to_have_text(page.locator("form").get_attribute("data-mail-long"))
    assert "谢" * 600 in page.evaluate("() => navigator.clipboard.readText()")


@pytest.mark.parametrize("group", ["concerns", "requests"])
def test_a_letter_without_a_concern_or_a_request_says_what_is_missing(english: Page, group: str) -> None:
    for tick in english.locator(f'[data-field="{group}"] input').all():
        tick.uncheck()
    action(english, "copy").click()
    wanted = english.locator("form").get_attribute(f"data-choose-{group.rstrip('s')}")
    expect(english.locator("[data-status]")).to_have_text(wanted)
    expect(english.locator(f'[data-field="{group}"] input').first).to_be_focused()


@pytest.fixture
def to_several(open_page: Callable[..., Page]) -> Page:
    """Letters to several offices, all of them ticked."""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en{TO_SEVERAL}")
    for tick in field(page, "recipient").locator("input").all():
        tick.check()
    return page


def test_each_of_several_letters_is_copied_by_a_button_of_its_own(to_several: Page) -> None:
    letters = to_several.locator(ARTICLE).all()
    assert len(letters) > 1
    buttons = to_several.locator('[data-action="copy"]:visible')
    expect(buttons).to_have_count(len(letters))
    copied = []
    for number, article in enumerate(letters):
        buttons.nth(number).click()
        copied.append(to_several.evaluate("() => navigator.clipboard.readText()"))
        salutation = article.locator('[data-part="salutation"]').inner_text().strip()
        assert salutation in copied[-1]
        name = to_several.locator(f"#{buttons.nth(number).get_attribute('aria-describedby').split()[0]}").inner_text()
        assert name in to_several.locator(f"#{article.get_attribute('aria-labelledby')}").text_content()
    assert len(set(copied)) == len(letters)


def test_files_hold_the_letters_to_those_who_are_ticked(to_several: Page) -> None:
    ticks = field(to_several, "recipient").locator("input").all()
    for left, tick in reversed(list(enumerate(ticks))):
        assert len(save(to_several, "txt").decode().split("\f")) == left + 1
        document = zipfile.ZipFile(BytesIO(save(to_several, "docx"))).read("word/document.xml")
        breaks = list(ElementTree.fromstring(document).iter(f"{WORD}pageBreakBefore"))
        assert len(breaks) == left
        expect(to_several.locator(f"{ARTICLE}:visible")).to_have_count(left + 1)
        tick.uncheck()
    action(to_several, "print").click()
    wanted = to_several.locator("form").get_attribute("data-choose-recipient")
    expect(to_several.locator("[data-status]")).to_have_text(wanted)


def place_of(page: PageObject, words: str) -> list[float]:
    """Give how many inches below the upper edge of the paper some words begin."""
    places: list[float] = []

    def note(text: str, page_matrix: list[float], text_matrix: list[float], _font: object, _size: float) -> None:
        if words in text:
            up = text_matrix[4] * page_matrix[1] + text_matrix[5] * page_matrix[3] + page_matrix[5]
            places.append((float(page.mediabox.height) - up) / 72)

    page.extract_text(visitor_text=note)
    return places


def test_paper_holds_the_letters_alone_with_the_address_in_the_window(to_several: Page) -> None:
    """Wherever the folded sheet slides in a #10 envelope, its window shows from 2.5 to 3.1 inches."""
    write_letter(to_several)
    pages = PdfReader(BytesIO(to_several.pdf(prefer_css_page_size=True))).pages
    assert {(float(sheet.mediabox.width), float(sheet.mediabox.height)) for sheet in pages} == {(612, 792)}
    firsts = [sheet for sheet in pages if place_of(sheet, "Dear")]
    letters = to_several.locator(ARTICLE)
    assert len(firsts) == letters.count()
    for sheet, article in zip(firsts, letters.all(), strict=True):
        address = article.locator('[data-part="address"]').inner_text().split()[0]
        assert [place for place in place_of(sheet, address) if 2.5 <= place <= 3.1]
    printed = "".join(sheet.extract_text() for sheet in pages)
    menu = [link for link in to_several.locator(".menu a").all_text_contents() if link in printed]
    assert menu == []
