"""What a tab, a history list or a chat preview shows of a page: nothing that tells."""

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.guides import TELLING
from tests.conftest import ADDRESSED_PATHS, BASE_URL, LOCALES, PATHS, SHARE_PATHS
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


def test_titles_of_different_pages_differ(client: FlaskClient, locale_code: str) -> None:
    """The name of an office tells, so all pages of services have one title, and so have share sheets and a letter."""
    paths = [path for path in PATHS if path not in {*SHARE_PATHS, *ADDRESSED_PATHS}]
    titles = [read_title(client.get(f"/{locale_code}{path}").data) for path in paths]
    services = [path for path in paths if path.startswith("/help/") and path.count("/") == 2 and path != "/help/"]
    assert len(titles) - len(services) == len(set(titles))


def read_metas(page: bytes) -> dict[str, str]:
    """Give what a page says of itself to programs, by its name."""
    metas = elements(parse_page(page), "meta")
    named = ((meta.get("name") or meta.get("property"), meta.get("content", "")) for meta in metas)
    return {name: content for name, content in named if name}


def test_a_chat_shows_a_harmless_preview_and_nothing_else(client: FlaskClient, page_address: str) -> None:
    page = client.get(page_address).data
    code = page_address.split("/")[1]
    metas = read_metas(page)
    previewed = {"og:title", "og:description", "og:image", "og:locale"}
    assert set(metas) - {"robots"} == {"viewport", "theme-color", *previewed}
    assert read_title(page).startswith(f"{metas['og:title']} – ")
    assert not tells(f"{metas['og:title']} {metas['og:description']}", code)
    assert metas["og:locale"].replace("_", "-") == code


def test_the_picture_of_a_preview_is_ours_and_the_same_for_all(client: FlaskClient) -> None:
    pages = [f"/{locale.code}{path}" for locale in LOCALES for path in PATHS]
    (picture,) = {read_metas(client.get(address).data)["og:image"] for address in pages}
    answer = client.get(picture.removeprefix(BASE_URL), headers={"Host": "evil.example"})
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert len(answer.data) < 10_000


def test_only_share_sheets_and_packets_stay_out_of_search_engines(client: FlaskClient) -> None:
    hidden = [path for path in PATHS if "robots" in read_metas(client.get(f"/en{path}").data)]
    assert hidden == SHARE_PATHS


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
        titles = r'<title>.*?</title>|<meta property="og:title"[^>]*>'
        assert len({re.sub(titles, "", page, flags=re.DOTALL) for page in pages}) == 1


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
