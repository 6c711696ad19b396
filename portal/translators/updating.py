"""Brings a catalog up to the English of today without losing anybody's work.

Messages are paired inside their own context. Where the English of a section
was edited the old translation stays beside it, marked fuzzy, with the old
English as the editor's comparison; readers get that one message in English
meanwhile. What vanished is kept as obsolete.
"""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

import polib

from portal.i18n.locales import SiteLocale
from portal.translators.compiling import entry_forms

#: Interface words have no section to be paired in, so they must be rather alike.
LIKENESS = 0.75


@dataclass(slots=True)
class Updated:
    """What an update did, in numbers of messages."""

    kept: int = 0
    edited: int = 0
    new: int = 0
    vanished: int = 0


Key = tuple[str | None, str]


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _is_translated(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))


def _take_over(entry: polib.POEntry, old: polib.POEntry, count: int) -> None:
    forms = dict(enumerate(entry_forms(old)))
    room = count if entry.msgid_plural else 1
    if entry.msgid_plural:
        entry.msgstr_plural = {index: forms.get(index, "") for index in range(room)}
    else:
        entry.msgstr = forms.get(0, "")
    # Forms a message no longer has are somebody's work all the same.
    spare = [f"Form {index} was: {form}" for index, form in forms.items() if index >= room and form]
    entry.tcomment = "\n".join(line for line in (old.tcomment, *spare) if line)


def _mark_edited(entry: polib.POEntry, old: polib.POEntry) -> None:
    """Mark a translation as one of earlier English; after two edits that is the English really translated."""
    entry.flags.append("fuzzy")
    if old.fuzzy and old.previous_msgid:
        entry.previous_msgid, entry.previous_msgid_plural = old.previous_msgid, old.previous_msgid_plural
    else:
        entry.previous_msgid, entry.previous_msgid_plural = old.msgid, old.msgid_plural or None


def _find_edited(entry: polib.POEntry, vanished: list[polib.POEntry]) -> polib.POEntry | None:
    """Find the old message whose English was edited into this one."""
    if not vanished:
        return None
    scored = [
        (SequenceMatcher(None, old.msgid, entry.msgid, autojunk=False).ratio(), -i) for i, old in enumerate(vanished)
    ]
    best, position = max(scored)
    # Inside a section's own context even a rewritten paragraph is the same place;
    # several candidates still have to be told apart.
    enough = LIKENESS if entry.msgctxt is None else (0.3 if len(vanished) > 1 else 0.2)
    return vanished[-position] if best >= enough else None


def update_catalog(old: polib.POFile, template: polib.POFile, locale: SiteLocale) -> tuple[polib.POFile, Updated]:
    """Merge a template into a catalog.

    :param old: the catalog as it is; not changed.
    :param template: today's messages.
    :return: the new catalog and what happened.
    """
    new = polib.POFile(wrapwidth=0)
    new.header, new.metadata = old.header, dict(old.metadata)
    known = {_key(entry): entry for entry in old if not entry.obsolete}
    gone = {_key(entry): entry for entry in old if entry.obsolete}
    wanted = {_key(entry) for entry in template}
    vanished: dict[str | None, list[polib.POEntry]] = defaultdict(list)
    for key, entry in known.items():
        if key not in wanted and _is_translated(entry):
            vanished[key[0]].append(entry)
    result = Updated()
    for source in template:
        new.append(_build_entry(source, known, gone, vanished, locale, result))
    for entry in chain.from_iterable(vanished.values()):
        gone[_key(entry)] = copy(entry)
        gone[_key(entry)].obsolete = True
        result.vanished += 1
    taken = {_key(entry) for entry in new}
    new.extend(entry for key, entry in gone.items() if key not in taken)
    return new, result


def _build_entry(
    source: polib.POEntry,
    known: dict[Key, polib.POEntry],
    gone: dict[Key, polib.POEntry],
    vanished: dict[str | None, list[polib.POEntry]],
    locale: SiteLocale,
    result: Updated,
) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=source.msgctxt,
        msgid=source.msgid,
        msgid_plural=source.msgid_plural,
        comment=source.comment,
        occurrences=source.occurrences,
        flags=[flag for flag in source.flags if flag != "fuzzy"],
    )
    if source.msgid_plural:
        entry.msgstr_plural = dict.fromkeys(range(locale.plural_count), "")
    key = _key(source)
    old = known.get(key) or gone.get(key)
    if old is not None:
        _take_over(entry, old, locale.plural_count)
        if _is_translated(old) and old.msgid_plural != source.msgid_plural:
            _mark_edited(entry, old)
            result.edited += 1
            return entry
        if old.fuzzy:
            entry.flags.append("fuzzy")
            entry.previous_msgid, entry.previous_msgid_plural = old.previous_msgid, old.previous_msgid_plural
        result.kept += 1
        return entry
    edited = _find_edited(source, vanished[key[0]])
    if edited is None:
        result.new += 1
        return entry
    vanished[key[0]].remove(edited)
    _take_over(entry, edited, locale.plural_count)
    _mark_edited(entry, edited)
    result.edited += 1
    return entry


def start_catalog(template: polib.POFile, locale: SiteLocale) -> polib.POFile:
    """Make an empty catalog for a language, with its header from the registry."""
    catalog = polib.POFile(wrapwidth=0)
    catalog.metadata = {
        **template.metadata,
        "Language": locale.catalog,
        "Language-Team": locale.english_name,
        "Plural-Forms": locale.plural_forms,
    }
    return update_catalog(catalog, template, locale)[0]
