"""The days on which offices change hands, for any year: names loaded before such a day are not shown after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.data import Entry
from portal.letters.officials.states import FILE

DAYS = ("date", "first-monday")

#: Which term each office has. California's Senate changes by halves: even districts, then odd ones.
NAMES = ("congress", "assembly", "senate-even", "senate-odd")


@dataclass(frozen=True, slots=True)
class Term:
    """How often an office changes hands.

    :param first: one day on which it did.
    :param every: years between two such days.
    :param first_monday: whether it is the first Monday of that month, and not the same date each time.
    """

    first: date
    every: int
    first_monday: bool

    def _day_in(self, year: int) -> date:
        if year < date.min.year:
            return date.min
        if year > date.max.year:
            return date.max
        if not self.first_monday:
            return self.first.replace(year=year)
        start = date(year, self.first.month, 1)
        return start + timedelta(days=-start.weekday() % 7)

    def last(self, day: date) -> date:
        """Give the latest turnover on or before a day."""
        year = day.year - (day.year - self.first.year) % self.every
        turnover = self._day_in(year)
        return turnover if turnover <= day else self._day_in(year - self.every)

    def following(self, day: date) -> date:
        """Give the first turnover after a day."""
        year = day.year - (day.year - self.first.year) % self.every
        turnover = self._day_in(year)
        return turnover if turnover > day else self._day_in(year + self.every)


def _read_term(name: str, table: object) -> Term:
    entry = Entry(FILE, f"term.{name}", table)
    term = Term(entry.day("first"), entry.number("every"), entry.choice("day", DAYS) == "first-monday")
    entry.finish()
    if not 1 <= term.every <= 10:
        raise entry.error(f"“{term.every}” is no number of years.", "Write every = 2.")
    if term.first_monday and (term.first.weekday() != 0 or term.first.day > 7):
        raise entry.error(f"{term.first} is not a first Monday.", "Write the first Monday of that month.")
    if (term.first.month, term.first.day) == (2, 29):
        raise entry.error("There is no such day in most years.", "Write a day that every year has.")
    return term


def read_terms(tables: object) -> dict[str, Term]:
    """Read every ``[term.…]`` table.

    :raises DataError: for one that cannot be used, is missing, or is of no office.
    """
    entry = Entry(FILE, "term", tables)
    terms = {name: _read_term(name, entry.table(name)) for name in NAMES}
    entry.finish()
    return terms


def term_name(chamber: str, district: int | None) -> str:
    """Name the term of a seat: California's Senate depends on the number of the district."""
    if chamber == "lower":
        return "assembly"
    if chamber == "upper":
        return "senate-odd" if (district or 0) % 2 else "senate-even"
    return "congress"


def next_third_of_january(day: date) -> date:
    """Give 3 January on or after a day: new members are sworn in then, and doubts about old ones end."""
    this_year = date(day.year, 1, 3)
    if day <= this_year:
        return this_year
    return date(day.year + 1, 1, 3) if day.year < date.max.year else date.max
