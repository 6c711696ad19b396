"""The files from which a browser answers a ZIP code, under addresses that change with the store and the day.

A name that ran out yesterday must not come from a file kept since then, so the
day is part of the address too. What is asked for names a state at most.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from portal.letters.officials.lookup import Officials, SeatReading
from portal.letters.officials.places import HOME
from portal.letters.officials.tables import prefix_table, zip_table

#: What the file is called that tells the state of a ZIP code; no state is called so.
ALL = "us"


def name_edition(officials: Officials, day: date) -> str:
    """Give the part of the addresses that changes whenever the files may."""
    return hashlib.sha256(f"{officials.stamp()} {day}".encode()).hexdigest()[:12]


def _names(readings: Iterable[SeatReading]) -> dict[int, str]:
    return {reading.district: reading.official.name for reading in readings if reading.district and reading.official}


def write_answers(officials: Officials, name: str, day: date) -> str | None:
    """Write one of the files.

    :param name: :data:`ALL`, or a state's code in small letters.
    :return: JSON: the table of prefixes, or a state's ZIP table with the names to choose by under ``names``; nothing
        for a state without districts to choose from.
    """
    if name == ALL:
        return prefix_table(officials)
    state = officials.facts.states.get(name.upper()) if name.isascii() and name.islower() else None
    if state is None or state.seats < 2:
        return None
    names = {"cd": _names(officials.house(state.code, day))}
    if state.code == HOME:
        names |= {"sldu": _names(officials.chamber("upper", day)), "sldl": _names(officials.chamber("lower", day))}
    tables = json.loads(zip_table(officials, state.code, day))
    return json.dumps({**tables, "names": names}, sort_keys=True, separators=(",", ":"))
