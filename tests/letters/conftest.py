"""The letters of the project, and their writers in every language."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from flask import Flask

from portal.data import FOLDER
from portal.letters.letter import Letter, Writer, default_ticks
from portal.letters.recipients import Recipient
from portal.letters.templates import LetterTemplate, load_letter_templates
from portal.letters.views import Desk
from portal.rights.library import Library
from tests.conftest import TODAY

#: The first day on which the dated parts may no longer be mailed.
EXPIRED = date(2026, 12, 7)

#: Somebody of whom everything is known.
SENATOR = Recipient(
    "us-senator",
    name="Ana María Example",
    family="Example",
    postal=("1 Example Senate Office Building", "Washington DC 20510"),
    phone="202-225-0100",
    dial="+12022250100",
    form_url="https://www.example.senate.gov/contact",
    email="office@example.senate.gov",
    checked_on=TODAY,
    source="A list",
)

Write = Callable[..., Letter]


@pytest.fixture(scope="session")
def templates(library: Library) -> Mapping[str, LetterTemplate]:
    """The project's own letters."""
    return load_letter_templates(FOLDER, dict(library.sources), library.phones)


@pytest.fixture(scope="session")
def desk(app: Flask) -> Desk:
    """What the site makes letters of."""
    found: Desk = app.extensions["letters"]
    return found


@pytest.fixture(scope="session")
def writer_for(desk: Desk) -> Callable[[str], Writer]:
    """Make who writes letters for a reader of a language."""

    def make(code: str) -> Writer:
        speech = desk.domain.speeches[code]
        return Writer(desk.renderers[code], speech.chain, desk.domain.registry.source)

    return make


@pytest.fixture(scope="session")
def write(writer_for: Callable[[str], Writer], templates: Mapping[str, LetterTemplate]) -> Write:
    """Write a letter as it stands before anything is ticked, or with some ticks."""

    def write_one(
        kind: str = "congress",
        code: str = "es",
        recipient: Recipient = SENATOR,
        today: date = TODAY,
        ticks: frozenset[str] | None = None,
    ) -> Letter:
        template = templates[kind]
        chosen = default_ticks(template, today) if ticks is None else ticks
        return writer_for(code).write(template, chosen, recipient, today)

    return write_one
