"""The sentences of the directory as messages: their contexts, what translators are told, and what they may hold.

Ours are held to the rules of the guides. Those that an operator's import
brought are another organization's words in English: they may hold digits and
be long, but no links and no references, since nobody here has read them.
"""

import re
import unicodedata
from functools import lru_cache

from portal.content.markdown import MAX_WORDS, Message, parse_inline
from portal.content.references import find_reference_problem
from portal.content.rendering import find_markdown_problem
from portal.data import Entry

#: An imported description longer than this is a document and no description.
MAX_IMPORTED_WORDS = 400

#: Field → what a translator should know of it.
COMMENTS = {
    "label": "What kind of organization or line this is, above its name in lists of help. Short.",
    "description": "What families get there. It stands under the name of the organization or line.",
    "eligibility": "Who can use it.",
    "interpreters": "About interpreters. Staff who speak a language themselves are listed apart from this.",
    "hours_note": "About opening hours, where they cannot be written as a table.",
    "alert": "A warning that stands before the phone number. It must stay as strong as it is.",
    "instruction": "Under a number for text messages: what to send. Words in braces stay as they are.",
}

#: Fields every service of a subkind may share.
SHARED_FIELDS = ("description", "eligibility", "interpreters", "hours_note", "alert")

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: ``/help/in/<county>`` is an address of its own.
_TAKEN = {"in"}

MAX_KEY = 120

_PLAIN = {"text", "softbreak", "strong_open", "strong_close"}

#: Characters that join letters in Farsi, Indic and Khmer; every other invisible one can hide or turn a text round.
_JOINERS = "\u200b\u200c\u200d"


def check_key(entry: Entry) -> None:
    """Refuse a key that could not stand in an address.

    :raises DataError: if it is long or has other characters than letters, digits and hyphens.
    """
    if not KEY.fullmatch(entry.name) or len(entry.name) > MAX_KEY or entry.name in _TAKEN:
        raise entry.error("The key cannot stand in an address.", "Write a-z, 0-9 and single hyphens only.")


def check_visible(entry: Entry, key: str, text: str) -> str:
    """Refuse a text with characters nobody sees, and give it back.

    :raises DataError: naming the first of them.
    """
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} and character not in _JOINERS:
            raise entry.error(
                f"The key “{key}” holds the invisible character U+{ord(character):04X}.", "Type the text anew."
            )
    return text


def shared_message(entry: Entry, field: str) -> Message:
    """Take a sentence of a subkind from its table.

    :raises DataError: for a text no message may be.
    """
    return _message(entry, field, f"help/subkind/{entry.name}", "For every service of this kind.", imported=False)


def own_message(entry: Entry, field: str, key: str, name: str, *, imported: bool = False) -> Message:
    """Take a sentence of one service from its table or from one of its phones.

    :param key: the service's.
    :param name: the service's, for the translator.
    :param imported: from the operator's own folder.
    :raises DataError: for a text no message may be.
    """
    return _message(entry, field, f"help/{key}", f"In the entry “{name}”.", imported=imported)


def _message(entry: Entry, field: str, context: str, where: str, *, imported: bool) -> Message:
    text = check_visible(entry, field, entry.text(field))
    problem = _find_imported_problem(text) if imported else _find_own_problem(text)
    if problem:
        raise entry.error(f"The key “{field}”: {problem[0]}", problem[1])
    return Message(context, text, f"{COMMENTS[field]} {where}")


@lru_cache(maxsize=4096)
def _find_own_problem(text: str) -> tuple[str, str] | None:
    if len(text.split()) > MAX_WORDS:
        return f"It has over {MAX_WORDS} words.", "Say less; nobody reads it to the end."
    return find_reference_problem(text, {}) or find_markdown_problem(Message("", text), frozenset())


@lru_cache(maxsize=4096)
def _find_imported_problem(text: str) -> tuple[str, str] | None:
    if len(text.split()) > MAX_IMPORTED_WORDS:
        return f"It has over {MAX_IMPORTED_WORDS} words.", "Shorten it."
    digitless = re.sub(r"(\{[^{}]*\})|\d", lambda match: match[1] or "", text)
    if {token.type for token in parse_inline(text, frozenset())} - _PLAIN:
        return "It has Markdown or HTML.", "Write plain words only."
    return find_reference_problem(digitless, {})
