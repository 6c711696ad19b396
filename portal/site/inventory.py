"""Every public address there is, from one list.

The sitemap, the pages made ahead of time, the static export and the tests of
every page in every language all walk it. An address the application answers
and the list does not know fails a test.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.i18n.locales import SiteLocale

#: Pages in every language, as what follows the locale in their address.
PAGES = ("/", "/rights/", "/changes", "/about", "/privacy", "/translations", "/for-helpers")

#: In every language, but no pages.
FILES = ("/changes.atom",)

#: Without a language.
COMMON = ("/", "/robots.txt", "/sitemap.xml", "/manifest.webmanifest")


@dataclass(frozen=True, slots=True)
class Inventory:
    """The addresses of a running site.

    :param locales: every offered language.
    :param page_paths: what follows the locale in the address of every page.
    :param static: hashed addresses of static files.
    """

    locales: tuple[SiteLocale, ...]
    page_paths: tuple[str, ...]
    static: tuple[str, ...]

    def pages(self) -> Iterable[tuple[SiteLocale, str]]:
        """Go through every page in every language."""
        for locale in self.locales:
            for path in self.page_paths:
                yield locale, f"/{locale.code}{path}"

    def addresses(self) -> list[str]:
        """List every address, pages first."""
        files = [f"/{locale.code}{path}" for locale in self.locales for path in FILES]
        return [*(address for _, address in self.pages()), *files, *COMMON, *self.static]
