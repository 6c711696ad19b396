"""What stands in front of the application, and what is said when it falls."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from portal.rights.library import Library
from portal.site import serving
from portal.site.logs import FIELDS, REQUESTS, WsgiApp
from portal.site.serving import LAST_RESORT, build_last_resort, stand_in_front, warm_in_background
from tests.page_checks import elements, parse_page, text_of

HEADERS = [("X-Frame-Options", "DENY")]


class Lines(logging.Handler):
    """Collects the lines of requests."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.fields.append({name: getattr(record, name) for name in FIELDS})


@pytest.fixture
def lines(app: Flask) -> Iterator[Lines]:
    """The lines written while a test runs; making ``app`` has set up logging."""
    handler = Lines()
    REQUESTS.addHandler(handler)
    yield handler
    REQUESTS.removeHandler(handler)


def ask(app: WsgiApp, address: str = "/es/", method: str = "GET", **environ: Any) -> TestResponse:
    builder = EnvironBuilder(address, method=method)
    return TestResponse(*run_wsgi_app(app, {**builder.get_environ(), **environ}), builder.get_request())


def front(app: WsgiApp) -> WsgiApp:
    stack, _ = stand_in_front(app, lambda: date(2026, 11, 22), HEADERS)
    return stack


def fail(_environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
    raise RuntimeError


def fail_after_starting(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    yield b"half of "
    raise RuntimeError


@pytest.mark.parametrize("app", [fail, fail_after_starting])
@pytest.mark.parametrize("address", ["/es/", "/es/?q=word"], ids=["kept", "query"])
def test_the_last_resort_answers_for_an_application_that_fails(app: WsgiApp, address: str, lines: Lines) -> None:
    answer = ask(front(app), address)
    assert (answer.status_code, answer.data) == (500, LAST_RESORT)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert [(line["status"], line["size"]) for line in lines.fields] == [("500", len(LAST_RESORT))]


def test_the_last_resort_sends_no_body_for_a_head() -> None:
    answer = ask(build_last_resort(HEADERS), method="HEAD")
    assert (answer.status_code, answer.data) == (500, b"")
    assert answer.headers["Content-Length"] == str(len(LAST_RESORT))


def test_the_last_resort_names_the_numbers_that_matter_most_in_two_languages(library: Library) -> None:
    root = parse_page(LAST_RESORT)
    assert [text_of(heading) for heading in (*elements(root, "h1"), *elements(root, "h2"))]
    assert {root.get("lang"), *(part.get("lang") for part in elements(root, "div"))} == {"en", "es"}
    numbers = [link.get("href") for link in elements(root, "a")]
    assert numbers == [f"tel:{library.phones[key].dial}" for key in ("911", "988")] * 2


def test_the_last_resort_fetches_nothing() -> None:
    root = parse_page(LAST_RESORT)
    assert not [element for element in root.iter() if element.get("src") or element.get("style")]
    assert not [element for name in ("link", "script", "style", "img") for element in elements(root, name)]


def test_a_failure_is_not_remembered() -> None:
    def recover(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"well again"]

    apps = iter([fail, recover])
    stack = front(lambda environ, start: next(apps)(environ, start))
    assert [ask(stack).status_code for _ in range(2)] == [500, 200]


@pytest.mark.parametrize("host", ["evil.example", "a b", "x" * 5000, "[::1", "evil.example:99999", "", "\xfc"])
def test_the_application_never_sees_the_host(host: str) -> None:
    """Flask cannot build any address for a name that is no host, so the error page failed too."""
    seen = []

    def note(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        seen.append(environ["HTTP_HOST"])
        start("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    ask(front(note), HTTP_HOST=host)
    assert seen == ["localhost"]


def test_every_answer_is_logged_once(client: FlaskClient, lines: Lines) -> None:
    for path in ("/es/", "/es/", "/es/?q=word", "/nope", "/ES/"):
        client.get(path)
    client.post("/es/")
    assert [line["status"] for line in lines.fields] == ["200", "200", "200", "404", "301", "405"]


def test_the_size_in_the_log_is_what_was_sent(client: FlaskClient, lines: Lines) -> None:
    sizes = [len(client.get("/es/", headers={"Accept-Encoding": name}).data) for name in ("identity", "gzip", "br")]
    assert [line["size"] for line in lines.fields] == sizes


def test_pages_are_made_ahead_beside_the_server(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[object, list[str]]] = []
    monkeypatch.setattr("portal.warm_in_background", lambda pages, addresses: started.append((pages, addresses)))
    app = make_app(warm=True)
    assert started == [(app.extensions["finished"], app.extensions["inventory"].addresses())]


def test_making_pages_ahead_keeps_nobody_waiting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[dict[str, Any]] = []

    class Thread:
        def __init__(self, **options: Any) -> None:
            threads.append(options)

        def start(self) -> None:
            threads[-1]["target"](*threads[-1]["args"])

    monkeypatch.setattr(serving.threading, "Thread", Thread)
    warm_in_background(app.extensions["finished"], ["/en/", "/es/"])
    assert threads[0]["daemon"] is True
