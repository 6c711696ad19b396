"""Error pages: in the reader's language, with the numbers that matter most, and with nothing of what was sent."""

from collections.abc import Callable

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.i18n.locales import Registry
from portal.rights.library import Library
from tests.page_checks import check_page, elements, text_of

Fetch = Callable[..., TestResponse]


def _fail() -> str:
    raise RuntimeError


@pytest.fixture(params=[400, 404, 405, 410, 414, 500, 503])
def status(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def fail_with(app: Flask, client: FlaskClient, status: int, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """Fetch a page that answers with an error, under a language's addresses."""
    failing = _fail if status == 500 else lambda: abort(status)
    monkeypatch.setitem(app.view_functions, "pages.about", failing)

    def fetch(code: str) -> TestResponse:
        path = {404: "nope", 405: "about", 414: "a" * 400}.get(status, "about?fresh")
        return client.open(f"/{code}/{path}", method="POST" if status == 405 else "GET")

    return fetch


def test_an_error_answers_in_the_language_of_the_address(
    fail_with: Fetch, locale_code: str, status: int, registry: Registry, library: Library
) -> None:
    response = fail_with(locale_code)
    assert response.status_code == status
    root = check_page(response.data, f"/{locale_code}/", registry)
    (main,) = elements(root, "main")
    hrefs = [link.get("href") for link in elements(main, "a")]
    assert hrefs == [f"/{locale_code}/", *(f"tel:{library.phones[key].dial}" for key in ("911", "988"))]


def test_an_error_is_translated(fail_with: Fetch, registry: Registry) -> None:
    texts = {}
    for code in ("en", "es"):
        root = check_page(fail_with(code).data, f"/{code}/", registry)
        (main,) = elements(root, "main")
        texts[code] = [text_of(part) for name in ("h1", "p", "a") for part in elements(main, name)]
        assert not [part for part in main.iter() if part.get("lang")], "A part of the page is not translated."
    assert not set(texts["en"]) & set(texts["es"])


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/nope", "/xx/", "/fa/rights/", "/healthz/nope", "/es-/"])
def test_an_error_outside_of_any_language_answers_in_the_readers(client: FlaskClient, path: str, method: str) -> None:
    response = client.open(path, method=method, headers={"Accept-Language": "es-US,es;q=0.9"})
    assert response.status_code in {404, 405}
    assert '<html lang="es"' in response.text


def test_the_language_of_the_address_wins_over_the_browsers(client: FlaskClient) -> None:
    response = client.get("/en/nope", headers={"Accept-Language": "es"})
    assert '<html lang="en"' in response.text


def test_our_failures_and_mistyped_addresses_are_told_apart(client: FlaskClient, app: Flask) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.view_functions, "pages.about", _fail)
        failure = client.get("/en/about?fresh").text
    pages = [failure, client.get("/en/nope").text, client.post("/en/").text]
    assert len({page.partition("<h1>")[2].partition("</h1>")[0] for page in pages}) == 3


def test_an_error_page_repeats_nothing_of_what_was_sent(client: FlaskClient) -> None:
    plain, typed = client.get("/es/nope"), client.get("/es/quetzal/<b>?quetzal", headers={"Referer": "https://quetzal"})
    assert typed.data == plain.data


def test_languages_on_an_error_page_lead_to_their_first_pages(client: FlaskClient, registry: Registry) -> None:
    root = check_page(client.get("/es/nope").data, "/es/", registry)
    (picker,) = [part for part in elements(root, "details") if part.get("class") == "languages"]
    assert {link.get("href") for link in elements(picker, "a")} >= {"/en/", "/es/"}
    assert all(link.get("href", "").count("/") == 2 for link in elements(picker, "a"))


def test_after_an_error_the_page_is_there_again(app: Flask, client: FlaskClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.view_functions, "pages.for_helpers", _fail)
        assert client.get("/es/for-helpers?fresh").status_code == 500
    assert client.get("/es/for-helpers?fresh").status_code == 200
