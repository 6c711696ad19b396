"""Finds the glossary's terms in an English message, so that a translator need not look anything up."""

import re
from collections.abc import Iterable
from functools import lru_cache

from portal.content.glossary import Term


@lru_cache(maxsize=1024)
def _pattern(text: str, is_name: bool) -> re.Pattern[str]:
    if is_name:
        return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    # Terms stand in their dictionary form; messages have the plural too.
    stem, ending = (text[:-1], "(?:y|ies)") if text.endswith("y") else (text.removesuffix("s"), "(?:s|es)?")
    return re.compile(rf"(?<!\w){re.escape(stem)}{ending}(?!\w)", re.IGNORECASE)


def _say_hit(term: Term, code: str) -> str:
    preferred = term.locales.get(code)
    if term.do_not_translate:
        return f"{term.text} → {term.text}"
    return f"{term.text} → {preferred.use}" if preferred else f"{term.text}: {term.definition}"


def list_hits(english: str, terms: Iterable[Term], code: str) -> list[str]:
    """List the terms a message holds, each with the word to use, or with its meaning where there is no word yet.

    :param code: the language to translate into.
    """
    return [_say_hit(term, code) for term in terms if _pattern(term.text, term.do_not_translate).search(english)]
