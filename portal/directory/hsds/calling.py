"""Numbers and languages of an HSDS object: whom somebody reaches there, and in what language."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from babel import Locale

from portal.content.markdown import Message
from portal.directory.hsds.attributes import Attributes
from portal.directory.hsds.vocabulary import Json
from portal.directory.importers.drafts import clean, read_phone
from portal.directory.services import Phone, PhoneType

#: Says what of a service is left out: field and reason.
Note = Callable[[str, str], None]

#: Gives a message for a field, its plain text and the attributes that may keep it whole.
MakeMessage = Callable[[str, str | None, Attributes], Message | None]

#: HSDS takes the types of vCard (RFC 6350). Nobody calls the others with an ordinary phone.
_TYPES: dict[str, PhoneType] = {
    "": "voice",
    "voice": "voice",
    "cell": "voice",
    "text": "text",
    "textphone": "textphone",
}

#: Three letters (ISO 639-3 or 639-2) → the code used here, for languages whose speakers the portal serves.
_THREE = {
    "eng": "en",
    "spa": "es",
    "zho": "zh",
    "chi": "zh",
    "cmn": "zh",
    "vie": "vi",
    "kor": "ko",
    "tgl": "fil",
    "tl": "fil",
    "rus": "ru",
    "hye": "hy",
    "arm": "hy",
    "fas": "fa",
    "per": "fa",
    "pes": "fa",
    "ara": "ar",
    "khm": "km",
    "pan": "pa",
    "hin": "hi",
    "jpn": "ja",
    "lao": "lo",
    "tha": "th",
    "ukr": "uk",
    "mww": "hmn",
    "por": "pt",
    "fra": "fr",
    "fre": "fr",
    "hat": "ht",
    "amh": "am",
    "som": "so",
    "prs": "fa",
}


@lru_cache
def _codes_by_name() -> dict[str, str]:
    """Give codes by the English names of languages."""
    names = Locale("en").languages
    plain = {str(name).casefold(): code for code, name in names.items() if "_" not in code}
    return {**plain, "tagalog": "fil", "mandarin": "zh", "farsi": "fa", "hmong": "hmn", "cantonese": "yue"}


@lru_cache(maxsize=1000)
def find_language(code: str, name: str) -> str | None:
    """Find the code used here of a language another system names by code or English name."""
    primary = code.strip().replace("_", "-").partition("-")[0].lower()
    primary = _THREE.get(primary, primary)
    if primary.isalpha() and primary.isascii() and primary in Locale("en").languages:
        return primary
    return _codes_by_name().get(name.strip().casefold())


def read_languages(found: Iterable[Json], note: Note) -> tuple[str, ...]:
    """Read the languages spoken, each once."""
    languages = []
    for item in found:
        kept = Attributes(item).get("language")
        code, name = item.get("code", ""), item.get("name", "")
        tag = kept if kept and kept.partition("-")[0] == code else find_language(code, name)
        if tag is None:
            note("languages", f"“{clean('languages', code or name or '?', 1000)[:40]}” is no language we know.")
        else:
            languages.append(tag)
    return tuple(dict.fromkeys(languages))


def read_phones(found: Iterable[Json], make: MakeMessage, note: Note) -> tuple[Phone, ...]:
    """Read the numbers, each once.

    :raises Unusable: for a number nobody could dial.
    """
    phones: list[Phone] = []
    for item in found:
        type_ = _TYPES.get(str(item.get("type", "")).strip().lower())
        if type_ is None:
            note("phones", "A number is no line people can call or text.")
            continue
        phone = _read(item, type_, make, note)
        if not any(_is_same_line(phone, other) for other in phones):
            phones.append(phone)
    return tuple(phones)


def _is_same_line(phone: Phone, other: Phone) -> bool:
    return (phone.dial, phone.extension, phone.type) == (other.dial, other.extension, other.type)


def _read(item: Json, type_: PhoneType, make: MakeMessage, note: Note) -> Phone:
    own = Attributes(item)
    extension = own.get("extension") or (str(item["extension"]) if "extension" in item else None)
    plain = read_phone("phones", item["number"], type_, extension)
    languages = read_languages(item.get("languages", ()), note)
    instruction = make("instruction", item.get("description"), own) if type_ == "text" else None
    if type_ != "text" and item.get("description"):
        note("phones.description", "What a number is for has no place here.")
    return replace(plain, languages=languages, instruction=instruction)
