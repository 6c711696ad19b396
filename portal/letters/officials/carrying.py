"""Phones and links that a new file leaves out for a few days after everybody is sworn in.

On 2025-01-04 the published file had 472 members without a phone; the numbers
came a day later. The same person in the same seat keeps the old ones meanwhile.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from portal.letters.officials.records import Official

_FIELDS = ("phone", "url", "contact_form")


def carry_over(new: Iterable[Official], old: Iterable[Official], day: date, keep_days: int) -> tuple[Official, ...]:
    """Fill in what a file lacks from the one before.

    :param day: the day of the new file.
    :param keep_days: how long a value outlives the file that had it.
    """
    before = {(official.id, official.seat): official for official in old}
    filled = []
    for official in new:
        known = before.get((official.id, official.seat))
        kept = {
            field: getattr(known, field)
            for field in _FIELDS
            if known and getattr(official, field) is None and getattr(known, field) is not None
        }
        since = known.kept_since if known and known.kept_since else day
        if kept and (day - since).days <= keep_days:
            official = replace(official, kept_since=since, **kept)
        filled.append(official)
    return tuple(filled)
