"""A lost “not” hurts a person: whether English and its translation say no equally often.

Negations are counted sentence by sentence where there are as many sentences,
and in the whole message elsewhere. Words that only can stand for a negation
(“invalid”, “avoid”) let a translation go free and never accuse it.
"""

import re
from collections.abc import Iterator

from portal.translators.checks.watchwords import Negation
from portal.translators.checks.wording import BLANK, sentences

_ASKS = re.compile(r"\?|\b(?:whether|if)\b", re.IGNORECASE)


def _pairs(source: str, text: str) -> Iterator[tuple[str, str]]:
    mine, theirs = sentences(source), sentences(text)
    if len(mine) == len(theirs):
        yield from zip(mine, theirs, strict=True)
    else:
        yield source, text


def find_lost(source: str, text: str, english: Negation, own: Negation) -> tuple[str, str] | None:
    """Find where English says no and the translation does not.

    :return: the English and the translated sentence.
    """
    for mine, theirs in _pairs(source, text):
        if own.count(theirs, weak=True) < english.count(mine, weak=False):
            return quoted(mine), quoted(theirs)
    return None


def find_added(source: str, text: str, english: Negation, own: Negation) -> tuple[str, str] | None:
    """Find where the translation says no and nothing in the English does.

    Questions are left out: many languages put a “no” into them.

    :return: the English and the translated sentence.
    """
    for mine, theirs in _pairs(source, text):
        if own.count(theirs, weak=False) and not english.excuses(mine) and not _ASKS.search(mine):
            return quoted(mine), quoted(theirs)
    return None


def quoted(sentence: str) -> str:
    """Give a sentence short enough to stand in a report."""
    clean = " ".join(sentence.replace(BLANK, "…").split())
    return f"“{clean[:80]}…”" if len(clean) > 80 else f"“{clean}”"
