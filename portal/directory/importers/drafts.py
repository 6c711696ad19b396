"""What becomes of one row: a service that could be shown, or sentences on why it cannot.

Everything here comes from a file somebody else made. A text that looks like
markup or turns the reading direction round is refused and never repaired,
because a repaired name is a name nobody published.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portal.content.markdown import Message
from portal.directory.services import Listing, Need, Phone, PhoneType, Service
from portal.directory.subkinds import Subkind
from portal.directory.wording import MAX_IMPORTED_WORDS
from portal.i18n.formats import check_partial_date

#: A name or a line of an address; longer is no name.
MAX_NAME = 200
MAX_TEXT = 10_000

_MARKUP = re.compile(r"<[/!?a-zA-Z]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_MARKED = re.compile(r"[\\*_\[\]&<>`!]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\+?[0-9 ().\-/–‑]+")
_EXTENSION = re.compile(r"(?i)[\s,;]*(?:ext\.?|extension|x|#)\s*([0-9]{1,8})\s*\Z")
_SHORT_CODE = re.compile(r"[0-9]{3}|[0-9]{5,6}")
_KEY = re.compile(r"[^a-z0-9]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row, or a field of it, cannot be used.

    :param place: ``row 7``, or what else finds it in the file.
    :param name: the field.
    """

    place: str
    name: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.place}: {self.name}: {self.problem} {self.cure}"


class Unusable(Exception):
    """A value that cannot be used.

    :param name: the field.
    """

    def __init__(self, name: str, problem: str, cure: str) -> None:
        super().__init__(name, problem, cure)
        self.name = name
        self.problem = problem
        self.cure = cure

    def at(self, place: str) -> Problem:
        """Say it of a row."""
        return Problem(place, self.name, self.problem, self.cure)


@dataclass(frozen=True, slots=True)
class Draft:
    """One service read from a file, not yet in the directory.

    :param place: where in the file it stands.
    :param notes: what of it was left out, and why.
    """

    place: str
    service: Service
    notes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Reading:
    """Everything a file gave.

    :param problems: of rows that cannot be used; the others can.
    :param notes: of rows that are used without a part.
    """

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def clean(name: str, text: str, limit: int = MAX_NAME) -> str:
    """Give a text with plain spaces.

    :param name: of the field, for errors.
    :raises Unusable: for markup, control characters and marks that turn the reading direction round.
    """
    words = " ".join(text.split())
    for char in words:
        category = unicodedata.category(char)
        # Cf holds the marks of direction; a joiner between letters is how Persian and Hindi are spelled.
        if category in {"Cc", "Cs", "Co", "Cn"} or (category == "Cf" and char not in "\u200c\u200d"):
            raise Unusable(name, f"It holds the character U+{ord(char):04X}, which cannot be seen.", "Type it anew.")
    if words.startswith("="):
        raise Unusable(name, "It holds a formula.", "Copy what it shows and paste it as a value.")
    if _MARKUP.search(words):
        raise Unusable(name, "It holds HTML.", "Write plain text.")
    if len(words) > limit:
        raise Unusable(name, f"It has over {limit:,} characters.", "Make it shorter.")
    return words


def required(name: str, text: str | None, limit: int = MAX_NAME) -> str:
    """Give a text that must be there.

    :raises Unusable: if it is empty, or as :func:`clean` does.
    """
    words = clean(name, text or "", limit)
    if not words:
        raise Unusable(name, "It is empty.", "Fill it in.")
    return words


def optional(name: str, text: str | None, limit: int = MAX_NAME) -> str | None:
    """Give a text that may be missing."""
    return clean(name, text or "", limit) or None


def make_key(*parts: str) -> str:
    """Make the name of an entry in addresses from names."""
    plain = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode().lower()
    return _KEY.sub("-", plain.replace("'", "").replace("’", "")).strip("-")[:80].strip("-")


