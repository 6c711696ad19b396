"""Writing a letter in a browser: what is ticked and typed stands in both copies, part by part, and is never sent."""

import re
import zipfile
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.letters import ARTICLE, LETTER, PERSONAL, TICKS, action, field, save, write_letter

#: What a reader meets of a copy: each part with its number, in order.
SHOWN_PARTS = """(copy) => [...copy.querySelectorAll("[data-part]")].filter((part) => part.checkVisibility())
  .map((part) => `${part.dataset.part} ${part.dataset.number}`)"""


@pytest.fixture
def letter(page: Page, code: str) -> Page:
    """The letter page in each language."""
    page.goto(f"/{code}{LETTER}")
    return page


@pytest.fixture
def english(page: Page) -> Page:
    page.goto(f"/en{LETTER}")
    return page


def test_everything_that_needs_a_script_appears_with_it(letter: Page) -> None:
    for name in ("name", "city", "personal"):
        expect(field(letter, name)).to_be_visible()
    for name in ("copy", "print", "txt", "docx", "clear"):
        expect(action(letter, name)).to_be_visible()


def test_each_tick_shows_its_part_under_one_number_in_both_copies(letter: Page) -> None:
    mailed, reading = letter.locator(ARTICLE).first, letter.locator(".reading")
    ticks = letter.locator(TICKS).all()
    assert len(ticks) >= 8
    for tick in [*ticks, *reversed(ticks)]:
        was_on = tick.is_checked()
        tick.click()
        shown = mailed.evaluate(SHOWN_PARTS)
        assert shown == reading.evaluate(SHOWN_PARTS)
        assert (tick.get_attribute("value") in [part.split()[0] for part in shown]) != was_on
        numbers = [int(part.split()[1]) for part in shown if part.split()[1].isdigit()]
        assert numbers == list(range(1, len(numbers) + 1))


def test_what_is_typed_stands_in_both_copies_as_it_was_typed(letter: Page) -> None:
    field(letter, "name").fill("Ana Pérez")
    field(letter, "city").fill("Fresno")
    field(letter, "personal").fill(PERSONAL)
    for copy in (letter.locator(ARTICLE).first, letter.locator(".reading")):
        for text in ("Ana Pérez", "Fresno"):
            expect(copy).to_contain_text(text)
        slot = copy.locator('[data-slot="personal"]')
        assert slot.inner_text() == PERSONAL
        assert slot.get_attribute("dir") == "auto"
    field(letter, "personal").fill(" ")
    expect(letter.locator(ARTICLE).first.locator('[data-part="personal"]')).to_be_hidden()
    expect(letter.locator(".reading").locator('[data-part="personal"]')).to_be_hidden()


def test_an_emptied_field_brings_its_blank_back(english: Page) -> None:
    slot = english.locator(ARTICLE).first.locator('[data-slot="name"]')
    blank = slot.inner_text()
    field(english, "name").fill("Ana")
    assert slot.inner_text() == "Ana"
    field(english, "name").fill("")
    assert slot.inner_text() == blank


def test_a_slot_filled_in_by_hand_stays_when_something_else_is_ticked(english: Page) -> None:
    slot = english.locator(ARTICLE).first.locator('[data-slot="name"]')
    slot.click(click_count=3)
    english.keyboard.type("By hand")
    written = english.locator(ARTICLE).first.inner_text()
    assert "By hand" in written
    english.locator(TICKS).first.click()
    english.locator(TICKS).first.click()
    assert english.locator(ARTICLE).first.inner_text() == written
    assert "By hand" in save(english, "txt").decode()


@pytest.mark.parametrize(
    ("typed", "left"),
    [("", 600), ("abc", 597), ("👨‍👩‍👧", 595), ("e\u0301", 598), ("می‌خواهم", 592), ("😀" * 600, 0), ("x" * 5000, 0)],
    ids=["nothing", "letters", "family", "combining", "joiner", "full", "too much"],
)
def test_the_counter_counts_characters_as_code_points(english: Page, typed: str, left: int) -> None:
    field(english, "personal").fill(typed)
    expect(english.locator("#personal-left bdi")).to_have_text(str(left))
    assert len(field(english, "personal").input_value()) == 600 - left


@pytest.mark.parametrize("name", ["name", "city"])
def test_a_name_is_cut_where_no_name_is_longer(english: Page, name: str) -> None:
    field(english, name).fill("😀" * 5000)
    assert len(english.locator(ARTICLE).first.locator(f'[data-slot="{name}"]').first.inner_text()) == 120


HOSTILE = "a\u202eb\u0000c\u2066d\u2069e\u200bf\ufeffg\u0085h\U000e0041i\u200cj\u200dk\u0301l\u0007m\ud800n"


