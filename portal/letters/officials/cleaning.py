"""Published texts made safe to show: plain words, ten digits, links to offices alone.

A field that is not what it should be is left blank, because a missing phone
is never a reason to refuse a roster; a wrong one would be shown to everybody.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

#: Categories of characters with no place in a name or address: controls, bidi and other invisible ones, line ends.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_PARTIES = {"Democrat": "Democratic"}

MAX_NAME, MAX_TEXT, MAX_LINK = 100, 200, 300


def clean_text(value: object, limit: int = MAX_TEXT) -> str | None:
    """Give a text of plain visible words, or nothing for anything else."""
    if not isinstance(value, str) or len(value) > limit * 4:
        return None
    if any(c in "<>" or unicodedata.category(c) in _INVISIBLE for c in value):
        return None
    text = " ".join(unicodedata.normalize("NFC", value).split())
    return text if text and len(text) <= limit else None


def clean_name(value: object) -> str | None:
    """Give a person's name, or nothing for what cannot be one."""
    text = clean_text(value, MAX_NAME)
    return text if text and any(c.isalpha() for c in text) else None


def clean_party(value: object) -> str | None:
    """Give a party under one name in all files."""
    text = clean_text(value, 40)
    return _PARTIES.get(text, text) if text else None


def clean_phone(value: object) -> str | None:
    """Give a number as ``202-225-4965``, however its punctuation was written, or nothing."""
    if not isinstance(value, str):
        return None
    digits = re.sub(r"[^0-9]", "", value)
    # 2019 wrote (202) 225-4965, and 2022 an en dash.
    if not re.fullmatch(r"[2-9][0-9]{2}[2-9][0-9]{6}", digits):
        return None
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _is_within(host: str, allowed: Iterable[str]) -> bool:
    return any(host == end or host.endswith(f".{end}") for end in allowed)


def clean_link(value: object, allowed: Iterable[str]) -> str | None:
    """Give an ``https`` address on one of the hosts, or nothing: ``hhttps://`` and strangers do not pass.

    :param allowed: hosts; each stands for everything below it too.
    """
    if not isinstance(value, str) or len(value) > MAX_LINK or not re.fullmatch(r"[!#-&(-;=?-\[\]_a-z~]+", value):
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return None
    plain = parts.scheme == "https" and "@" not in parts.netloc and port in {None, 443}
    host = parts.hostname or ""
    return value if plain and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) and _is_within(host, allowed) else None


def clean_email(value: object, allowed: Iterable[str]) -> str | None:
    """Give an e-mail address at one of the hosts, or nothing."""
    if not isinstance(value, str) or len(value) > 100:
        return None
    user, _, host = value.rpartition("@")
    sound = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", user)
    return value if sound and _is_within(host.lower(), allowed) else None


def clean_day(value: object) -> date | None:
    """Give a day written as ``2027-01-03``, or nothing."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
