"""What stands in front of Flask: finished pages, and the log around everything.

The order matters. Outermost is the log with the last resort, a page that
needs nothing of the application to be sent; inside it the finished pages; then
Flask.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from portal.site.finished import FinishedPages
from portal.site.headers import Header
from portal.site.logs import RequestLog, WsgiApp

#: Said when nothing else can be: in English and Spanish, with the two numbers that matter most.
LAST_RESORT = (
    "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Not available</title><h1>This page is not available right now.</h1>"
    "<p>In an emergency, call <a href=tel:911>911</a>. In a crisis, call or text <a href=tel:988>988</a>.</p>"
    "<div lang=es><h2>Esta página no está disponible en este momento.</h2>"
    "<p>En una emergencia, llame al <a href=tel:911>911</a>. En una crisis, llame o mande un texto al "
    "<a href=tel:988>988</a>.</p></div></html>"
).encode()


def build_last_resort(headers: list[Header]) -> WsgiApp:
    """Make the application that answers when the real one has failed."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(
            "500 Internal Server Error",
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(LAST_RESORT))), *headers],
        )
        return [b""] if environ.get("REQUEST_METHOD") == "HEAD" else [LAST_RESORT]

    return answer


def forget_host(app: WsgiApp) -> WsgiApp:
    """Keep the visitor's ``Host`` from an application that needs none.

    Every address on a page is a path or made from the base URL; Flask cannot
    build even a path for a name that is no host, and its redirects repeat it.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["HTTP_HOST"] = "localhost"
        return app(environ, start_response)

    return answer


def stand_in_front(
    app: WsgiApp, edition: Callable[[], Hashable], headers: list[Header]
) -> tuple[WsgiApp, FinishedPages]:
    """Put finished pages and the log in front of an application.

    :param edition: tells the day and the data a page is kept for.
    :param headers: set A, for the last resort.
    :return: the whole stack, and its finished pages.
    """
    finished = FinishedPages(forget_host(app), edition)
    return RequestLog(finished, build_last_resort(headers)), finished


def warm_in_background(finished: FinishedPages, addresses: list[str]) -> None:
    """Make every page ahead of its first reader, without making the server wait."""
    threading.Thread(target=finished.warm, args=(addresses,), daemon=True, name="warm").start()
