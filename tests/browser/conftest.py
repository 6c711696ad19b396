"""A real Chromium, and the portal served to it on the loopback address.

Where there is no Chromium these tests are skipped, unless ``CI`` is set: a
green run there must mean that they ran. The browser may reach nothing but the
portal; a test that needs another site, such as the one Exit leads to, plays it.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.conftest import PATHS

HERE = Path(__file__).parent

HOST = "127.0.0.1"

#: English, the language most readers use, and the one that runs from right to left.
CODES = ("en", "es", "ar-XB")

NOT_FOUND = "/rights/no-such-guide"

PHONE = {"width": 360, "height": 740}

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]

#: Playwright turns off the browser's memory of pages left; readers' browsers have it, so these tests do too.
UNWANTED = ["--disable-back-forward-cache"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and open the loopback address to it alone."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.allow_hosts([HOST]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give ``code`` the languages tested here, and ``address`` every page in each, the one for “not found” included."""
    wanted = metafunc.config.getoption("--locale")
    codes = [code for code in CODES if not wanted or code in wanted]
    if "code" in metafunc.fixturenames:
        metafunc.parametrize("code", codes)
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", ["/", *(f"/{code}{path}" for code in codes for path in (*PATHS, NOT_FOUND))])


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed, and CI must run the browser tests.")
    if path is None:
        pytest.skip("Chromium is not installed.")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers; a process can have one of it."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, ignore_default_args=UNWANTED)
    yield browser
    browser.close()


class SilentHandler(WSGIRequestHandler):
    """Serves without writing who asked."""

    def log_request(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="session")
def serve(make_app: Callable[..., Flask]) -> Iterator[Callable[..., str]]:
    """Serve a portal with some settings changed; give its address."""
    running: list[tuple[BaseWSGIServer, threading.Thread]] = []

    def serve_portal(**changes: object) -> str:
        server = make_server(HOST, 0, Flask("nothing yet"), threaded=True, request_handler=SilentHandler)
        address = f"http://{HOST}:{server.server_port}"
        server.app = make_app(base_url=address, **changes)
        thread = threading.Thread(target=server.serve_forever, name="portal")
        thread.start()
        running.append((server, thread))
        return address

    yield serve_portal
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site(serve: Callable[..., str]) -> str:
    """The address of the portal under test."""
    return serve()


@pytest.fixture(scope="session")
def contexts(browser: Browser, site: str) -> Callable[..., BrowserContext]:
    """Open a browser profile of its own, a phone's unless told otherwise."""

    def open_context(**options: object) -> BrowserContext:
        return browser.new_context(**{"base_url": site, "viewport": PHONE, **options})  # type: ignore[arg-type]

    return open_context


@pytest.fixture
def open_page(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open a page in a profile of its own, and close it after the test."""
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> Page:
        opened.append(contexts(**options))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a phone."""
    return open_page()
