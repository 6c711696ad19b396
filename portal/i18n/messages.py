"""A catalog as the site uses it: texts that passed every rule, and how far each may be trusted.

The compiled catalog is read by our own few lines instead of ``gettext``'s,
because the stock reader believes the file: its declared charset (UTF-7
smuggles markup through plain ASCII) and its plural rule. Here both come from
the registry.
"""

import gettext
import hashlib
import json
import struct
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.i18n.locales import SiteLocale
from portal.i18n.rules import Broken, find_broken_rule

#: Context and English text: what a message is found by.
Key = tuple[str | None, str]

#: The same with the English plural: what a counting message is found by. A file that gives a message another plural
#: has its forms held to that plural, so they must not answer for anything else.
PluralKey = tuple[str | None, str, str]

MAX_CATALOG_BYTES = 20_000_000

REVIEWED = "reviewed"
DRAFT = "draft"
SOURCE_TEXT = "source"
UPDATING = "updating"
MISSING = "missing"


class CatalogError(Exception):
    """A catalog file that cannot be trusted as a whole."""


def digest(*parts: str | None) -> str:
    """Name a message, or a message with its translation, in 16 hexadecimal digits.

    A review is kept under this, so any later edit ends it by itself.
    """
    joined = "\0".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Found:
    """What a lookup answers.

    :param text: the words to show.
    :param locale: the language they are in.
    :param state: ``reviewed``, ``draft`` or ``source``: how far they may be trusted.
    :param reason: why the asked-for language has none: ``updating`` or ``missing``; empty if it has.
    """

    text: str
    locale: SiteLocale
    state: str
    reason: str = ""


@dataclass(slots=True)
class Catalog:
    """One locale's messages.

    :param locale: the language.
    :param texts: message without plural → its one text, as a tuple.
    :param plurals: counting message → its forms.
    :param reviewed: digests of context, English and translation a person has signed.
    :param fuzzy: digests of context and English whose translation awaits an update.
    :param dropped: what was left out, as sentences for the operator.
    :param broken: why the file could not be used, or nothing.
    """

    locale: SiteLocale
    texts: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    plurals: dict[PluralKey, tuple[str, ...]] = field(default_factory=dict)
    reviewed: frozenset[str] = frozenset()
    fuzzy: frozenset[str] = frozenset()
    dropped: list[str] = field(default_factory=list)
    broken: str | None = None

    def plural_rule(self) -> Callable[[int], int]:
        """Give the function that chooses a plural form; the registry's, never the file's."""
        rule: Callable[[int], int] = gettext.c2py(self.locale.plural_expression)
        return rule

    def state(self, key: Key) -> str:
        """Say whether a person has signed this very translation."""
        signed = digest(key[0], key[1], *self.texts[key]) in self.reviewed
        return REVIEWED if signed else DRAFT


class Chain:
    """A locale's catalog, then those of its fallbacks, then the English itself."""

    def __init__(self, locale: SiteLocale, catalogs: Iterable[Catalog], source: SiteLocale) -> None:
        self.locale = locale
        self._catalogs = list(catalogs)
        self._rules = [catalog.plural_rule() for catalog in self._catalogs]
        self._source = source

    def find(self, context: str | None, msgid: str) -> Found:
        """Find the best text for a message; never fails."""
        key = (context, msgid)
        reason = ""
        for catalog in self._catalogs:
            if key in catalog.texts:
                return Found(catalog.texts[key][0], catalog.locale, catalog.state(key), reason)
            if not reason:
                reason = UPDATING if digest(*key) in catalog.fuzzy else MISSING
        return Found(msgid, self._source, SOURCE_TEXT, reason)

    def find_plural(self, context: str | None, msgid: str, plural: str, number: int) -> str:
        """Find the form of a message for a number, by the rule of the language that has it."""
        key = (context, msgid, plural)
        for catalog, rule in zip(self._catalogs, self._rules, strict=True):
            forms = catalog.plurals.get(key)
            if forms:
                return forms[rule(number)]
        return msgid if number == 1 else plural


