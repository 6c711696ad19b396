"""Named phones that guides refer to, each with its own source and dates.

A guide writes ``{phone:health-consumer-alliance}`` and never digits, so a
number is corrected once, for every language and sheet.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.content.sources import Source
from portal.data import Entry, read_toml


@dataclass(frozen=True, slots=True)
class Phone:
    """A line people call.

    :param key: its name in references.
    :param name: the line's own name; data, not translated.
    :param number: as printed.
    :param dial: what a phone dials: digits, with ``+1`` for a full number.
    :param text: whether it takes text messages.
    :param source: where the number stands.
    :param as_of: the day it was known to stand there.
    :param review_by: the last day it may be shown without a word.
    :param evergreen: an emergency number that never expires.
    :param called: whether a person of the project has called it.
    """

    key: str
    name: str
    number: str
    dial: str
    text: bool
    source: Source
    as_of: date
    review_by: date
    evergreen: bool
    called: bool

    def is_current(self, today: date) -> bool:
        """Say whether the number may be shown without a warning."""
        return self.evergreen or today <= self.review_by


def _read_phone(key: str, table: object, sources: dict[str, Source]) -> Phone:
    entry = Entry("facts.toml", key, table)
    entry.choice("kind", ("phone",))
    source_key = entry.text("source")
    if source_key not in sources:
        raise entry.error(f"The source “{source_key}” is not in sources.toml.", "Add it there or correct the key.")
    phone = Phone(
        key=key,
        name=entry.text("name"),
        number=entry.text("number"),
        dial=entry.text("dial"),
        text=entry.flag("text"),
        source=sources[source_key],
        as_of=entry.day("as_of"),
        review_by=entry.day("review_by"),
        evergreen=entry.flag("evergreen"),
        called=entry.flag("called"),
    )
    entry.finish()
    if not re.fullmatch(r"[0-9]{3}|\+1[0-9]{10}", phone.dial):
        raise entry.error(f"“{phone.dial}” cannot be dialled.", "Write three digits, or +1 and ten digits.")
    if re.sub(r"[^0-9]", "", phone.number) != phone.dial.removeprefix("+1"):
        raise entry.error(f"The printed number {phone.number} is not {phone.dial}.", "Correct one of the two.")
    if phone.review_by < phone.as_of:
        raise entry.error("review_by is before as_of.", "Correct one of the two dates.")
    return phone


def load_phones(folder: Path, sources: dict[str, Source]) -> dict[str, Phone]:
    """Read ``facts.toml``.

    :raises DataError: for an entry that cannot be used.
    """
    return {key: _read_phone(key, table, sources) for key, table in read_toml(folder / "facts.toml").items()}
