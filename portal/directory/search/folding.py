"""When two spellings are one word: case, accents, width, digits and the letters of each script.

Documents and queries pass through the same function, so a rule here need not
be right by the grammar of its language; it must only treat both alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

#: No more of a query is looked at. A sentence has room, and whoever sends ten thousand gains nothing.
MAX_CHARACTERS = 100

#: Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana and Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"

_HANGUL = "\uac00-\ud7a3"
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}\\s-]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_IS_GRAMMED = re.compile(f"[{UNSPACED}{_HANGUL}]")
_IS_ARABIC = re.compile("[\u0600-\u06ff]")

#: Marks that people leave out: accents, Arabic vowels, Hebrew points, Indic dots below, the Gurmukhi addak. Vowel signs
#: of Indic scripts, Thai tones and Japanese voicing are letters to their readers and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u0a3c\u0a71]")

#: Signs inside a word that are not letters: apostrophes, tatweel, hamza, Armenian stress and question marks.
_DROPPED = "'\u2018\u2019\u02bc\u02bb`\u00b4\u0640\u0621\u055a\u055b\u055c\u055d\u055e\u055f"

_ONE_LETTER = str.maketrans(
    {
        **dict.fromkeys(_DROPPED, ""),
        **{"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ґ": "г"},
        # Arabic and Persian keyboards have different codes for the same letters.
        **{"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ٱ": "ا"},
        # Nasal signs that Hindi and Punjabi writers use for one another.
        **{"\u0901": "\u0902", "\u0a01": "\u0a70", "\u0a02": "\u0a70"},
        **{chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)},
    }
)

#: हिन्दी and हिंदी: a nasal before a consonant is written as a letter or as a dot.
_HINDI_NASAL = re.compile("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])")

#: The Arabic article, with what is written together with it.
_ARTICLE = re.compile("^(?:وال|بال|فال|كال|لل|ال)(?=.{3})")


class Word(NamedTuple):
    """A word, or a run of a script that has no spaces.

    :param folded: as it is compared.
    :param written: as it was typed.
    :param unspaced: whether it is a run that may hold several words.
    """

    folded: str
    written: str
    unspaced: bool


def _keep(character: str) -> str:
    category = unicodedata.category(character)
    if character in _DROPPED:
        return character
    if category[0] in "LM":
        return character
    if category[0] == "N":
        digit = unicodedata.decimal(character, None)
        return " " if digit is None else str(digit)
    # Joiners, bidi controls and soft hyphens stand inside words; broken halves of characters stand nowhere.
    if category in {"Cf", "Cs"}:
        return ""
    return "-" if category == "Pd" else " "


def clean(text: str) -> str:
    """Make letters, digits, hyphens and single spaces of any text."""
    return " ".join("".join(map(_keep, unicodedata.normalize("NFKC", text))).split())


def clean_query(query: str) -> str:
    """Clean what somebody typed, and cut it to :data:`MAX_CHARACTERS`."""
    # One character can become eighteen; controls count for nothing, but a text of nothing else is not read to its end.
    return clean(query[: 10 * MAX_CHARACTERS])[:MAX_CHARACTERS].strip()


@lru_cache(maxsize=20_000)
def _fold_known(word: str) -> str:
    return _fold(word)


def _fold(word: str) -> str:
    plain = _MARKS.sub("", unicodedata.normalize("NFD", word.casefold()))
    plain = _HINDI_NASAL.sub("\u0902", unicodedata.normalize("NFC", plain).translate(_ONE_LETTER))
    if _IS_ARABIC.match(plain):
        return _ARTICLE.sub("", plain)
    # Plurals of English and Spanish; “illness” is none.
    if len(plain) > 4 and plain[-1] == "s" and plain[-2] != "s" and plain.isascii():
        return plain[:-1]
    return plain


def fold(word: str, *, remember: bool = False) -> str:
    """Fold one cleaned word.

    :param remember: keep the answer, for words of our own. Words that people type are kept nowhere.
    """
    return _fold_known(word) if remember else _fold(word)


def split_words(cleaned: str, *, remember: bool = False) -> list[Word]:
    """Split a cleaned text into words and runs, in order."""
    pieces = [(match[0], bool(_IS_UNSPACED.match(match[0]))) for match in _RUNS.finditer(cleaned)]
    words = [Word(fold(piece, remember=remember), piece, unspaced) for piece, unspaced in pieces]
    return [word for word in words if word.folded]


def _clusters(run: str) -> list[str]:
    """Split a run into letters with their marks, so that no pair begins with a vowel sign."""
    letters: list[str] = []
    for character in run:
        # Khmer writes the second consonant of a pair below the first, after a sign for that.
        stacked = letters and letters[-1].endswith("\u17d2")
        if letters and (stacked or unicodedata.category(character) in {"Mn", "Mc"}):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def list_grams(folded: str) -> list[str]:
    """List the pairs of neighboring letters a run is found by, or its only letter."""
    letters = _clusters(folded)
    return ["".join(pair) for pair in zip(letters, letters[1:], strict=False)] or letters


def is_grammed(folded: str) -> bool:
    """Say whether a word is found by its pairs: scripts without spaces, and Korean with its endings."""
    return bool(_IS_GRAMMED.match(folded))


def iter_terms(text: str) -> Iterator[Word]:
    """Go through everything one of our own texts can be found by.

    A word with a hyphen is found by its parts and as one word, so that
    “Medi-Cal” is found by “medi cal” and “medical”.
    """
    for chunk in clean(text).split():
        for word in split_words(chunk, remember=True):
            if is_grammed(word.folded):
                yield from (Word(gram, gram, True) for gram in list_grams(word.folded))
            else:
                yield word
        if "-" in chunk.strip("-") and not _IS_UNSPACED.search(chunk):
            joined = chunk.replace("-", "")
            yield Word(fold(joined, remember=True), chunk, False)
