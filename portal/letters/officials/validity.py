"""Whether an official's name may be shown on a day.

The one question every page asks before it prints a name. Days: a term of
Congress ends by the date in the eastern United States and one of California's
by the Pacific date; the portal's clock tells UTC's, which is never behind
either, so a name disappears up to eight hours early and never late.
"""

from datetime import date
from enum import StrEnum

from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Official
from portal.letters.officials.terms import next_third_of_january


class Status(StrEnum):
    """What can be said of a seat on a day."""

    #: The name is shown.
    SHOWN = "shown"
    #: The name is shown with “this seat may have changed on …”.
    MAY_HAVE_CHANGED = "may-have-changed"
    #: No name: the seat changed on a day, and nobody has told us the new one.
    CHANGED = "changed"
    #: No name: nobody holds the seat.
    VACANT = "vacant"
    #: No name: we know nothing of the seat.
    NONE = "none"


def doubt_ends(official: Official, facts: Facts) -> date:
    """Give the day from which a name past its term is hidden, even one that may still be right."""
    until = official.valid_until
    if official.end_type is None:
        return until
    if official.level == "us":
        return next_third_of_january(until)
    return date(min(until.year + 1, date.max.year), facts.california.unsure_month, 1)


def judge(official: Official, day: date, facts: Facts) -> Status:
    """Say whether a name may be shown on a day, and how."""
    if official.valid_from is not None and day < official.valid_from:
        return Status.NONE
    if day < official.valid_until:
        return Status.SHOWN
    return Status.MAY_HAVE_CHANGED if day < doubt_ends(official, facts) else Status.CHANGED
