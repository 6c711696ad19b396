"""Languages nobody speaks, for finding what real ones would break.

``en-XA`` is accented and a third longer: what stays plain was never a message,
and what overflows will overflow in Spanish. ``ar-XB`` is written in Arabic
letters from right to left: what it turns round, Arabic and Farsi turn too.
References, placeholders, links and names pass through untouched, as they must
in every translation.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import polib

from portal.i18n.locales import SiteLocale
from portal.translators.compiling import Checked, check_entries, write_compiled

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçďéƒĝĥíĵķĺɱñóþɋŕšťúṽŵẋýžÁƁÇĎÉƑĜĤÍĴĶĹṀÑÓÞɊŔŠŤÚṼŴẊÝŽ",
)
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz",
    "ابكدهفجحيجكلمنوبقرستوفوخيز",
)

_LOWER_ONLY = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def _untouched(names: Iterable[str]) -> re.Pattern[str]:
    pieces = [r"\{[^{}]*\}", r"%\([^)]*\)[sd]", r"\]\[[^\]]*\]", r"[A-Za-z0-9.-]+\.(?:com|org|gov|net)"]
    pieces += [rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)]
    return re.compile("|".join(pieces))


def transform(text: str, locale: SiteLocale, names: Iterable[str]) -> str:
    """Write one English message in a pseudo-locale.

    >>> transform("Call {phone:911}", accented, [])
    'Çáĺĺ {phone:911} ~~~~'
    """
    pieces = []
    end = 0
    for match in _untouched(names).finditer(text):
        pieces += [_write(text[end : match.start()], locale), match.group()]
        end = match.end()
    pieces.append(_write(text[end:], locale))
    padding = f" {'~' * max(1, len(text) // 3)}" if locale.direction == "ltr" else ""
    return "".join(pieces) + padding


def _write(text: str, locale: SiteLocale) -> str:
    if locale.direction == "ltr":
        return text.translate(_ACCENTED)
    return text.translate(_LOWER_ONLY).translate(_ARABIC)


def compile_pseudo(folder: Path, locale: SiteLocale, template: polib.POFile, names: Iterable[str]) -> Checked:
    """Compile a pseudo-locale from the template; it has no ``.po``.

    :param names: names that stay as they are in every language.
    """
    fixed = tuple(names)
    catalog = polib.POFile()
    for source in template:
        entry = polib.POEntry(msgctxt=source.msgctxt, msgid=source.msgid, msgid_plural=source.msgid_plural)
        if source.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(
                range(locale.plural_count), transform(source.msgid_plural, locale, fixed)
            )
        else:
            entry.msgstr = transform(source.msgid, locale, fixed)
        catalog.append(entry)
    checked = check_entries(catalog, locale, fixed)
    write_compiled(folder, locale, checked)
    return checked
