"""Dates, numbers, amounts and phones as a reader of each language meets them.

Dates go through Babel. Amounts and phones do not: people dial and pay what
they read, so those keep the form used in the United States, in one digit
set, set apart from the text around them so that Arabic and Farsi do not turn
them round (``1-800-541-5555`` reads ``5555-541-800-1`` otherwise).
"""

import re
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from markupsafe import Markup, escape

from portal.i18n.locales import SiteLocale

LEFT_TO_RIGHT_ISOLATE = "\u2066"
FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"

#: Dates kept ready in words; the data names far fewer, and nobody else does.
MAX_DATES = 20_000

_YEAR = re.compile(r"[0-9]{4}\Z")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def check_partial_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day as ISO 8601 writes them."""
    day = text + "-01-01" if _YEAR.match(text) else text + "-01" if _MONTH.match(text) else text
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    # Python takes 20260106 and 2026-W02-2 too, which nobody reads as a day.
    return bool(_DAY.match(day))


@lru_cache(maxsize=MAX_DATES)
def format_partial_date(text: str, locale: SiteLocale) -> str:
    """Write a year, month or day out in the reader's language.

    >>> format_partial_date("2025-08", english)
    'August 2025'
    """
    if _YEAR.match(text):
        return text
    if _MONTH.match(text):
        return format_skeleton("yMMMM", date.fromisoformat(text + "-01"), locale=locale.cldr)
    return format_day(date.fromisoformat(text), locale)


@lru_cache(maxsize=MAX_DATES)
def format_day(day: date, locale: SiteLocale) -> str:
    """Write a day out in the reader's language, as in “January 6, 2026”."""
    return format_date(day, format="long", locale=locale.cldr)


def format_usd(amount: str) -> str:
    """Write whole dollars: ``2510`` becomes ``$2,510``."""
    return f"${int(amount):,}"


def isolate(text: str) -> str:
    """Set a left-to-right text apart in plain text (Unicode UAX 9, isolates)."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def isolate_html(text: str) -> Markup:
    """Set a left-to-right text apart in a page."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def phone_link(number: str, dial: str) -> Markup:
    """Make a number one can tap: shown as printed, dialled as ``dial``."""
    return Markup('<a class="tel" href="tel:{}"><bdi dir="ltr">{}</bdi></a>').format(dial, number)


_LATIN_RUN = re.compile(r"[A-Za-zÀ-ɏ0-9][\wÀ-ɏ'’.\-/]*(?:[ \u00a0][A-Za-zÀ-ɏ0-9][\wÀ-ɏ'’.\-/]*)*", re.ASCII)


def isolate_latin(text: str) -> Markup:
    """Escape a right-to-left text and set the Latin names in it apart."""
    pieces = []
    end = 0
    for match in _LATIN_RUN.finditer(text):
        name = match.group().rstrip(".'’-/")
        pieces += [escape(text[end : match.start()]), isolate_html(name)]
        end = match.start() + len(name)
    return Markup("").join([*pieces, escape(text[end:])])
