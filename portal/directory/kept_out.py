"""What is known and not shown, so that an operator can see it, check it and bring it back.

Numbers are not kept here: one that failed the rules must not be a copy and
paste away from a page.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from portal.data import Entry, read_toml
from portal.directory.places import read_line
from portal.directory.services import Need

FILE = "kept-out.toml"

#: Reason → what it means, for the operator.
REASONS = {
    "unverified": "nobody read its number on a page that answers for it",
    "corroborated": "its number stands only in lists that others copied",
    "no-date": "its source has no date",
    "old-source": "its source is over three years old",
}


@dataclass(frozen=True, slots=True)
class KeptOut:
    """One record that is not shown, or not whole.

    :param reason: a word of :data:`REASONS`.
    :param offices_only: its offices are in the directory, from a dated list.
    """

    key: str
    name: str
    need: str
    reason: str
    offices_only: bool = False


def load_kept_out(folder: Path) -> tuple[KeptOut, ...]:
    """Read ``directory/kept-out.toml``.

    :param folder: the folder of data files.
    :raises DataError: for an entry that cannot be used.
    """
    records = []
    for key, table in read_toml(folder / "directory" / FILE).items():
        entry = Entry(FILE, key, table)
        name, need = read_line(entry, "name"), entry.choice("need", get_args(Need))
        reason = entry.choice("reason", REASONS)
        offices_only = entry.has("published") and entry.choice("published", ("offices",)) == "offices"
        entry.finish()
        records.append(KeptOut(key, name, need, reason, offices_only))
    return tuple(records)
