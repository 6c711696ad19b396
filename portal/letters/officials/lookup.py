"""Who holds a seat, and which seats a ZIP code has, as far as is known on a day.

The only way pages reach a name. What may not be shown is not handed out: a
reading whose status is not ``shown`` or ``may-have-changed`` has no official in
it. A store that is missing or damaged, at start or while running, means “no
data”, never an error. Nothing here opens a connection to anywhere.

Days are the portal's, that is UTC's; :mod:`portal.letters.officials.validity` says why that is safe.
"""

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.letters.officials import freshness
from portal.letters.officials.datasets import Dataset
from portal.letters.officials.facts import Facts
from portal.letters.officials.freshness import Freshness
from portal.letters.officials.records import Official
from portal.letters.officials.store import NOBODY, People, read_people, read_rows, stamp
from portal.letters.officials.validity import Status, judge
from portal.letters.officials.zipareas import ZipRow

#: What a store that was damaged by hand may raise while it is read.
_UNREADABLE = (sqlite3.Error, ValueError, TypeError, OSError)

OFFICES = ("senator", "representative", "delegate", "resident-commissioner", "state-senator", "assembly-member")

_CALIFORNIAN = {"upper": "state-senator", "lower": "assembly-member"}
_OF_KIND = {"delegate": "delegate", "commissioner": "resident-commissioner"}


@dataclass(frozen=True, slots=True)
class SeatReading:
    """What can be said of one seat on a day.

    :param office: one of :data:`OFFICES`.
    :param district: 0 at large; nothing for a U.S. senator.
    :param status: what can be said.
    :param official: whose name may be shown; nothing otherwise.
    :param changed_on: the day the seat changed or may have; nothing where it did not.
    :param checked_on: the day the file was downloaded, for “checked on … from …”.
    :param source: that file.
    """

    office: str
    state: str
    district: int | None
    status: Status
    official: Official | None = None
    changed_on: date | None = None
    checked_on: date | None = None
    source: Dataset | None = None


def read_typed_zip(text: str) -> str | None:
    """Read a ZIP code as people type it: any digits, with or without the four after it.

    :return: five ASCII digits, or nothing.
    """
    digits = "".join(str(unicodedata.decimal(c, c)) for c in text.strip()[:20])
    head, hyphen, tail = digits.partition("-")
    whole = len(head) == 5 and head.isascii() and head.isdigit()
    more = not hyphen or (len(tail) == 4 and tail.isascii() and tail.isdigit())
    return head if whole and more else None


