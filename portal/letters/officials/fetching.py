"""The only place that speaks to other hosts, and never while a reader is being answered.

Publishers' files over HTTPS with their certificates verified, from the hosts
named in ``officials.toml`` and nowhere a redirect may point, no larger and no
longer than a limit. Only the operator's commands come here.
"""

import http.client
import re
import ssl
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from portal.config import Config
from portal.data import DataError
from portal.letters.officials.datasets import Dataset
from portal.letters.officials.originals import Original, describe

#: Seconds to wait for a host to say anything, and for one whole file.
_PATIENCE, _WHOLE_FILE = 20.0, 600.0

_CHUNK = 1 << 16


class NotPublished(DataError):
    """A file its publisher does not have: for one that is only expected, that is an answer."""


class Answer(Protocol):
    """What an opener gives: the part of ``http.client.HTTPResponse`` that is used."""

    headers: Any

    def read1(self, size: int = ..., /) -> bytes:
        """Read what has arrived."""

    def close(self) -> None:
        """End the connection."""


Open = Callable[[Request, float], Answer]


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect on the same host alone."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """Refuse to be sent elsewhere, where nobody checked who publishes."""
        target = urlsplit(newurl)
        if target.scheme != "https" or target.netloc != req.host:
            raise DataError(
                req.host or "", "redirect", "The file has moved to another host.", "Check it and edit officials.toml."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def open_https(request: Request, patience: float) -> Answer:
    """Open an address with certificates verified.

    :raises DataError: for another scheme, or a redirect to another host.
    """
    if request.type != "https":
        raise DataError("officials.toml", "url", f"“{request.type}” is not https.", "Write the address with https://.")
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPSHandler(context=ssl.create_default_context()),
        _SameHost(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    answer: Answer = opener.open(request, timeout=patience)
    return answer


def name_ourselves(config: Config) -> str:
    """Say who asks, so that a publisher can write to the operator."""
    return f"portal (+{config.base_url}; {config.contact or 'no contact address set'})"


class Fetcher:
    """Downloads files one after the other.

    :param agent: who asks.
    :param open_address: opens an address; tests give their own.
    :param seconds: for everything it is asked for together.
    """

    def __init__(
        self,
        agent: str,
        open_address: Open = open_https,
        seconds: float = 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._agent = agent
        self._open = open_address
        self._clock = clock
        self._ends = clock() + seconds

    def fetch(self, dataset: Dataset, folder: Path, day: date) -> Original:
        """Download one file into a folder.

        :raises NotPublished: if its publisher has no such file.
        :raises DataError: if it cannot be had whole, in time and from where it belongs.
        """
        url = dataset.url or ""
        if not url.startswith("https://"):
            raise DataError(dataset.file_name, "url", "It is not downloaded.", "Import it from a file.")
        request = Request(url, headers={"User-Agent": self._agent, "Accept-Encoding": "identity"})  # noqa: S310 - https
        ends = min(self._ends, self._clock() + _WHOLE_FILE)
        try:
            answer = self._open(request, max(0.1, min(_PATIENCE, ends - self._clock())))
            try:
                self._save(answer, dataset, folder / dataset.file_name, ends)
                vintage = answer.headers.get("Last-Modified")
            finally:
                answer.close()
        except HTTPError as error:
            with error:
                kind = NotPublished if error.code in {404, 410} else DataError
                raise kind(dataset.file_name, url, f"The host answers {error.code}.", "Try again later.") from error
        # URLError, time-outs and TLS errors are OSErrors; http.client has its own for answers that make no sense.
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise DataError(
                dataset.file_name, url, f"It cannot be downloaded ({reason}).", "Look at the network and try again."
            ) from error
        plain = vintage if vintage and re.fullmatch(r"[\w ,:+-]{1,40}", vintage) else None
        return describe(folder / dataset.file_name, dataset.key, day, url, plain)

    def _save(self, answer: Answer, dataset: Dataset, path: Path, ends: float) -> None:
        size = 0
        with path.open("wb") as file:
            # One arrival at a time: a host that sends a byte a minute must not outlast the limit.
            while chunk := answer.read1(_CHUNK):
                size += len(chunk)
                if size > dataset.limit:
                    raise DataError(
                        dataset.file_name, str(dataset.url), f"It is over {dataset.limit:,} bytes.", "Do not use it."
                    )
                if self._clock() > ends:
                    raise DataError(dataset.file_name, str(dataset.url), "It takes too long.", "Try again later.")
                file.write(chunk)
        expected = answer.headers.get("Content-Length")
        if expected and expected.isdigit() and int(expected) != size:
            raise DataError(dataset.file_name, str(dataset.url), "It did not arrive whole.", "Try again later.")
