"""The only two kinds of line this site writes, and neither knows who asked.

One a request, with the fields of :data:`FIELDS`: the route's pattern instead
of the path, the day instead of the time. One an error: its type and place,
never its text, because the text of an exception quotes what a visitor sent.
"""

import logging
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

#: All that is kept of a request. The hand-over page is made from this.
FIELDS = ("date", "method", "route", "status", "size", "milliseconds")

#: Where the application leaves the route's pattern for us.
ROUTE_KEY = "portal.route"

REQUESTS = logging.getLogger("portal.requests")
ERRORS = logging.getLogger("portal.errors")

_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class SilentFormatter(logging.Formatter):
    """Writes a record without anything a visitor could have put into it.

    The message's arguments and an exception's text are left out; what stays is
    the fixed text of the call, the exception's type and the line it came from.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write level, logger, and the type and place of an error."""
        words = [record.levelname, record.name]
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
            words += [record.exc_info[0].__name__, place]
        else:
            # Other people's loggers may have put a visitor's words into the text already.
            ours = record.name.partition(".")[0] == "portal"
            words.append(str(record.msg) if ours else f"{record.pathname}:{record.lineno}")
        if hasattr(record, "request_id"):
            words.append(str(record.request_id))
        return " ".join(words)


class RequestFormatter(logging.Formatter):
    """Writes the fields of a request and nothing else."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line of fields."""
        return " ".join(str(getattr(record, name)) for name in FIELDS)


def configure_logging() -> None:
    """Put our formatters on every logger that could write, the servers' included."""
    silent = logging.StreamHandler(sys.stderr)
    silent.setFormatter(SilentFormatter())
    root = logging.getLogger()
    root.handlers = [silent]
    root.setLevel(logging.WARNING)
    for name in ("flask.app", "portal.errors", "werkzeug", "granian", "_granian", "gunicorn.error", "gunicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    lines = logging.StreamHandler(sys.stdout)
    lines.setFormatter(RequestFormatter())
    REQUESTS.handlers = [lines]
    REQUESTS.propagate = False
    REQUESTS.setLevel(logging.INFO)


class RequestLog:
    """Writes one line a request, outermost, so that no answer escapes it.

    :param app: the application inside.
    :param failure: answers when the application itself fails.
    """

    def __init__(self, app: WsgiApp, failure: WsgiApp) -> None:
        self._app = app
        self._failure = failure

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass a request on and write its line."""
        started = time.perf_counter()
        answer: dict[str, Any] = {"status": "500"}

        def remember(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answer["status"] = status[:3]
            return start_response(status, headers, exc_info)

        try:
            body = b"".join(self._app(environ, remember))
        except Exception:
            ERRORS.exception("The application failed", extra={"request_id": secrets.token_hex(4)})
            body = b"".join(self._failure(environ, remember))
        method = environ.get("REQUEST_METHOD", "")
        REQUESTS.info(
            "request",
            extra={
                "date": datetime.now(UTC).date().isoformat(),
                "method": method if method in _METHODS else "OTHER",
                "route": environ.get(ROUTE_KEY, "-"),
                "status": answer["status"],
                "size": len(body),
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        return [body]
