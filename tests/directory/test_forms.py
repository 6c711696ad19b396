"""The query of an address: what is ours is read, everything else is refused politely."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from portal.directory.choosing import Choice
from portal.directory.forms import read_choice


def read(app: Flask, query: str) -> Choice | None:
    with app.test_request_context(f"/?{query}"):
        return read_choice(["es", "zh"])


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        ("", Choice()),
        ("need=&speaks=&status=&free=&q=&page=", Choice()),
        ("need=legal-aid&speaks=zh&status=any&free=yes&page=2", Choice("legal-aid", "zh", "any", free=True, page=2)),
        ("need=legal-aid&need=coverage", Choice("legal-aid")),
        ("q=%20abogado%0D%0Agratis", Choice(search="abogado gratis")),
        ("q=" + "x" * 1500, Choice(search="x" * 100)),
        ("q=%E2%80%AEa%00b", Choice(search="ab")),
        ("utm_source=chat", Choice()),
    ],
)
def test_what_is_ours_is_read(app: Flask, query: str, choice: Choice) -> None:
    assert read(app, query) == choice


@pytest.mark.parametrize(
    "query",
    [
        "need=ice",
        "need=crisis",
        "need=legal-aid%00",
        "need=%FF%FE",
        "need=%E2%80%AElegal-aid",
        "speaks=xx",
        "speaks=ES",
        "status=all",
        "free=no",
        "page=0",
        "page=-1",
        "page=1.5",
        "page=%D9%A1",
        "page=1%0A",
        # A number field of WTForms fails on numbers this large.
        "page=" + "9" * 1500,
        urlencode({"need": "legal-aid' OR 1=1"}),
    ],
)
def test_what_is_not_ours_is_refused(app: Flask, query: str) -> None:
    assert read(app, query) is None


def test_reading_a_query_sets_no_cookie_and_needs_no_secret(app: Flask) -> None:
    assert app.secret_key is None
    assert read(app, "need=coverage") is not None
