"""Bytes nobody thought of, at every address: a polite answer, never a failure of ours."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.conftest import REGISTRY, Page
from tests.page_checks import check_page
from tests.site.conftest import Server, read_all
from tests.site.raw_requests import CANARY, FAULTS, write_request

#: Examples of one run, shared among the tests below. Before a release, run ten times as many.
EXAMPLES = 2000

#: Pieces that have broken other sites, as they arrive in a WSGI environment.
PIECES = [
    *(
        "/",
        "//",
        "/es/",
        "/en/rights/",
        "/ES/",
        "/tl",
        "..",
        "/../",
        "\\",
        "\x00",
        "\r\n",
        "\t",
        " ",
        "%00",
        "%2e",
        "%",
    ),
    *("evil.example", "http://", "@", ":", ";", "?", "#", "&", "=", "{{7*7}}", "<script>", "'\"", "$(id)", "-", "."),
    *("\xff\xfe", "\xed\xa0\x80", "\xc0\xaf", "\xe2\x80\xae", "\xef\xbb\xbf", "\xf0\x9f\x98\x80", "a" * 300),
]

#: A WSGI text: bytes, one a character.
RAW = st.text(st.characters(max_codepoint=255), max_size=60)
#: Any Unicode at all, encoded as a browser does.
ENCODED = st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass").decode("latin-1"))
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), RAW, ENCODED), max_size=6).map("".join)

PATHS = st.one_of(HOSTILE, HOSTILE.map(lambda text: f"/{text}"), HOSTILE.map(lambda text: f"/es/rights/{text}"))
GOOD = ["/", "/es/", "/en/rights/apply", "/es/changes.atom", "/robots.txt", "/healthz", "/ES/", "/nope", "/en"]
PARAMETERS = ["next", "_external", "_anchor", "_method", "_scheme", "endpoint", "locale", "slug", "q", "filename"]

HEADER_NAMES = [
    *("HOST", "ACCEPT_LANGUAGE", "ACCEPT", "ACCEPT_ENCODING", "IF_NONE_MATCH", "IF_MODIFIED_SINCE", "RANGE", "COOKIE"),
    *("REFERER", "USER_AGENT", "AUTHORIZATION", "ORIGIN", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO"),
    *("X_HTTP_METHOD_OVERRIDE", "X_ORIGINAL_URL", "TRANSFER_ENCODING", "EXPECT", "CONNECTION", "UPGRADE", "SEC_GPC"),
]

examples = settings(
    max_examples=EXAMPLES // 4,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


class Answer:
    """What came back for a request that no browser would send."""

    def __init__(self, app: Flask, path: str = "/es/", **environ: Any) -> None:
        whole = {**EnvironBuilder().get_environ(), "PATH_INFO": path, **environ}
        body, status, self.headers = run_wsgi_app(app.wsgi_app, whole)
        self.status, self.body = int(status[:3]), b"".join(body)


@lru_cache(maxsize=2000)
def _check_once(body: bytes, path: str) -> str:
    """Check a page, the same bytes once only; give its language."""
    return str(check_page(body, path, REGISTRY).get("lang"))


def check_answer(answer: Answer, app: Flask, path: str, language: str = "en") -> None:
    """Hold an answer to what every visitor is owed.

    :param language: the one to expect where the path names none.
    """
    assert answer.status < 500
    check_location(answer.headers)
    if answer.status not in {301, 304, 308} and answer.headers.get("Content-Type", "").startswith("text/html"):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        named = find_language(path, app)
        # The path is only told for the language it names: a page may not even repeat the rest of it.
        assert _check_once(answer.body, f"/{named or language}/") == (named or language)


def find_language(path: str, app: Flask) -> str | None:
    """Say which offered language a path names, by its code or an alias."""
    first = path.encode("latin-1").decode("utf-8", "replace").lstrip("/").partition("/")[0]
    locale = REGISTRY.find(first)
    return locale.tag if locale in app.extensions["languages"].offered else None


def check_location(headers: Headers) -> None:
    """Let a redirect lead nowhere but to a path of ours."""
    location = headers.get("Location", "/")
    assert re.match(r"/(?![/\\])[\x21-\x7e]*\Z|/\Z", location), f"A redirect leads to {location!r}."


@examples
@given(path=PATHS)
def test_any_path_gets_a_polite_answer(app: Flask, path: str) -> None:
    answer = Answer(app, path)
    assert answer.status in {200, 301, 308, 404, 414}
    check_answer(answer, app, path)


@examples
@given(path=st.sampled_from(GOOD), name=st.one_of(st.sampled_from(PARAMETERS), HOSTILE), value=HOSTILE)
def test_any_query_changes_nothing(app: Flask, path: str, name: str, value: str) -> None:
    answer, plain = Answer(app, path, QUERY_STRING=f"{name}={value}"), Answer(app, path)
    check_answer(answer, app, path)
    if answer.status not in {400, 414}:
        assert (answer.status, answer.body) == (plain.status, plain.body)


@examples
@given(path=st.sampled_from(GOOD), name=st.sampled_from(HEADER_NAMES), value=HOSTILE)
def test_any_header_gets_a_polite_answer(app: Flask, path: str, name: str, value: str) -> None:
    answer, plain = Answer(app, path, **{f"HTTP_{name}": value}), Answer(app, path)
    assert answer.status in {plain.status, 304}
    if name not in {"ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "IF_NONE_MATCH"}:
        assert (answer.body, answer.headers) == (plain.body, plain.headers)
    elif answer.headers.get("Content-Encoding") is None and name == "ACCEPT_ENCODING":
        assert answer.body == plain.body


@examples
@given(path=PATHS, method=st.one_of(RAW, st.sampled_from(["TRACE", "POST", "FOO"])), kind=HOSTILE, body=st.binary())
def test_any_method_but_two_is_refused(app: Flask, path: str, method: str, kind: str, body: bytes) -> None:
    environ = {"REQUEST_METHOD": method, "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    answer = Answer(app, path, **environ)
    if method.upper() not in {"GET", "HEAD"}:
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD"
        check_answer(answer, app, path)


@pytest.mark.parametrize("path", ["/xx/", "/es-/", "/%00/", "/../es/", "/es/../", "/es/rights//apply", "/" + "a" * 300])
def test_an_unknown_address_answers_in_the_language_asked_for(get_page: Callable[..., Page], path: str) -> None:
    page = get_page(path, status=404, headers={"Accept-Language": "es-MX"})
    assert page.root.get("lang") == "es"


@pytest.mark.parametrize(
    "length", [pytest.param(400, id="as-long-as-any"), pytest.param(401, id="longer"), pytest.param(10**6, id="1-MB")]
)
def test_a_path_has_a_longest_length(app: Flask, length: int) -> None:
    answer = Answer(app, "/es/" + "a" * (length - 4))
    assert answer.status == (404 if length == 400 else 414)
    check_answer(answer, app, "/es/")


@pytest.mark.parametrize(
    "query", ["q" * 1_000_000, "&".join(f"p{n}={n}" for n in range(100_000))], ids=["1-MB", "100,000-parameters"]
)
@pytest.mark.parametrize("path", ["/es/", "/es/nope", "/", "/robots.txt"])
def test_a_giant_query_is_refused_unread(app: Flask, path: str, query: str) -> None:
    answer = Answer(app, path, QUERY_STRING=query)
    assert answer.status == 414
    check_answer(answer, app, path)


@pytest.mark.parametrize("query", ["q=\r\nX-One: 1", "q=\x00", "q=\xff", "q=\xc3\xa9", "q=a b"], ids=ascii)
@pytest.mark.parametrize("path", ["/es/", "/es", "/ES/", "/es/nope", "/", "/robots.txt"])
def test_a_query_no_browser_sends_is_not_understood(app: Flask, path: str, query: str) -> None:
    """Werkzeug fails on such bytes when it reads the arguments, and when it puts them into a redirect."""
    answer = Answer(app, path, QUERY_STRING=query)
    assert answer.status == 400
    check_answer(answer, app, path)


@pytest.mark.parametrize(
    "query",
    [
        *("next=//evil.example", "_external=1", "_external=True&_scheme=javascript", "_anchor=x", "_method=POST"),
        *("endpoint=site.health", "locale=fr", "slug=../../etc/passwd", "filename=x", "values=1", "__proto__=1"),
    ],
)
@pytest.mark.parametrize("path", ["/es/", "/es/rights/apply", "/es/nope", "/ES/", "/"])
def test_no_parameter_reaches_the_links_of_a_page(app: Flask, path: str, query: str) -> None:
    plain, answer = Answer(app, path), Answer(app, path, QUERY_STRING=query)
    assert (answer.status, answer.body) == (plain.status, plain.body)
    assert answer.headers.get("Location") == plain.headers.get("Location")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:443", "a b", "", "\x00", "[::1", "b\xfccher", "a:99999", "x" * 5000, "u@e/.."],
)
@pytest.mark.parametrize("path", ["/es/?a", "/es/nope", "/es", "/ES/", "/", "/es/changes.atom?a", "/sitemap.xml?a"])
def test_a_spoofed_host_changes_nothing(app: Flask, path: str, host: str) -> None:
    path, _, query = path.partition("?")
    spoofed = {"HTTP_HOST": host, "HTTP_X_FORWARDED_HOST": host, "HTTP_X_FORWARDED_PREFIX": f"//{host}"}
    plain, answer = Answer(app, path, QUERY_STRING=query), Answer(app, path, QUERY_STRING=query, **spoofed)
    assert (answer.status, answer.body, answer.headers) == (plain.status, plain.body, plain.headers)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t//evil.example",
            "/%09//evil",
        ),
        *(
            "/ES//evil.example",
            "/ES/\\evil.example",
            "/ES/..//evil.example",
            "//ES/evil.example",
            "http://evil.example",
        ),
        *(
            "/es//evil.example",
            "/es\\evil.example",
            "/ES/rights/apply\r\nLocation: //evil",
            "//es",
            "//evil.example/es",
        ),
    ],
)
def test_no_path_leads_off_the_site(app: Flask, path: str) -> None:
    answer = Answer(app, path)
    assert answer.status in {301, 308, 404}
    check_answer(answer, app, path)
    assert "evil" not in answer.headers.get("Location", "").partition("/rights/")[0]


raw = pytest.mark.allow_hosts(["127.0.0.1"])


def read_statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d{3}) ", answer, re.MULTILINE)]


@raw
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_request_gets_one_answer(server: Server, fault: str) -> None:
    statuses = read_statuses(server.send(FAULTS[fault]))
    # A server that hangs up on an endless request may do so before its refusal is read.
    assert len(statuses) == 1 or (len(FAULTS[fault]) > 60_000 and not statuses)
    assert set(statuses) <= {200, 308, 400, 404, 405, 413, 414, 431, 501, 505}
    assert read_statuses(server.send(write_request("GET", "/healthz"))) == [200]


@raw
@pytest.mark.parametrize("fault", ["length and chunks", "two lengths"])
def test_a_hidden_request_is_never_answered(server: Server, fault: str) -> None:
    assert CANARY.encode() in FAULTS[fault]
    (status,) = read_statuses(server.send(FAULTS[fault]))
    assert status in {400, 405}


@raw
def test_readers_do_not_wait_for_slow_senders(server: Server) -> None:
    request = write_request("GET", "/es/")
    slow = [server.connect() for _ in range(100)]
    for connection in slow:
        connection.sendall(request[:30])
    assert read_statuses(server.send(request)) == [200]
    for connection in slow:
        connection.sendall(request[30:])
    assert {tuple(read_statuses(read_all(connection))) for connection in slow} == {(200,)}
    for connection in slow:
        connection.close()


@raw
def test_a_sender_who_hangs_up_harms_nobody(server: Server) -> None:
    for cut in (1, 20, 60):
        with server.connect() as connection:
            connection.sendall(write_request("GET", "/es/rights/apply")[:cut])
    assert read_statuses(server.send(write_request("GET", "/es/"))) == [200]
