"""What tests of passing on share: who writes messages, on the usual day and on others."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from portal.directory.register import Register
from portal.rights.library import Library
from portal.sharing.subjects import LETTERS
from portal.sharing.texts import TextWriter
from tests.conftest import TODAY


def every_name(library: Library, register: Register) -> Iterator[str]:
    """Go through the name of everything there is to share."""
    yield from library.guides
    yield from (guide.section_key(section) for guide, section in library.sections())
    yield from (f"help.{service.key}" for service in register.shown(TODAY))
    yield from (f"in.{slug}" for slug in register.counties)
    yield from LETTERS


def make_writer(app: Flask, code: str) -> TextWriter:
    """Give who writes messages in a language."""
    with app.test_request_context():
        writer: TextWriter = app.extensions["sharing"].writer(app.extensions["languages"].registry[code])
    return writer


@pytest.fixture
def writer_of(app: Flask) -> Callable[[str], TextWriter]:
    """Give who writes messages in a language of the portal under test."""
    return lambda code: make_writer(app, code)


def read_message(link: str) -> str:
    """Give the text a link begins a message with."""
    query = parse_qs(urlsplit(link).query)
    return (query.get("body") or query["text"])[0].replace("\r\n", "\n")