def _read_mo(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Read the pairs of a GNU ``.mo`` file (GNU gettext manual, “MO Files”)."""
    if len(raw) < 28:
        raise CatalogError("The file is empty or cut short.")
    order = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}.get(raw[:4])
    if order is None:
        raise CatalogError("The file is not a compiled catalog.")
    count, originals, translations = struct.unpack(f"{order}8x3I", raw[:20])
    if max(originals, translations) + 8 * count > len(raw):
        raise CatalogError("The file is cut short.")
    room = len(raw)
    pairs = []
    for index in range(count):
        pieces = []
        for table in (originals, translations):
            length, offset = struct.unpack_from(f"{order}2I", raw, table + 8 * index)
            if offset + length > len(raw):
                raise CatalogError("The file is cut short.")
            # A small file whose entries all point at one long text would fill the memory.
            room -= length
            if room < 0:
                raise CatalogError("Its texts lie over each other.")
            pieces.append(raw[offset : offset + length])
        pairs.append((pieces[0], pieces[1]))
    return pairs


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError("The file is not UTF-8.") from error


def _check_header(header: str, locale: SiteLocale) -> None:
    fields = {}
    for line in header.splitlines():
        name, _, value = line.partition(":")
        if name.lower() in fields:
            raise CatalogError(f"The header names {name} twice.")
        fields[name.lower()] = value.strip()
    content_type = fields.get("content-type", "").lower().replace(" ", "")
    if content_type != "text/plain;charset=utf-8":
        raise CatalogError("The header does not declare charset=UTF-8.")
    language = fields.get("language", "")
    if language.replace("_", "-").lower() not in {locale.code.lower(), locale.catalog.replace("_", "-").lower()}:
        raise CatalogError(f"The header says Language: {language[:40]}, not {locale.catalog}.")
    declared = "".join(fields.get("plural-forms", "").split()).rstrip(";")
    if declared != "".join(locale.plural_forms.split()).rstrip(";"):
        raise CatalogError("Its plural rule is not the registry's.")


def _split_key(original: str) -> tuple[Key, str]:
    context: str | None = None
    if "\x04" in original:
        context, original = original.split("\x04", 1)
    msgid, _, plural = original.partition("\0")
    return (context, msgid), plural


def find_broken_form(
    source: str, plural: str, forms: tuple[str, ...], locale: SiteLocale, names: Iterable[str]
) -> Broken | None:
    """Find the first rule a translated message breaks, form by form.

    A form for one number only may follow the English singular instead of the
    plural, and may leave the number out: “one week”, or Arabic’s word for two.
    """
    needed = locale.plural_count if plural else 1
    if len(forms) != needed:
        return Broken("forms", f"It has {len(forms)} forms, {locale.english_name} needs {needed}.")
    for index, form in enumerate(forms):
        if not form.strip():
            return Broken("forms", "A form is empty.")
        broken = find_broken_rule(plural or source, form, locale, names)
        if broken and plural and _is_for_one_number(index, locale):
            others = (source, plural.replace("%(num)s", " "))
            broken = broken if all(find_broken_rule(english, form, locale, names) for english in others) else None
        if broken:
            return broken
    return None


def find_form_problem(
    source: str, plural: str, forms: tuple[str, ...], locale: SiteLocale, names: Iterable[str]
) -> str | None:
    """Say what is wrong with a translated message, as :func:`find_broken_form` finds it."""
    broken = find_broken_form(source, plural, forms, locale, names)
    return broken.problem if broken else None


def _is_for_one_number(index: int, locale: SiteLocale) -> bool:
    rule = gettext.c2py(locale.plural_expression)
    return sum(rule(number) == index for number in range(300)) == 1


def _load_texts(raw: bytes, locale: SiteLocale, names: Iterable[str], catalog: Catalog) -> None:
    pairs = _read_mo(raw)
    headers = [translation for original, translation in pairs if original == b""]
    if len(headers) != 1:
        raise CatalogError("The file has no header, or two.")
    _check_header(_decode(headers[0]), locale)
    entries = [(*_split_key(_decode(original)), translation) for original, translation in pairs if original != b""]
    times = Counter(key for key, _, _ in entries)
    for key, plural, translation in entries:
        forms = tuple(_decode(translation).split("\0"))
        problem = "It stands twice." if times[key] > 1 else find_form_problem(key[1], plural, forms, locale, names)
        if problem:
            catalog.dropped.append(f"{key[0] or 'interface'}: “{key[1][:60]}”: {problem}")
        elif plural:
            catalog.plurals[*key, plural] = forms
        else:
            catalog.texts[key] = forms


def load_states(path: Path) -> dict[str, Any]:
    """Read what the compiler noted beside the catalog; without it everything is a draft."""
    try:
        states = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return states if isinstance(states, dict) else {}


def _digests(states: dict[str, Any], name: str) -> frozenset[str]:
    values = states.get(name)
    return frozenset(str(value) for value in values) if isinstance(values, list) else frozenset()


def load_catalog(folder: Path, locale: SiteLocale, names: Iterable[str] = ()) -> Catalog:
    """Load one compiled catalog; a bad one comes back empty, with the reason.

    :param folder: the folder of all catalogs.
    :param locale: whose catalog it is.
    :param names: names that stay as they are in every language.
    """
    catalog = Catalog(locale)
    place = folder / locale.catalog / "LC_MESSAGES"
    try:
        with (place / "messages.mo").open("rb") as file:
            raw = file.read(MAX_CATALOG_BYTES + 1)
        if len(raw) > MAX_CATALOG_BYTES:
            raise CatalogError("The file is too large.")
        _load_texts(raw, locale, tuple(names), catalog)
    except (OSError, CatalogError) as error:
        catalog.texts.clear()
        catalog.plurals.clear()
        catalog.broken = str(error) if isinstance(error, CatalogError) else "It is not compiled."
        return catalog
    states = load_states(place / "states.json")
    catalog.reviewed = _digests(states, "reviewed")
    catalog.fuzzy = _digests(states, "fuzzy")
    return catalog
