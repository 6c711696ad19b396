"""A browser profile on the disk, and the search through all of its files for what somebody typed."""

import base64
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Error, Playwright

from tests.browser.conftest import ARGUMENTS, PHONE, UNWANTED


def spell(word: str) -> set[bytes]:
    """Give every form in which a program may have written a word to the disk.

    In base64 a word looks different at each of three places in a text; what is
    sought is the part that does not depend on its neighbours.
    """
    plain = word.encode()
    shifted = [base64.b64encode(b"\0" * shift + plain)[shift and 4 : -4] for shift in range(3)]
    return {plain, word.encode("utf-16-le"), quote(word).encode(), *shifted}


def find_files_with(folder: Path, words: list[str]) -> dict[str, list[str]]:
    """List the files under a folder that hold a word, or are named for it."""
    sought = {word: spell(word) for word in words}
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        try:
            kept = os.fsencode(path.name) + (path.read_bytes() if path.is_file() else b"")
        except FileNotFoundError:  # A lock the browser has just let go.
            continue
        words_here = [word for word, spellings in sought.items() if any(spelling in kept for spelling in spellings)]
        if words_here:
            found[path.relative_to(folder).as_posix()] = words_here
    return found


@contextmanager
def open_profile(playwright: Playwright, chromium: str, folder: Path, **options: object) -> Iterator[BrowserContext]:
    """Open a browser that keeps its profile in a folder; close it if the test has not."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=chromium,
        args=ARGUMENTS,
        ignore_default_args=UNWANTED,
        viewport=PHONE,
        **options,  # type: ignore[arg-type]
    )
    try:
        yield context
    finally:
        try:
            context.close()
        except Error:
            pass  # It was killed.


def kill_browser_of(folder: Path) -> None:
    """Kill the browser of a profile as when a phone's battery is taken out."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = place.read_bytes().split(b"\0")
        except OSError:  # It has ended meanwhile.
            continue
        of_the_folder = f"--user-data-dir={folder}".encode() in arguments
        if of_the_folder and not any(argument.startswith(b"--type=") for argument in arguments):
            os.kill(int(place.parent.name), signal.SIGKILL)
            return
    raise AssertionError("No browser has this profile.")
