"""Takes translations out of a spreadsheet into a catalog, and touches no message the translator did not change.

The messages of a catalog are looked at one by one; all rows of a message are
taken or none is. A row that still has the stamp of its export is left alone
even if the catalog has moved on, and one that collides with somebody else's
change is refused instead of undoing it.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

import polib

from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.translators.compiling import check_entries
from portal.translators.sheets.reading import Sheet, SheetRow
from portal.translators.sheets.spreadsheet import all_forms, english_of, is_fuzzy, portable, row_key, stamp


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows of one message that were not taken.

    :param rows: their numbers in the spreadsheet.
    :param text: what they are about.
    :param problem: why, and what to do.
    """

    rows: tuple[int, ...]
    text: str
    problem: str

    def __str__(self) -> str:
        numbers = ", ".join(str(number) for number in self.rows)
        return f"row{'s' if len(self.rows) > 1 else ''} {numbers}: “{self.text[:60]}”: {self.problem}"


@dataclass(slots=True)
class Imported:
    """What an import did, in rows.

    :param changed: taken into the catalog.
    :param unchanged: as they were when the sheet was made, or as the catalog has them.
    :param empty: without a translation; the catalog keeps its own.
    :param refused: not taken, with the reason.
    """

    changed: int = 0
    unchanged: int = 0
    empty: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def refused_rows(self) -> int:
        """How many rows were refused."""
        return sum(len(refused.rows) for refused in self.refused)


class _RefusedError(Exception):
    """Why the rows of one message cannot be taken, as a sentence."""


def _group(rows: Iterable[SheetRow]) -> dict[str, list[SheetRow]]:
    groups: dict[str, list[SheetRow]] = {}
    for row in rows:
        # Rows without a key have nothing in common.
        groups.setdefault(row.key or f"row {row.number}", []).append(row)
    return groups


def _check_language(sheet: Sheet, locale: SiteLocale) -> None:
    """Refuse the sheet of another language; its words could pass every rule."""
    for row in sheet.rows:
        code, _, mark = row.exported.partition(":")
        if mark and code != locale.code:
            raise DataError(
                sheet.name,
                f"row {row.number}",
                f"It was exported for “{code[:20]}”, not for {locale.code}.",
                "Name the language the sheet is of.",
            )


def _check_rows(rows: list[SheetRow], entry: polib.POEntry | None, locale: SiteLocale) -> None:
    """Refuse rows that cannot be read, stand twice, or are no longer of today's English."""
    problem = next((row.problem for row in rows if row.problem), None)
    if problem:
        raise _RefusedError(problem)
    if not rows[0].key:
        raise _RefusedError("It has no key; export the message again.")
    if entry is None:
        raise _RefusedError("The English was edited or removed since the export; update, and export it again.")
    forms = [_form_of(row, entry, locale) for row in rows]
    if len(set(forms)) < len(forms):
        raise _RefusedError("The message stands more than once; keep one row.")
    for row, form in zip(rows, forms, strict=True):
        if row.english != portable(english_of(entry, form, locale)):
            raise _RefusedError("The English beside this key is another; was a column sorted alone? Export it again.")


def _form_of(row: SheetRow, entry: polib.POEntry, locale: SiteLocale) -> int:
    if not entry.msgid_plural:
        return 0
    if row.form is None or row.form >= locale.plural_count:
        raise _RefusedError(f"The form must be one of form 0 to form {locale.plural_count - 1}.")
    return row.form


def _is_untouched(row: SheetRow, locale: SiteLocale) -> bool:
    """Say whether the translator left the row as it was exported."""
    if row.problem:
        return False
    states = (True, False) if row.fuzzy is None else (row.fuzzy,)
    return row.exported in {stamp(locale, row.translation, fuzzy) for fuzzy in states}


def _has_news(row: SheetRow, current: str, entry: polib.POEntry, locale: SiteLocale) -> bool:
    """Say whether a row changes its message: another text, or a fuzzy mark cleared.

    :param current: the translation the catalog has.
    """
    if _is_untouched(row, locale):
        return False
    if row.translation == portable(current):
        return is_fuzzy(entry) and row.fuzzy is False
    if row.exported and row.exported != stamp(locale, current, is_fuzzy(entry)):
        newer = portable(current)[:200]
        raise _RefusedError(f"Somebody else changed it since the export, to “{newer}”; export it again.")
    return True


def _build_changed(
    entry: polib.POEntry, texts: dict[int, str], locale: SiteLocale, names: Iterable[str]
) -> polib.POEntry:
    """Make the message with its new texts and without a fuzzy mark, if that passes every rule."""
    changed = copy(entry)
    if entry.msgid_plural:
        changed.msgstr_plural = dict(enumerate(all_forms(entry, locale))) | texts
    else:
        changed.msgstr = texts.get(0, entry.msgstr)
    changed.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    changed.previous_msgctxt = changed.previous_msgid = changed.previous_msgid_plural = None
    findings = check_entries([changed], locale, names).findings
    if findings:
        raise _RefusedError(findings[0].problem)
    return changed


def _take(entry: polib.POEntry, changed: polib.POEntry) -> None:
    entry.msgstr, entry.msgstr_plural, entry.flags = changed.msgstr, changed.msgstr_plural, changed.flags
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def _import_message(
    rows: list[SheetRow], entry: polib.POEntry | None, locale: SiteLocale, names: Iterable[str], done: Imported
) -> None:
    if all(not row.translation or _is_untouched(row, locale) for row in rows):
        _count(rows, 0, done)
        return
    _check_rows(rows, entry, locale)
    current = all_forms(entry, locale)
    filled = {_form_of(row, entry, locale): row for row in rows if row.translation}
    news = {form: row for form, row in filled.items() if _has_news(row, current[form], entry, locale)}
    texts = {form: row.translation for form, row in news.items() if row.translation != portable(current[form])}
    if news:
        _take(entry, _build_changed(entry, texts, locale, names))
    _count(rows, len(news), done)


def _count(rows: list[SheetRow], changed: int, done: Imported) -> None:
    filled = sum(bool(row.translation) for row in rows)
    done.changed += changed
    done.unchanged += filled - changed
    done.empty += len(rows) - filled


def import_sheet(
    catalog: polib.POFile, template: polib.POFile, sheet: Sheet, locale: SiteLocale, names: Iterable[str]
) -> Imported:
    """Take the rows of a sheet into a catalog, which is changed in place.

    :param template: today's English.
    :param names: names that stay as they are in every language.
    :raises DataError: if the sheet is of another language.
    """
    _check_language(sheet, locale)
    fixed = tuple(names)
    wanted = {row_key(entry) for entry in template}
    entries = {row_key(entry): entry for entry in catalog if not entry.obsolete}
    done = Imported()
    for key, rows in _group(sheet.rows).items():
        try:
            _import_message(rows, entries.get(key) if key in wanted else None, locale, fixed, done)
        except _RefusedError as error:
            numbers = tuple(row.number for row in rows)
            done.refused.append(Refused(numbers, rows[0].english or rows[0].translation, str(error)))
    return done
