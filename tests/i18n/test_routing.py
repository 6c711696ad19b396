"""The language in the address: every spelling leads to one, none leads off the site, and links stay on the page."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.i18n.locales import Registry
from portal.i18n.routing import MAX_PATH, MAX_QUERY
from tests.conftest import BASE_URL, LOCALES, PATHS, Page
from tests.page_checks import elements, parse_page

GUIDE = next(path for path in PATHS if path.startswith("/rights/") and len(path) > len("/rights/"))

Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Ask for a path as a server hands it over, which a client would tidy up first."""

    def get(path: str, accept: str = "", query: str = "", **headers: str) -> TestResponse:
        sent = {"Accept-Language": accept, **{name.replace("_", "-"): value for name, value in headers.items()}}
        raw = {"PATH_INFO": unquote(path, encoding="latin-1"), "QUERY_STRING": query}
        return app.test_client().get("/", headers=sent, environ_overrides=raw)

    return get


@pytest.fixture(scope="module")
def chinese_app(make_app: Callable[..., Flask], registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A portal with an empty catalog of each language that has aliases."""
    folder = tmp_path_factory.mktemp("started") / "translations"
    for code in ("zh-Hant", "fil", "hmn", "ar", "es"):
        place = folder / registry[code].catalog / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "messages.po").touch()
    return make_app(translations=folder, pseudo=False)


def language_of(response: TestResponse) -> str | None:
    return parse_page(response.data).get("lang")


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/ES/", "/es/"),
        ("/Es/rights/", "/es/rights/"),
        ("/eS", "/es/"),
        (f"/ES{GUIDE}", f"/es{GUIDE}"),
        ("/EN/changes.atom", "/en/changes.atom"),
        ("/en-xa/about", "/en-XA/about"),
        ("/EN_xa/about", "/en-XA/about"),
    ],
)
def test_another_case_leads_to_the_same_page(asked: str, right: str, ask: Ask) -> None:
    answer = ask(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, right)
    assert ask(right).status_code == 200


@pytest.mark.parametrize(
    ("alias", "code"),
    [("tl", "fil"), ("TL", "fil"), ("zh-TW", "zh-Hant"), ("zh-tw", "zh-Hant"), ("zh_tw", "zh-Hant"), ("hm", "hmn"),
     ("mww", "hmn"), ("arz", "ar"), ("ZH-HANT", "zh-Hant"), ("zh_Hant", "zh-Hant"), ("yue", "zh-Hant")],
)  # fmt: skip
def test_an_alias_leads_to_the_same_page(alias: str, code: str, chinese_app: Flask) -> None:
    client = chinese_app.test_client()
    answer = client.get(f"/{alias}{GUIDE}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{code}{GUIDE}")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_an_alias_of_a_page_that_is_not_there_is_not_found(ask: Ask) -> None:
    for path in ("/ES/nope", "/ES/rights", "/EN/qr/x.svg", "/ES/healthz", "/ES//", "/ES//about"):
        assert ask(path).status_code == 404 or ask(path).headers["Location"] == "/es/rights"


@pytest.mark.parametrize("missing", ["/es", "/es/rights"])
def test_a_missing_slash_is_added(missing: str, ask: Ask) -> None:
    answer = ask(missing)
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{missing}/")


UNKNOWN = [
    "/xx/",
    "/es-/",
    "/es-MX/",
    "/es_MX/",
    "/spanish/",
    "/%00/",
    "/%ff%fe/",
    "/es%00/",
    "/../es/",
    "/./es/",
    "/ es/",
    "/%E2%80%AEes/",
    "/favicon.ico",
    f"/{'a' * 300}/",
]


@pytest.mark.parametrize("path", UNKNOWN, ids=ascii)
def test_an_unknown_language_is_answered_in_the_readers(path: str, ask: Ask) -> None:
    for accept, code in (("es", "es"), ("", "en"), ("de,es;q=0.1", "es")):
        answer = ask(path, accept)
        assert (answer.status_code, language_of(answer)) == (404, code)


def test_a_language_not_offered_is_not_found(ask: Ask, registry: Registry) -> None:
    offered = {locale.code for locale in LOCALES}
    for locale in registry:
        if locale.code not in offered:
            answers = [ask(f"/{name}/", "es") for name in (locale.code, *locale.aliases)]
            assert {(answer.status_code, language_of(answer)) for answer in answers} == {(404, "es")}


def test_a_missing_page_is_answered_in_the_language_of_its_address(ask: Ask) -> None:
    assert [language_of(ask(f"/{code}/nope", "en")) for code in ("es", "ar-XB", "ES")] == ["es", "ar-XB", "es"]


def test_what_an_error_page_was_asked_for_is_not_on_it(ask: Ask) -> None:
    """A made-up address must not put its own words, or bytes no page may hold, before a reader."""
    for path in ("/es/call-555-0100", "/es/%00nothing", "/es/%E2%80%AEnothing", "/es/<b>nothing"):
        body = ask(path).data
        assert b"555-0100" not in body
        assert b"nothing" not in body
        parse_page(body)


OFF_SITE = [
    "//evil.example",
    "//evil.example/",
    "//evil.example/%2e%2e",
    "///evil.example",
    "/\\evil.example",
    "/%5cevil.example",
    "/%09//evil.example",
    "/%0a//evil.example",
    "/%0d%0aLocation:%20//evil.example",
    "//es/",
    "//ES/",
    "/ES//evil.example",
    "/ES/\\evil.example",
    "/ES/%2f%2fevil.example/",
    "/ES/%09//evil.example",
    "/ES/..//evil.example",
    "/es//evil.example",
    "/es/rights//evil.example",
    "/https://evil.example/",
    "/es@evil.example/",
    "/.evil.example",
]


@pytest.mark.parametrize("path", OFF_SITE, ids=ascii)
def test_no_path_leads_off_the_site(path: str, ask: Ask) -> None:
    answer = ask(path, Host="evil.example")
    location = answer.headers.get("Location", "/")
    assert answer.status_code in {301, 308, 404}
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert not urlsplit(location).netloc
    assert b"evil" not in answer.data


@pytest.mark.parametrize(
    "query", ["next=//evil.example", "url=https://evil.example", "_external=1&_scheme=evil", "locale=evil"]
)
@pytest.mark.parametrize("path", ["/ES/", "/es", "/es/", "/"])
def test_no_query_leads_off_the_site(path: str, query: str, ask: Ask) -> None:
    answer = ask(path, query=query)
    assert "evil" not in answer.headers.get("Location", "")
    assert b"evil" not in answer.data


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80@portal.example"},
        {"X_Forwarded_Host": "evil.example"},
        {"Forwarded": "host=evil.example"},
        {"X_Forwarded_Prefix": "/evil"},
        {"X_Original_URL": "/evil"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_a_made_up_host_is_in_no_answer(headers: dict[str, str], ask: Ask) -> None:
    paths = ("/", "/es/", "/es", "/ES/", f"/es{GUIDE}", "/es/changes.atom", "/sitemap.xml", "/robots.txt", "/nope")
    for path in paths:
        answer = ask(path, **headers)
        assert answer.status_code in {200, 301, 308, 404}
        assert b"evil" not in answer.data
        assert "evil" not in str(answer.headers)


def test_absolute_addresses_are_the_operators(ask: Ask) -> None:
    assert BASE_URL in ask("/sitemap.xml", Host="evil.example").text


@pytest.mark.parametrize("path", PATHS)
def test_every_language_of_a_page_is_one_link_away(path: str, get_page: Callable[..., Page], app: Flask) -> None:
    root = get_page(f"/es{path}").root
    (menu,) = [part for part in elements(root, "details") if part.get("class") == "languages"]
    links = {link.get("hreflang"): link.get("href") for link in elements(menu, "a")}
    assert links == {locale.code: f"/{locale.code}{path}" for locale in LOCALES}
    assert {app.test_client().get(str(address)).status_code for address in links.values()} == {200}


def test_the_languages_of_an_error_page_lead_home(get_page: Callable[..., Page]) -> None:
    root = get_page("/es/nope", status=404).root
    (menu,) = [part for part in elements(root, "details") if part.get("class") == "languages"]
    assert [link.get("href") for link in elements(menu, "a")] == [f"/{locale.code}/" for locale in LOCALES]


def test_a_language_is_named_in_its_own_words(get_page: Callable[..., Page]) -> None:
    (menu,) = [part for part in elements(get_page("/es/").root, "details") if part.get("class") == "languages"]
    for link, locale in zip(elements(menu, "a"), LOCALES, strict=True):
        assert (link.get("lang"), link.get("dir"), link.text) == (locale.tag, locale.direction, locale.endonym)


def test_an_address_with_a_language_never_asks_the_browser(ask: Ask) -> None:
    assert {language_of(ask("/es/", accept)) for accept in ("", "en", "ar", "*", "x" * 9000)} == {"es"}
    assert "Accept-Language" not in ask("/es/").headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/es/", "/nope", "/"])
def test_an_address_or_query_longer_than_any_of_ours_is_refused(path: str, ask: Ask) -> None:
    assert ask(path, query="q=" + "a" * MAX_QUERY).status_code == 414
    assert ask(path + "a" * MAX_PATH, "es").status_code == 414
    assert language_of(ask("/" + "a" * MAX_PATH, "es")) == "es"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
@pytest.mark.parametrize("path", ["/es/", "/", "/ES/", "/nope", "/healthz"])
def test_only_reading_is_answered(method: str, path: str, app: Flask) -> None:
    answer = app.test_client().open(path, method=method, headers={"Accept-Language": "es"})
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert language_of(answer) == "es"
