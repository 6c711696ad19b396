"""The shipped server, started once the way an operator starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import TODAY

#: Loaded by every Python the server starts: “About” fails, and its failure quotes all that the visitor sent.
_FAILING_PAGE = """
import flask

render = flask.render_template


def render_or_fail(template, **words):
    if template == "pages/about.html":
        raise RuntimeError(f"{flask.request.environ} {flask.request.get_data()}")
    return render(template, **words)


flask.render_template = render_or_fail
"""


@dataclass(frozen=True)
class Server:
    """A running portal.

    :param port: where it listens on 127.0.0.1.
    :param folder: its working, home and temporary folder in one.
    :param output: what it has written to stdout and stderr, outside of that folder.
    """

    port: int
    folder: Path
    output: Path

    def connect(self, source: str = "127.0.0.2") -> socket.socket:
        """Open a connection that comes from an address of its own."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(source, 0))

    def send(self, request: bytes, source: str = "127.0.0.2") -> bytes:
        """Send bytes, and give all that comes back until the server closes."""
        with self.connect(source) as connection:
            try:
                connection.sendall(request)
            except ConnectionError:
                pass  # It may refuse before it has read everything; its answer is there all the same.
            return read_all(connection)

    def lines(self) -> list[str]:
        """List what it has written, without the line that says where it is."""
        lines = self.output.read_text().splitlines()
        return [line for line in lines if not line.startswith("The portal is at ")]


def read_all(connection: socket.socket) -> bytes:
    """Read until the other side closes or breaks off."""
    pieces = []
    try:
        while piece := connection.recv(65536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, f"The server stopped:\n{server.output.read_text()}"
        try:
            server.connect().close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"The server does not listen:\n{server.output.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, translations: Path) -> Iterator[Server]:
    """The shipped server with the shipped settings, but for the folders and one page that fails."""
    folder, beside = tmp_path_factory.mktemp("server"), tmp_path_factory.mktemp("beside")
    (beside / "sitecustomize.py").write_text(_FAILING_PAGE)
    server = Server(_free_port(), folder, beside / "output.txt")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONPATH": str(beside),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PORTAL_TRANSLATIONS": str(translations),
        "PORTAL_TODAY": TODAY.isoformat(),
    }
    command = [str(Path(sys.executable).with_name("portal")), "serve", "--port", str(server.port)]
    with server.output.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=output, stderr=output)
        try:
            _wait_until_it_answers(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)
