"""``portal translations preview``: on this machine only, and with a plain word where it cannot start."""

import http.client
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.translators.desk import Desk
from portal.translators.previews import command as preview_command
from portal.translators.previews.command import preview
from portal.translators.previews.server import open_server
from tests.translators.previewing import REGISTRY, Bench, make_bench

Run = Callable[..., Result]


@pytest.fixture
def bench(translations: Path, tmp_path: Path) -> Bench:
    return make_bench(translations / "messages.pot", tmp_path / "translations")


class _Stopped:
    """A server that somebody stops at once."""

    def __enter__(self) -> "_Stopped":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def serve_forever(self) -> None:
        raise KeyboardInterrupt


@pytest.fixture
def run(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(preview_command, "open_server", lambda _app, _port: _Stopped())

    def invoke(*arguments: str) -> Result:
        environ = {"PORTAL_TRANSLATIONS": str(bench.folder)}
        return CliRunner().invoke(preview, arguments, env=environ, obj=Desk(bench.config))

    return invoke


def test_it_says_where_the_preview_is_and_how_to_stop_it(run: Run) -> None:
    result = run("--locale", "vi", "--port", "8123")
    assert result.exit_code == 0
    assert "http://127.0.0.1:8123/vi/" in result.output
    assert "Ctrl+C" in result.output


def test_every_started_language_is_shown_where_none_is_named(run: Run, bench: Bench) -> None:
    bench.start(REGISTRY["th"])
    assert {"/vi/", "/th/"} <= {line[-4:] for line in run().output.splitlines()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--locale", "tlh"], "No such language"),
        (["--locale", "en"], "No such language"),
        (["--locale", "th"], "portal translations init th"),
        (["--editor", "javascript:alert(1)//{path}"], "vscode://file/{path}:{line}"),
        (["--editor", "file://{path}"], "vscode://file/{path}:{line}"),
        (["--editor", "code {path}"], "vscode://file/{path}:{line}"),
        (["--editor", "vscode://file/:{line}"], "vscode://file/{path}:{line}"),
    ],
)
def test_what_it_cannot_show_is_told_with_the_cure(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert words in str(result.exception)


def test_without_a_started_language_it_says_how_to_start_one(run: Run, bench: Bench) -> None:
    bench.path.unlink()
    assert "portal translations init" in str(run().exception)


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_a_port_that_is_none_is_refused(run: Run, port: str) -> None:
    assert run("--port", port).exit_code == 2


def test_no_option_opens_it_to_other_machines() -> None:
    assert {parameter.name for parameter in preview.params} == {"codes", "port", "editor"}


@pytest.mark.enable_socket
def test_it_listens_on_this_machine_alone(bench: Bench) -> None:
    with open_server(bench.preview(), 0) as server:
        host, port = server.server_address[:2]
        assert host == "127.0.0.1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/vi/")
            response = connection.getresponse()
            body = response.read()
            connection.close()
        finally:
            server.shutdown()
            thread.join()
    assert response.status == 200
    assert b'id="messages"' in body


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_named(bench: Bench) -> None:
    site = bench.preview()
    with open_server(site, 0) as first, pytest.raises(Exception, match="--port .* Something listens there already"):
        open_server(site, first.server_port)
