"""Checks a catalog and compiles what may be shown.

A message that breaks a rule is left out, and its reader gets the English of
that message. A file that cannot be trusted is refused whole, and the compiled
catalog of before stays.
"""

import json
from collections.abc import Container, Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib

from portal.content.rendering import find_shape_problem
from portal.data import replace_file
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import DRAFT, REVIEWED, UPDATING, digest, find_form_problem, load_states
from portal.i18n.offering import Offering, find_obstacles, read_offering, write_offering
from portal.translators.files import check_header, po_path, read_po
from portal.translators.opened import load_opened
from portal.translators.reviewing.progress import MessageKey, measure, message_key
from portal.translators.reviewing.reviews import load_reviews


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
    return tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)) or (entry.msgstr,)


def _find_problem(entry: polib.POEntry, locale: SiteLocale, names: tuple[str, ...]) -> str | None:
    if sorted(entry.msgstr_plural) != list(range(len(entry.msgstr_plural))):
        return "Its forms are not numbered from 0 on."
    problem = find_form_problem(entry.msgid, entry.msgid_plural, entry_forms(entry), locale, names)
    if problem or entry.msgid_plural:
        return problem
    return find_shape_problem(entry.msgid, entry.msgstr)


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
        if entry.fuzzy:
            checked.fuzzy.append(entry)
        elif any(entry_forms(entry)):
            problem = _find_problem(entry, locale, fixed)
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


def entry_digest(entry: polib.POEntry) -> str:
    """Name a translation as reviews do: context, English and every form."""
    return digest(entry.msgctxt, entry.msgid, *entry_forms(entry))


def is_open(folder: Path, locale: SiteLocale) -> bool:
    """Say whether readers have a language already, by the last compile here or by the record of releases."""
    noted = read_offering(load_states(po_path(folder, locale).parent / "states.json"))
    return locale.code in load_opened(folder) or bool(noted and noted.offered)


def find_signed(
    folder: Path, locale: SiteLocale, checked: Checked, questioned: Set[str] = frozenset()
) -> frozenset[str]:
    """Name the translations that count as reviewed.

    :param questioned: those about which a question is open, so that no signature counts.
    """
    good = {entry_digest(entry) for entry in checked.good}
    return frozenset(good & set(load_reviews(folder, locale))) - questioned


def read_progress(
    folder: Path, locale: SiteLocale, checked: Checked, questioned: Set[str] = frozenset()
) -> Offering | None:
    """Count how far a checked catalog is, and apply the policy; nothing where there is no ``messages.pot``.

    :param questioned: translations whose signature does not count.
    :raises DataError: if the reviews, the template or the record of opened languages cannot be used.
    """
    template = folder / "messages.pot"
    if not template.exists():
        return None
    pages = measure(read_po(template), _states(checked, find_signed(folder, locale, checked, questioned)))
    return Offering(not find_obstacles(pages, offered=is_open(folder, locale)), pages)


def _states(checked: Checked, reviewed: Container[str]) -> dict[MessageKey, str]:
    states = {message_key(entry): UPDATING for entry in checked.fuzzy}
    for entry in checked.good:
        states[message_key(entry)] = REVIEWED if entry_digest(entry) in reviewed else DRAFT
    return states


def is_ready(catalog: polib.POFile, locale: SiteLocale, names: Iterable[str]) -> bool:
    """Say whether a catalog is enough to start its language, by the English it was made for.

    Asked before an update, while catalog and English still agree.
    """
    pages = measure(
        (entry for entry in catalog if not entry.obsolete), _states(check_entries(catalog, locale, names), ())
    )
    return not find_obstacles(pages, offered=False)


def write_compiled(folder: Path, locale: SiteLocale, checked: Checked, questioned: Set[str] = frozenset()) -> None:
    """Write ``messages.mo`` and, beside it, which messages are fuzzy or signed and how far the language is.

    :param questioned: translations whose signature does not count.
    """
    compiled = polib.MOFile()
    compiled.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": locale.catalog,
        "Plural-Forms": locale.plural_forms,
    }
    compiled.extend(checked.good)
    states: dict[str, Any] = {
        "fuzzy": sorted(digest(entry.msgctxt, entry.msgid) for entry in checked.fuzzy),
        "reviewed": sorted(find_signed(folder, locale, checked, questioned)),
    }
    progress = read_progress(folder, locale, checked, questioned)
    states |= write_offering(progress) if progress else {}
    place = po_path(folder, locale).parent
    replace_file(place / "messages.mo", compiled.to_binary())
    replace_file(place / "states.json", json.dumps(states, indent=0).encode())


def compile_catalog(
    folder: Path, locale: SiteLocale, names: Iterable[str], questioned: Set[str] = frozenset()
) -> Checked:
    """Check and compile a locale's catalog.

    :param questioned: translations whose signature does not count.
    :raises DataError: if the file cannot be trusted; the compiled catalog of before stays.
    """
    checked = check_catalog(folder, locale, names)
    write_compiled(folder, locale, checked, questioned)
    return checked
