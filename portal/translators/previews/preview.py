"""The site as a translator sees it while working: straight from the ``.po`` files, every message outlined.

It is the ordinary portal's parts, two of them replaced by ones that leave
marks, and a layer in front that turns the marks into outlines. Nothing the
ordinary portal loads knows of it, so no setting can switch it on for readers.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from portal import PACKAGE, assemble
from portal.config import Config
from portal.data import DataError
from portal.i18n.catalogs import CatalogDomain
from portal.i18n.locales import Registry, SiteLocale
from portal.site.assets import Assets
from portal.site.headers import SHARED_CACHES, Header
from portal.site.logs import WsgiApp
from portal.site.serving import forget_host
from portal.translators.checks.rulebook import Rulebook
from portal.translators.files import po_path
from portal.translators.previews.live import LiveCatalog
from portal.translators.previews.marks import Marks, make_renderer, make_speech
from portal.translators.previews.outlining import Outlined, outline
from portal.translators.previews.panel import Panel

SHEET = Path(__file__).with_name("preview.css")

#: Names of this machine. A page elsewhere may point a name of its own here, to read what is only for us.
_HOSTS = {"127.0.0.1", "localhost"}

_ELSEWHERE = b"This preview answers on this machine only: open http://127.0.0.1 and its port.\n"

Answer = tuple[str, list[Header], bytes]


def _ask(app: WsgiApp, environ: dict[str, Any]) -> Answer:
    """Let an application answer, and take the whole answer."""
    heard: list[Any] = []

    def start(status: str, headers: list[Header], exc_info: Any = None) -> Callable[[bytes], Any]:
        heard[:] = [status, headers]
        return lambda _data: None

    result = app(environ, start)
    body = b"".join(result)
    getattr(result, "close", lambda: None)()
    return heard[0], heard[1], body


class Preview:
    """A WSGI application that shows the site to translators.

    :param app: the site, put together with parts that leave marks.
    :param live: the catalogs being previewed, by locale code.
    :param marks: those the site leaves.
    :param panel: writes what stands above and below a page.
    """

    def __init__(self, app: WsgiApp, live: dict[str, LiveCatalog], marks: Marks, panel: Panel) -> None:
        self.live = live
        self._app = forget_host(app)
        self._marks = marks
        self._panel = panel
        # Catalogs may change between two pages and never within one.
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request from the files as they are now."""
        if environ.get("HTTP_HOST", "").partition(":")[0].lower() not in _HOSTS:
            start_response("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [_ELSEWHERE]
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        with self._lock:
            status, headers, body = self._answer({**environ, "REQUEST_METHOD": "GET"} if is_head else environ)
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [b"" if is_head else body]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        status, headers, body = self._ask_marked(environ)
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            body = self._surround(self._outline(body)).encode()
        else:
            body = self._marks.remove(body)
        kept = [header for header in headers if header[0].lower() != "content-length" and header != SHARED_CACHES]
        return status, kept, body

    def _ask_marked(self, environ: dict[str, Any]) -> Answer:
        for live in self.live.values():
            live.refresh()
        # Feeds, pictures and sheets of paper have an ending, pages have none.
        self._marks.are_made = "." not in environ["PATH_INFO"].rpartition("/")[2]
        return _ask(self._app, environ)

    def _outline(self, body: bytes) -> Outlined:
        return outline(body.decode(), self._marks, self._panel.label)

    def _surround(self, page: Outlined) -> str:
        codes = {placed.mark.code for placed in page.messages}
        shown = [live for live in self.live.values() if live.problem or live.locale.code in codes]
        # Exit stays the first thing a keyboard reaches.
        head, header, rest = page.html.partition("</header>")
        text, end, _ = rest.rpartition("</body>")
        return f"{head}{header}{self._panel.above(shown)}{text}{self._panel.below(page.messages)}{end}</html>\n"

    def read(self, address: str, locale: SiteLocale) -> Outlined:
        """Read one page in a language, for whoever wants its messages and not the page."""
        environ = {"PATH_INFO": address, "HTTP_ACCEPT_LANGUAGE": locale.tag}
        setup_testing_defaults(environ)
        with self._lock:
            return self._outline(self._ask_marked(environ)[2])


def _follow(
    config: Config, registry: Registry, locales: Iterable[SiteLocale], book: Rulebook
) -> dict[str, LiveCatalog]:
    """Follow the catalogs of some languages and of those they fall back on."""
    links = {link.code: link for locale in locales for link in registry.chain(locale) if not link.is_source}
    return {
        code: LiveCatalog(config.translations, link, book)
        for code, link in links.items()
        if po_path(config.translations, link).exists()
    }


def _check_started(config: Config, locales: Iterable[SiteLocale]) -> None:
    for locale in locales:
        if not po_path(config.translations, locale).exists():
            raise DataError(
                locale.catalog,
                "the catalog",
                f"{locale.english_name} is not started.",
                f"Start it: portal translations init {locale.code}.",
            )


def build_preview(
    config: Config, registry: Registry, locales: list[SiteLocale], book: Rulebook, editor: str = ""
) -> tuple[Preview, list[str]]:
    """Make the preview of some languages, offered to readers or not.

    :param book: what catalogs are checked against.
    :param editor: an editor's address template, or empty.
    :return: the preview, and every address of the site.
    :raises DataError: if one of the languages has no catalog.
    """
    _check_started(config, locales)
    live = _follow(config, registry, locales, book)
    marks = Marks(live)
    domain = CatalogDomain(registry, {code: one.catalog for code, one in live.items()}, make_speech(marks))
    offered = [locale for locale in registry if locale.is_source or locale in locales]
    assets = Assets(PACKAGE / "static", SHEET)
    app = assemble(replace(config, drafts="show"), offered, domain, assets, make_renderer(marks))
    preview = Preview(app.wsgi_app, live, marks, Panel(live, editor))
    return preview, app.extensions["inventory"].addresses()
