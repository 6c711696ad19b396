"""Checks a catalog and compiles what may be shown.

A message that breaks a rule is left out, and its reader gets the English of
that message. A file that cannot be trusted is refused whole, and the compiled
catalog of before stays.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polib

from portal.data import replace_file
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import digest, find_form_problem
from portal.translators.files import check_header, po_path, read_po
from portal.translators.reviews import load_reviews


@dataclass(frozen=True, slots=True)
class Finding:
    """One message that breaks a rule.

    :param line: its line in the file, from 1; 0 where it has none.
    :param context: its context, or ``interface``.
    :param msgid: its English.
    :param problem: what is wrong, as a sentence.
    """

    line: int
    context: str
    msgid: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.context}: “{self.msgid[:60]}”: {self.problem}"


@dataclass(slots=True)
class Checked:
    """A catalog sorted into what may be shown and what may not.

    :param good: entries that passed.
    :param fuzzy: entries that await an update.
    :param findings: what is wrong with the others.
    :param total: live messages in all.
    """

    good: list[polib.POEntry] = field(default_factory=list)
    fuzzy: list[polib.POEntry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    total: int = 0


def entry_forms(entry: polib.POEntry) -> tuple[str, ...]:
    """Give the translated forms of an entry, one where it has no plural."""
    if entry.msgid_plural:
        return tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural))
    return (entry.msgstr,)


def check_entries(catalog: polib.POFile, locale: SiteLocale, names: Iterable[str]) -> Checked:
    """Sort the messages of a catalog by whether they may be shown.

    :param names: names that stay as they are in every language.
    """
    fixed = tuple(names)
    checked = Checked()
    for entry in catalog:
        if entry.obsolete:
            continue
        checked.total += 1
        forms = entry_forms(entry)
        if entry.fuzzy:
            checked.fuzzy.append(entry)
        elif any(forms):
            problem = find_form_problem(entry.msgid, entry.msgid_plural, forms, locale, fixed)
            if problem:
                checked.findings.append(Finding(entry.linenum or 0, entry.msgctxt or "interface", entry.msgid, problem))
            else:
                checked.good.append(entry)
    return checked


def check_catalog(folder: Path, locale: SiteLocale, names: Iterable[str]) -> Checked:
    """Check a locale's catalog.

    :raises DataError: if the file cannot be trusted as a whole.
    """
    path = po_path(folder, locale)
    catalog = read_po(path)
    check_header(catalog, locale, f"{locale.catalog}/LC_MESSAGES/messages.po")
    return check_entries(catalog, locale, names)


def write_compiled(folder: Path, locale: SiteLocale, checked: Checked) -> None:
    """Write ``messages.mo`` and, beside it, which messages are fuzzy and which are signed."""
    compiled = polib.MOFile()
    compiled.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": locale.catalog,
        "Plural-Forms": locale.plural_forms,
    }
    compiled.extend(checked.good)
    signed = {digest(entry.msgctxt, entry.msgid, *entry_forms(entry)) for entry in checked.good}
    states = {
        "fuzzy": sorted(digest(entry.msgctxt, entry.msgid) for entry in checked.fuzzy),
        "reviewed": sorted(signed & set(load_reviews(folder, locale))),
    }
    place = po_path(folder, locale).parent
    replace_file(place / "messages.mo", compiled.to_binary())
    replace_file(place / "states.json", json.dumps(states, indent=0).encode())


def compile_catalog(folder: Path, locale: SiteLocale, names: Iterable[str]) -> Checked:
    """Check and compile a locale's catalog.

    :raises DataError: if the file cannot be trusted; the compiled catalog of before stays.
    """
    checked = check_catalog(folder, locale, names)
    write_compiled(folder, locale, checked)
    return checked
