"""How long a listing and a check hold, and what becomes of a number afterwards.

A list is shown for three years from its first possible day, because nobody
knows on which day of “2025” it was right. What stands on an older list, or on
one without a date, waits until somebody of the operator's has called. A check holds for a year, that of a
rapid response line for 60 days: those move with their volunteers and money.
"""

from datetime import date, timedelta
from typing import Literal

from portal.directory.services import Service

PhoneState = Literal["current", "unchecked", "folded"]

Hidden = Literal["inactive", "unrecognized", "undated", "old-listing"]

#: Reason to hide a service → what it means, for the operator.
HIDDEN: dict[Hidden, str] = {
    "inactive": "no longer active",
    "unrecognized": "no longer recognized by the Department of Justice",
    "undated": "its list has no date",
    "old-listing": "listed over three years ago",
}

#: The reasons that a call ends.
_WAITING = {"undated", "old-listing"}

LISTING_YEARS = 3

_RAPID_RESPONSE = "rapid-response"
_SHORT = timedelta(days=60)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # February 29th: one day earlier is never too late.
        return day.replace(year=day.year + years, day=28)


def listed_until(service: Service) -> date | None:
    """Give the last day its listing alone lets a service be shown; nothing where the list has no date."""
    text = service.listing.date
    if text is None:
        return None
    return _years_later(date.fromisoformat(text + "-01-01"[len(text) - 4 :]), LISTING_YEARS)


def _is_listed(service: Service, today: date) -> bool:
    until = listed_until(service)
    return until is not None and today <= until


def assured_until(service: Service) -> date | None:
    """Give the last day the check of a service holds, or nothing where nobody checked."""
    if service.assurance is None:
        return None
    day = service.assurance.day
    return day + _SHORT if service.need == _RAPID_RESPONSE else _years_later(day, 1)


def find_hidden(service: Service, today: date) -> Hidden | None:
    """Say why a service has no page, or nothing where it has one.

    911 and 988 always have. Others are active, recognized still where they
    depend on it, and were listed in the last three years or checked by us.
    """
    if service.is_evergreen:
        return None
    if not service.active:
        return "inactive"
    if service.recognized_until is not None and service.recognized_until < today:
        return "unrecognized"
    if service.assurance is not None or _is_listed(service, today):
        return None
    return "undated" if service.listing.date is None else "old-listing"


def is_shown(service: Service, today: date) -> bool:
    """Say whether a service has a page."""
    return find_hidden(service, today) is None


def is_waiting(service: Service, today: date) -> bool:
    """Say whether a service would have a page if somebody called it."""
    return find_hidden(service, today) in _WAITING


def phone_state(service: Service, today: date) -> PhoneState:
    """Say how a number may be shown.

    ``current``: checked, or one that never expires. ``unchecked``: listed, and
    nobody of ours has called. ``folded``: checked too long ago, so that it
    stands behind “not checked since” and another line beside it.
    """
    if service.is_evergreen:
        return "current"
    until = assured_until(service)
    if until is None:
        return "unchecked" if _is_listed(service, today) else "folded"
    return "current" if today <= until else "folded"


def is_due(service: Service, today: date, within: timedelta) -> bool:
    """Say whether somebody should call: nobody ever did, or the check runs out soon."""
    if service.is_evergreen:
        return False
    until = assured_until(service)
    return until is None or until <= today + within
