"""A catalog as rows of a spreadsheet, for translators who have no editor for ``.po`` files.

A row names its message by a key made of context and English, so rows may be
sorted, filtered and deleted at will. The last column stamps the translation as
it was when the sheet was made: on the way back it tells what the translator
changed from what somebody else changed meanwhile, and in which language.
"""

import gettext
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields

import polib

from portal.content.glossary import Term
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import DRAFT, REVIEWED, digest
from portal.translators.compiling import entry_digest, entry_forms
from portal.translators.reviewing.progress import is_critical, page_of
from portal.translators.sheets.term_hits import list_hits

UNTRANSLATED = "untranslated"
FUZZY = "fuzzy"
CRITICAL = "critical"
ALL = "all"

#: What ``--only`` takes.
CHOICES = (UNTRANSLATED, FUZZY, CRITICAL, ALL)

_LIMIT = re.compile(r"max(?:imum)? (\d+) characters", re.IGNORECASE)

#: No spreadsheet can hold these (XML 1.0, “Characters”); a message that has one breaks a rule anyway.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: What spreadsheets take for the beginning of a formula, wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

#: Numbers tried out for the examples beside a plural form.
_NUMBERS = range(200)


@dataclass(frozen=True, slots=True)
class Row:
    """One translated text with all its translator should know; fields stand in the order of the columns.

    :param key: names the message; a letter in front keeps spreadsheets from reading a number.
    :param english: the English of this form.
    :param translation: empty where there is none.
    :param form: which plural form it is, and for which numbers; empty for a message without.
    :param context: where it stands, and whether it is critical.
    :param limit: how many characters it may have, if that is limited.
    :param glossary: the terms it holds, with the words to use.
    :param state: ``untranslated``, ``fuzzy``, ``draft`` or ``reviewed``.
    :param note: what to watch for.
    :param exported: the stamp of the translation as it is now.
    """

    key: str
    english: str
    translation: str
    form: str
    context: str
    limit: str
    glossary: str
    state: str
    note: str
    exported: str

    def cells(self) -> tuple[str, ...]:
        """Give the texts in the order of the columns, as any spreadsheet can hold them."""
        return tuple(portable(text) for text in astuple(self))


#: The columns by name, in order.
COLUMNS = tuple("English" if column.name == "english" else column.name for column in fields(Row))


def guard(text: str) -> str:
    """Put an apostrophe before a text that a program would take for a formula.

    A ``.csv`` file cannot say that a cell is text. :func:`portable` takes the
    apostrophe off again, wherever it has been meanwhile.

    >>> guard("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def portable(text: str) -> str:
    """Write a text as it comes back from any spreadsheet: plain line ends, nothing unwritable, no space around."""
    plain = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    plain = _UNWRITABLE.sub("\ufffd", plain).strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(FORMULA_STARTS) else plain


def row_key(entry: polib.POEntry) -> str:
    """Name a message by its context and English, so that any later edit of either is another name."""
    return f"m{digest(entry.msgctxt, entry.msgid)}"


def stamp(locale: SiteLocale, translation: str, fuzzy: bool) -> str:
    """Note the language and the state of a translation, to see later whether it was changed."""
    return f"{locale.code}:{digest(portable(translation), FUZZY if fuzzy else None)}"


def is_fuzzy(entry: polib.POEntry) -> bool:
    """Say whether a message has a translation that awaits an update."""
    return bool(entry.fuzzy and any(entry_forms(entry)))


def all_forms(entry: polib.POEntry, locale: SiteLocale) -> tuple[str, ...]:
    """Give every form the language needs, empty where there is none yet."""
    if not entry.msgid_plural:
        return (entry.msgstr,)
    return tuple(entry.msgstr_plural.get(index, "") for index in range(locale.plural_count))


def english_of(entry: polib.POEntry, form: int, locale: SiteLocale) -> str:
    """Give the English of one form: the singular beside the form for one, the plural beside all others."""
    rule = gettext.c2py(locale.plural_expression)
    text: str = entry.msgid_plural if entry.msgid_plural and rule(1) != form else entry.msgid
    return text


def _name_form(form: int, locale: SiteLocale) -> str:
    rule = gettext.c2py(locale.plural_expression)
    numbers = [str(number) for number in _NUMBERS if rule(number) == form]
    shown = ", ".join(numbers[:4]) + (" …" if len(numbers) > 4 else "")
    return f"form {form} (for {shown or 'other numbers'})"


def _say_context(entry: polib.POEntry) -> str:
    files = ", ".join(file for file, _ in entry.occurrences)
    where = entry.msgctxt or f"interface: {files}"
    return f"{where} — critical" if is_critical(entry) else where


def _say_note(entry: polib.POEntry) -> str:
    notes = [line.removeprefix("Translators: ") for line in entry.comment.splitlines()]
    if entry.msgctxt and notes and notes[0].startswith(entry.msgctxt):
        notes = notes[1:]
    if is_fuzzy(entry) and entry.previous_msgid:
        notes.append(f"The English was: {entry.previous_msgid}")
    return "\n".join([*notes, *entry.tcomment.splitlines()])


def _find_state(entry: polib.POEntry, forms: tuple[str, ...], signed: Iterable[str]) -> str:
    if is_fuzzy(entry):
        return FUZZY
    if not all(forms):
        return UNTRANSLATED
    return REVIEWED if entry_digest(entry) in signed else DRAFT


def _is_chosen(entry: polib.POEntry, state: str, only: str, guide: str | None) -> bool:
    if guide is not None and page_of(entry) not in {guide, f"rights/{guide}"}:
        return False
    return only in (ALL, state) or (only == CRITICAL and is_critical(entry))


def _build_rows_of(
    entry: polib.POEntry, state: str, forms: tuple[str, ...], locale: SiteLocale, terms: list[Term]
) -> Iterator[Row]:
    limit = _LIMIT.search(entry.comment)
    for form, text in enumerate(forms):
        english = english_of(entry, form, locale)
        yield Row(
            key=row_key(entry),
            english=english,
            translation=text,
            form=_name_form(form, locale) if entry.msgid_plural else "",
            context=_say_context(entry),
            limit=limit[1] if limit else "",
            glossary="\n".join(list_hits(english, terms, locale.code)),
            state=state,
            note=_say_note(entry),
            exported=stamp(locale, text, state == FUZZY),
        )


def build_rows(
    catalog: polib.POFile,
    locale: SiteLocale,
    terms: list[Term],
    signed: Iterable[str],
    only: str = ALL,
    guide: str | None = None,
) -> list[Row]:
    """Write a catalog as rows.

    :param signed: digests of the translations a qualified person has signed.
    :param only: one of :data:`CHOICES`: which messages are wanted.
    :param guide: the one guide that is wanted, by its slug, or a page such as ``interface``; nothing for all.
    """
    signed = frozenset(signed)
    rows: list[Row] = []
    for entry in catalog:
        if entry.obsolete:
            continue
        forms = all_forms(entry, locale)
        state = _find_state(entry, forms, signed)
        if _is_chosen(entry, state, only, guide):
            rows += _build_rows_of(entry, state, forms, locale, terms)
    return rows
