"""The portal as an operator starts it, for a browser to visit."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import HOST
from tests.conftest import TODAY


@dataclass(frozen=True)
class ShippedSite:
    """The portal as an operator starts it.

    :param address: where it is.
    :param folder: its home, working and temporary folder in one.
    :param output: all that it writes to stdout and stderr.
    """

    address: str
    folder: Path
    output: Path


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "The server stopped."
        try:
            socket.create_connection((HOST, port), timeout=30).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The server does not listen.")


@contextmanager
def serve_shipped(folder: Path, output: Path, translations: Path) -> Iterator[ShippedSite]:
    """Run the shipped server, with every language and with nothing finished ahead."""
    port = find_free_port()
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PORTAL_TRANSLATIONS": str(translations),
        "PORTAL_TODAY": TODAY.isoformat(),
        "PORTAL_OFFER": "all",
        "PORTAL_PSEUDO": "1",
        "PORTAL_WARM": "0",
    }
    command = [str(Path(sys.executable).with_name("portal")), "serve", "--port", str(port)]
    with output.open("wb") as written:
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=written, stderr=written)
        try:
            wait_until_it_answers(port, process)
            yield ShippedSite(f"http://{HOST}:{port}", folder, output)
        finally:
            process.terminate()
            process.wait(timeout=30)
