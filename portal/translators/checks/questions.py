"""Questions about a translation that only a person can answer.

None of these refuses a message: each can be right for a good reason, which the
reviewer then writes down. So each rule keeps silent where it is not fairly
sure; ``benchmarks/false_alarms.py`` holds how often they are wrong on good
catalogs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from portal.i18n.locales import SiteLocale
from portal.translators.checks import negation
from portal.translators.checks.rulebook import Rulebook
from portal.translators.checks.terms import find_avoided, find_unused
from portal.translators.checks.wording import UNSPACED, bare, folded, words


class Doubt(NamedTuple):
    """What may be wrong, and what to write if it is."""

    problem: str
    cure: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One form of a translated message, as it is asked about.

    :param source: its English.
    :param comment: the notes to translators.
    :param counting: whether it is one of several plural forms.
    """

    source: str
    text: str
    locale: SiteLocale
    book: Rulebook
    context: str = ""
    comment: str = ""
    counting: bool = False


def check_negation(reading: Reading) -> Doubt | None:
    """Ask about a “not” lost or added."""
    english, own = (reading.book.watchwords.negations.get(code) for code in ("en", reading.locale.code))
    if not english or not own:
        return None
    lost = negation.find_lost(reading.source, reading.text, english, own)
    if lost:
        return Doubt(
            f"The English says no: {lost[0]}. The translation may not: {lost[1]}.", "Say no as the English does."
        )
    added = negation.find_added(reading.source, reading.text, english, own)
    # Arabic’s form for zero says “no parts” where English says “0 parts”.
    if added and not reading.counting:
        return Doubt(
            f"The translation says no: {added[1]}. The English does not: {added[0]}.", "Take out the negation."
        )
    return None


def check_promise(reading: Reading) -> Doubt | None:
    """Ask about a sentence that may never be said, unless the English says it, too."""
    for promise in reading.book.watchwords.promises:
        pattern = promise.patterns.get(reading.locale.code)
        found = pattern.search(folded(reading.text)) if pattern else None
        said = promise.patterns["en"].search(folded(reading.source))
        if found and not said and not (promise.dated and "{date:" in reading.text):
            return Doubt(f"It says “{found[0]}”, which the English does not. {promise.why}", promise.cure)
    return None


def _own_words(reading: Reading, text: str) -> list[str]:
    """List the words that could be translated: no names, no short names in capitals."""
    for name in reading.book.names:
        text = text.replace(name, " ")
    return [word for word in words(text) if not word.isupper() and not word.isdigit()]


def check_untranslated(reading: Reading) -> Doubt | None:
    """Ask about a message left in English, whole or in part."""
    own = _own_words(reading, reading.source)
    # One word can rightly be the same in Spanish or Tagalog; in other letters it can't.
    least = 2 if reading.locale.script == "Latn" else 1
    if folded(reading.source) == folded(reading.text) and len(own) >= least:
        return Doubt("It is the English itself.", "Translate it, or leave it empty.")
    copied = _copied_words(reading)
    return Doubt(f"“{copied}” is copied from the English.", "Translate these words, too.") if copied else None


_QUOTED = re.compile(r"[“«„「『\"].*?[”»“」』\"]")

#: So many English words in a row are no name and no chance.
_RUN = 5


def _copied_words(reading: Reading) -> str | None:
    """Find English words in a row; what stands in quotation marks may be English for a reason."""
    source, text = (" ".join(words(_QUOTED.sub(" | ", text))) for text in (reading.source, reading.text))
    mine = text.split()
    for start in range(len(mine) - _RUN + 1):
        run = mine[start : start + _RUN]
        if f" {' '.join(run)} " in f" {source} " and sum(word.isascii() and word.islower() for word in run) >= 3:
            return " ".join(run)
    return None


#: Words of English that no language in Latin letters here has, too.
_ENGLISH = {"the", "and", "of", "is", "are", "was", "you", "your", "with", "this", "that", "for", "from", "they", "not"}


def check_language(reading: Reading) -> Doubt | None:
    """Ask about letters or words of another language."""
    cure = f"Write it in {reading.locale.english_name}."
    strange = _foreign_letters(reading)
    if strange:
        return Doubt(f"{reading.locale.english_name} is not written with “{strange}”.", cure)
    # Words to show or say to an officer stay English, in quotation marks.
    if len(set(folded(_QUOTED.sub(" ", reading.text)).split()) & _ENGLISH) >= 3 and reading.locale.script == "Latn":
        return Doubt("It looks like English.", cure)
    if reading.locale.script == "Jpan" and _is_han_alone(reading.text):
        return Doubt("It has no Japanese letter: it may be Chinese.", cure)
    if reading.book.identify:
        other = reading.book.identify(reading.text, reading.locale)
        if other:
            return Doubt(f"It looks like {other}.", cure)
    return None