class Officials:
    """Everything known about officials.

    :param path: the store, which need not be there; nothing for a portal without a folder of its own.
    """

    def __init__(self, path: Path | None, facts: Facts) -> None:
        self._path = path
        self.facts = facts
        self._read: tuple[tuple[int, int] | None, People] = (None, NOBODY)

    def stamp(self) -> tuple[int, int] | None:
        """Give something cheap that changes when the store is swapped: finished pages are kept no longer."""
        return stamp(self._path) if self._path else None

    def people(self) -> People:
        """Give the names of the store as it is now."""
        now = self.stamp()
        # Kept for a damaged store too, which would else be opened again for every page.
        if self._read[0] != now:
            try:
                people = read_people(self._path) if self._path and now else NOBODY
            except _UNREADABLE:
                people = NOBODY
            self._read = (now, people)
        return self._read[1]

    def rows(self, where: str = "1", values: tuple[str, ...] = ()) -> list[ZipRow]:
        """Read ZIP rows; none where they cannot be read."""
        try:
            return read_rows(self._path, where, values) if self._path and self.stamp() else []
        except _UNREADABLE:
            return []

    def status(self, day: date) -> Freshness:
        """Say how fresh the data is."""
        return freshness.assess(self.people(), day, self.facts)

    def states_for_zip(self, zip_code: str) -> tuple[str, ...]:
        """List the states a ZIP code may be in, its prefix's first; more than one must be asked about.

        :return: nothing for a ZIP code that nobody uses.
        """
        zip_code = read_typed_zip(zip_code) or ""
        return self._candidates(zip_code, self.rows("zip = ? AND kind = 'cd'", (zip_code,))) if zip_code else ()

    def crossing(self) -> dict[str, tuple[str, ...]]:
        """Give every ZIP code that may be in another state than its prefix says."""
        by_zip: dict[str, list[ZipRow]] = {}
        for row in self.rows("kind = 'cd'"):
            by_zip.setdefault(row.zip, []).append(row)
        found = {zip_code: self._candidates(zip_code, rows) for zip_code, rows in by_zip.items()}
        return {
            zip_code: states for zip_code, states in found.items() if states != (self.facts.state_of_zip(zip_code),)
        }

    def _candidates(self, zip_code: str, rows: list[ZipRow]) -> tuple[str, ...]:
        told: dict[tuple[str, str], float] = {}
        for row in rows:
            if row.share is not None:
                key = (row.state, row.plan)
                told[key] = told.get(key, 0.0) + 100 * row.share
        shares: dict[str, float] = {}
        for (state, _), share in told.items():
            shares[state] = max(share, shares.get(state, 0.0))
        # A share that no table tells counts as enough.
        for row in rows:
            shares.setdefault(row.state, 100.0)
        enough = {state: share for state, share in shares.items() if share >= self.facts.bounds.crossing_percent}
        home = self.facts.state_of_zip(zip_code)
        others = sorted((state for state in enough if state != home), key=lambda state: (-enough[state], state))
        return (home, *others) if home else tuple(others)

    def districts_for_zip(self, zip_code: str, state: str, day: date, area: str = "cd") -> tuple[int, ...]:
        """List the districts of a ZIP code within a state by the lines of a day, larger share of land first.

        :param area: ``cd``, or ``sldu`` and ``sldl`` for California's Senate and Assembly.
        :return: nothing where the table does not tell: offer the state's whole list.
        """
        if state in self.facts.states and area == "cd" and self.facts.states[state].seats == 1:
            return (0,)
        plan = self.facts.plan_for(area, state, day)
        found = read_typed_zip(zip_code)
        if plan is None or found is None:
            return ()
        rows = self.rows("zip = ? AND state = ? AND kind = ? AND plan = ?", (found, state, area, plan))
        return tuple(row.district for row in rows)

    def seats(self, state: str, district: int | None, day: date) -> list[SeatReading]:
        """Read the seats of Congress somebody has: two senators in a state, and the district's.

        :param district: nothing where it is not known; a seat at large is known anyway.
        """
        known = self.facts.states.get(state)
        if known is None:
            return []
        readings = self.senators(state, day)
        if known.seats == 1 and district is None:
            district = 0
        return [*readings, *([self.house_seat(state, district, day)] if district in known.districts else [])]

    def senators(self, state: str, day: date) -> list[SeatReading]:
        """Read a state's two seats in the U.S. Senate; none for a territory."""
        if state not in self.facts.states or not self.facts.states[state].has_senators:
            return []
        found = [o for o in self.people().officials if o.chamber == "senate" and o.state == state]
        holders: list[Official | None] = [*sorted(found, key=lambda o: (o.valid_from or date.min, o.id))]
        return [self._reading("senator", ("senate", state, None), o, day) for o in [*holders, None, None][:2]]

    def house(self, state: str, day: date) -> list[SeatReading]:
        """Read every seat a state or territory has in the House."""
        known = self.facts.states.get(state)
        return [self.house_seat(state, district, day) for district in known.districts] if known else []

    def house_seat(self, state: str, district: int | None, day: date) -> SeatReading:
        """Read one seat of the House."""
        office = _OF_KIND.get(self.facts.states[state].kind, "representative")
        return self._reading(office, ("house", state, district), self._holder(("house", state, district)), day)

    def california(self, senate: int | None, assembly: int | None, day: date) -> list[SeatReading]:
        """Read the seats of California's legislature somebody has; nothing for one that is not known."""
        wanted = [("upper", senate), ("lower", assembly)]
        return [
            self._reading(
                _CALIFORNIAN[chamber], (chamber, "CA", district), self._holder((chamber, "CA", district)), day
            )
            for chamber, district in wanted
            if district is not None and 1 <= district <= self.facts.california.seats(chamber)
        ]

    def chamber(self, chamber: str, day: date) -> list[SeatReading]:
        """Read every seat of a chamber of California's legislature: ``upper`` or ``lower``."""
        seats = [(chamber, "CA", district) for district in self._districts(chamber)]
        return [self._reading(_CALIFORNIAN[chamber], seat, self._holder(seat), day) for seat in seats]

    def _districts(self, chamber: str) -> range:
        return range(1, self.facts.california.seats(chamber) + 1)

    def _holder(self, seat: tuple[str, str, int | None]) -> Official | None:
        return next((official for official in self.people().officials if official.seat == seat), None)

    def _reading(
        self, office: str, seat: tuple[str, str, int | None], official: Official | None, day: date
    ) -> SeatReading:
        _, state, district = seat
        people = self.people()
        source = people.sources.get("california" if seat[0] in _CALIFORNIAN else "congress")
        if source is None:
            return SeatReading(office, state, district, Status.NONE)
        status, changed_on = Status.NONE, None
        if official is not None:
            status = judge(official, day, self.facts)
            changed_on = None if status in {Status.SHOWN, Status.NONE} else official.valid_until
        elif source.fetched_at <= day:
            turnover = self.facts.term_of(seat[0], district).last(day)
            if source.fetched_at < turnover:
                status, changed_on = Status.CHANGED, turnover
            elif not any(gap.covers(source.name, seat) for gap in people.gaps):
                status = Status.VACANT
        shown = official if status in {Status.SHOWN, Status.MAY_HAVE_CHANGED} else None
        dataset = self.facts.datasets.get(source.name)
        return SeatReading(office, state, district, status, shown, changed_on, source.fetched_at, dataset)
