"""What is written about visitors: nothing."""

import logging
import re
import sys
from collections.abc import Iterator
from io import StringIO
from itertools import cycle, islice
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.pages import views as pages
from portal.site import logs
from portal.site.logs import FIELDS, configure_logging
from tests.site.conftest import Server
from tests.site.raw_requests import CANARY, CLAIMED_ADDRESS, FAULTS, TELLING_HEADERS, write_request

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

#: Requests come from these, so that any address in a log is a visitor's.
SOURCES = ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6"]

REQUESTS = 1000

_FORM = f"name={CANARY}&zip=90210".encode()

#: Good requests and clumsy ones, all of which the application itself answers.
ANSWERED = [
    *(
        write_request(method, target, TELLING_HEADERS)
        for method in ("GET", "HEAD")
        for target in ("/es/", f"/es/?q={CANARY}", f"/en/rights/apply?next=//{CANARY}.example", f"/{CANARY}", "/ES")
    ),
    *(
        write_request(method, f"/es/{CANARY}?{CANARY}", TELLING_HEADERS, _FORM)
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", CANARY.upper())
    ),
    write_request("GET", "/es/", {**TELLING_HEADERS, "If-None-Match": f'"{CANARY}"'}),
    write_request("GET", f"/es/changes.atom?{CANARY * 400}", TELLING_HEADERS),
    write_request("GET", f"/static/{CANARY}.js", TELLING_HEADERS),
    write_request("GET", f"/es/about?{CANARY}", TELLING_HEADERS, _FORM),
]

_LINE = re.compile(r"(\d{4}-\d\d-\d\d) ([A-Z]+) (\S+) (\d{3}) (\d+) (\d+\.\d+)")
_ERROR = re.compile(r"(?:ERROR|WARNING) [\w.]+ [A-Za-z]+ \S+\.py:\d+(?: [0-9a-f]{8})?")

METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "OTHER"}


def check_request_line(line: str, app: Flask) -> None:
    """Hold a line to the six fields, each of which can only say what we already know."""
    match = _LINE.fullmatch(line)
    assert match, f"This is no line of {FIELDS}: {line}"
    assert len(match.groups()) == len(FIELDS)
    assert match[2] in METHODS
    assert match[3] in {"-", *(rule.rule for rule in app.url_map.iter_rules())}


def read_folder(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_record_of_who_visited(server: Server, translations: Path, app: Flask) -> None:
    before, compiled = len(server.lines()), read_folder(translations)
    answered = list(islice(cycle(ANSWERED), REQUESTS * 4 // 5))
    malformed = list(islice(cycle(FAULTS.values()), REQUESTS - len(answered)))
    for request, source in zip([*answered, *malformed], cycle(SOURCES), strict=False):
        assert server.send(request, source).startswith(b"HTTP/1.1 ") or request in malformed

    written = server.lines()
    requests = [line for line in written if not _ERROR.fullmatch(line)]
    assert len(written) - before >= len(answered)
    for line in requests:
        check_request_line(line, app)
    for trace in (CANARY, CANARY.upper(), CLAIMED_ADDRESS, "90210", *SOURCES):
        assert trace not in "\n".join(written), f"{trace} is in the log."
    assert read_folder(server.folder) == {}
    assert read_folder(translations) == compiled


def test_failures_of_the_shipped_server_are_written_without_their_text(server: Server) -> None:
    answer = server.send(write_request("GET", f"/es/about?{CANARY}", TELLING_HEADERS, _FORM))
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert any(_ERROR.fullmatch(line) and "RuntimeError" in line for line in server.lines())


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """All that the shipped configuration writes while a test runs."""
    root = logging.getLogger()
    ours, others, level = logs.REQUESTS.handlers, root.handlers, root.level
    buffer = StringIO()
    monkeypatch.setattr(sys, "stdout", buffer)
    monkeypatch.setattr(sys, "stderr", buffer)
    configure_logging()
    yield buffer
    logs.REQUESTS.handlers, root.handlers = ours, others
    root.setLevel(level)


def _fail_with_what_was_sent() -> str:
    raise ValueError(f"{CANARY} typed this")


def test_an_exception_is_logged_by_type_and_place_alone(
    app: Flask, client: FlaskClient, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "pages.about", _fail_with_what_was_sent)
    assert client.get(f"/es/about?{CANARY}").status_code == 500
    error, line = written.getvalue().splitlines()
    assert re.fullmatch(r"ERROR portal ValueError \S+test_logs\.py:\d+", error)
    check_request_line(line, app)


def test_the_last_resort_is_logged_with_an_id_and_without_text(
    app: Flask, client: FlaskClient, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_again(*_names: str, **_words: object) -> str:
        raise ValueError(CANARY)

    monkeypatch.setitem(app.view_functions, "pages.about", _fail_with_what_was_sent)
    monkeypatch.setattr(pages, "render_template", fail_again)
    assert client.get(f"/es/about?{CANARY}").status_code == 500
    assert CANARY not in written.getvalue()
    assert re.search(r"^ERROR portal\.errors ValueError \S+:\d+ [0-9a-f]{8}$", written.getvalue(), re.MULTILINE)


@pytest.mark.parametrize("name", ["werkzeug", "granian", "_granian", "gunicorn.error", "gunicorn.access", "flask.app"])
def test_every_server_logs_through_our_formatter(name: str, written: StringIO) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger(name).exception("A request failed: %s", CANARY)
    assert re.fullmatch(rf"ERROR {re.escape(name)} ValueError \S+:\d+\n", written.getvalue())


def test_arguments_of_a_message_are_left_out(written: StringIO) -> None:
    logging.getLogger("portal.errors").warning("Bad request from %s", "127.0.0.2")
    assert written.getvalue() == "WARNING portal.errors Bad request from %s\n"


def test_other_loggers_may_say_only_where_they_spoke(written: StringIO) -> None:
    """Their text may have been put together before, with a visitor's words in it."""
    logging.getLogger("somebody.else").warning("Bad request from " + "127.0.0.2")
    assert re.fullmatch(r"WARNING somebody\.else \S+test_logs\.py:\d+\n", written.getvalue())


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "QUETZAL", "get", "GET /es/ 200"])
def test_a_method_outside_the_known_ones_is_logged_as_other(
    method: str, app: Flask, client: FlaskClient, written: StringIO
) -> None:
    client.open("/es/", method="GET", environ_overrides={"REQUEST_METHOD": method})
    (line,) = written.getvalue().splitlines()
    check_request_line(line, app)
    assert line.split()[1] == "OTHER"


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/es/rights/apply", "/<locale:locale>/rights/<slug>", "200"),
        ("/es/rights/quetzal", "/<locale:locale>/rights/<slug>", "404"),
        ("/quetzal", "-", "404"),
        ("/static/quetzal.js", "/static/<name>", "404"),
    ],
)
def test_a_line_names_the_route_and_never_the_path(
    path: str, route: str, status: str, client: FlaskClient, written: StringIO
) -> None:
    size = len(client.get(path).data)
    _date, method, *rest = written.getvalue().split()
    assert [method, *rest[:3]] == ["GET", route, status, str(size)]


def test_a_kept_page_is_logged_like_a_new_one(app: Flask, client: FlaskClient, written: StringIO) -> None:
    for _ in range(2):
        client.get("/es/privacy")
    first, second = (line.split()[1:5] for line in written.getvalue().splitlines())
    assert first == second
