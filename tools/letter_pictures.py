"""Take the pictures of letters: ``python tools/letter_pictures.py``, after ``portal translations compile``.

They show every sheet that a browser prints of a letter to one office and of
letters to three, and the page on a wide screen, each with the same made-up
writer. It needs ``pdftoppm`` (Debian: poppler-utils).
"""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from screenshots import FOLDER, open_address, serve

#: Name → how many offices are ticked.
OFFICES = {"one": 1, "three": 3}

#: A page that has at least three of them.
ADDRESS = "/es/letter/california"

WRITER = {
    "name": "Ana Example",
    "city": "Fresno",
    "personal": "My clinic has cared for my family for many years. Please keep our records for care alone.",
}

WIDE = {"width": 1200, "height": 900}


def write(page: Page, offices: int) -> None:
    """Tick the first offices, and type what the writer says."""
    for number, tick in enumerate(page.locator('[data-field="recipient"] input').all()):
        tick.set_checked(number < offices)
    for field, text in WRITER.items():
        page.locator(f'[data-field="{field}"]').fill(text)


def take_paper(page: Page, name: str) -> None:
    """Print the letters, and take each sheet."""
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.pdf"
        page.pdf(path=paper, prefer_css_page_size=True)
        command = ["pdftoppm", "-png", "-r", "70", str(paper), str(FOLDER / f"letter-{name}")]
        subprocess.run(command, check=True)  # noqa: S603 - our own file


def main() -> None:
    """Take every picture."""
    with serve() as site, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, offices in OFFICES.items():
            page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
            open_address(page, f"{site}{ADDRESS}")
            write(page, offices)
            page.locator(".copies").screenshot(path=FOLDER / f"letter-{name}-screen.png")
            take_paper(page, name)
        browser.close()


if __name__ == "__main__":
    main()
