"""Downloading: who we say we are, and what is not taken from a host."""

import http.client
import io
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPSHandler, Request

import pytest

from portal.config import Config
from portal.data import DataError
from portal.letters.officials import fetching
from portal.letters.officials.facts import Facts
from portal.letters.officials.fetching import Fetcher, NotPublished, name_ourselves, open_https
from tests.letters.officials.web import Answer, Web, publish

DAY = date(2026, 11, 22)


def fetch(web: Web, facts: Facts, folder: Path, key: str = "congress", **options: object) -> object:
    return Fetcher("portal (tests)", web, **options).fetch(facts.datasets[key], folder, DAY)  # type: ignore[arg-type]


def test_a_file_is_downloaded_with_its_hash_and_age(facts: Facts, tmp_path: Path) -> None:
    web = publish(facts, {"congress": b"[]"})
    original = Fetcher("portal (tests)", web).fetch(facts.datasets["congress"], tmp_path, DAY)
    assert original.path.read_bytes() == b"[]"
    assert original.sha256 == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
    assert (original.day, original.vintage, original.size) == (DAY, "Mon, 15 Jun 2026 01:02:03 GMT", 2)
    assert original.url == facts.datasets["congress"].url


def test_we_say_who_asks_and_how_to_reach_us() -> None:
    config = Config(base_url="https://portal.example", contact="team@portal.example")
    assert name_ourselves(config) == "portal (+https://portal.example; team@portal.example)"
    assert "no contact" in name_ourselves(Config())


def test_a_request_carries_nothing_else(facts: Facts, tmp_path: Path) -> None:
    web = publish(facts, {"congress": b"[]"})
    fetch(web, facts, tmp_path)
    assert dict(web.requests[0].header_items()) == {"User-agent": "portal (tests)", "Accept-encoding": "identity"}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (URLError("Name or service not known"), "Name or service not known"),
        (TimeoutError("timed out"), "timed out"),
        (ssl.SSLCertVerificationError("certificate verify failed"), "certificate verify failed"),
        (ConnectionResetError("reset"), "reset"),
        (http.client.BadStatusLine("nonsense"), "nonsense"),
        (HTTPError("https://x/", 503, "", Message(), io.BytesIO()), "503"),
    ],
)
def test_a_failure_is_one_sentence_with_the_address(facts: Facts, tmp_path: Path, error: Exception, words: str) -> None:
    with pytest.raises(DataError) as caught:
        fetch(publish(facts, {"congress": error}), facts, tmp_path)
    assert words in caught.value.problem
    assert caught.value.entry == facts.datasets["congress"].url
    assert not isinstance(caught.value, NotPublished)


def test_a_file_that_is_not_published_is_told_apart(facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(NotPublished):
        fetch(publish(facts, {}), facts, tmp_path, "cd120")


def test_a_file_over_its_limit_is_not_read_to_the_end(facts: Facts, tmp_path: Path) -> None:
    """Fifty megabytes where ten are the most."""
    web = publish(facts, {"congress": b" " * 50_000_000})
    with pytest.raises(DataError, match="over 10,000,000 bytes"):
        fetch(web, facts, tmp_path)
    assert (tmp_path / "congress.json").stat().st_size <= 10_000_000


def test_a_file_that_did_not_arrive_whole_is_refused(facts: Facts, tmp_path: Path) -> None:
    web = publish(facts, {"congress": b"[]"})
    web.headers["Content-Length"] = "1469386"
    with pytest.raises(DataError, match="whole"):
        fetch(web, facts, tmp_path)


def test_a_host_that_sends_a_byte_a_minute_is_given_up(facts: Facts, tmp_path: Path) -> None:
    minutes = iter(range(0, 60_000, 60))
    web = publish(facts, {"congress": b" " * 9_000_000})
    with pytest.raises(DataError, match="too long"):
        fetch(web, facts, tmp_path, clock=lambda: float(next(minutes)), seconds=5.0)


def test_a_file_that_is_only_imported_is_not_asked_for(facts: Facts, tmp_path: Path) -> None:
    web = publish(facts, {})
    for dataset in (facts.datasets["zccd"], replace(facts.datasets["congress"], url="http://a.example/x")):
        with pytest.raises(DataError, match="not downloaded"):
            Fetcher("portal (tests)", web).fetch(dataset, tmp_path, DAY)
    assert web.asked == []


def test_an_age_that_is_no_date_is_left_out(facts: Facts, tmp_path: Path) -> None:
    web = publish(facts, {"congress": b"[]"})
    web.headers["Last-Modified"] = "<script>"
    assert Fetcher("portal (tests)", web).fetch(facts.datasets["congress"], tmp_path, DAY).vintage is None


def moved(to: str) -> Callable[[HTTPSHandler, Request], Answer]:
    """Answer every request with a redirect."""

    def answer(_handler: HTTPSHandler, request: Request) -> Answer:
        headers = Message()
        headers["Location"] = to
        found = Answer(b"[]", headers)  # type: ignore[arg-type]
        at_home = request.full_url.endswith("/there")
        for name, value in {"code": 200 if at_home else 301, "msg": "", "status": 200}.items():
            setattr(found, name, value)
        found.info = lambda: headers  # type: ignore[attr-defined]
        found.read = lambda: b""  # type: ignore[attr-defined]
        return found

    return answer


@pytest.mark.parametrize("to", ["https://other.example/there", "http://host.example/there", "file:///etc/passwd"])
def test_a_redirect_to_another_host_or_scheme_is_not_followed(monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setattr(HTTPSHandler, "https_open", moved(to))
    with pytest.raises((DataError, HTTPError)):
        open_https(Request("https://host.example/here"), 1.0)


def test_a_redirect_on_the_same_host_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HTTPSHandler, "https_open", moved("https://host.example/there"))
    assert open_https(Request("https://host.example/here"), 1.0).read1(10) == b"[]"


@pytest.mark.parametrize("address", ["http://host.example/", "ftp://host.example/", "file:///etc/hostname", "data:,x"])
def test_no_other_scheme_is_opened(address: str) -> None:
    with pytest.raises(DataError, match="not https"):
        open_https(Request(address), 1.0)


def test_certificates_are_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    contexts = []

    class Seen(HTTPSHandler):
        def __init__(self, context: ssl.SSLContext) -> None:
            contexts.append(context)
            super().__init__(context=context)

    monkeypatch.setattr(HTTPSHandler, "https_open", moved("https://host.example/there"))
    monkeypatch.setattr(fetching, "HTTPSHandler", Seen)
    open_https(Request("https://host.example/there"), 1.0)
    assert contexts[0].verify_mode is ssl.CERT_REQUIRED
    assert contexts[0].check_hostname
