"""Kinds of organizations and lines, and the sentences that all of one kind share.

58 county lines offer the same, and so do some hundred offices of the Justice
Department's roster. Said once here, it is translated once, and a correction
reaches all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.content.markdown import Message
from portal.data import Entry, read_toml
from portal.directory.wording import SHARED_FIELDS, check_key, shared_message

FILE = "subkinds.toml"


@dataclass(frozen=True, slots=True)
class Subkind:
    """One kind.

    :param key: the word services name it by.
    :param label: what kind it is, in two or three words.
    :param shared: by field, the sentences of every service of this kind that has none of its own.
    """

    key: str
    label: Message
    shared: Mapping[str, Message]

    def messages(self) -> tuple[Message, ...]:
        """List every message of this kind."""
        return (self.label, *self.shared.values())


def _read_subkind(key: str, table: object) -> Subkind:
    entry = Entry(FILE, key, table)
    check_key(entry)
    label = shared_message(entry, "label")
    shared = {field: shared_message(entry, field) for field in SHARED_FIELDS if entry.has(field)}
    entry.finish()
    return Subkind(key, label, shared)


def load_subkinds(folder: Path) -> dict[str, Subkind]:
    """Read ``directory/subkinds.toml``.

    :param folder: the folder of data files.
    :raises DataError: for an entry that cannot be used.
    """
    return {key: _read_subkind(key, table) for key, table in read_toml(folder / "directory" / FILE).items()}
