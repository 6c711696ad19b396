"""What a translation may never do, whoever wrote it.

A translation is trusted with words and with nothing else: no markup, address,
number, placeholder or invisible character of its own. The same rules refuse a
message when a catalog is compiled and drop it when one is loaded, because a
catalog can reach a server without ever having met the compiler.

Rules are numbered after the catalog classes they answer to (R1 placeholders …
R13 length). Each returns what is wrong as a short sentence, or nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from portal.i18n.locales import SiteLocale

_PERCENT = re.compile(r"%(?:\([^)]*\))?[-#0 +]*[0-9]*(?:\.[0-9]+)?[A-Za-z%]?")
_REFERENCE = re.compile(r"\{[^{}]*\}?")
_TAG = re.compile(r"<[^>]*>?|&#?\w+;")
_LINK = re.compile(r"\]\[[^\]]*\]|\]\([^)]*\)?|\]\s*:|!\[|\[|\]")
_BLOCK_START = re.compile(r"\s*(?:[-+*#>]|[0-9]+[.)])\s")
# Each piece starts where a word does; otherwise a long word is searched again from each of its letters.
_ADDRESS = re.compile(
    r"(?<!\S)\S*(?:://|@)\S*|\b(?:javascript|data|mailto|tel|sms|vbscript):\S*|\bwww\.\S*"
    # A domain, whatever it ends in; abbreviations such as “EE.UU.” have shorter parts. Browsers take the ideographic
    # full stop for a dot too.
    r"|(?<![\w.-])[a-z0-9-]{1,2}\.(?:me|co|ly|gl|to|gg|cc|im)\b(?!\.)\S*"
    r"|(?<![\w-])[^\W_][\w-]{2,}\.[^\W\d_]{2,}|(?<![a-z0-9-])[a-z0-9][a-z0-9-]*\u3002[a-z]{2,}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,:/\-\u2010-\u2013]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
# A phone number can be written out in Chinese numerals; three in a row are no longer a word.
_CHINESE_DIGITS = re.compile(r"[〇零一二三四五六七八九]{3,}")

#: What the portal fills in; a letter right after it begins a word of its own.
_FILLED = re.compile(rf"{_REFERENCE.pattern}|%\([^)]*\)[a-z]")
_TEMPLATE_SYNTAX = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")

#: Numbers English writes as words and other languages as digits. “First” and “second” mean more than a number.
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_SPELLED = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split(), start=1)}

#: Format characters some scripts are not written right without.
_JOINERS = {"\u200c", "\u200d"}
_WORD_BREAK = "\u200b"
_JOINING_SCRIPTS = {"Arab", "Beng", "Deva", "Guru"}
_UNSPACED_SCRIPTS = {"Khmr", "Thai", "Laoo", "Mymr"}

#: Letters, marks and symbols that show nothing (Unicode's Default_Ignorable_Code_Point, and the blank of Braille).
_BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)

_SCRIPT_NAMES = {
    "Hant": {"CJK"},
    "Hans": {"CJK"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "Kore": {"HANGUL", "CJK"},
    "Latn": {"LATIN"},
    "Cyrl": {"CYRILLIC"},
    "Armn": {"ARMENIAN"},
    "Arab": {"ARABIC"},
    "Khmr": {"KHMER"},
    "Laoo": {"LAO"},
    "Thai": {"THAI"},
    "Guru": {"GURMUKHI"},
    "Deva": {"DEVANAGARI"},
    "Beng": {"BENGALI"},
    "Ethi": {"ETHIOPIC"},
    "Mymr": {"MYANMAR"},
}
_ALWAYS_ALLOWED = {"LATIN", "MODIFIER", "FEMININE", "MASCULINE", "IDEOGRAPHIC", "VOWEL"}
_LOOK_ALIKES = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}


MAX_MARKS = 4


def _differs(pattern: re.Pattern[str], source: str, text: str) -> list[str]:
    """List the pieces one of the two texts has more of than the other."""
    mine, theirs = Counter(pattern.findall(source)), Counter(pattern.findall(text))
    return sorted((mine - theirs) + (theirs - mine))


def _fold_digits(text: str) -> str:
    """Write digits, fractions and Roman or circled numbers of any script in ASCII."""
    return "".join(
        f"{unicodedata.numeric(c, 0):g}" if not c.isascii() and unicodedata.category(c)[0] == "N" else c for c in text
    )


def check_placeholders(source: str, text: str) -> str | None:
    """R1, R2: the same ``%(name)s``, as often; a stray percent sign would raise."""
    found = _differs(_PERCENT, source, text)
    return f"Its placeholders differ: {', '.join(found)}." if found else None


def check_references(source: str, text: str) -> str | None:
    """R1: the same ``{kind:value}``, as often: they are the facts of a sentence."""
    found = _differs(_REFERENCE, source, text)
    if not found and source.count("}") != text.count("}"):
        found = ["}"]
    return f"Its references differ: {', '.join(found)}." if found else None


def check_markup(source: str, text: str) -> str | None:
    """R3, R4: no tag, entity or look-alike bracket that the source does not have."""
    found = _differs(_TAG, source, unicodedata.normalize("NFKC", text))
    return f"It has markup of its own: {', '.join(found)[:60]}." if found else None


def check_markdown(source: str, text: str) -> str | None:
    """R3: the same links, the same emphasis, and still one paragraph."""
    found = _differs(_LINK, source, text)
    if found:
        return f"Its links differ: {', '.join(found)[:60]}."
    for mark in ("*", "`", "\n"):
        if source.count(mark) != text.count(mark):
            return f"It has {text.count(mark)} of {mark!r} where the English has {source.count(mark)}."
    if "_" in text and "_" not in _PERCENT.sub("", source) and "_" in _PERCENT.sub("", text):
        return "It has underscores, which would become emphasis."
    if bool(_BLOCK_START.match(text)) != bool(_BLOCK_START.match(source)):
        return "It starts like a list, heading or quotation."
    return None


def check_addresses(source: str, text: str) -> str | None:
    """R5, R6: no web address, domain, e-mail or scheme added or changed."""
    folded = unicodedata.normalize("NFKC", text)
    found = _differs(_ADDRESS, _REFERENCE.sub("", source), _REFERENCE.sub("", folded))
    found = [piece for piece in found if not _is_end_of_sentence(piece, source)]
    return f"It adds or changes an address: {', '.join(found)[:60]}." if found else None


def _is_end_of_sentence(piece: str, source: str) -> bool:
    """Say whether an ideographic full stop stands before a name of the English: “…Medi-Cal。ICE…” is no domain."""
    _, stop, following = piece.rpartition("\u3002")
    return bool(stop) and following in _WORD.findall(source)


def _count_spelled(source: str) -> Counter[str]:
    """Count the small numbers English writes as words, in digits."""
    return Counter(_SPELLED[word.lower()] for word in _WORD.findall(source) if word.lower() in _SPELLED)


def check_numbers(source: str, text: str) -> str | None:
    """R7: no number added or changed, in anybody's digits.

    “Two” may become 2: Japanese, Korean and Chinese write it so.
    """
    strip = re.compile(f"{_REFERENCE.pattern}|{_PERCENT.pattern}")
    bare = strip.sub(" ", source)
    mine, theirs = Counter(_NUMBER.findall(bare)), Counter(_NUMBER.findall(_fold_digits(strip.sub(" ", text))))
    found = sorted((mine - theirs) + (theirs - mine - _count_spelled(bare)))
    found += _CHINESE_DIGITS.findall(text)
    return f"Its numbers differ: {', '.join(found)}." if found else None


def check_characters(source: str, text: str, locale: SiteLocale) -> str | None:
    """R8–R10: nothing invisible, nothing that turns the reading order, no piles of marks."""
    allowed = set(source) | {"\n"}
    if locale.script in _JOINING_SCRIPTS:
        allowed |= _JOINERS
    if locale.script in _UNSPACED_SCRIPTS:
        allowed.add(_WORD_BREAK)
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        unseen = category in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} or _BLANKS.match(character)
        if unseen and character not in allowed:
            return f"It has the invisible character U+{ord(character):04X}."
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MAX_MARKS:
            return "It piles up combining marks."
    return None


@lru_cache(maxsize=8192)
def _script_of(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split(" ")[0]


def check_scripts(source: str, text: str, locale: SiteLocale) -> str | None:
    """R11: letters of the locale's script, no word of look-alike letters."""
    known = {_script_of(c) for c in source if c.isalpha()}
    allowed = _SCRIPT_NAMES[locale.script] | _ALWAYS_ALLOWED | known
    for word in _WORD.findall(_FILLED.sub(" ", text)):
        scripts = {_script_of(c) for c in word if c.isalpha()}
        if scripts - allowed:
            return f"“{word[:30]}” is not in the script of {locale.english_name}."
        if "LATIN" in scripts and scripts & _LOOK_ALIKES:
            return f"“{word[:30]}” mixes letters that look alike."
    for character in text:
        if _script_of(character) == "CJK" and _is_other_chinese(character, locale.script):
            return f"“{character}” belongs to the other way of writing Chinese."
    own = _SCRIPT_NAMES[locale.script]
    # A message of names and facts alone is rightly Latin everywhere; one with Latin words of its own is not.
    has_own = any(_script_of(c) in own for c in text if c.isalpha())
    if not has_own and set(_WORD.findall(text)) - set(_WORD.findall(source)):
        return f"It has no letter of the script of {locale.english_name}."
    return None