def _foreign_letters(reading: Reading) -> str:
    code, watchwords = reading.locale.code, reading.book.watchwords
    letters = {letter for letter in bare(reading.text).lower() if letter.isalpha() and not letter.isascii()}
    foreign = letters & watchwords.foreign_letters.get(code, frozenset())
    if code in watchwords.letters:
        foreign = letters - watchwords.letters[code]
    return "".join(sorted(foreign - set(reading.source.lower())))


def _is_han_alone(text: str) -> bool:
    letters = [letter for letter in bare(text) if letter.isalpha()]
    return len(letters) >= 12 and all("\u4e00" <= letter <= "\u9fff" for letter in letters)


_ENDINGS = "com|org|net|gov|edu|info|me|co|io|ly|to|link|app"
_DISGUISED = (
    rf"\b(?:dot|punto|chấm|tuldok|точка|крапка|dot)[\])]?\s*(?:{_ENDINGS})\b",
    rf"(?:點|点|ドット|닷|نقطة|نقطه|डॉट|ਡਾਟ|จุด|ຈຸດ|ចុច)\s*(?:{_ENDINGS})\b",
    rf"\w\s*[․‧•·∙｡]\s*(?:{_ENDINGS})\b|\w\s+\.\s*(?:{_ENDINGS})\b|\w\.\s+(?:{_ENDINGS})\b",
    rf"(?<![\w.])[a-z0-9]{{1,2}}\.(?:{_ENDINGS}|tv|gg|cc|gl|be)\b",
    r"[(\[{]\s*(?:at|arroba|a)\s*[)\]}]|\barroba\b|собака\s+\w+\s+точка",
    r"\b(?:whats\s?app|telegram|facebook|messenger|instagram|tik\s?tok|we\s?chat|weixin|zalo|kakao\s?talk|viber|snapchat)\b",
    r"微信|微博|카카오톡|라인 아이디|واتساب|واتس اب|تلگرام|تليجرام|ватсап|вотсап|телеграм|व्हाट्सएप|व्हाट्सऐप|ਵਟਸਐਪ",
    r"\b(?:venmo|zelle|pay\s?pal|cash\s?app|western\s+union|money\s?gram|go\s?fund\s?me|bitcoin)\b",
)


@lru_cache(maxsize=1)
def _disguises() -> re.Pattern[str]:
    return re.compile("|".join(_DISGUISED), re.IGNORECASE)


def check_disguise(reading: Reading) -> Doubt | None:
    """Ask about an address, account or number that is spelled so that no rule for addresses sees it."""
    source, text = folded(reading.source), folded(reading.text)
    for match in _disguises().finditer(text):
        if match[0] not in source:
            return Doubt(
                f"“{match[0].strip()}” looks like an address or account.", "Take it out; links and phones are data."
            )
    spelled = _find_spelled(text, reading.locale.code, reading.book)
    if spelled and not _find_spelled(source, "en", reading.book):
        return Doubt(f"“{spelled}” looks like a number spelled out.", "Take it out; numbers and phones are data.")
    return None


def _find_spelled(text: str, code: str, book: Rulebook) -> str | None:
    digits = book.watchwords.digits.get(code)
    found = digits.search(text) if digits else None
    return found[0] if found else None


_KEY = re.compile(r"\]\[([^\]]+)\]")
_FACT = re.compile(r"\{([a-z]+):([^{}]+)\}")


def check_order(reading: Reading) -> Doubt | None:
    """Ask about links or facts of one kind in another order: exchanged, each says what belongs to the other."""
    if _KEY.findall(reading.source) != _KEY.findall(reading.text):
        return Doubt("Its links stand in another order.", "Put each [text][key] where its words are.")
    mine, theirs = _by_kind(reading.source), _by_kind(reading.text)
    for kind, values in mine.items():
        if values != theirs.get(kind):
            return Doubt(
                f"Its {{{kind}:…}} stand in another order.",
                "Put each where the English has it, unless grammar moves it.",
            )
    return None


def _by_kind(text: str) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, value in _FACT.findall(text):
        kinds.setdefault(kind, []).append(value)
    return kinds


def check_glossary(reading: Reading) -> Doubt | None:
    """Ask where a term of the glossary is said with other words."""
    place = (reading.source, reading.text, reading.locale, reading.book.terms)
    unused = find_unused(*place)
    # A word to avoid in its place is asked about already.
    if unused and not find_avoided(*place):
        return Doubt(
            f"The glossary says “{unused[1]}” for “{unused[0]}”.", f"Write “{unused[1]}”, in the form it needs here."
        )
    return None


def check_avoided(reading: Reading) -> Doubt | None:
    """Ask where a word stands that the glossary says to avoid for a term of the English."""
    avoided = find_avoided(reading.source, reading.text, reading.locale, reading.book.terms)
    if avoided:
        term, word, use = avoided
        return Doubt(f"“{word}” is to be avoided for “{term}”.", f"Write “{use}”.")
    return None


_CAPITAL = "A-ZÀ-ÖØ-ÞЀ-ЯҐԱ-Ֆ"
_CASED = rf"{_CAPITAL}a-zß-öø-ſа-џґա-և0-9_-"
_SHORT = re.compile(rf"(?<![{_CASED}])[{_CAPITAL}]{{2,}}(?![{_CASED}])")


