"""Finished, compressed pages in front of Flask.

A page is a function of address, locale, data and date, so once made it is kept
until the day turns or the data is exchanged under the running site. Only
answers that say shared caches may have them are kept, under the bare path:
nothing with a query, nothing that names a reader. Compressing is dear (sixteen
times a cached answer), so it happens on a miss and, better, ahead of the first
reader.
"""

import gzip
import hashlib
import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import brotli

from portal.site.headers import IMMUTABLE, SHARED_CACHES, SHARED_SHORTLY
from portal.site.logs import ROUTE_KEY, WsgiApp

#: Every address there is times every locale stays well below this.
MAX_PAGES = 20_000

#: On a miss a reader is waiting; ahead of time nobody is.
QUICK, BEST = 5, 11

#: A view sets it on an answer made for one visitor's choice: there are more choices than memory.
PASSING_KEY = "portal.passing"

_TEXT = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/xml",
    "application/manifest+json",
    "image/svg",
)


@dataclass(frozen=True, slots=True)
class Finished:
    """One answer, ready to send.

    :param headers: without length, encoding and entity tag.
    :param bodies: encoding → bytes; ``identity`` is always there.
    :param tag: a hash of the identity body.
    """

    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    tag: str
    route: str


_VARY = ("Vary", "Accept-Encoding")


def _compress_for(encoding: str, body: bytes, quality: int) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality, mode=brotli.MODE_TEXT))
    return gzip.compress(body, compresslevel=9 if quality == BEST else 6, mtime=0)


def _compress(body: bytes, quality: int) -> dict[str, bytes]:
    return {encoding: _compress_for(encoding, body, quality) for encoding in ("br", "gzip")}


def _accepted(header: str) -> list[str]:
    """List the encodings a header accepts, in our order of preference (RFC 9110, 12.5.3)."""
    qualities = {}
    for item in header[:500].lower().split(","):
        name, _, parameters = item.partition(";")
        quality = parameters.replace(" ", "").removeprefix("q=") or "1"
        qualities[name.strip()] = not quality.strip("0.") == ""
    return [name for name in ("br", "gzip") if qualities.get(name, qualities.get("*", False))]


def _is_kept(headers: Iterable[tuple[str, str]]) -> bool:
    return any(header in {SHARED_CACHES, SHARED_SHORTLY, IMMUTABLE} for header in headers)


class FinishedPages:
    """A WSGI layer that answers from finished pages and asks Flask for the rest.

    :param app: the application inside.
    :param edition: tells what a page is kept for: the day, and the data that may change under the running site.
    """

    def __init__(self, app: WsgiApp, edition: Callable[[], Hashable]) -> None:
        self._app = app
        self._edition = edition
        self._pages: dict[tuple[str, Hashable], Finished] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer from a finished page, or let the application answer."""
        if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return self._app(environ, start_response)
        if environ.get("QUERY_STRING"):
            environ[PASSING_KEY] = True
        key = (environ.get("PATH_INFO", ""), self._edition())
        page = None if environ.get(PASSING_KEY) else self._pages.get(key)
        if page is None:
            made = self._make(environ, QUICK)
            if not isinstance(made, Finished):
                return _pass_on(*made, environ, start_response)
            page = made
            self._keep(key, page)
        environ[ROUTE_KEY] = page.route
        return _send(page, environ, start_response)

    def _make(self, environ: dict[str, Any], quality: int) -> "Finished | tuple[str, list[tuple[str, str]], bytes]":
        """Ask the application; give a finished page, or its answer as it is when that may not be kept."""
        answer: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], Any]:
            answer[:] = [status, headers]
            return lambda _data: None

        # A HEAD must not be remembered as a page without a body.
        inner = {**environ, "REQUEST_METHOD": "GET"} if environ["REQUEST_METHOD"] == "HEAD" else environ
        result = self._app(inner, start)
        body = b"".join(result)
        getattr(result, "close", lambda: None)()
        environ |= {key: inner[key] for key in (ROUTE_KEY, PASSING_KEY) if key in inner}
        environ.setdefault(ROUTE_KEY, "-")
        status, headers = answer
        if status != "200 OK" or not _is_kept(headers) or environ.get(PASSING_KEY):
            return status, headers, body
        kept = tuple((name, value) for name, value in headers if name.lower() not in {"content-length", "etag"})
        bodies = {"identity": body}
        if dict(headers).get("Content-Type", "").startswith(_TEXT):
            bodies |= _compress(body, quality)
        return Finished(kept, bodies, hashlib.sha256(body).hexdigest()[:20], environ[ROUTE_KEY])

    def _keep(self, key: tuple[str, Hashable], page: Finished) -> None:
        with self._lock:
            if any(edition != key[1] for _, edition in list(self._pages)[:1]):
                self._pages.clear()
            if len(self._pages) < MAX_PAGES:
                self._pages[key] = page

    def warm(self, addresses: Iterable[str]) -> int:
        """Make pages ahead of their readers, compressed as well as can be.

        :return: how many pages are kept.
        """
        for address in addresses:
            # The edition is read first: a page made just before midnight is yesterday's.
            key = (address, self._edition())
            made = self._make(_bare_environ(address), BEST)
            if isinstance(made, Finished):
                self._keep(key, made)
        return len(self._pages)


def _pass_on(
    status: str,
    headers: list[tuple[str, str]],
    body: bytes,
    environ: dict[str, Any],
    start_response: Callable[..., Any],
) -> list[bytes]:
    """Send an answer that is not kept; a page made for one choice is compressed all the same.

    Errors and the chooser are not: they are small, and a flood would ask for nothing else.
    """
    accepted = _accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
    is_text = dict(headers).get("Content-Type", "").startswith(_TEXT)
    if environ.get(PASSING_KEY) and status == "200 OK" and is_text and "Vary" not in dict(headers):
        headers = [*(header for header in headers if header[0].lower() != "content-length"), _VARY]
        if accepted:
            body = _compress_for(accepted[0], body, QUICK)
            headers.append(("Content-Encoding", accepted[0]))
        headers.append(("Content-Length", str(len(body))))
    start_response(status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _bare_environ(address: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _send(page: Finished, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    encoding = next(
        (name for name in _accepted(environ.get("HTTP_ACCEPT_ENCODING", "")) if name in page.bodies), "identity"
    )
    tag = f'"{page.tag}-{encoding}"'
    headers = [*page.headers, ("ETag", tag)]
    if len(page.bodies) > 1:
        headers.append(_VARY)
    # A proxy that touches a body marks its tag as weak; it is the same page (RFC 9110, 13.1.2).
    if tag in [part.strip().removeprefix("W/") for part in environ.get("HTTP_IF_NONE_MATCH", "").split(",")]:
        start_response("304 Not Modified", headers)
        return []
    body = page.bodies[encoding]
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]
