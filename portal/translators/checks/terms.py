"""Terms of the glossary in a message: used, or said with words to avoid.

Endings change with gender, number and verb, so a term counts as used when the
beginnings of its words are there, in any order. Long terms are looked for
first: a “court order” is not also an “order”.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from portal.content.glossary import Preferred, Term
from portal.i18n.locales import SiteLocale
from portal.translators.checks.wording import UNSPACED, compile_words, folded, words

#: So much of a word is its beginning, at least so many letters.
STEM = 0.6
SHORTEST_STEM = 4

#: Words that shorter ones may stand for: de, la, un, por.
_SMALL = 3


@lru_cache(maxsize=512)
def _english(term: str) -> re.Pattern[str]:
    plural = f"{term[:-1]}(?:y|ies)" if term.endswith("y") else f"{term}(?:s|es)?"
    # A name in capitals is found as it is written, so that “ice” is not ICE; it is looked for in the unfolded text.
    return re.compile(rf"(?<![\w-]){plural}(?![\w-])", 0 if term.isupper() else re.IGNORECASE)


def _iter_terms(source: str, locale: SiteLocale, terms: tuple[Term, ...]) -> Iterator[tuple[Term, Preferred]]:
    """Give the terms of a message that its language has words for, long ones first."""
    rest = source
    for term in sorted(terms, key=lambda term: len(term.text), reverse=True):
        rest, times = _english(term.text).subn(" | ", rest)
        if times and locale.code in term.locales:
            yield term, term.locales[locale.code]


def _plain(text: str) -> str:
    """Write a text without accents, which come and go with endings: orden, órdenes."""
    return "".join(c for c in unicodedata.normalize("NFD", folded(text)) if not "\u0300" <= c <= "\u036f")


def _stems(use: str) -> list[str]:
    long = [word for word in words(re.sub(r"\([^)]*\)", " ", use)) if len(word) > _SMALL]
    return [_plain(word)[: max(SHORTEST_STEM, round(STEM * len(word)))] for word in long]


def is_used(use: str, text: str, locale: SiteLocale) -> bool:
    """Say whether a text has a term, in any of its forms."""
    if locale.script in UNSPACED:
        return folded(use) in folded(text)
    return all(stem in _plain(text) for stem in _stems(use))


def find_unused(source: str, text: str, locale: SiteLocale, terms: tuple[Term, ...]) -> tuple[str, str] | None:
    """Find a term of the English that the translation says with other words, or not at all.

    Where the English word itself is left in, for people to show or recognize, nothing is said.

    :return: the term and what the glossary says for it.
    """
    for term, preferred in _iter_terms(source, locale, terms):
        used = is_used(preferred.use, text, locale) or folded(term.text) in folded(text)
        if not term.do_not_translate and not used:
            return term.text, preferred.use
    return None


def find_avoided(source: str, text: str, locale: SiteLocale, terms: tuple[Term, ...]) -> tuple[str, str, str] | None:
    """Find a word that the glossary says to avoid for a term of the English.

    :return: the term, the word and what to use.
    """
    for term, preferred in _iter_terms(source, locale, terms):
        found = _avoided(preferred.avoid, locale)
        match = found.search(folded(text)) if found else None
        if match and match[0] not in folded(preferred.use):
            return term.text, match[0], preferred.use
    return None


@lru_cache(maxsize=512)
def _avoided(avoid: tuple[str, ...], locale: SiteLocale) -> re.Pattern[str] | None:
    plurals = ("", "s", "es") if locale.script == "Latn" else ("",)
    return compile_words([f"{word}{plural}" for word in avoid for plural in plurals], locale)
