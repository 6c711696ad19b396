"""Where the portal's sentences come from: one entry a page, law or statement that was read.

A source says itself whether somebody read it. One known only through others
is named, never counted as proof.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portal.data import DataError, Entry, read_toml
from portal.i18n.formats import check_partial_date

KINDS = ("official", "law", "court", "expert", "press", "other")


@dataclass(frozen=True, slots=True)
class Source:
    """One page, law or statement.

    :param key: its name in claims and links.
    :param title: what it is, in its own language.
    :param publisher: who answers for it.
    :param url: its address, or nothing where there is none to give.
    :param language: BCP 47 tag of its title.
    :param date: ISO 8601 day, month or year, or nothing where it has none.
    :param kind: official, law, court, expert, press or other.
    :param read: whether the page itself was read.
    """

    key: str
    title: str
    publisher: str
    url: str | None
    language: str
    date: str | None
    kind: str
    read: bool


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and not re.search(r"[\s<>\"]", url)


def _read_source(key: str, table: object) -> Source:
    entry = Entry("sources.toml", key, table)
    source = Source(
        key=key,
        title=entry.text("title"),
        publisher=entry.text("publisher"),
        url=entry.optional_text("url"),
        language=entry.text("language"),
        date=entry.optional_text("date"),
        kind=entry.choice("kind", KINDS),
        read=entry.flag("read"),
    )
    entry.finish()
    if not re.fullmatch(r"[a-z0-9-]+", key):
        raise entry.error("The key has other characters than a-z, 0-9 and hyphens.", "Rename it.")
    if source.date is not None and not check_partial_date(source.date):
        raise entry.error(f"“{source.date}” is no date.", 'Write date = "2025-08-12", "2025-08" or "2025".')
    if source.url is not None and not _is_web_address(source.url):
        raise entry.error(f"“{source.url}” is no web address.", "Write the whole address with https://.")
    return source


def load_sources(folder: Path) -> dict[str, Source]:
    """Read ``sources.toml``.

    :raises DataError: for an entry that cannot be used.
    """
    tables = read_toml(folder / "sources.toml")
    if not tables:
        raise DataError("sources.toml", "the file", "It names no source.", "Add at least one table.")
    return {key: _read_source(key, table) for key, table in tables.items()}
