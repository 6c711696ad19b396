"""Finished pages: what is kept, for how long, and in which shape it is sent."""

import gzip
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import brotli
import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from portal.site import finished
from portal.site.finished import FinishedPages
from portal.site.headers import IMMUTABLE, NO_STORE, SHARED_CACHES

TEXT = "Une page assez longue pour être comprimée. ".encode() * 40


class Inside:
    """An application that counts how often it is asked, and answers as a test wants."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html; charset=utf-8"), NO_STORE, SHARED_CACHES]
        self.body = TEXT

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body)))])
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class Day:
    """A day that a test can turn."""

    def __init__(self) -> None:
        self.today = date(2026, 11, 22)

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def stack(inside: Inside, day: Day) -> FinishedPages:
    """Finished pages in front of an application that counts."""
    return FinishedPages(inside, day)


def ask(stack: FinishedPages, address: str = "/es/", method: str = "GET", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    environ = EnvironBuilder(address, method=method, headers=named).get_environ()
    body, status, answered = run_wsgi_app(stack, environ)
    return TestResponse(body, status, answered, EnvironBuilder(address).get_request())


def test_a_page_is_made_once(stack: FinishedPages, inside: Inside) -> None:
    assert [ask(stack).data for _ in range(3)] == [TEXT] * 3
    assert inside.asked == ["/es/"]


@pytest.mark.parametrize("methods", [("HEAD", "GET"), ("GET", "HEAD"), ("HEAD", "HEAD")], ids="-then-".join)
def test_a_head_has_the_headers_of_the_page_and_no_body(
    stack: FinishedPages, inside: Inside, methods: tuple[str, str]
) -> None:
    answers = {method: ask(stack, method=method) for method in methods}
    assert len(inside.asked) == 1
    for method, answer in answers.items():
        assert answer.headers["Content-Length"] == str(len(TEXT))
        assert answer.data == (TEXT if method == "GET" else b"")
    assert len({str(answer.headers) for answer in answers.values()}) == 1


def test_a_head_of_what_is_not_kept_has_no_body_either(stack: FinishedPages, inside: Inside) -> None:
    inside.status = "404 NOT FOUND"
    answer = ask(stack, method="HEAD")
    assert (answer.status_code, answer.data, answer.headers["Content-Length"]) == (404, b"", str(len(TEXT)))


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0.0", None),
        ("br; q=0", None),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", None),
        ("*;q=0, gzip;q=0.001", "gzip"),
        ("deflate, zstd", None),
        ("xbr, gzipx", None),
        (",;,q=;" * 100, None),
    ],
)
def test_a_page_is_sent_in_an_encoding_its_reader_accepts(
    stack: FinishedPages, accepts: str, encoding: str | None
) -> None:
    for _ in range(2):  # On a miss and from memory.
        answer = ask(stack, Accept_Encoding=accepts)
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert answer.headers["Vary"] == "Accept-Encoding"
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
        assert unpack(answer.data) == TEXT


@pytest.mark.parametrize("content_type", ["image/png", "application/pdf"])
def test_what_is_compressed_already_is_left_alone(stack: FinishedPages, inside: Inside, content_type: str) -> None:
    inside.headers = [("Content-Type", content_type), IMMUTABLE]
    answer = ask(stack, Accept_Encoding="br")
    assert answer.data == TEXT
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


@pytest.mark.parametrize("accepts", ["identity", "gzip", "br"])
@pytest.mark.parametrize("written", ["{}", 'W/{}, "other"', '"other",{}'], ids=["alone", "weak", "in-a-list"])
def test_a_reader_who_has_the_page_is_told_so(stack: FinishedPages, accepts: str, written: str) -> None:
    fresh = ask(stack, Accept_Encoding=accepts)
    answer = ask(stack, Accept_Encoding=accepts, If_None_Match=written.format(fresh.headers["ETag"]))
    assert (answer.status_code, answer.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "CDN-Cache-Control"):
        assert answer.headers[name] == fresh.headers[name]


def test_a_tag_of_one_encoding_is_not_taken_for_another(stack: FinishedPages) -> None:
    tags = {ask(stack, Accept_Encoding=name).headers["ETag"] for name in ("identity", "gzip", "br")}
    assert len(tags) == 3
    for tag in tags:
        answers = [ask(stack, Accept_Encoding=name, If_None_Match=tag) for name in ("identity", "gzip", "br")]
        assert sorted(answer.status_code for answer in answers) == [200, 200, 304]


def test_a_tag_changes_with_the_page(stack: FinishedPages, inside: Inside, day: Day) -> None:
    old = ask(stack).headers["ETag"]
    inside.body, day.today = TEXT + b"!", day.today + timedelta(days=1)
    answer = ask(stack, If_None_Match=old)
    assert (answer.status_code, answer.data) == (200, TEXT + b"!")


def test_nothing_of_yesterday_is_sent_when_the_day_turns(stack: FinishedPages, inside: Inside, day: Day) -> None:
    """A claim expires with the day; a page kept over midnight would show it as current."""
    ask(stack, "/es/")
    ask(stack, "/en/")
    day.today += timedelta(days=1)
    inside.body = b"today"
    assert ask(stack, "/es/").data == b"today"
    assert len(stack._pages) == 1, "Pages of yesterday take up room."


def test_nothing_with_a_query_is_kept(stack: FinishedPages, inside: Inside) -> None:
    for _ in range(2):
        assert ask(stack, "/es/?q=word").data == TEXT
    assert ask(stack, "/es/").data == TEXT
    assert len(inside.asked) == 3
    assert len(stack._pages) == 1


@pytest.mark.parametrize("status", ["404 NOT FOUND", "301 MOVED PERMANENTLY", "500 INTERNAL SERVER ERROR", "206 PART"])
def test_only_good_answers_are_kept(stack: FinishedPages, inside: Inside, status: str) -> None:
    inside.status = status
    assert [ask(stack).status for _ in range(2)] == [status] * 2
    assert len(inside.asked) == 2
    inside.status = "200 OK"
    assert ask(stack).status_code == 200


def test_what_shared_caches_may_not_have_is_not_kept(stack: FinishedPages, inside: Inside) -> None:
    inside.headers = [("Content-Type", "text/html; charset=utf-8"), NO_STORE, ("Vary", "Accept-Language")]
    for _ in range(2):
        answer = ask(stack, Accept_Encoding="br")
        assert answer.data == TEXT
        assert answer.headers["Vary"] == "Accept-Language"
    assert len(inside.asked) == 2


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "FOO"])
def test_other_methods_are_the_applications_to_refuse(stack: FinishedPages, inside: Inside, method: str) -> None:
    ask(stack)
    ask(stack, method=method)
    assert len(inside.asked) == 2


def test_there_is_a_bound_to_what_is_kept(
    stack: FinishedPages, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finished, "MAX_PAGES", 3)
    for number in range(5):
        assert ask(stack, f"/{number}").data == TEXT
    assert len(stack._pages) == 3
    assert ask(stack, "/4").data == TEXT


def test_many_readers_at_once_get_whole_pages(stack: FinishedPages, day: Day) -> None:
    def read(number: int) -> bytes:
        if number == 100:
            day.today += timedelta(days=1)
        return ask(stack, f"/{number % 7}", "GET", Accept_Encoding="br").data

    with ThreadPoolExecutor(8) as readers:
        bodies = list(readers.map(read, range(200)))
    assert {brotli.decompress(body) for body in bodies} == {TEXT}
    assert len(stack._pages) <= 7


def test_pages_made_ahead_are_there_for_the_first_reader(stack: FinishedPages, inside: Inside) -> None:
    assert stack.warm(["/es/", "/en/", "/es/about"]) == 3
    inside.asked.clear()
    assert ask(stack, "/es/about", Accept_Encoding="br").status_code == 200
    assert inside.asked == []


def test_pages_made_ahead_are_never_larger(app: Flask, inside: Inside, day: Day) -> None:
    inside.body = app.test_client().get("/es/").data
    quick, best = FinishedPages(inside, day), FinishedPages(inside, day)
    best.warm(["/es/"])
    for encoding in ("br", "gzip"):
        sizes = [len(ask(stack, Accept_Encoding=encoding).data) for stack in (best, quick)]
        assert sizes == sorted(sizes)


def test_a_page_that_cannot_be_made_ahead_is_left_to_its_reader(stack: FinishedPages, inside: Inside) -> None:
    inside.status = "404 NOT FOUND"
    assert stack.warm(["/es/"]) == 0
    assert ask(stack).status_code == 404


def test_the_whole_inventory_can_be_made_ahead(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished, "BEST", finished.QUICK)
    addresses = app.extensions["inventory"].addresses()
    unkept = {"/"}  # The chooser depends on who asks.
    stack = app.extensions["finished"]
    stack.warm(addresses)
    kept = {path for path, _ in stack._pages}
    assert set(addresses) - kept == unkept
