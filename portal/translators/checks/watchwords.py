"""``watchwords.toml``: what to look for in each language, ready to be looked for.

Languages differ so much in how they say no, or how they speak to a reader,
that no rule could know it; people who speak them extend the file instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from portal.data import DataError, Entry, read_toml
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.checks.wording import compile_words, folded

Pattern = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Negation:
    """How a language says no.

    :param words: each is a negation.
    :param strong_or_weak: those, and what can stand for one.
    :param neutral: holds a negation and negates nothing.
    """

    words: Pattern
    strong_or_weak: Pattern
    neutral: Pattern

    def _without_neutral(self, text: str) -> str:
        return self.neutral.sub(" ", folded(text)) if self.neutral else folded(text)

    def count(self, text: str, *, weak: bool) -> int:
        """Count the negations of a message.

        :param weak: count what only can stand for one, too.
        """
        pattern = self.strong_or_weak if weak else self.words
        return sum(1 for _ in pattern.finditer(self._without_neutral(text))) if pattern else 0

    def excuses(self, text: str) -> bool:
        """Say whether a message has anything a translation may need a negation for."""
        patterns = (self.strong_or_weak, self.neutral)
        return any(pattern.search(folded(text)) for pattern in patterns if pattern)


@dataclass(frozen=True, slots=True)
class Address:
    """How a language speaks to its reader, politely and not."""

    formal: Pattern
    informal: Pattern


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that may not be written in any language.

    :param name: its key.
    :param why: what is wrong with it.
    :param cure: what to write instead.
    :param dated: whether it may stand where a date says when it was so.
    :param patterns: locale code → how that language would say it.
    """

    name: str
    why: str
    cure: str
    dated: bool
    patterns: dict[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Watchwords:
    """Everything ``watchwords.toml`` holds; each table by locale code.

    :param letters: letters beyond a–z a language is written with.
    :param foreign_letters: letters that belong to another language of the same script.
    :param digits: the words for the ten digits, to find a number that is spelled out.
    :param acronyms: capital letters that stand for nothing new, such as “EE. UU.”.
    :param promises: what may not be said.
    """

    negations: dict[str, Negation] = field(default_factory=dict)
    addresses: dict[str, Address] = field(default_factory=dict)
    letters: dict[str, frozenset[str]] = field(default_factory=dict)
    foreign_letters: dict[str, frozenset[str]] = field(default_factory=dict)
    digits: dict[str, Pattern] = field(default_factory=dict)
    acronyms: dict[str, frozenset[str]] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()


FILE = "watchwords.toml"


class _Reader:
    def __init__(self, folder: Path, registry: Registry) -> None:
        self.registry = registry
        self.tables = Entry(FILE, "the file", read_toml(folder / FILE))

    def languages(self, key: str) -> Iterable[tuple[SiteLocale, Entry]]:
        """Give each table of a kind with its language."""
        table = self.tables.table(key) if self.tables.has(key) else {}
        entry = Entry(FILE, key, table)
        for locale in self.registry:
            if entry.has(locale.code):
                yield locale, Entry(FILE, f"{key}, {locale.code}", entry.table(locale.code))
        entry.finish()

    def texts(self, key: str) -> Iterable[tuple[SiteLocale, tuple[str, ...]]]:
        """Give each list of words of a kind with its language."""
        entry = Entry(FILE, key, self.tables.table(key) if self.tables.has(key) else {})
        for locale in self.registry:
            if entry.has(locale.code):
                yield locale, entry.texts(locale.code)
        entry.finish()

    def negation(self, entry: Entry, locale: SiteLocale) -> Negation:
        words, weak, neutral = (entry.texts(key) for key in ("words", "weak", "neutral"))
        entry.finish()
        return Negation(
            compile_words(words, locale), compile_words((*words, *weak), locale), compile_words(neutral, locale)
        )

    def address(self, entry: Entry, locale: SiteLocale) -> Address:
        formal, informal = entry.texts("formal"), entry.texts("informal")
        entry.finish()
        return Address(compile_words(formal, locale), compile_words(informal, locale))

    def promise(self, table: object, position: int) -> Promise:
        entry = Entry(FILE, f"promise {position}", table)
        entry.name = name = entry.text("name")
        why, cure, dated = entry.text("why"), entry.text("cure"), entry.flag("dated")
        patterns = {}
        for locale in self.registry:
            pattern = compile_words(entry.texts(locale.code), locale) if entry.has(locale.code) else None
            if pattern:
                patterns[locale.code] = pattern
        entry.finish()
        if self.registry.source.code not in patterns:
            raise DataError(
                FILE, name, "It has no English.", 'Write en = ["…"]: what English says too is not reported.'
            )
        return Promise(name, why, cure, dated, patterns)


def load_watchwords(folder: Path, registry: Registry) -> Watchwords:
    """Read ``watchwords.toml``.

    :param folder: the folder of data files.
    :raises DataError: for an entry that cannot be used.
    """
    reader = _Reader(folder, registry)
    found = Watchwords(
        negations={locale.code: reader.negation(entry, locale) for locale, entry in reader.languages("negation")},
        addresses={locale.code: reader.address(entry, locale) for locale, entry in reader.languages("address")},
        letters={locale.code: frozenset("".join(texts)) for locale, texts in reader.texts("letters")},
        foreign_letters={locale.code: frozenset("".join(texts)) for locale, texts in reader.texts("foreign_letters")},
        digits={locale.code: _row_of_digits(texts, locale) for locale, texts in reader.texts("digits")},
        acronyms={locale.code: frozenset(texts) for locale, texts in reader.texts("acronyms")},
        promises=tuple(reader.promise(table, i) for i, table in enumerate(reader.tables.tables("promise"), start=1)),
    )
    reader.tables.finish()
    return found


def _row_of_digits(digits: tuple[str, ...], locale: SiteLocale) -> Pattern:
    """Make a pattern of three digits or more in a row, as in a phone number read aloud."""
    digit = f"({'|'.join(digits)})"
    return compile_words([" ".join([digit] * 3), "".join([digit] * 3), "-".join([digit] * 3)], locale)
