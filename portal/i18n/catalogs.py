"""The one seam between the portal and Flask-Babel.

Everything of Flask-Babel's that this site uses passes here, because the
library trusts translators with HTML and asks Babel for locales Babel does not
have. A ``Domain`` of our own serves each locale its chain; templates get
callables that return escaped text, bound to the language being spoken instead
of looked up per call (which is most of a page's cost otherwise).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel, Domain
from markupsafe import Markup, escape

from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import Catalog, Chain, load_catalog
from portal.i18n.offering import Offering


def _escape_all(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(escape(value)) for name, value in values.items()}


class Speech:
    """What it takes to speak one language: its chain, and its interface words ready for HTML."""

    def __init__(self, chain: Chain) -> None:
        self.locale = chain.locale
        self.chain = chain
        self._escaped: dict[tuple[str | None, str], str] = {}

    def interface(self, context: str | None, msgid: str, values: dict[str, Any]) -> Markup:
        """Translate an interface message for a page.

        The words are escaped first and the values put in after, so neither a
        translation nor a value can bring markup of its own; a value that is
        ``Markup`` already is ours.
        """
        text = self._escaped.get((context, msgid))
        if text is None:
            text = self._escaped[context, msgid] = self._prepare(context, msgid)
        if not values:
            return Markup(text)  # noqa: S704 - escaped above
        return Markup(text % _escape_all(values))  # noqa: S704 - both sides are escaped

    def _prepare(self, context: str | None, msgid: str) -> str:
        """Escape a message; one that falls back carries its own language. Attributes and titles strip that tag."""
        found = self.chain.find(context, msgid)
        text = str(escape(found.text))
        if found.locale.code == self.locale.code:
            return text
        return f'<span lang="{found.locale.tag}" dir="{found.locale.direction}">{text}</span>'

    def gettext(self, msgid: str) -> str:
        """Translate an interface message as plain text, for what is not HTML."""
        return self.chain.find(None, msgid).text

    def plural(self, context: str | None, msgid: str, plural: str, number: int, values: dict[str, Any]) -> Markup:
        """Translate an interface message that counts something; ``%(num)s`` is the number."""
        text = str(escape(self.chain.find_plural(context, msgid, plural, number)))
        return Markup(text % _escape_all({"num": number, **values}))  # noqa: S704 - both sides are escaped


_speech: ContextVar[Speech] = ContextVar("speech")


def current_speech() -> Speech:
    """Give the language being spoken; there always is one inside a request or :func:`speaking`."""
    return _speech.get()


def speak(speech: Speech) -> None:
    """Speak a language from here on; for the start of a request, whose thread may have spoken another."""
    _speech.set(speech)


@contextmanager
def speaking(speech: Speech) -> Iterator[Speech]:
    """Speak a language for a while, in a request, a command or an export."""
    token = _speech.set(speech)
    try:
        yield speech
    finally:
        _speech.reset(token)


def gettext(msgid: str, /, **values: Any) -> Markup:
    """Translate an interface message into the language being spoken, ready for HTML."""
    return _speech.get().interface(None, msgid, values)


def pgettext(context: str, msgid: str, /, **values: Any) -> Markup:
    """Translate an interface message that means different things in different places."""
    return _speech.get().interface(context, msgid, values)


def ngettext(msgid: str, plural: str, number: int, /, **values: Any) -> Markup:
    """Translate an interface message that counts something."""
    return _speech.get().plural(None, msgid, plural, number, values)


def npgettext(context: str, msgid: str, plural: str, number: int, /, **values: Any) -> Markup:
    """Translate a counting message that means different things in different places."""
    return _speech.get().plural(context, msgid, plural, number, values)


class ChainTranslations(NullTranslations):
    """A chain in the shape Flask-Babel, WTForms and Jinja ask for."""

    def __init__(self, chain: Chain | None) -> None:
        super().__init__()
        self._chain = chain

    def gettext(self, message: str) -> str:
        """Translate a message without context."""
        return self._chain.find(None, message).text if self._chain else message

    def pgettext(self, context: str, message: str) -> str:
        """Translate a message with context."""
        return self._chain.find(context, message).text if self._chain else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a counting message without context."""
        return self.npgettext(None, msgid1, msgid2, n)

    def npgettext(self, context: str | None, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a counting message."""
        if self._chain:
            return self._chain.find_plural(context, msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    # The names Flask-Babel calls; Babel's Translations has them as aliases too.
    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext
    unpgettext = npgettext


class CatalogDomain(Domain):
    """Serves each locale its own catalog, then those of its fallback chain.

    :param catalogs: those there are, by locale code.
    :param speech: makes who speaks a chain's language.
    """

    def __init__(
        self, registry: Registry, catalogs: dict[str, Catalog], speech: Callable[[Chain], Speech] = Speech
    ) -> None:
        super().__init__()
        self.registry = registry
        self.catalogs = catalogs
        self.speeches = {}
        for locale in registry:
            chain = [catalogs[link.code] for link in registry.chain(locale) if link.code in catalogs]
            self.speeches[locale.code] = speech(Chain(locale, chain, registry.source))
        self._translations = {code: ChainTranslations(speech.chain) for code, speech in self.speeches.items()}
        self._nothing = ChainTranslations(None)

    def get_translations(self) -> NullTranslations:
        """Give Flask-Babel the chain of the language being spoken."""
        speech = _speech.get(None)
        return self._translations[speech.locale.code] if speech else self._nothing

    @property
    def is_whole(self) -> bool:
        """Whether every catalog could be loaded."""
        return all(catalog.broken is None for catalog in self.catalogs.values())


def find_offered(
    registry: Registry, offerings: Mapping[str, Offering], *, pseudo: bool, unready: bool = False
) -> list[SiteLocale]:
    """List the locales to offer: the source, and each the policy has opened.

    :param offerings: what the compiler noted, by the code of each started locale.
    :param pseudo: offer the pseudo-locales too.
    :param unready: offer every started locale, for previews and tests.
    """
    offered = []
    for locale in registry:
        noted = offerings.get(locale.code)
        ready = noted is not None and (unready or noted.offered)
        if locale.is_source or (pseudo if locale.pseudo else ready):
            offered.append(locale)
    return offered


def load_domain(registry: Registry, offered: Iterable[SiteLocale], folder: Path, names: Iterable[str]) -> CatalogDomain:
    """Load the compiled catalogs of the offered languages.

    :param names: names that stay as they are in every language.
    """
    catalogs = {locale.code: load_catalog(folder, locale, names) for locale in offered if not locale.is_source}
    return CatalogDomain(registry, catalogs)


def init_app(app: Flask, domain: CatalogDomain) -> None:
    """Make the catalogs what Flask-Babel, Jinja and WTForms speak."""
    babel = Babel(app, default_locale=domain.registry.source.cldr, locale_selector=_cldr_of_speech)
    # On the Babel object itself: on app.extensions["babel"] it does nothing, silently.
    babel.domain_instance = domain
    _install_callables(app)


def _cldr_of_speech() -> str | None:
    speech = _speech.get(None)
    return speech.locale.cldr if speech else None


def _install_callables(app: Flask) -> None:
    environment = app.jinja_env
    environment.policies["ext.i18n.trimmed"] = True
    environment.extend(newstyle_gettext=True)
    callables: dict[str, Callable[..., Any]] = {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "npgettext": npgettext,
    }
    environment.globals.update(callables)
