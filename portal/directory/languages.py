"""The names of languages as the reader calls them, for “who there speaks what”.

Babel knows most; where it has no name in the reader's language, the name the
language has for itself stands there, marked as being in that language.
"""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale as BabelLocale

from portal.i18n.locales import Registry, SiteLocale

#: People say Tagalog for the language whose code for Filipino our registry uses.
_CALLED = {"fil": "tl"}


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language's name.

    :param tag: the language the name is in, or nothing where it is the reader's own.
    :param direction: of that language.
    """

    code: str
    name: str
    tag: str | None = None
    direction: str = "ltr"


@lru_cache(maxsize=2000)
def _babel_name(code: str, cldr: str) -> str | None:
    called = _CALLED.get(code, code).replace("-", "_")
    name = BabelLocale.parse(cldr).languages.get(called)
    return str(name) if name else None


def name_language(code: str, locale: SiteLocale, registry: Registry) -> LanguageName:
    """Name a language for a reader.

    :param code: BCP 47.
    :param locale: the reader's.
    """
    name = _babel_name(code, locale.cldr)
    if name:
        return LanguageName(code, name)
    own = registry.find(code)
    if own:
        return LanguageName(code, own.endonym, own.tag, own.direction)
    return LanguageName(code, _babel_name(code, "en") or code, None if locale.is_source else "en")
