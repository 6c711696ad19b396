"""Which fonts a language is set in, and whether this machine has them.

A sheet is set in the families named here and in no other. Without that rule a
machine that lacks one would quietly take another font, or leave boxes where a
family's letters should be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import typst

from portal.i18n.locales import SiteLocale

#: Debian's packages of the fonts.
CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"

#: Latin, Cyrillic, and what other scripts borrow: figures, dashes, quotation marks.
LATIN = "Noto Sans"

#: Script (ISO 15924) → the family that has its letters.
FAMILIES = {
    "Arab": "Noto Naskh Arabic",
    "Armn": "Noto Sans Armenian",
    "Beng": "Noto Sans Bengali",
    "Cyrl": LATIN,
    "Deva": "Noto Sans Devanagari",
    "Ethi": "Noto Sans Ethiopic",
    "Guru": "Noto Sans Gurmukhi",
    "Hans": "Noto Sans CJK SC",
    "Hant": "Noto Sans CJK TC",
    "Jpan": "Noto Sans CJK JP",
    "Khmr": "Noto Sans Khmer",
    "Kore": "Noto Sans CJK KR",
    "Laoo": "Noto Sans Lao",
    "Latn": LATIN,
    "Mymr": "Noto Sans Myanmar",
    "Thai": "Noto Sans Thai",
}

#: Emphasis needs the second.
WEIGHTS = {400, 700}


class MissingFont(Exception):
    """A language that cannot be set on this machine.

    :param locale: which.
    :param package: what to install.
    """

    def __init__(self, locale: SiteLocale, package: str) -> None:
        super().__init__(f"{locale.code}: no font for {locale.english_name}. Install the Debian package {package}.")
        self.locale = locale
        self.package = package


@dataclass(frozen=True, slots=True)
class FontShelf:
    """The fonts found on a machine.

    :param fonts: Typst's own list; its search is done once.
    :param families: those that have every weight a sheet needs.
    """

    fonts: typst.Fonts
    families: frozenset[str]

    def find_missing(self, locale: SiteLocale) -> str | None:
        """Name the package a language waits for; nothing if it can be set."""
        missing = [family for family in list_families(locale) if family not in self.families]
        return find_package(missing[0]) if missing else None

    def ensure(self, locale: SiteLocale) -> None:
        """Refuse a language that cannot be set.

        :raises MissingFont: naming the package.
        """
        package = self.find_missing(locale)
        if package:
            raise MissingFont(locale, package)


def list_families(locale: SiteLocale) -> list[str]:
    """List the families a language is set in, its own script's first."""
    # Pseudo-locales have accented Latin letters, whatever script they pretend to be in.
    return list(dict.fromkeys([FAMILIES[locale.script], LATIN]))


def find_package(family: str) -> str:
    """Name the Debian package of a family."""
    return CJK if " CJK " in family else CORE


@cache
def find_fonts() -> FontShelf:
    """Look for fonts where this machine keeps them, once."""
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    weights: dict[str, set[int]] = {}
    for font in fonts.fonts():
        weights.setdefault(font.family, set()).add(font.weight)
    return FontShelf(fonts, frozenset(family for family, found in weights.items() if found >= WEIGHTS))


def find_missing_fonts(locales: Iterable[SiteLocale], shelf: FontShelf | None = None) -> dict[str, str]:
    """Name the package each language waits for that cannot be set here, by locale code."""
    shelf = shelf or find_fonts()
    missing = ((locale.code, shelf.find_missing(locale)) for locale in locales)
    return {code: package for code, package in missing if package}
