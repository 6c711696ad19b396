"""What a reviewer's answer does to the files, one answer at a time.

Every answer reads the files as they are on the disk and writes them at once: a
translator may be at work in the same catalog, and a terminal may die. A review
is only ever written for the words the reviewer has seen.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib

from portal.content.claims import check_role
from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.translators.checks.checking import (
    check_catalog_findings,
    find_error,
    is_translated,
    open_digests,
    question_asker,
)
from portal.translators.checks.consistency import find_inconsistent
from portal.translators.checks.findings import Finding
from portal.translators.checks.rulebook import Rulebook
from portal.translators.compiling import check_catalog, entry_digest, entry_forms
from portal.translators.files import po_path, read_po, write_po
from portal.translators.reviewing.progress import MessageKey, is_critical, message_key, page_of
from portal.translators.reviewing.reviews import Review, load_reviews, save_reviews, withdraw_review

#: Gives the questions a translation raises: rule → question. A reviewer answers each before signing.
AskQuestions = Callable[[polib.POEntry, SiteLocale], Mapping[str, str]]

_REJECTION = "Rejected by "

#: Isolates a right-to-left text copied out of a terminal brings along; they are ours and never part of a translation.
_ISOLATES = "\u2066\u2067\u2068\u2069"


class Moved(Exception):
    """The message is not any more what the reviewer was shown."""


def ask_nothing(_entry: polib.POEntry, _locale: SiteLocale) -> Mapping[str, str]:
    """Raise no question about any translation."""
    return {}


def build_asker(folder: Path, locale: SiteLocale, book: Rulebook) -> AskQuestions:
    """Give the function that raises every question, those too that only the whole catalog shows.

    :raises DataError: if the catalog cannot be used.
    """
    ask_alone = question_asker(book)
    translated = [entry for entry in read_po(po_path(folder, locale)) if is_translated(entry)]
    beside: dict[str, dict[str, str]] = defaultdict(dict)
    for entry, rule, doubt in find_inconsistent(translated, locale, book.watchwords.addresses):
        beside[entry_digest(entry)][rule] = f"{doubt.problem} {doubt.cure}"

    def ask(entry: polib.POEntry, locale: SiteLocale) -> Mapping[str, str]:
        return {**ask_alone(entry, locale), **beside.get(entry_digest(entry), {})}

    return ask


def find_questioned(folder: Path, locale: SiteLocale, book: Rulebook) -> frozenset[str]:
    """Name the translations about which a question is open, so that their signatures do not count.

    :raises DataError: if the catalog or its reviews cannot be used.
    """
    reviews = load_reviews(folder, locale)
    # Most of a catalog is signed by nobody, and asking takes a while.
    signed = polib.POFile()
    signed.extend(entry for entry in read_po(po_path(folder, locale)) if entry_digest(entry) in reviews)
    return open_digests(check_catalog_findings(signed, locale, book, reviews))


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who signs, as a role.

    :param role: such as “court interpreter”.
    :param qualification: why they may judge it.
    """

    role: str
    qualification: str


def check_reviewer(role: str, qualification: str) -> Reviewer:
    """Accept who signs.

    :raises DataError: if role or qualification is empty, long, or looks like a person's address.
    """
    return Reviewer(
        check_role(role, "--role"),
        check_role(qualification, "--qualification", "qualification"),
    )


def clean_line(text: str) -> str:
    """Make one tidy line of what a person typed."""
    return " ".join(text.translate(dict.fromkeys(map(ord, _ISOLATES))).split())


def find_waiting(folder: Path, locale: SiteLocale, names: Collection[str]) -> list[polib.POEntry]:
    """List what is translated, may be shown and nobody has signed: critical messages first, then as in the file.

    :raises DataError: if the catalog or its reviews cannot be used.
    """
    reviews = load_reviews(folder, locale)
    good = [entry for entry in check_catalog(folder, locale, names).good if not find_error(entry, locale, tuple(names))]
    return sorted((entry for entry in good if entry_digest(entry) not in reviews), key=lambda e: not is_critical(e))


def choose(entries: list[polib.POEntry], guide: str | None, *, critical: bool) -> list[polib.POEntry]:
    """Keep the messages of one guide or page, or the critical ones.

    :param guide: a guide's slug, or a page such as ``interface``; nothing for all.
    """
    chosen = [entry for entry in entries if guide is None or page_of(entry) in {guide, f"rights/{guide}"}]
    return [entry for entry in chosen if is_critical(entry) or not critical]


