"""The registry: one entry in ``locales.toml`` is all the site knows of a language.

Every list of languages (addresses, picker, catalogs, fallback) is made from it.
A code is ours and BCP 47 at once; ``cldr`` is what Babel is asked instead,
since Babel knows neither Hmong nor Mien and raises on every page that tries.
"""

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from portal.data import DataError, Entry, read_toml

#: The locale in which messages are written.
SOURCE = "en"

#: Scripts the rules for translations know (ISO 15924); another is added there first.
SCRIPTS = (
    "Arab",
    "Armn",
    "Beng",
    "Cyrl",
    "Deva",
    "Ethi",
    "Guru",
    "Hans",
    "Hant",
    "Jpan",
    "Khmr",
    "Kore",
    "Laoo",
    "Latn",
    "Mymr",
    "Thai",
)


@dataclass(frozen=True, slots=True)
class SiteLocale:
    """One language as the site can offer it.

    :param code: our id, in addresses and data.
    :param catalog: its folder under ``translations/``.
    :param endonym: its name for itself.
    :param english_name: its name in English.
    :param script: ISO 15924, four letters.
    :param direction: ``ltr`` or ``rtl``.
    :param cldr: Babel's locale for dates; a stand-in where CLDR has none.
    :param plural_forms: the ``Plural-Forms`` header of its catalog.
    :param fallback: code of the language to try next; nothing for the source.
    :param aliases: other codes that mean this language.
    :param pseudo: made by machine for tests, never for readers.
    """

    code: str
    catalog: str
    endonym: str
    english_name: str
    script: str
    direction: str
    cldr: str
    plural_forms: str
    fallback: str | None
    aliases: tuple[str, ...]
    pseudo: bool

    @property
    def tag(self) -> str:
        """The BCP 47 tag for ``lang`` and ``hreflang``."""
        return self.code

    @property
    def is_source(self) -> bool:
        """Whether messages are written in it."""
        return self.code == SOURCE

    @property
    def plural_count(self) -> int:
        """How many plural forms a message has in it."""
        return int(self.plural_forms.partition("nplurals=")[2].partition(";")[0])

    @property
    def plural_expression(self) -> str:
        """The C expression that chooses the form for ``n``."""
        return self.plural_forms.partition("plural=")[2].rstrip("; ")


class Registry:
    """All languages, in the order the picker shows them."""

    def __init__(self, locales: list[SiteLocale]) -> None:
        self._locales = {locale.code: locale for locale in locales}
        self._aliases = {alias.lower(): locale for locale in locales for alias in (locale.code, *locale.aliases)}

    def __iter__(self) -> Iterator[SiteLocale]:
        return iter(self._locales.values())

    def __len__(self) -> int:
        return len(self._locales)

    def __contains__(self, code: object) -> bool:
        return code in self._locales

    def __getitem__(self, code: str) -> SiteLocale:
        return self._locales[code]

    @property
    def source(self) -> SiteLocale:
        """English."""
        return self._locales[SOURCE]

    def find(self, name: str) -> SiteLocale | None:
        """Find a locale by code or alias, in any case, with ``_`` or ``-``."""
        return self._aliases.get(name.replace("_", "-").lower())

    def chain(self, locale: SiteLocale) -> list[SiteLocale]:
        """List the locales to try for a message, nearest first, the source last."""
        chain = [locale]
        while chain[-1].fallback is not None:
            chain.append(self._locales[chain[-1].fallback])
        return chain


def _read_locale(table: object, position: int) -> SiteLocale:
    entry = Entry("locales.toml", f"locale {position}", table)
    entry.name = code = entry.text("code")
    locale = SiteLocale(
        code=code,
        catalog=entry.text("catalog"),
        endonym=entry.text("endonym"),
        english_name=entry.text("english_name"),
        script=entry.choice("script", SCRIPTS),
        direction=entry.choice("direction", ("ltr", "rtl")),
        cldr=entry.text("cldr"),
        plural_forms=entry.text("plural_forms"),
        fallback=entry.optional_text("fallback"),
        aliases=entry.texts("aliases"),
        pseudo=entry.flag("pseudo"),
    )
    entry.finish()
    _check_locale(entry, locale)
    return locale


def _check_locale(entry: Entry, locale: SiteLocale) -> None:
    # The code becomes part of addresses and the catalog a folder's name.
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", locale.code):
        raise entry.error("The code is no BCP 47 tag.", "Write it like es or zh-Hant.")
    if not re.fullmatch(r"[A-Za-z]+(_[A-Za-z0-9]+)*", locale.catalog):
        raise entry.error(f"“{locale.catalog}” is no folder of a catalog.", "Write the code with _ for -.")
    try:
        BabelLocale.parse(locale.cldr)
    except (UnknownLocaleError, ValueError) as error:
        raise entry.error(
            f"Babel does not know “{locale.cldr}”.", "Write a cldr it knows, with _ between the parts, such as en_US."
        ) from error
    try:
        rule = gettext.c2py(locale.plural_expression)
        forms = {rule(n) for n in range(300)}
        count = locale.plural_count
    except (ValueError, ArithmeticError) as error:
        raise entry.error(
            "The plural rule cannot be read.", "Write plural_forms like nplurals=2; plural=(n != 1);."
        ) from error
    if max(forms) >= count:
        raise entry.error("The plural rule names a form it does not count.", "Correct nplurals.")


def _check_chain(locale: SiteLocale, locales: dict[str, SiteLocale]) -> None:
    seen = [locale.code]
    while locales[seen[-1]].fallback is not None:
        following = locales[seen[-1]].fallback
        # Two entries that name each other would hang the first request.
        if following not in locales or following in seen:
            raise DataError(
                "locales.toml",
                locale.code,
                f"Its fallback “{following}” leads nowhere.",
                "Name a listed locale nearer to en.",
            )
        seen.append(following)
    if seen[-1] != SOURCE:
        raise DataError("locales.toml", locale.code, "Its fallback does not end in en.", 'Write fallback = "en".')


def load_registry(folder: Path) -> Registry:
    """Read ``locales.toml``.

    :param folder: the folder of data files.
    :raises DataError: for an entry that cannot be used.
    """
    tables = Entry("locales.toml", "the file", read_toml(folder / "locales.toml"))
    locales: dict[str, SiteLocale] = {}
    names: set[str] = set()
    for position, table in enumerate(tables.tables("locale"), start=1):
        locale = _read_locale(table, position)
        mine = {name.lower() for name in (locale.code, *locale.aliases)}
        if mine & names:
            raise DataError(
                "locales.toml", locale.code, f"“{min(mine & names)}” stands twice.", "Keep it in one entry."
            )
        names |= mine
        locales[locale.code] = locale
    tables.finish()
    if SOURCE not in locales:
        raise DataError("locales.toml", SOURCE, "English is missing.", "Add its entry; messages are written in it.")
    for locale in locales.values():
        _check_chain(locale, locales)
    return Registry(list(locales.values()))
