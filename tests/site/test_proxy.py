"""The shipped proxy configuration, run for real in front of the shipped server.

Only its addresses, folders and certificates are changed; the rest is
``deploy/nginx.conf`` as an operator gets it.
"""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(sys.executable).with_name("portal")
CANARY = "quetzal7canary"

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(
        not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx or openssl is not installed"
    ),
]


@dataclass
class Proxy:
    """A running proxy and the portal behind it."""

    port: int
    folder: Path
    portal: subprocess.Popen[bytes]

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Send one request; give status, headers and text."""
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=20)
        connection.request(method, path, body=body, headers={"Host": "portal.example.org", **headers})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def stop_portal(self) -> None:
        """Stop the portal and leave the proxy alone."""
        os.killpg(self.portal.pid, signal.SIGKILL)
        self.portal.wait(timeout=10)
        (self.folder / "portal.sock").unlink(missing_ok=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_configuration(folder: Path, port: int) -> Path:
    text = (ROOT / "deploy/nginx.conf").read_text()
    # Started by root, nginx would give its workers to a user who may not enter the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    for old, new in {
        "listen 80 default_server;": f"listen 127.0.0.1:{_free_port()} default_server;",
        "listen 443 ssl default_server;": f"listen 127.0.0.1:{_free_port()} ssl default_server;",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/portal/fullchain.pem": str(folder / "cert.pem"),
        "/etc/ssl/portal/key.pem": str(folder / "key.pem"),
        "/run/portal/portal.sock": str(folder / "portal.sock"),
        "/srv/portal": str(folder),
        "/dev/shm/portal": str(folder / "cache"),
        "worker_processes auto;": f"worker_processes 1;\npid {folder}/nginx.pid;\n{user}",
    }.items():
        assert old in text, f"deploy/nginx.conf has no “{old}”."
        text = text.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(text)
    return path


def _make_certificate(folder: Path) -> None:
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=portal.example.org -keyout key.pem -out cert.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)


def _wait_until_up(proxy: Proxy) -> None:
    for _ in range(150):
        try:
            if proxy.ask("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("The portal did not come up behind the proxy.")


@contextmanager
def run_proxy(tmp_path: Path, translations: Path) -> Iterator[Proxy]:
    environ = {
        **os.environ,
        "PORTAL_BASE_URL": "https://portal.example.org",
        "PORTAL_TRANSLATIONS": str(translations),
        "PORTAL_WARM": "0",
    }
    subprocess.run([SCRIPT, "offline", str(tmp_path / "offline")], env=environ, check=True, capture_output=True)
    _make_certificate(tmp_path)
    port = _free_port()
    configuration = _write_configuration(tmp_path, port)
    logs = (tmp_path / "portal.log").open("wb")
    portal = subprocess.Popen(
        [SCRIPT, "serve", "--uds", str(tmp_path / "portal.sock")],
        env=environ, stdout=logs, stderr=logs, start_new_session=True,
    )  # fmt: skip
    nginx = subprocess.Popen(
        ["nginx", "-e", "/dev/null", "-c", str(configuration), "-p", str(tmp_path), "-g", "daemon off;"],
        stdout=logs, stderr=logs,
    )  # fmt: skip
    running = Proxy(port, tmp_path, portal)
    try:
        _wait_until_up(running)
        yield running
    finally:
        nginx.terminate()
        nginx.wait(timeout=10)
        if portal.poll() is None:
            os.killpg(portal.pid, signal.SIGKILL)
            portal.wait(timeout=10)
        logs.close()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, translations: Path) -> Iterator[Proxy]:
    """One that stays up."""
    with run_proxy(tmp_path_factory.mktemp("proxy"), translations) as running:
        yield running


@pytest.fixture
def own_proxy(tmp_path: Path, translations: Path) -> Iterator[Proxy]:
    """One whose portal a test may kill."""
    with run_proxy(tmp_path, translations) as running:
        yield running


def test_the_proxy_passes_pages_and_headers_on(proxy: Proxy) -> None:
    status, headers, text = proxy.ask("/es/rights/apply")
    assert status == 200
    assert '<html lang="es"' in text
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "body"), [("POST", b"x" * 60_000), ("POST", b"x" * 90_000), ("PUT", b"x"), ("FOO", None)]
)
def test_the_proxy_refuses_what_is_not_reading(proxy: Proxy, method: str, body: bytes | None) -> None:
    status, headers, text = proxy.ask("/es/", method, body)
    assert status in {405, 413}
    assert headers["allow"] == "GET, HEAD"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert 'href="tel:911"' in text


def test_nothing_with_a_query_is_kept(proxy: Proxy) -> None:
    proxy.ask(f"/es/?story={CANARY}")
    assert not [
        file for file in (proxy.folder / "cache").rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()
    ]


def test_pages_stay_when_the_portal_dies(own_proxy: Proxy) -> None:
    """A stale page is served from memory; a page nobody has asked for becomes the ready-made one."""
    fresh = own_proxy.ask("/es/rights/apply")[2]
    own_proxy.stop_portal()
    status, _, stale = own_proxy.ask("/es/rights/apply")
    assert (status, stale) == (200, fresh)
    status, headers, text = own_proxy.ask("/es/rights/coping")
    assert status == 503
    assert headers["cache-control"] == "no-store"
    assert 'lang="es"' in text
    assert 'href="tel:988"' in text


def test_the_proxy_keeps_no_record(own_proxy: Proxy) -> None:
    marks = {
        "User-Agent": CANARY,
        "Referer": f"https://x.example/{CANARY}",
        "Cookie": CANARY,
        "X-Forwarded-For": "203.0.113.7",
    }
    for path in ("/es/", f"/es/{CANARY}", f"/es/?q={CANARY}", "/es/rights/apply", f"/{CANARY}" * 30):
        own_proxy.ask(path, **marks)
    own_proxy.ask("/es/", "POST", CANARY.encode() * 4000, **marks)
    own_proxy.stop_portal()
    own_proxy.ask(f"/es/{CANARY}", **marks)
    for file in own_proxy.folder.rglob("*"):
        if file.is_file():
            body = file.read_bytes()
            assert CANARY.encode() not in body, file.name
            assert b"203.0.113.7" not in body, file.name
