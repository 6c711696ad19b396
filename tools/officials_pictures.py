"""Take the pictures of “who represents you”: ``PYTHONPATH=. python tools/officials_pictures.py``.

They show the fictional country of the tests: real names would be out of date
in the documents before anybody looked.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from screenshots import CODES, CONFIG, FOLDER, PHONE, open_address, serve

from portal.letters.officials.facts import load_facts
from portal.letters.officials.updating import FOLDER as OFFICIALS
from portal.letters.officials.updating import import_files
from tests.letters.officials import fictional

#: Lies in two districts of the fictional California.
SPLIT = "90000"


def load_country(folder: Path) -> None:
    """Load the fictional country into an operator's folder."""
    facts = load_facts(CONFIG.data)
    paths = fictional.write_all(folder / "published", facts)
    import_files(folder / OFFICIALS, facts, paths, fictional.DAY, fictional.DAY)


def take(page: Page, site: str, code: str) -> None:
    """Take a district, and the choice a split ZIP code leaves."""
    open_address(page, f"{site}/{code}/officials/ca/13")
    page.screenshot(path=FOLDER / f"officials-{code}.png")
    open_address(page, f"{site}/{code}/officials/")
    page.locator("#zip").fill(SPLIT)
    page.screenshot(path=FOLDER / f"officials-zip-{code}.png")


def main() -> None:
    """Take every picture."""
    with TemporaryDirectory() as name:
        load_country(Path(name))
        with serve(replace(CONFIG, instance=Path(name), offer="all")) as site, sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for code in CODES:
                take(browser.new_page(viewport=PHONE, device_scale_factor=2), site, code)  # type: ignore[arg-type]
            browser.close()


if __name__ == "__main__":
    main()
