"""Which language a text is in, asked of CLD2 where it is installed.

It is a program for developers and CI: 14 MB that no server needs. It is
believed only about longer texts and only when it is very sure, because it has
never heard of Mien and takes a list of names for anything.
"""

import importlib
import re
from collections.abc import Mapping
from types import ModuleType

from portal.i18n.locales import Registry, SiteLocale
from portal.translators.checks.rulebook import Identifier
from portal.translators.checks.wording import BLANK, bare

#: In shorter texts, or when it is less sure, it is too often wrong.
LEAST_LETTERS = 30
LEAST_PERCENT = 90

#: Languages CLD2 names otherwise than we do.
_CLD2 = {"zh-Hans": "zh", "fil": "tl"}

#: Languages it does not know: their texts look like anything to it.
_UNKNOWN = {"ium"}

_NAMES = re.compile(r"\b[A-Z][\w.-]*")


def load_identifier(registry: Registry) -> Identifier | None:
    """Give a function that tells our languages apart, or nothing where CLD2 is not installed.

    Only another language of ours is named, which a translator may have pasted
    from its file; CLD2 takes short Ukrainian for Serbian, which nobody pastes.
    """
    try:
        cld2 = importlib.import_module("pycld2")
    except ImportError:
        return None
    names = {_CLD2.get(locale.code, locale.code): locale.english_name for locale in registry if not locale.is_source}
    return lambda text, locale: _find_other(cld2, names, text, locale)


def _find_other(cld2: ModuleType, names: Mapping[str, str], text: str, locale: SiteLocale) -> str | None:
    """Name the language a text is in, if it is surely another of ours than the locale's."""
    clean = " ".join(_NAMES.sub(" ", bare(text).replace(BLANK, " ")).split())
    if locale.code in _UNKNOWN or sum(map(str.isalpha, clean)) < LEAST_LETTERS:
        return None
    own = _CLD2.get(locale.code, locale.code)
    try:
        reliable, _, details = cld2.detect(clean, isPlainText=True, hintLanguage=own)
    except cld2.error:
        return None
    _, code, percent, _ = details[0]
    return names.get(code) if reliable and percent >= LEAST_PERCENT and code != own else None
