"""Whom a letter goes to, from the officials that are known: the letter's own protocol, kept by this package.

A seat without a name stays a recipient: the office gets the letter, whoever
holds it.
"""

from datetime import date

from portal.letters.officials.lookup import Officials, SeatReading
from portal.letters.officials.places import find_district, find_state
from portal.letters.officials.validity import Status
from portal.letters.recipients import Finder, Recipient

#: The letter's word for each office that has another one here.
_LETTER_OFFICES = {"senator": "us-senator", "representative": "us-representative", "delegate": "us-delegate"}

_REASONS = {Status.VACANT: "vacant", Status.CHANGED: "changed"}

#: Official pages by letter: key among the facts, and what the page is known as.
_FINDERS = {
    "congress": (("house", "U.S. House: Find Your Representative"), ("senate", "U.S. Senate: Contacting Senators")),
    "california": (("california", "California Legislature: Find Your Representative"),),
}


def letter_office(office: str) -> str:
    """Give the letter's word for one of :data:`~portal.letters.officials.lookup.OFFICES`."""
    return _LETTER_OFFICES.get(office, office)


def make_recipient(reading: SeatReading) -> Recipient:
    """Make a recipient of a seat: with a name only where that may be shown."""
    office, official = letter_office(reading.office), reading.official
    source = reading.source.title if reading.source else None
    if official is None:
        reason = _REASONS.get(reading.status)
        changed_on = reading.changed_on if reason == "changed" else None
        return Recipient(office, reason=reason, changed_on=changed_on, checked_on=reading.checked_on, source=source)
    return Recipient(
        office,
        name=official.name,
        family=official.family,
        changed_on=reading.changed_on,
        may_have_changed=reading.status is Status.MAY_HAVE_CHANGED,
        postal=official.postal_lines,
        phone=official.phone,
        dial=official.dial,
        form_url=official.link,
        email=official.email,
        checked_on=reading.checked_on,
        source=source,
    )


class OfficialRecipients:
    """The letter's recipients, by the seats of a place."""

    def __init__(self, officials: Officials) -> None:
        self._officials = officials

    def congress(self, state: str, district: int | None, today: date) -> list[Recipient] | None:
        """List senators and representative of a place, or nothing where there is no such place.

        :param district: without one the senators alone, and a member at large.
        """
        place = find_state(self._officials.facts, state)
        if place is None or (district is not None and find_district(place, str(district)) is None):
            return None
        return [make_recipient(reading) for reading in self._officials.seats(place.code, district, today)]

    def california(self, senate: int, assembly: int, today: date) -> list[Recipient] | None:
        """List the state legislators of a place, or nothing where there is no such place.

        :param senate: 0 where only the Assembly's district is known, and the other way round.
        """
        asked = [district or None for district in (senate, assembly)]
        readings = self._officials.california(asked[0], asked[1], today)
        found = [make_recipient(reading) for reading in readings]
        return found if found and len(found) == len([district for district in asked if district]) else None

    def finders(self, kind: str) -> list[Finder]:
        """List the official pages for a letter's recipients."""
        return [Finder(name, self._officials.facts.finders[key]) for key, name in _FINDERS[kind]]
