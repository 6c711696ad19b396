"""How far each language is, section by section, for the page that says so openly."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from portal.content.rendering import Renderer
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import DRAFT, REVIEWED, Catalog
from portal.rights.library import Library
from portal.rights.reading import find_state


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one language.

    :param locale: the language.
    :param offered: whether readers can choose it.
    :param broken: whether its catalog could not be used.
    :param sections: how many sections are in which state.
    :param messages: messages of the content, all of them.
    :param translated: those with words in this language.
    :param reviewed: those a person has signed.
    """

    locale: SiteLocale
    offered: bool
    broken: bool
    sections: Counter[str]
    messages: int
    translated: int
    reviewed: int

    @property
    def percent(self) -> int:
        """Whole per cent of the content that has words in this language."""
        return 100 * self.translated // self.messages


def read_language(locale: SiteLocale, library: Library, renderer: Renderer) -> tuple[Counter[str], int, int, int]:
    """Count a language's sections by state, and its messages: all, translated, reviewed."""
    sections: Counter[str] = Counter()
    for _, section in library.sections():
        sections[find_state([renderer.render(message) for message in section.messages()], renderer)] += 1
    states = [renderer.render(message) for message in library.messages()]
    translated = sum(part.state in {DRAFT, REVIEWED} and part.locale == locale for part in states)
    reviewed = sum(part.state == REVIEWED and part.locale == locale for part in states)
    return sections, len(states), translated, reviewed


def read_progress(
    registry: Registry, catalogs: Mapping[str, Catalog], library: Library, renderers: Mapping[str, Renderer]
) -> list[Progress]:
    """Give the state of every language, offered or not, except the source and the machine-made.

    :param catalogs: those of the offered languages, by locale code.
    """
    progress = []
    for locale in registry:
        if locale.is_source or (locale.pseudo and locale.code not in catalogs):
            continue
        sections, messages, translated, reviewed = read_language(locale, library, renderers[locale.code])
        catalog = catalogs.get(locale.code)
        broken = bool(catalog and catalog.broken)
        progress.append(Progress(locale, catalog is not None, broken, sections, messages, translated, reviewed))
    return progress