def _short_names(text: str) -> set[str]:
    return set(_SHORT.findall(bare(text)))


def check_capitals(reading: Reading) -> Doubt | None:
    """Ask about a word in capitals that the English does not have: translated names once became a disease’s."""
    mine, theirs = _short_names(reading.source), _short_names(reading.text)
    english = {word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", folded(reading.source))}
    known = reading.book.watchwords.acronyms.get(reading.locale.code, frozenset())
    new = {word for word in theirs - mine - known if word.casefold().removesuffix("s") not in english}
    # A short name may rightly be another one in another language; English in capitals is so in every language.
    if len(new) > len(mine - theirs):
        return Doubt(f"“{min(new)}” is not in the English.", "Write it out, or as the English has it.")
    return None


#: A button may be so much longer than in English, and so many letters more where it is short.
BUTTON_GROWTH = 1.8
BUTTON_ROOM = 6


def check_length(reading: Reading) -> Doubt | None:
    """Ask about a button that may not fit."""
    is_button = reading.context == "button" or re.search(r"\bbutton\b", reading.comment)
    most = max(int(BUTTON_GROWTH * len(reading.source)), len(reading.source) + BUTTON_ROOM)
    if is_button and len(reading.source) <= 40 and len(reading.text) > most:
        return Doubt(
            f"It has {len(reading.text)} characters for a button of {len(reading.source)}.",
            f"Say it in {most} or fewer.",
        )
    return None


_MARKS = {
    "a full stop": ".。।|។։۔",
    "a question mark": "?？؟՞;",
    "an exclamation mark": "!！՜",
    "a colon": ":：",
    "an ellipsis": "…",
}
_WRAPPING = "”\"»’')]*」』）`\u200b\u00a0 "
_TAIL = re.compile(rf"[{re.escape(''.join(_MARKS.values()) + _WRAPPING)}]*$")

#: Languages that often leave out a full stop.
_STOPLESS = {*UNSPACED, "Kore"}

#: Languages that ask with a word at the end.
_ASKS_WITH_WORDS = {"Khmr", "Laoo", "Thai"}


def _end_marks(text: str) -> set[str]:
    tail = _TAIL.search(bare(text).replace("...", "…"))
    return {name for name, marks in _MARKS.items() if tail and set(tail[0]) & set(marks)}


def check_punctuation(reading: Reading) -> Doubt | None:
    """Ask about another mark at the end, in languages that have the mark there."""
    silent = {"a full stop", "an exclamation mark"} if reading.locale.script in _STOPLESS else set()
    if reading.locale.script in _ASKS_WITH_WORDS:
        silent |= {"a question mark"}
    mine, theirs = _end_marks(reading.source), _end_marks(reading.text)
    # Armenian's full stop looks like a colon, and its question mark stands inside the word.
    if reading.locale.script == "Armn" or len(words(reading.source)) < 3 or mine & theirs:
        return None
    if theirs - silent and not mine:
        return Doubt(f"It ends with {min(theirs)}, and the English does not.", "End it as the English ends.")
    if mine - silent:
        return Doubt(f"The English ends with {min(mine)}, the translation does not.", f"End it with {min(mine)}.")
    return None


#: Languages in which a word said twice is a mistake; in the others it is grammar.
_SAYS_ONCE = {"es", "ru", "uk", "hy", "ar"}
_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]{2,})\s+\1(?![\w’'-])", re.IGNORECASE)


def check_spaces(reading: Reading) -> Doubt | None:
    """Ask about spaces and words that stand twice."""
    text = bare(reading.text)
    if re.search(r"\S[ \u00a0]{2,}\S", text) and "  " not in reading.source:
        return Doubt("It has two spaces in a row.", "Take one out.")
    if text.strip() != text and reading.source.strip() == reading.source:
        return Doubt("It has a space at an end.", "Take it out.")
    twice = _TWICE.search(text) if reading.locale.code in _SAYS_ONCE else None
    if twice and not _TWICE.search(bare(reading.source)):
        return Doubt(f"“{twice[0]}” is one word twice.", "Take one out.")
    return None


Rule = Callable[[Reading], Doubt | None]

#: What a person may be asked about one message, by the name an answer is given under.
QUESTIONS: dict[str, Rule] = {
    "negation": check_negation,
    "promise": check_promise,
    "disguise": check_disguise,
    "untranslated": check_untranslated,
    "language": check_language,
    "order": check_order,
    "glossary": check_glossary,
    "avoided": check_avoided,
    "capitals": check_capitals,
    "length": check_length,
    "punctuation": check_punctuation,
    "spaces": check_spaces,
}


def find_doubts(reading: Reading) -> Iterator[tuple[str, Doubt]]:
    """Give every question about a message, with its rule.

    What is left in English is asked about once and not by every rule it breaks.
    """
    for name, rule in QUESTIONS.items():
        doubt = rule(reading)
        if doubt:
            yield name, doubt
            if name == "untranslated":
                return
