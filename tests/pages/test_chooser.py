"""The language chooser: it suggests and never redirects."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n.locales import Registry
from tests.conftest import LOCALES, Page
from tests.page_checks import elements, text_of

SPOKEN = [locale for locale in LOCALES if not locale.pseudo]


def listed(page: Page) -> list[str]:
    """List the locale codes of the choices, in order."""
    (main,) = elements(page.root, "main")
    return [link.get("href", "").strip("/") for link in elements(main, "a")]


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        *((locale.code, locale.code) for locale in SPOKEN),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en;q=0.1, es;q=0.2", "es"),
        ("es;q=0, en", "en"),
        ("ES_419", "es"),
        ("tlh", "en"),
        ("*", "en"),
        ("", "en"),
        ("en-XA", "en"),
        ("ar-XB", "en"),
        (";;,q=", "en"),
    ],
)
def test_the_best_match_comes_first(get_page: Callable[..., Page], asked: str, best: str) -> None:
    page = get_page("/", headers={"Accept-Language": asked})
    assert listed(page)[0] == best
    assert page.root.get("lang") == best


def test_every_language_is_there_under_its_own_name(get_page: Callable[..., Page], registry: Registry) -> None:
    page = get_page("/")
    assert sorted(listed(page)) == sorted(locale.code for locale in LOCALES)
    (main,) = elements(page.root, "main")
    for link in elements(main, "a"):
        locale = registry.find(link.get("href", "").strip("/"))
        assert locale is not None
        assert text_of(link) == locale.endonym
        assert (link.get("lang"), link.get("hreflang"), link.get("dir")) == (locale.tag, locale.tag, locale.direction)


def test_machine_made_languages_are_for_tests_alone(make_app: Callable[..., Flask]) -> None:
    client = make_app(pseudo=False).test_client()
    assert client.get("/en-XA/").status_code == 404
    assert b"en-XA" not in client.get("/").data


@pytest.mark.parametrize("asked", ["es", "en", "fa", ""])
def test_nobody_is_sent_on(client: FlaskClient, asked: str) -> None:
    response = client.get("/", headers={"Accept-Language": asked})
    assert response.status_code == 200
    assert "Location" not in response.headers
    assert "refresh" not in response.text.lower()


def test_no_reader_gets_the_chooser_of_another(client: FlaskClient) -> None:
    """It alone depends on who asks, so nobody may keep it for others."""
    for asked in ("es", "en", "es"):
        response = client.get("/", headers={"Accept-Language": asked})
        assert f'<html lang="{asked}"' in response.text
        assert response.headers["Vary"] == "Accept-Language"
        assert "CDN-Cache-Control" not in response.headers
