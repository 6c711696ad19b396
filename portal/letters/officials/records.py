"""One official as published, and the seats whose record could not be used.

A seat without a record is vacant only if nothing was dropped while reading: a
:class:`Gap` remembers what was, so that a broken record is never told as a vacancy.
"""

import re
from dataclasses import dataclass
from datetime import date

#: Where the address of an office breaks for an envelope: before the city.
_CITY = re.compile(r",?\s+(?=(?:Washington,? DC|Sacramento,? CA) [0-9]{5}(?:-[0-9]{4})?\Z)")


@dataclass(frozen=True, slots=True)
class Official:
    """One official; names, addresses and numbers as published, in English.

    :param id: ``bioguide:…`` or ``ocd-person/…``.
    :param level: ``us`` or ``ca``.
    :param chamber: ``senate``, ``house``, ``upper`` or ``lower``.
    :param district: number; 0 is at large or a delegate's; nothing for a U.S. senator.
    :param family: the name after “Dear Senator”.
    :param party: ``Democratic``, ``Republican``, ``Independent``, or as published.
    :param phone: as ``202-225-4965``.
    :param valid_from: the first day the record speaks of.
    :param valid_until: the first day it no longer does.
    :param end_type: why a term may end before its day, such as ``special-election``.
    :param source: key of the file it comes from.
    :param kept_since: the day from which a phone or link missing in the new file was kept from the old one.
    """

    id: str
    level: str
    chamber: str
    state: str
    district: int | None
    name: str
    family: str
    party: str | None
    caucus: str | None
    phone: str | None
    office: str | None
    address: str | None
    url: str | None
    contact_form: str | None
    email: str | None
    valid_from: date | None
    valid_until: date
    end_type: str | None
    source: str
    kept_since: date | None = None

    @property
    def seat(self) -> tuple[str, str, int | None]:
        """Name the seat: chamber, state, district."""
        return (self.chamber, self.state, self.district)

    @property
    def postal_lines(self) -> tuple[str, ...]:
        """Break the address into lines for an envelope; none where no address is known."""
        return tuple(_CITY.split(self.address, maxsplit=1)) if self.address else ()

    @property
    def dial(self) -> str | None:
        """Give what a phone dials."""
        return f"+1{self.phone.replace('-', '')}" if self.phone else None

    @property
    def link(self) -> str | None:
        """Give where to write: the form where one is published, else the official's site, never a guess."""
        return self.contact_form or self.url


@dataclass(frozen=True, slots=True)
class Gap:
    """A record that could not be used.

    :param source: key of the file it stood in.
    :param chamber: of its seat; nothing where not even the seat could be read.
    """

    source: str
    chamber: str | None = None
    state: str | None = None
    district: int | None = None

    def covers(self, source: str, seat: tuple[str, str, int | None]) -> bool:
        """Say whether a seat's record may be the one that was dropped."""
        return self.source == source and (self.chamber is None or (self.chamber, self.state, self.district) == seat)


@dataclass(frozen=True, slots=True)
class Roster:
    """What one file says.

    :param officials: every record that can be used, at most one a seat (two for a state's senators).
    :param gaps: the seats of those that cannot.
    :param warnings: a sentence for each thing left out.
    :param clashes: how many people were dropped for sharing a seat or an id.
    """

    officials: tuple[Official, ...]
    gaps: tuple[Gap, ...]
    warnings: tuple[str, ...]
    clashes: int = 0


class Draft:
    """A roster while its file is being read.

    :param source: key of the file.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._officials: list[Official] = []
        self._gaps: list[Gap] = []
        self.warnings: list[str] = []

    def add(self, official: Official) -> None:
        """Take one record."""
        self._officials.append(official)

    def drop(self, warning: str, seat: tuple[str, str, int | None] | None = None) -> None:
        """Leave one record out, and say so.

        :param seat: its seat, where that much could be read.
        """
        self.warnings.append(warning)
        self._gaps.append(Gap(self._source, *seat) if seat else Gap(self._source))

    def finish(self) -> Roster:
        """Drop everybody who shares a seat or an id with somebody else: nobody can say which one is right."""
        sharing: dict[object, int] = {}
        dropped = [(gap.chamber, gap.state, gap.district) for gap in self._gaps]
        for key in (*dropped, *(key for official in self._officials for key in (official.seat, official.id))):
            sharing[key] = sharing.get(key, 0) + 1
        clashing = []
        for official in self._officials:
            room = 2 if official.chamber == "senate" else 1
            if sharing[official.seat] > room or sharing[official.id] > 1:
                clashing.append(official)
        for official in clashing:
            place = " ".join(str(part) for part in official.seat if part is not None)
            self.drop(f"{official.name} ({official.id}): somebody else is on {place} or has this id.", official.seat)
        kept = tuple(official for official in self._officials if official not in clashing)
        return Roster(kept, tuple(dict.fromkeys(self._gaps)), tuple(self.warnings), len(clashing))
