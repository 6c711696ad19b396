"""A host that answers from memory, so that downloads are tested without a network."""

import io
from collections.abc import Iterable, Mapping
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

from portal.letters.officials.facts import Facts


class Answer:
    """What an address answers."""

    def __init__(self, body: bytes, headers: Mapping[str, str]) -> None:
        self._body = io.BytesIO(body)
        self.headers = headers
        self.closed = False

    def read1(self, size: int = -1, /) -> bytes:
        return self._body.read1(size)

    def close(self) -> None:
        self.closed = True


class Web:
    """Answers requests: with a body, an error, or 404 where nothing is published.

    :param bodies: what each address answers.
    """

    def __init__(self, bodies: Mapping[str, bytes | Exception]) -> None:
        self.bodies = dict(bodies)
        self.requests: list[Request] = []
        self.headers: dict[str, str] = {"Last-Modified": "Mon, 15 Jun 2026 01:02:03 GMT"}

    @property
    def asked(self) -> list[str]:
        return [request.full_url for request in self.requests]

    def __call__(self, request: Request, patience: float) -> Answer:
        assert 0 < patience <= 20
        self.requests.append(request)
        body = self.bodies.get(request.full_url)
        if isinstance(body, Exception):
            raise body
        if body is None:
            raise HTTPError(request.full_url, 404, "Not Found", Message(), io.BytesIO(b"no"))
        return Answer(body, {"Content-Length": str(len(body)), **self.headers})


def publish(facts: Facts, files: Mapping[str, bytes | Exception]) -> Web:
    """Publish files at the addresses the portal asks, by their keys."""
    return Web({str(facts.datasets[key].url): body for key, body in files.items()})


def read_all(paths: Iterable[Path]) -> dict[str, bytes]:
    """Read the files of the fictional country by their keys."""
    keys = {"legislators-current": "congress", "ca": "california"}
    return {keys.get(path.stem, path.stem): path.read_bytes() for path in paths}
