"""References: the facts a sentence names instead of containing them.

``{phone:988}``, ``{date:2026-01-06}``, ``{usd:30}``, ``{number:20}``,
``{percent:400}`` and ``{name:I-200}`` stand in the English and in every
translation alike, so that a translator can move a fact and cannot change it.
They are filled in after Markdown is parsed, localized and set apart.
"""

import re
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from portal.content.facts import Phone
from portal.i18n.formats import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    check_partial_date,
    format_partial_date,
    format_usd,
    isolate,
    isolate_html,
    phone_link,
)
from portal.i18n.locales import SiteLocale

PATTERN = re.compile(r"\{([a-z]+):([^{}]+)\}")
_BRACE = re.compile(r"[{}]")
_LINK_KEY = re.compile(r"\]\[[^\]]*\]")


def find_reference_problem(text: str, phones: Mapping[str, Phone]) -> tuple[str, str] | None:
    """Say what is wrong with the references of an English text, and the cure.

    :return: problem and cure as sentences, or nothing.
    """
    if _BRACE.search(PATTERN.sub("", text)):
        return "It has a brace that belongs to no reference.", "Write references like {date:2026-01-06}."
    if re.search(r"\d", _LINK_KEY.sub("", PATTERN.sub("", text))):
        return "A digit stands in prose.", "Write it as {number:20}, {date:2026-01-06}, {usd:30} or {name:I-200}."
    for kind, value in PATTERN.findall(text):
        problem = _find_value_problem(kind, value, phones)
        if problem:
            return f"The reference {{{kind}:{value}}} leads to nothing.", problem
    return None


def _find_value_problem(kind: str, value: str, phones: Mapping[str, Phone]) -> str | None:
    if kind == "phone":
        return None if value in phones else "Name a phone of facts.toml."
    if kind == "date":
        return None if check_partial_date(value) else "Write a day, month or year like 2026-01-06, 2026-01 or 2026."
    if kind in {"usd", "number", "percent"}:
        return None if re.fullmatch(r"[0-9]{1,9}", value) else "Write digits only."
    if kind == "name":
        return None if re.fullmatch(r"[A-Za-z0-9][\w .-]*", value, re.ASCII) else "Write a name in Latin letters."
    return "Use phone, date, usd, number, percent or name."


def _plain_value(kind: str, value: str, locale: SiteLocale) -> str:
    if kind == "usd":
        return format_usd(value)
    if kind == "number":
        return f"{int(value):,}"
    if kind == "percent":
        return f"{int(value)}%"
    return value


class References:
    """Fills references in.

    :param phones: the phones they may name.
    """

    def __init__(self, phones: Mapping[str, Phone]) -> None:
        self._phones = phones

    def find_problem(self, text: str) -> tuple[str, str] | None:
        """Say what is wrong with the references of a text, and the cure."""
        return find_reference_problem(text, self._phones)

    def html(self, kind: str, value: str, locale: SiteLocale) -> Markup:
        """Fill one reference in for a page."""
        if kind == "date":
            return Markup("<bdi>{}</bdi>").format(format_partial_date(value, locale))
        if kind == "phone":
            phone = self._phones[value]
            return phone_link(phone.number, phone.dial)
        return isolate_html(_plain_value(kind, value, locale))

    def plain(self, kind: str, value: str, locale: SiteLocale) -> str:
        """Fill one reference in for plain text: a feed, a title, a message."""
        if kind == "date":
            return f"{FIRST_STRONG_ISOLATE}{format_partial_date(value, locale)}{POP_ISOLATE}"
        if kind == "phone":
            return isolate(self._phones[value].number)
        return isolate(_plain_value(kind, value, locale))

    def expired_phones(self, text: str, today: date) -> list[Phone]:
        """List the phones a text names that nobody has checked in time."""
        named = [
            self._phones[value] for kind, value in PATTERN.findall(text) if kind == "phone" and value in self._phones
        ]
        return [phone for phone in dict.fromkeys(named) if not phone.is_current(today)]
