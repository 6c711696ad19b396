"""The desk every translators' command sits down at: which languages there are, and where their catalogs lie."""

from pathlib import Path

import polib

from portal.config import Config
from portal.content.clock import Clock
from portal.content.glossary import fixed_names, load_glossary
from portal.data import DataError
from portal.i18n.locales import Registry, SiteLocale, load_registry
from portal.translators.files import po_path, read_po


class Desk:
    """What every command here needs: languages, names and where catalogs are."""

    def __init__(self, config: Config) -> None:
        self.data = config.data
        self.folder = config.translations
        self.registry: Registry = load_registry(config.data)
        codes = tuple(locale.code for locale in self.registry)
        self.terms = load_glossary(config.data, codes)
        self.names = fixed_names(self.terms)
        self.today = Clock(config.today).today()

    def started(self) -> list[SiteLocale]:
        """List the locales that have a catalog."""
        return [locale for locale in self.registry if po_path(self.folder, locale).exists()]

    def locale(self, code: str) -> SiteLocale:
        """Find a locale a person typed.

        :raises DataError: if the registry does not have it.
        """
        locale = self.registry.find(code)
        if locale is None or locale.is_source or locale.pseudo:
            codes = ", ".join(locale.code for locale in self.registry if not locale.is_source and not locale.pseudo)
            raise DataError("command line", code[:20], "No such language to translate into.", f"Use one of: {codes}.")
        return locale

    def chosen(self, codes: tuple[str, ...]) -> list[SiteLocale]:
        """List the locales a person named, or all that are started."""
        return [self.locale(code) for code in codes] or self.started()

    def pseudo(self) -> list[SiteLocale]:
        """List the pseudo-locales."""
        return [locale for locale in self.registry if locale.pseudo]

    @property
    def template_path(self) -> Path:
        """Where ``messages.pot`` is."""
        return self.folder / "messages.pot"

    def template(self) -> polib.POFile:
        """Read ``messages.pot``."""
        return read_po(self.template_path)
