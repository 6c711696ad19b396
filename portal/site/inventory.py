"""Every public address there is, from one list.

The sitemap, the pages made ahead of time, the static export and the tests of
every page in every language all walk it. An address the application answers
and the list does not know fails a test.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.i18n.locales import SiteLocale

#: Pages in every language, as what follows the locale in their address.
PAGES = (
    "/",
    "/rights/",
    "/help/",
    "/letter/",
    "/letter/congress",
    "/letter/california",
    "/changes",
    "/about",
    "/privacy",
    "/translations",
    "/for-helpers",
    "/keep",
)

#: In every language, but no pages.
FILES = ("/changes.atom",)

#: Without a language.
COMMON = ("/", "/robots.txt", "/sitemap.xml", "/manifest.webmanifest", "/worker.js")

#: For software, without a language either: fixed addresses of the read-only HSDA. The last is the list of needs, whose
#: id is made from its name and never changes.
API = (
    "/api/hsds/",
    "/api/hsds/openapi.json",
    "/api/hsds/services",
    "/api/hsds/organizations",
    "/api/hsds/service_at_locations",
    "/api/hsds/taxonomies",
    "/api/hsds/taxonomy_terms",
    "/api/hsds/taxonomies/6d7042f3-2b9c-555e-bbd7-361fa722c530",
)


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
        return [*(address for _, address in self.pages()), *files, *COMMON, *API, *self.static]
