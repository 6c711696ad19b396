"""Compiled catalogs made without any check, as a server might find them."""

import struct
from collections.abc import Iterable

from portal.i18n.locales import SiteLocale

MAGIC = 0x950412DE

UTF_8 = "Content-Type: text/plain; charset=UTF-8\n"

#: A message as it stands in a compiled catalog: its English with context and plural, and its forms.
Pair = tuple[bytes, bytes]


def header_of(locale: SiteLocale, content_type: str = UTF_8) -> str:
    """Write the header a locale's catalog should have."""
    return f"Language: {locale.catalog}\nPlural-Forms: {locale.plural_forms}\n{content_type}"


def header_pair(locale: SiteLocale, content_type: str = UTF_8) -> Pair:
    """Give the header as a message of the catalog."""
    return b"", header_of(locale, content_type).encode()


def pair(context: str | None, msgid: str, *forms: str, plural: str = "") -> Pair:
    """Give a message, in as many forms as there are."""
    original = (f"{context}\x04" if context else "") + msgid + (f"\0{plural}" if plural else "")
    return original.encode(), "\0".join(forms).encode()


def build_mo(pairs: Iterable[Pair], magic: int = MAGIC, order: str = "<") -> bytes:
    """Make a ``.mo`` file of any texts, as msgfmt would and without its checks (GNU gettext manual, “MO Files”)."""
    entries = sorted(pairs)
    start = 28 + 16 * len(entries)
    tables, texts = b"", b""
    for column in (0, 1):
        for entry in entries:
            tables += struct.pack(f"{order}2I", len(entry[column]), start + len(texts))
            texts += entry[column] + b"\0"
    count = len(entries)
    return struct.pack(f"{order}7I", magic, 0, count, 28, 28 + 8 * count, 0, start) + tables + texts
