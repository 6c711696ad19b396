"""The words of a message, without what only looks like words: placeholders, references and the keys of links.

Letters are compared folded, so that a capital, a curved apostrophe, an Arabic
vowel sign or the Arabic way of writing a Farsi letter makes no other word. A
vowel sign of Hindi or Khmer is part of its word, which Python's ``\\b`` does not
know.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from portal.i18n.locales import SiteLocale

#: Stands where the portal fills something in.
BLANK = "\ufffc"

_FILLED = re.compile(r"\{[^{}]*\}|%\(\w+\)[a-z]|%[sdr](?![^\W\d_])|\]\[[^\]]*\]")


def _write_marks() -> str:
    """Write the combining marks as ranges: one by one they would make every pattern slow to read."""
    marks = [code for code in range(0x300, 0x2000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for code in marks if code - 1 not in marks]
    ends = [code for code in marks if code + 1 not in marks]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


#: One letter of a word, with the signs that belong to it: joiners, and the stress mark Armenian writes inside words.
LETTER = rf"[\w{_write_marks()}\u3099\u200c\u200d\u055b-\u055e]"
_WORD = re.compile(rf"(?!\d){LETTER}+(?:['’ʼ·-]{LETTER}+)*")

_FOLDS = str.maketrans("’ʼ‘ʻكي", "''''کی", "\u0640" + "".join(map(chr, range(0x64B, 0x660))) + "\u0670")

#: Scripts that put no space between words.
UNSPACED = {"Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr", "Thai"}


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Give a message with a sign that is no letter wherever the portal fills something in."""
    return _FILLED.sub(lambda match: "]" if match[0].startswith("][") else BLANK, text)


def fold(text: str) -> str:
    """Write a text so that letters that count as the same are the same."""
    return unicodedata.normalize("NFC", text).casefold().translate(_FOLDS)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Give the words of a message, folded."""
    return fold(bare(text))


def words(text: str) -> list[str]:
    """List the words of a message as they are written."""
    return _WORD.findall(bare(text))


def _pattern(entry: str, *, spaced: bool) -> str:
    gap = "[^.!?。！？।։؟។]{0,40}?"
    pieces = {"*": f"{LETTER}*", "(": "(?:", ")": ")", "|": "|", " ": r"[\s\u00a0]+"}
    pieces[" … "] = rf"[\s\u00a0]+(?:{gap}[\s\u00a0]+)?" if spaced else gap
    return "".join(pieces.get(piece) or re.escape(piece) for piece in re.findall(" … |.", fold(entry)))


def compile_words(entries: Iterable[str], locale: SiteLocale) -> re.Pattern[str] | None:
    """Make one pattern of words written as ``watchwords.toml`` writes them; nothing for no words."""
    spaced = locale.script not in UNSPACED
    pieces = "|".join(_pattern(entry, spaced=spaced) for entry in sorted(entries, key=len, reverse=True))
    if not pieces:
        return None
    return re.compile(rf"(?<!{LETTER})(?:{pieces})(?!{LETTER})" if spaced else pieces)


_END = re.compile(r"(?<=[.!?…:։؟।۔។])[”\"»’)\]*」』]*(?:\s+|$)|(?<=[。！？])[”\"」』）*]*")


def sentences(text: str) -> list[str]:
    """Split a message into its sentences; what holds no letter is none."""
    return [piece for piece in _END.split(bare(text)) if any(map(str.isalpha, piece))]
