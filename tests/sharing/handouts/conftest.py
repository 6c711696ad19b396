"""What tests of paper share: a press as the site has it, and readers of what comes out."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from pypdf import PdfReader

from portal.i18n.locales import Registry
from portal.sharing.handouts.fonts import find_missing_fonts
from portal.sharing.handouts.kinds import KINDS
from portal.sharing.handouts.press import Order, Press
from portal.sharing.subjects import parse_packet
from tests.conftest import REGISTRY

MISSING = find_missing_fonts(REGISTRY)

needs_fonts = pytest.mark.skipif("en" in MISSING or "ar" in MISSING, reason=f"fonts are missing: {MISSING}")


@pytest.fixture
def press(app: Flask) -> Press:
    """The press of the portal under test."""
    found: Press = app.extensions["press"]
    return found


@pytest.fixture
def press_on(make_app: Callable[..., Flask]) -> Callable[[date], Press]:
    """Make the press of another day."""

    def make(day: date) -> Press:
        found: Press = make_app(today=day).extensions["press"]
        return found

    return make


Make = Callable[..., bytes]


@pytest.fixture
def make(press: Press, registry: Registry) -> Make:
    """Make one file, named as addresses name it."""

    def made(what: str, kind: str = "letter", code: str = "en", form: str = "pdf", beside: str | None = None) -> bytes:
        return make_file(press, registry, what, kind, code, form, beside)

    return made


def make_file(
    press: Press,
    registry: Registry,
    what: str,
    kind: str = "letter",
    code: str = "en",
    form: str = "pdf",
    beside: str | None = None,
) -> bytes:
    second = registry[beside] if beside else None
    body = press.make(Order(parse_packet(what), KINDS[kind], form, registry[code], second))  # type: ignore[arg-type]
    assert body is not None
    return body


def read_pdf(body: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(body))


def read_text(body: bytes) -> str:
    """Give the text of a PDF with white space made single, and without the signs that set parts of it apart."""
    text = " ".join(page.extract_text() for page in read_pdf(body).pages)
    return " ".join(text.translate(dict.fromkeys(range(0x2066, 0x206A))).split())