def read_web(name: str, text: str | None) -> str | None:
    """Read a web address.

    :raises Unusable: for anything but a whole ``https`` or ``http`` address.
    """
    address = optional(name, text, 500)
    if address is None:
        return None
    if "://" not in address and re.match(r"[\w-]+(\.[\w-]+)+(/|\Z)", address):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    odd = not address.isascii() or parts.username is not None or any(char in address for char in " \"'<>\\")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "." not in parts.hostname or odd:
        raise Unusable(name, "It is no web address.", "Write it like https://www.example.org.")
    return address


def read_email(name: str, text: str | None) -> str | None:
    """Read an e-mail address.

    :raises Unusable: if it is none.
    """
    address = optional(name, text)
    if address is not None and not _EMAIL.fullmatch(address):
        raise Unusable(name, "It is no e-mail address.", "Write it like help@example.org.")
    return address


def read_phone(name: str, text: str, type_: PhoneType = "voice", extension: str | None = None) -> Phone:
    """Read a number of the United States or a short code, in any of the ways it is written.

    :raises Unusable: if it is neither.
    """
    words = required(name, text)
    written = _EXTENSION.search(words)
    if written:
        words, extension = words[: written.start()], extension or written[1]
    digits = re.sub(r"[^0-9]", "", words)
    if not _NUMBER.fullmatch(words):
        raise Unusable(name, "It is no phone number.", "Write it like (510) 241-4011, or 988.")
    if _SHORT_CODE.fullmatch(digits):
        return Phone(digits, digits, type_, extension)
    digits = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    # Area codes and exchanges begin with 2 to 9 (North American Numbering Plan).
    if not re.fullmatch(r"(?:[2-9][0-9]{2}){2}[0-9]{4}", digits):
        raise Unusable(name, "It is no phone number of the United States.", "Write ten digits, like (510) 241-4011.")
    return Phone(f"({digits[:3]}) {digits[3:6]}-{digits[6:]}", f"+1{digits}", type_, extension)


def make_message(context: str, text: str) -> Message:
    """Make a message of somebody's plain text, which comes out on a page as it was.

    Signs of Markdown are escaped; a brace, which would name a fact of ours, becomes a bracket.
    """
    return Message(context, _MARKED.sub(r"\\\g<0>", text.replace("{", "(").replace("}", ")")))


def shorten(text: str) -> tuple[str, bool]:
    """Cut a text to whole sentences that a message can hold; say whether anything was cut."""
    if len(text.split()) <= MAX_IMPORTED_WORDS:
        return text, False
    kept: list[str] = []
    for sentence in _SENTENCE.split(text):
        if sum(len(part.split()) for part in [*kept, sentence]) > MAX_IMPORTED_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept) or " ".join(text.split()[: MAX_IMPORTED_WORDS - 1]) + " …", True


@dataclass(frozen=True, slots=True)
class Origin:
    """What the operator says of a file, for what it does not say itself.

    :param publisher: who publishes the list.
    :param url: of the list.
    :param day: year, month or day of the list.
    """

    publisher: str | None = None
    url: str | None = None
    day: str | None = None
    need: Need | None = None
    subkind: str | None = None

    def listing(self, publisher: str | None = None, url: str | None = None, day: str | None = None) -> Listing:
        """Say where a service was found, from the row where it says so.

        :raises Unusable: where neither says it.
        """
        by, on = publisher or self.publisher, day or self.day
        if not by:
            raise Unusable("publisher", "Nothing says whose list this is.", "Name it with --publisher.")
        if not on:
            raise Unusable("date", "Nothing says of when this list is.", "Give its date with --date.")
        if not check_partial_date(on):
            raise Unusable("date", f"“{on[:20]}” is no date.", "Write it like 2026-11-22, 2026-11 or 2026.")
        return Listing(clean("publisher", by), read_web("publisher-url", url or self.url), on)


def find_subkind(name: str, subkinds: Mapping[str, Subkind]) -> Subkind:
    """Find a kind by its word.

    :raises Unusable: naming those there are.
    """
    if name not in subkinds:
        raise Unusable("subkind", f"“{name[:40]}” is not a choice.", f"Use one of: {', '.join(sorted(subkinds))}.")
    return subkinds[name]
