"""Takes the directory's sentences out of its files for Babel: the shared ones of a kind, and each service's own.

It reads with the loader's own words, so what is extracted is what a page asks
for: same context, same text. Names, numbers and addresses are never messages.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from portal.content.markdown import Message
from portal.data import Entry
from portal.directory.wording import COMMENTS, SHARED_FIELDS, own_message, shared_message

_Extracted = tuple[int, str, tuple[str, str], list[str]]


def extract_directory(
    fileobj: IO[bytes], _keywords: Any, _comment_tags: Any, options: dict[str, Any]
) -> Iterator[_Extracted]:
    """Go through the messages of ``subkinds.toml`` or of one file of services.

    :raises DataError: for a text no message may be.
    """
    for key, table in tomllib.loads(fileobj.read().decode("utf-8")).items():
        messages = _kind_messages(key, table) if "label" in table else _service_messages(key, table)
        for message in messages:
            comments = [message.context, f"Translators: {message.comment}"]
            yield 0, "pgettext", (message.context, message.text), comments


def _kind_messages(key: str, table: Mapping[str, Any]) -> Iterator[Message]:
    entry = Entry("subkinds.toml", key, table)
    for field in ("label", *SHARED_FIELDS):
        if entry.has(field):
            yield shared_message(entry, field)


def _service_messages(key: str, table: Mapping[str, Any]) -> Iterator[Message]:
    places = [table, *table.get("locations", [])]
    for part in [table, *(phone for place in places for phone in place.get("phones", []))]:
        entry = Entry("directory", key, part)
        for field in COMMENTS:
            if entry.has(field):
                yield own_message(entry, field, key, str(table["name"]))
