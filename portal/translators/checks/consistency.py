"""Questions about messages that only show side by side: one English said in two ways, two in one, two tones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

import polib

from portal.i18n.locales import SiteLocale
from portal.translators.checks.questions import Doubt
from portal.translators.checks.watchwords import Address
from portal.translators.checks.wording import folded, words

#: Shorter English is a label, which may be one word in one place and another in the next.
LEAST_WORDS = 4

#: So alike, two English messages may well be one in translation: “Sign in” and “Log in”.
ALIKE = 0.6

#: What is asked about catalogs, by the name an answer is given under.
RULES = ("two-translations", "one-translation", "tone")

Asked = Iterator[tuple[polib.POEntry, str, Doubt]]


def _plain(text: str) -> str:
    """Write a text without what may differ between two places: capitals, and the mark at its end."""
    return folded(text).strip(" .!?:։。！？؟।")


def _is_long(entry: polib.POEntry) -> bool:
    return len(words(entry.msgid)) >= LEAST_WORDS and not entry.msgid_plural


def _place(entry: polib.POEntry) -> str:
    return f"line {entry.linenum}" if entry.linenum else entry.msgctxt or "the interface"


def find_two_translations(entries: Iterable[polib.POEntry]) -> Asked:
    """Ask where one English text has another translation than most often."""
    same: dict[str, list[polib.POEntry]] = defaultdict(list)
    for entry in entries:
        if _is_long(entry):
            same[folded(entry.msgid)].append(entry)
    for group in same.values():
        usual = Counter(_plain(entry.msgstr) for entry in group).most_common(1)[0][0]
        first = next(entry for entry in group if _plain(entry.msgstr) == usual)
        for entry in group:
            if _plain(entry.msgstr) != usual:
                problem = f"The same English is translated otherwise at {_place(first)}: “{first.msgstr[:80]}”."
                yield entry, "two-translations", Doubt(problem, "Write the same in both places.")


def find_one_translation(entries: Iterable[polib.POEntry]) -> Asked:
    """Ask where quite another English text has the same translation: one of the two was pasted."""
    known: dict[str, polib.POEntry] = {}
    for entry in entries:
        if not _is_long(entry):
            continue
        first = known.setdefault(_plain(entry.msgstr), entry)
        if first is entry:
            continue
        likeness = SequenceMatcher(None, folded(first.msgid), folded(entry.msgid), autojunk=False).ratio()
        if likeness < ALIKE:
            problem = f"It is word for word the translation of “{first.msgid[:80]}”, at {_place(first)}."
            yield entry, "one-translation", Doubt(problem, "Translate this English.")


def find_tones(entries: Iterable[polib.POEntry], address: Address) -> Asked:
    """Ask where the reader is spoken to otherwise than in most of the catalog."""
    formal, informal = [], []
    for entry in entries:
        text = folded(entry.msgstr or " ".join(entry.msgstr_plural.values()))
        if address.informal and (found := address.informal.search(text)):
            informal.append((entry, found[0]))
        elif address.formal and (found := address.formal.search(text)):
            formal.append((entry, found[0]))
    fewer, more = (formal, informal) if len(formal) < len(informal) else (informal, formal)
    for entry, word in fewer if more else ():
        problem = f"It says “{word}”; most of the catalog speaks otherwise to the reader, as “{more[0][1]}”."
        yield entry, "tone", Doubt(problem, "Speak to the reader as the rest does.")


def find_inconsistent(entries: list[polib.POEntry], locale: SiteLocale, addresses: dict[str, Address]) -> Asked:
    """Ask everything that only a whole catalog shows.

    :param entries: its translated messages.
    :return: message, rule and question.
    """
    yield from find_two_translations(entries)
    yield from find_one_translation(entries)
    if locale.code in addresses:
        yield from find_tones(entries, addresses[locale.code])
