"""The language is part of the address: ``/es/rights/apply``.

Only a path can be printed, put in a QR code, cached and exported, and a link
that was sent opens in the language it was sent in. Flask takes the locale out
of the path here and puts it back into every address it builds.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, Response, current_app, g, redirect, request
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound, RequestURITooLarge
from werkzeug.routing import BaseConverter, RequestRedirect

from portal.i18n.catalogs import CatalogDomain, current_speech, speak
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.negotiation import Negotiator

#: No address of ours is longer; a query may hold a search and a few choices.
MAX_PATH = 400
MAX_QUERY = 2000

METHODS = ["GET", "HEAD"]

_QUERY = re.compile(rb"[!-~]*")


class Languages:
    """What routing needs to know of languages while the site runs.

    :param registry: every language there is.
    :param offered: those a reader can choose, in the picker's order.
    :param domain: gives each its words.
    """

    def __init__(self, registry: Registry, offered: Iterable[SiteLocale], domain: CatalogDomain) -> None:
        self.registry = registry
        self.offered = list(offered)
        self.domain = domain
        self.negotiator = Negotiator(registry, self.offered)
        self._by_code = {locale.code: locale for locale in self.offered}

    def offered_by_code(self, code: str) -> SiteLocale | None:
        """Find an offered locale by its exact code."""
        return self._by_code.get(code)

    def offered_by_alias(self, name: str) -> SiteLocale | None:
        """Find an offered locale by another spelling or alias of its code."""
        locale = self.registry.find(name)
        return locale if locale in self.offered and locale.code != name else None


def languages() -> Languages:
    """Give the running site's languages."""
    found: Languages = current_app.extensions["languages"]
    return found


def _first_segment(path: str) -> str:
    return path.lstrip("/").partition("/")[0]


def find_reader_locale() -> SiteLocale:
    """Choose the language of this answer: the address's, else what the browser asks for, else English."""
    known = languages()
    named = _first_segment(request.path)
    return (
        known.offered_by_code(named)
        or known.offered_by_alias(named)
        or known.negotiator.best(request.headers.get("Accept-Language", ""))
    )


def _begin() -> None:
    """Bind the language before anything can answer, refusals included."""
    locale = find_reader_locale()
    speak(languages().domain.speeches[locale.code])
    if request.method not in METHODS:
        raise MethodNotAllowed(valid_methods=METHODS)
    if len(request.path) > MAX_PATH or len(request.query_string) > MAX_QUERY:
        raise RequestURITooLarge
    if request.environ.get("PATH_INFO", "").startswith("//"):
        # Flask reads “//es/” as “/es/”, so each number of slashes would be kept as a finished page of its own.
        raise NotFound
    if not _QUERY.fullmatch(request.query_string):
        # No browser sends other bytes unescaped. Reading the arguments, or sending them on, would fail on them.
        raise BadRequest


def _take_locale(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values:
        values.pop("locale", None)


def _put_locale(endpoint: str, values: dict[str, Any]) -> None:
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = current_speech().locale.code


def _find_right_address(path: str) -> str | None:
    """Find our own spelling of an address whose language is named by an alias, or in another case."""
    name, _, rest = path.removeprefix("/").partition("/")
    locale = languages().offered_by_alias(name)
    if locale is None:
        return None
    right = f"/{locale.code}/{rest}"
    try:
        current_app.url_map.bind("localhost").match(right, "GET")
    except RequestRedirect:
        pass  # Only a slash is missing at the end; the right address says so itself.
    except HTTPException:
        return None
    return quote(right)


def handle_not_found(error: NotFound) -> Response | NotFound:
    """Answer 301 for another spelling of a language; everything else stays not found."""
    right = _find_right_address(request.path)
    return error if right is None else _redirect(right)


def _redirect(address: str) -> Response:
    answer = redirect(address, 301)
    assert isinstance(answer, Response)
    return answer


def keep_redirect_on_site(response: Response) -> Response:
    """Make the address of a redirect relative, so that a spoofed ``Host`` cannot send anybody away.

    The text Werkzeug writes below it names the host again, in English to everybody; it goes.
    """
    location = response.headers.get("Location")
    if location:
        parts = urlsplit(location)
        response.headers["Location"] = "/" + parts.path.lstrip("/")
        response.set_data(b"")
    return response


def other_locales() -> list[tuple[SiteLocale, str]]:
    """List every offered locale with the address of this very page in it."""
    locale = current_speech().locale
    known = languages()
    in_language = _first_segment(request.path) == locale.code and not hasattr(g, "error")
    rest = request.path[len(locale.code) + 1 :] if in_language else "/"
    return [(other, quote(f"/{other.code}{rest}")) for other in known.offered]


def init_app(app: Flask, registry: Registry, offered: list[SiteLocale], domain: CatalogDomain) -> None:
    """Teach the application addresses with a language in front."""

    class LocaleConverter(BaseConverter):
        regex = "|".join(locale.code for locale in offered)

    app.url_map.converters["locale"] = LocaleConverter
    # The double slash of “//evil.example” must stay an unknown path.
    app.url_map.merge_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.extensions["languages"] = Languages(registry, offered, domain)
    app.before_request(_begin)
    app.url_value_preprocessor(_take_locale)
    app.url_defaults(_put_locale)
    app.after_request(keep_redirect_on_site)