@lru_cache(maxsize=8192)
def _is_other_chinese(character: str, script: str) -> bool:
    """Say whether a character is of the other way of writing Chinese, by the character sets of each."""
    if script == "Hans":
        return not _encodes(character, "gb2312")
    # Hong Kong's set has Cantonese particles, and some simplified characters beside them.
    return (
        script == "Hant"
        and not _encodes(character, "big5")
        and (_encodes(character, "gb2312") or not _encodes(character, "big5hkscs"))
    )


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def check_names(source: str, text: str, names: Iterable[str]) -> str | None:
    """R11: names that are the same in every language stay as they are."""
    for name in names:
        # In Chinese or Thai letters stand right beside a name, so only Latin ones would make it another word.
        whole = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source) and not re.search(whole, text):
            return f"The name “{name}” is changed or lost."
    return None


def check_length(source: str, text: str) -> str | None:
    """R12, R13: no template syntax, and no page-filling message."""
    if _TEMPLATE_SYNTAX.search(text):
        return "It has template syntax."
    if len(text) > 4 * len(source) + 200:
        return f"It has {len(text)} characters for {len(source)} of English."
    return None


Rule = Callable[[str, str], str | None]


class Broken(NamedTuple):
    """A rule a translation breaks, and how.

    :param rule: its name.
    :param problem: what is wrong, as a sentence.
    """

    rule: str
    problem: str


_RULES: dict[str, Rule] = {
    "length": check_length,
    "placeholders": check_placeholders,
    "references": check_references,
    "markup": check_markup,
    "markdown": check_markdown,
    "addresses": check_addresses,
    "numbers": check_numbers,
}


def find_broken_rule(source: str, text: str, locale: SiteLocale, names: Iterable[str] = ()) -> Broken | None:
    """Find the first rule that the translation of one message breaks.

    :param source: the English message.
    :param text: its translation, one plural form.
    :param locale: the language it claims to be in.
    :param names: names that stay as they are in every language.
    """
    for name, rule in _RULES.items():
        problem = rule(source, text)
        if problem:
            return Broken(name, problem)
    for name, problem in (
        ("characters", check_characters(source, text, locale)),
        ("scripts", check_scripts(source, text, locale)),
        ("names", check_names(source, text, names)),
    ):
        if problem:
            return Broken(name, problem)
    return None


def find_problem(source: str, text: str, locale: SiteLocale, names: Iterable[str] = ()) -> str | None:
    """Say what the translation of one message does that it may not, as :func:`find_broken_rule` does.

    :return: a sentence, or nothing when the translation may be used.
    """
    broken = find_broken_rule(source, text, locale, names)
    return broken.problem if broken else None
