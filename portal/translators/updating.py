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


def _pair_edited(fresh: list[polib.POEntry], vanished: list[polib.POEntry]) -> dict[Key, polib.POEntry]:
    """Pair new messages of one context with the old ones whose English was edited into them, the most alike first."""
    # Inside a section's own context even a rewritten paragraph is the same place;
    # several candidates still have to be told apart.
    context = fresh[0].msgctxt if fresh else None
    enough = LIKENESS if context is None else (0.3 if len(vanished) > 1 else 0.2)
    scored = [
        (SequenceMatcher(None, old.msgid, new.msgid, autojunk=False).ratio(), -i, -j)
        for i, new in enumerate(fresh)
        for j, old in enumerate(vanished)
    ]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, reverse=True):
        if score >= enough and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return {_key(fresh[i]): vanished[j] for i, j in pairs.items()}


def _find_edited(
    template: polib.POFile, known: dict[Key, polib.POEntry], gone: dict[Key, polib.POEntry]
) -> tuple[dict[Key, polib.POEntry], list[polib.POEntry]]:
    """Sort the translated messages that are no longer wanted into edited ones, by their new key, and vanished ones."""
    wanted = {_key(entry) for entry in template}
    vanished: dict[str | None, list[polib.POEntry]] = defaultdict(list)
    fresh: dict[str | None, list[polib.POEntry]] = defaultdict(list)
    for key, entry in known.items():
        if key not in wanted and _is_translated(entry):
            vanished[key[0]].append(entry)
    for entry in template:
        if _key(entry) not in known and _key(entry) not in gone:
            fresh[entry.msgctxt].append(entry)
    edited: dict[Key, polib.POEntry] = {}
    for context, entries in vanished.items():
        edited |= _pair_edited(fresh[context], entries)
    paired = {id(entry) for entry in edited.values()}
    return edited, [entry for entry in chain.from_iterable(vanished.values()) if id(entry) not in paired]


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
    edited, vanished = _find_edited(template, known, gone)
    result = Updated()
    for source in template:
        new.append(_build_entry(source, known, gone, edited, locale, result))
    for entry in vanished:
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
    edited: dict[Key, polib.POEntry],
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
    if key not in edited:
        result.new += 1
        return entry
    _take_over(entry, edited[key], locale.plural_count)
    _mark_edited(entry, edited[key])
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
