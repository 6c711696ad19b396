"""The letter page as tests use it: its fields and buttons, a writer, and what a reader sees."""

from pathlib import Path

from playwright.sync_api import Locator, Page

#: Its address, after the locale.
LETTER = "/letter/congress"

#: The English of it.
ARTICLE = "[contenteditable]"

TICKS = '[data-field="concerns"] input, [data-field="requests"] input, [data-field="background"] input'

PERSONAL = "Mi clínica me ayudó.\n\nGracias, 👨‍👩‍👧!"


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[data-field="{name}"]')


def action(page: Page, name: str) -> Locator:
    return page.locator(f'[data-action="{name}"]:visible').first


def save(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        action(page, kind).click()
    assert download.value.suggested_filename == f"letter.{kind}"
    return Path(download.value.path()).read_bytes()


def write_letter(page: Page) -> None:
    field(page, "name").fill("Ana Pérez")
    field(page, "city").fill("Fresno")
    field(page, "personal").fill(PERSONAL)


def shown_paragraphs(page: Page) -> list[str]:
    """Give the English letter's paragraphs as they are printed, without the blanks nobody filled in."""
    page.emulate_media(media="print")
    paragraphs = page.locator(f"{ARTICLE} >> nth=0").locator("p:visible").all_inner_texts()
    page.emulate_media(media="screen")
    return [paragraph.strip() for paragraph in paragraphs if paragraph.strip()]
