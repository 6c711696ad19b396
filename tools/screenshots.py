"""Take the documentation's pictures: ``python tools/screenshots.py``, after ``portal translations compile``.

They show the first view of a phone, on one fixed day, so that a picture
changes only when what it shows did. The pages on paper need ``pdftoppm``
(Debian: poppler-utils) and are left out without it.
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from portal import create_app
from portal.config import Config

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"

CONFIG = Config(base_url="https://portal.example", today=date(2026, 11, 22), pseudo=True)

CODES = ("en", "es", "ar-XB")

PAGES = {
    "home": "/",
    "guide": "/rights/medi-cal-data",
    "changes": "/changes",
    "help": "/help/",
    "county": "/help/in/fresno?need=mental-health",
    "service": "/help/chirla",
    "share": "/share/start.short-answer?in=ar-XB",
    "packet": "/packet/start.short-answer~help.988-lifeline?in=es",
    "builder": "/packet/?item=start.short-answer&item=help.988-lifeline",
}

#: Shown whole: what one does there begins below the first view.
WHOLE = {"share", "county"}

#: What people print: a guide to take along, and the sheet of a county.
PAPER = {"guide": "/rights/medi-cal-data", "county": "/help/in/fresno"}

PHONE = {"width": 360, "height": 740}

MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")


class SilentHandler(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_request(self, *_args: object) -> None:
        """Write nothing."""


@contextmanager
def serve(config: Config = CONFIG) -> Iterator[str]:
    """Serve the portal while the pictures are taken; give its address."""
    server = make_server("127.0.0.1", 0, create_app(config), threaded=True, request_handler=SilentHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def open_address(page: Page, address: str) -> None:
    """Open a page; a picture of “not found” would be taken for a good one.

    :raises SystemExit: if it does not answer with 200.
    """
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} does not answer; were the catalogs compiled?")


def take_screens(browser: Browser, site: str, code: str) -> None:
    """Take the first view of every page in one language, and some pages whole."""
    for name, path in PAGES.items():
        scale = 1 if name in WHOLE else 2
        page = browser.new_page(viewport=PHONE, device_scale_factor=scale)  # type: ignore[arg-type]
        open_address(page, f"{site}/{code}{path}")
        page.screenshot(path=FOLDER / f"{name}-{code}.png", full_page=name in WHOLE)
        page.close()


def take_paper(page: Page, address: str, picture: Path) -> None:
    """Take the first sheet of a page as it is printed."""
    open_address(page, address)
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.pdf"
        page.pdf(path=paper, format="Letter", margin=MARGINS)
        command = ["pdftoppm", "-png", "-singlefile", "-r", "90", str(paper), str(picture.with_suffix(""))]
        subprocess.run(command, check=True)  # noqa: S603 - our own file


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    has_paper = shutil.which("pdftoppm") is not None
    if not has_paper:
        print("pdftoppm is not installed; the pages on paper are left out.", file=sys.stderr)
    with serve() as site, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for code in CODES:
            take_screens(browser, site, code)
            for name, path in PAPER.items() if has_paper else ():
                take_paper(browser.new_page(), f"{site}/{code}{path}", FOLDER / f"{name}-{code}-print.png")
        browser.close()


if __name__ == "__main__":
    main()
