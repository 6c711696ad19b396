"""How far each language is, section by section and page by page, for the page that says so openly."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.content.rendering import Renderer
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import Catalog
from portal.i18n.offering import Count, Offering, PageProgress
from portal.rights.library import Library
from portal.rights.reading import find_state

#: First words of pages that are one line of the list: nobody looks there for a single entry.
GATHERED = frozenset({"help", "letter"})


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one language.

    :param locale: the language.
    :param started: whether it has a catalog.
    :param offered: whether readers can choose it.
    :param broken: whether its catalog could not be used.
    :param sections: how many sections are in which state.
    :param pages: how far each page is, as the compiler counted; none where it did not.
    """

    locale: SiteLocale
    started: bool
    offered: bool
    broken: bool
    sections: Counter[str]
    pages: tuple[PageProgress, ...]

    @property
    def total(self) -> Count:
        """All messages there are."""
        return sum((page.total for page in self.pages), Count())

    @property
    def translated(self) -> Count:
        """Those with words in this language."""
        return sum((page.translated for page in self.pages), Count())

    @property
    def reviewed(self) -> Count:
        """Those a person has signed."""
        return sum((page.reviewed for page in self.pages), Count())

    @property
    def missing_critical(self) -> int:
        """How many critical sections readers see in English, whole or in part."""
        return sum(len(page.missing_critical) for page in self.pages)


def count_sections(library: Library, renderer: Renderer) -> Counter[str]:
    """Count a language's sections by state."""
    sections: Counter[str] = Counter()
    for _, section in library.sections():
        sections[find_state([renderer.render(message) for message in section.messages()], renderer)] += 1
    return sections


def gather_pages(pages: Iterable[PageProgress]) -> tuple[PageProgress, ...]:
    """Make one line of all entries of the directory, and one of the letters; guides keep their own."""
    gathered: dict[str, PageProgress] = {}
    for page in pages:
        first = page.page.partition("/")[0]
        name = first if first in GATHERED else page.page
        gathered[name] = _add(name, gathered[name], page) if name in gathered else replace(page, page=name)
    return tuple(gathered.values())


def _add(name: str, one: PageProgress, other: PageProgress) -> PageProgress:
    return PageProgress(
        name,
        total=one.total + other.total,
        draft=one.draft + other.draft,
        reviewed=one.reviewed + other.reviewed,
        fuzzy=one.fuzzy + other.fuzzy,
        critical={**one.critical, **other.critical},
    )


def read_progress(
    registry: Registry,
    catalogs: Mapping[str, Catalog],
    offerings: Mapping[str, Offering],
    library: Library,
    renderers: Mapping[str, Renderer],
) -> list[Progress]:
    """Give the state of every language, offered or not, except the source and the machine-made.

    :param catalogs: those of the offered languages, by locale code.
    :param offerings: what the compiler noted of those that are started, by locale code.
    """
    progress = []
    for locale in registry:
        if locale.is_source or (locale.pseudo and locale.code not in catalogs):
            continue
        catalog, noted = catalogs.get(locale.code), offerings.get(locale.code)
        pages = gather_pages(noted.pages) if noted else ()
        if catalog is None:
            # Its page would be English throughout; rendering that for every such language takes most of a second.
            progress.append(Progress(locale, bool(noted), False, False, Counter(), pages))
            continue
        sections = count_sections(library, renderers[locale.code])
        progress.append(Progress(locale, True, True, bool(catalog.broken), sections, pages))
    return progress
