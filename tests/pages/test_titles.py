"""What a tab, a history list or a chat preview shows of a page: nothing that tells."""

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.guides import TELLING
from tests.conftest import LOCALES, PATHS
from tests.page_checks import elements, parse_page, text_of

#: The same words as English readers' :data:`TELLING`, for those who read over a shoulder in another language.
TELLING_ELSEWHERE = {
    "es": re.compile(
        r"inmigra|\bmigra|agente|demanda|\bcortes?\b|tribunal|derecho|papeles|residencia|indocument", re.I
    ),
}

ERRORS = ["/nope", "/rights/nope"]


def read_title(page: bytes) -> str:
    (title,) = elements(parse_page(page), "title")
    return text_of(title)


def tells(title: str, code: str) -> bool:
    """Say whether a title holds a telling word, in English or its own language, with accents or without."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    own = TELLING_ELSEWHERE.get(code, TELLING)
    return any(pattern.search(text) for pattern in (TELLING, own) for text in (title, plain))


def test_a_neutral_title_tells_nothing(client: FlaskClient, page_address: str) -> None:
    code = page_address.split("/")[1]
    title = read_title(client.get(page_address).data)
    assert not tells(title, code), f"The title of {page_address} tells: {title}"


@pytest.mark.parametrize("path", ERRORS)
def test_the_title_of_an_error_tells_nothing(client: FlaskClient, path: str, locale_code: str) -> None:
    assert not tells(read_title(client.get(f"/{locale_code}{path}").data), locale_code)


@pytest.mark.parametrize("asked", [locale.code for locale in LOCALES])
def test_the_title_of_the_chooser_tells_nothing(client: FlaskClient, asked: str) -> None:
    assert not tells(read_title(client.get("/", headers={"Accept-Language": asked}).data), asked)


def test_titles_of_different_guides_differ(client: FlaskClient, locale_code: str) -> None:
    titles = [read_title(client.get(f"/{locale_code}{path}").data) for path in PATHS]
    assert len(titles) == len(set(titles))


def test_nothing_else_of_a_page_is_shown_by_a_chat(client: FlaskClient, page_address: str) -> None:
    root = parse_page(client.get(page_address).data)
    named = {meta.get("name") or meta.get("property") for meta in elements(root, "meta")} - {None}
    assert named == {"viewport", "theme-color"}


@pytest.fixture(scope="module")
def explicit(make_app: Callable[..., Flask]) -> FlaskClient:
    """A portal whose operator chose titles that say what a page is about."""
    return make_app(titles="explicit").test_client()


def test_an_explicit_title_is_the_heading(explicit: FlaskClient, page_address: str) -> None:
    root = parse_page(explicit.get(page_address).data)
    (heading,), (title,) = elements(root, "h1"), elements(root, "title")
    assert _without_isolates(text_of(title)).startswith(f"{text_of(heading)} – ")


def _without_isolates(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def test_explicit_titles_change_nothing_but_titles(explicit: FlaskClient, client: FlaskClient) -> None:
    for path in PATHS:
        pages = [some.get(f"/es{path}").text for some in (explicit, client)]
        assert len({re.sub(r"<title>.*?</title>", "", page, flags=re.DOTALL) for page in pages}) == 1


def test_the_name_on_a_home_screen_tells_nothing(explicit: FlaskClient, client: FlaskClient) -> None:
    for some in (explicit, client):
        manifest = json.loads(some.get("/manifest.webmanifest").data)
        assert not tells(f"{manifest['name']} {manifest['short_name']}", "es")


@pytest.mark.parametrize(
    ("title", "told"),
    [("Datos de inmigración", True), ("Sus derechos", True), ("Medi-Cal", True), ("Guía familiar", False)],
)
def test_telling_words_are_found_in_spanish_too(title: str, told: bool) -> None:
    assert tells(title, "es") == told
