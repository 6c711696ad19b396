"""Everything about offices that names nobody, read from ``officials.toml``.

Seats, terms, district lines and addresses of publishers outlive every roster,
so they are the project's own data; names are fetched by the operator.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.data import DataError, Entry, read_toml
from portal.letters.officials.datasets import Dataset, read_datasets
from portal.letters.officials.plans import Plan, read_plans
from portal.letters.officials.states import FILE, State, read_states
from portal.letters.officials.terms import Term, read_terms, term_name

FINDERS = ("house", "senate", "california")


@dataclass(frozen=True, slots=True)
class Range:
    """From how many to how many, both included."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a published file must be like to be believed; ``officials.toml`` says what was seen."""

    congress_bytes: Range
    records: Range
    senators: Range
    representatives: Range
    california_seats: Range
    zip_areas: Range
    zip_pairs: Range
    keep_days: int
    stale_days: int
    crossing_percent: int


@dataclass(frozen=True, slots=True)
class California:
    """Seats of California's legislature, and how an old roster is told from a new one."""

    senate: int
    assembly: int
    new_members: int
    unsure_month: int

    def seats(self, chamber: str) -> int:
        """Say how many districts a chamber has: ``upper`` or ``lower``."""
        return self.senate if chamber == "upper" else self.assembly


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts that links and e-mail addresses of officials may have."""

    congress: tuple[str, ...]
    california: tuple[str, ...]
    california_email: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The whole of ``officials.toml``.

    :param states: by code.
    :param finders: address of each official finder, by ``house``, ``senate``, ``california``.
    :param switchboard: the Capitol's number as printed.
    :param switchboard_confirmed: whether somebody of the project has called it.
    :param not_in_force: states whose lines in a file are not those in force.
    :param zip_states: state by three-digit prefix, and by whole ZIP code for exceptions.
    """

    states: dict[str, State]
    plans: tuple[Plan, ...]
    terms: dict[str, Term]
    california: California
    bounds: Bounds
    hosts: Hosts
    datasets: dict[str, Dataset]
    finders: dict[str, str]
    switchboard: str
    switchboard_confirmed: bool
    not_in_force: frozenset[str]
    zip_states: dict[str, str]

    def plan_for(self, area: str, state: str, day: date) -> str | None:
        """Name the lines that hold in a state on a day, or nothing where none are known."""
        return next((plan.name for plan in self.plans if plan.holds(area, state, day)), None)

    def term_of(self, chamber: str, district: int | None) -> Term:
        """Give the term of a seat."""
        return self.terms[term_name(chamber, district)]

    def districts(self, area: str, state: str) -> tuple[int, ...]:
        """List the districts a state has: of the U.S. House, or of California's two chambers."""
        if area == "cd":
            return self.states[state].districts
        return tuple(range(1, self.california.seats("upper" if area == "sldu" else "lower") + 1))

    def state_of_zip(self, zip_code: str) -> str | None:
        """Name the state a ZIP code's prefix is in, exceptions first; nothing for an unused prefix."""
        return self.zip_states.get(zip_code) or self.zip_states.get(zip_code[:3])


def _index_zips(states: dict[str, State]) -> dict[str, str]:
    """Give the state of each three-digit prefix and of each exception."""
    found: dict[str, str] = {}
    for state in states.values():
        found |= dict.fromkeys(state.zips, state.code)
        for first, last in state.prefixes:
            found |= {f"{number:03}": state.code for number in range(int(first), int(last) + 1)}
    return found


def _read_range(entry: Entry, key: str) -> Range:
    inner = Entry(FILE, f"{entry.name}.{key}", entry.table(key))
    found = Range(inner.number("least"), inner.number("most"))
    inner.finish()
    if not 0 <= found.least <= found.most:
        raise inner.error("least is more than most.", "Correct one of the two.")
    return found


def _read_bounds(table: object) -> Bounds:
    entry = Entry(FILE, "bounds", table)
    ranges = ("congress_bytes", "records", "senators", "representatives", "california_seats", "zip_areas", "zip_pairs")
    numbers = ("keep_days", "stale_days", "crossing_percent")
    read = [_read_range(entry, key) for key in ranges]
    chosen = [entry.number(key) for key in numbers]
    entry.finish()
    for key, number in zip(numbers, chosen, strict=True):
        if not 1 <= number <= 100:
            raise entry.error(f"{key} cannot be {number}.", "Write a number from 1 to 100.")
    return Bounds(*read, *chosen)  # type: ignore[arg-type]


def _read_california(table: object) -> California:
    entry = Entry(FILE, "california", table)
    read = California(*(entry.number(key) for key in ("senate", "assembly", "new_members", "unsure_month")))
    entry.finish()
    if not (0 < read.senate < 1000 and 0 < read.assembly < 1000 and 0 < read.new_members < read.assembly):
        raise entry.error("It has impossible numbers.", "Write how many seats there are, and a few new members.")
    if not 1 <= read.unsure_month <= 11:
        raise entry.error("unsure_month is no month before December.", "Write a number from 1 to 11.")
    return read


def _read_hosts(table: object) -> Hosts:
    entry = Entry(FILE, "hosts", table)
    read = Hosts(*(entry.texts(key) for key in ("congress", "california", "california_email")))
    entry.finish()
    for host in (*read.congress, *read.california, *read.california_email):
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
            raise entry.error(f"“{host}” is no host.", "Write it like house.gov.")
    return read


def _read_finders(table: object) -> dict[str, str]:
    entry = Entry(FILE, "finder", table)
    found = {}
    for name in FINDERS:
        inner = Entry(FILE, f"finder.{name}", entry.table(name))
        found[name] = inner.text("url")
        inner.finish()
        # A finder's address must have no place for a ZIP code.
        if not re.fullmatch(r"https://[a-z0-9.-]+\.gov/[a-z./-]*", found[name]):
            raise inner.error(f"“{found[name]}” is no plain address of a government.", "Write it with https://.")
    entry.finish()
    return found


def load_facts(folder: Path) -> Facts:
    """Read ``officials.toml``.

    :raises DataError: for an entry that cannot be used.
    """
    top = Entry(FILE, "the file", read_toml(folder / FILE))
    states = read_states(top.table("state"))
    plans = read_plans(top.tables("plan"), states)
    board = Entry(FILE, "switchboard", top.table("switchboard"))
    redrawn = Entry(FILE, "redrawn", top.table("redrawn"))
    facts = Facts(
        states=states,
        plans=plans,
        terms=read_terms(top.table("term")),
        california=_read_california(top.table("california")),
        bounds=_read_bounds(top.table("bounds")),
        hosts=_read_hosts(top.table("hosts")),
        datasets=read_datasets(top.table("file"), {plan.name for plan in plans}),
        finders=_read_finders(top.table("finder")),
        switchboard=board.text("number"),
        switchboard_confirmed=board.flag("confirmed"),
        not_in_force=frozenset(redrawn.texts("not_in_force")),
        zip_states=_index_zips(states),
    )
    for entry in (board, redrawn, top):
        entry.finish()
    if not re.fullmatch(r"[0-9]{3}-[0-9]{3}-[0-9]{4}", facts.switchboard):
        raise board.error(f"“{facts.switchboard}” is no phone.", "Write it like 202-224-3121.")
    if not facts.not_in_force <= set(states):
        raise DataError(FILE, "redrawn", "It names no state.", "Name states that have a table.")
    return facts