def check_guide(folder: Path, locale: SiteLocale, guide: str) -> None:
    """Refuse a guide the catalog does not have.

    :raises DataError: naming those it has.
    """
    pages = {page_of(entry).removeprefix("rights/") for entry in read_po(po_path(folder, locale)) if not entry.obsolete}
    if guide.removeprefix("rights/") not in pages:
        raise DataError(
            "command line", "--guide", f"There is no guide “{guide[:40]}”.", f"Use one of: {', '.join(sorted(pages))}."
        )


class Chair:
    """Where one reviewer sits over one catalog.

    :param folder: the folder of all catalogs.
    :param names: names that stay as they are in every language.
    :param today: the date reviews get.
    """

    def __init__(
        self, folder: Path, locale: SiteLocale, names: Collection[str], reviewer: Reviewer, today: date
    ) -> None:
        self.folder = folder
        self.locale = locale
        self.reviewer = reviewer
        self._names = tuple(names)
        self._today = today
        self._path = po_path(folder, locale)

    def find(self, key: MessageKey) -> polib.POEntry | None:
        """Find a message as it is in the file now."""
        return _find(read_po(self._path), key)

    def is_waiting(self, entry: polib.POEntry) -> bool:
        """Say whether a message is still translated, allowed and unsigned; another reviewer may have been quicker."""
        signed = entry_digest(entry) in load_reviews(self.folder, self.locale)
        return is_translated(entry) and not signed and not self.find_error(entry)

    def find_error(self, entry: polib.POEntry) -> Finding | None:
        """Find the rule a translation breaks."""
        return find_error(entry, self.locale, self._names)

    def with_forms(self, seen: polib.POEntry, forms: list[str]) -> polib.POEntry:
        """Give a message with other words, for looking at; nothing is written."""
        entry = deepcopy(seen)
        _set_forms(entry, forms)
        return entry

    def accept(self, seen: polib.POEntry, note: str | None = None, answers: Mapping[str, str] | None = None) -> None:
        """Sign a translation as it was shown.

        :param answers: rule → why the translation is right.
        :raises Moved: if it was changed meanwhile.
        """
        self._change(seen, _clear)
        self._sign(seen, note, answers)

    def edit(
        self,
        seen: polib.POEntry,
        forms: list[str],
        note: str | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        """Put better words in place of a translation and sign them.

        :raises Moved: if the translation was changed meanwhile.
        """

        def put(entry: polib.POEntry) -> None:
            _set_forms(entry, forms)
            _clear(entry)

        self._change(seen, put)
        self._sign(self.with_forms(seen, forms), note, answers)

    def reject(self, seen: polib.POEntry, reason: str) -> None:
        """Give a translation back to the translator with the reason; readers get the English until then.

        :raises Moved: if it was changed meanwhile.
        """
        line = f"{_REJECTION}{self.reviewer.role}, {self._today}: {reason}"

        def mark(entry: polib.POEntry) -> None:
            _unmark(entry).flags.append("fuzzy")
            entry.tcomment = "\n".join(text for text in (entry.tcomment, line) if text)

        self._change(seen, mark)
        # Somebody who signed it and thought again: clearing the mark must not bring the signature back.
        withdraw_review(self.folder, self.locale, entry_digest(seen))

    def _sign(self, entry: polib.POEntry, note: str | None, answers: Mapping[str, str] | None) -> None:
        reviewer = self.reviewer
        review = Review(
            entry_digest(entry), reviewer.role, reviewer.qualification, self._today, note or None, answers or {}
        )
        save_reviews(self.folder, self.locale, [review])

    def _change(self, seen: polib.POEntry, change: Callable[[polib.POEntry], None]) -> None:
        catalog = read_po(self._path)
        entry = _find(catalog, message_key(seen))
        if entry is None or entry_forms(entry) != entry_forms(seen):
            raise Moved
        before = str(entry)
        change(entry)
        if str(entry) != before:
            write_po(catalog, self._path)


def _find(catalog: polib.POFile, key: MessageKey) -> polib.POEntry | None:
    return next((entry for entry in catalog if not entry.obsolete and message_key(entry) == key), None)


def _set_forms(entry: polib.POEntry, forms: list[str]) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(forms))
    else:
        entry.msgstr = forms[0]


def _unmark(entry: polib.POEntry) -> polib.POEntry:
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return entry


def _clear(entry: polib.POEntry) -> None:
    """Take the mark and the reasons of earlier rejections off a message that is accepted now."""
    _unmark(entry)
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    lines = [line for line in entry.tcomment.splitlines() if not line.startswith(_REJECTION)]
    entry.tcomment = "\n".join(lines)