def test_marks_that_reorder_or_hide_text_are_dropped_and_joiners_stay(english: Page) -> None:
    kept = "abcdefg hi\u200cj\u200dk\u0301lmn"
    typed = "".join(f"\\u{ord(c):04x}" if ord(c) < 65536 else f"\\u{{{ord(c):x}}}" for c in HOSTILE)
    field(english, "name").evaluate(
        f"""(field) => {{ field.value = "{typed}"; field.dispatchEvent(new Event("input", {{bubbles: true}})); }}"""
    )
    assert english.locator('[data-slot="name"]').first.text_content() == kept
    assert kept in save(english, "txt").decode()


def test_markup_stays_text(english: Page) -> None:
    markup = "<img src=x onerror=alert(1)>&amp;{{ 7*7 }}"
    field(english, "name").fill(markup)
    assert english.locator('[data-slot="name"]').first.text_content() == markup
    assert english.locator(".copies img").count() == 0
    document = zipfile.ZipFile(BytesIO(save(english, "docx"))).read("word/document.xml")
    assert markup in "".join(ElementTree.fromstring(document).itertext())


def test_what_is_pasted_into_the_letter_arrives_as_text(english: Page) -> None:
    article = english.locator(ARTICLE).first
    article.click()
    article.evaluate("""(article) => {
      const data = new DataTransfer();
      data.setData("text/html", "<b id='pasted'>bold</b>");
      data.setData("text/plain", "pla\\u202ein");
      article.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }""")
    assert "plain" in article.inner_text()
    assert english.locator("#pasted").count() == 0


def test_the_phone_script_says_one_concern_and_one_request(letter: Page) -> None:
    concerns = letter.locator('[data-field="concerns"] input')
    for tick in concerns.all():
        tick.check()
    concerns.first.uncheck()
    second = concerns.nth(1).get_attribute("value")
    for script in letter.locator("[data-script]").all():
        said = script.locator('[data-kind="concern"]:visible')
        if script.locator('[data-kind="concern"]').count():
            expect(said).to_have_count(1)
            expect(said).to_have_attribute("data-call", second)


def test_the_switch_puts_the_other_copy_first_on_a_phone(letter: Page) -> None:
    def is_reading_first() -> bool:
        reading, mailed = letter.locator(".reading").bounding_box(), letter.locator(ARTICLE).first.bounding_box()
        return bool(reading["y"] < mailed["y"])

    assert not is_reading_first()
    action(letter, "switch").click()
    assert is_reading_first()
    action(letter, "switch").click()
    assert not is_reading_first()


def test_erasing_gives_back_the_letter_as_it_came(letter: Page) -> None:
    blank = letter.locator("main").inner_text()
    write_letter(letter)
    for tick in letter.locator(TICKS).all():
        tick.click()
    letter.locator(ARTICLE).first.click()
    letter.keyboard.type("more")
    action(letter, "clear").click()
    expect(letter.locator("[data-status]")).to_have_text(letter.locator("form").get_attribute("data-cleared"))
    letter.locator("[data-status]").evaluate("(status) => { status.textContent = ''; }")
    assert letter.locator("main").inner_text() == blank


def test_enter_sends_nothing(letter: Page) -> None:
    asked: list[str] = []
    letter.on("request", lambda request: asked.append(request.url))
    address = letter.url
    for name in ("name", "city"):
        field(letter, name).fill("Ana")
        field(letter, name).press("Enter")
    letter.locator("form").evaluate("(form) => form.requestSubmit()")
    assert letter.url == address
    assert asked == []


@pytest.mark.parametrize("broken", ["blocked", "missing"])
def test_the_page_is_complete_when_a_script_does_not_arrive(page: Page, code: str, broken: str) -> None:
    asked: list[str] = []
    page.context.route(
        re.compile(r"/static/letter[^/]*\.js$"),
        lambda route: route.abort() if broken == "blocked" else route.fulfill(status=404),
    )
    page.goto(f"/{code}{LETTER}")
    expect(page.locator("[data-action]:visible")).to_have_count(0)
    expect(page.locator("[data-typed]")).to_be_hidden()
    article = page.locator(ARTICLE).first
    assert "Dear" in article.inner_text()
    page.on("request", lambda request: asked.append(request.url))
    article.click()
    page.keyboard.type("Written by hand")
    page.keyboard.press("Enter")
    expect(article).to_contain_text("Written by hand")
    page.locator("form").evaluate("(form) => form.requestSubmit()")
    assert asked == []
    assert unquote(page.url).endswith(f"/{code}{LETTER}")


def test_the_page_says_nothing_to_the_console(page: Page, code: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/{code}{LETTER}")
    write_letter(page)
    save(page, "docx")
    action(page, "clear").click()
    assert said == []
