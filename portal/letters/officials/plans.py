"""Which district lines hold in a state on a day: a table of data, because a court may change it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.data import DataError, Entry
from portal.letters.officials.states import FILE, State

#: What lines divide: U.S. House, state senate, state assembly; the Census Bureau's words.
AREAS = ("cd", "sldu", "sldl")


@dataclass(frozen=True, slots=True)
class Plan:
    """One set of lines, where and when it holds.

    :param name: its name in the ZIP tables.
    :param areas: what it divides.
    :param states: codes of the states it holds in.
    :param starts: its first day.
    :param ends: the first day it no longer holds, or nothing while it is open.
    """

    name: str
    areas: tuple[str, ...]
    states: frozenset[str]
    starts: date
    ends: date | None

    def holds(self, area: str, state: str, day: date) -> bool:
        """Say whether these are the lines of a state on a day."""
        return (
            area in self.areas
            and state in self.states
            and self.starts <= day
            and (self.ends is None or day < self.ends)
        )


def _read_states(entry: Entry, states: dict[str, State]) -> frozenset[str]:
    seated = {code for code, state in states.items() if state.seats}
    excluding = entry.has("all_but")
    named = entry.texts("all_but" if excluding else "states")
    for code in named:
        if code not in seated:
            raise entry.error(f"“{code}” has no seat in Congress.", "Name states that have a table with seats.")
    return frozenset(seated - set(named) if excluding else named)


def _read_plan(number: int, table: object, states: dict[str, State]) -> Plan:
    entry = Entry(FILE, f"plan {number}", table)
    plan = Plan(
        name=entry.text("plan"),
        areas=entry.texts("areas"),
        states=_read_states(entry, states),
        starts=entry.day("from"),
        ends=entry.day("until") if entry.has("until") else None,
    )
    entry.finish()
    if not plan.areas or not set(plan.areas) <= set(AREAS):
        raise entry.error("It divides nothing known.", f"Write areas with some of: {', '.join(AREAS)}.")
    if plan.ends is not None and plan.ends <= plan.starts:
        raise entry.error("It ends before it starts.", "Correct one of the two dates.")
    return plan


def _check_overlaps(plans: Iterable[Plan]) -> None:
    taken: dict[tuple[str, str], list[Plan]] = {}
    for plan in plans:
        for key in ((area, state) for area in plan.areas for state in sorted(plan.states)):
            for other in taken.setdefault(key, []):
                ends, starts = (plan.ends, other.starts) if plan.starts < other.starts else (other.ends, plan.starts)
                if ends is None or starts < ends:
                    raise DataError(
                        FILE,
                        f"plan {plan.name}",
                        f"On some days {key[1]} has {other.name} as well.",
                        "End one plan on the day the next one starts.",
                    )
            taken[key].append(plan)


def read_plans(tables: list[object], states: dict[str, State]) -> tuple[Plan, ...]:
    """Read every ``[[plan]]`` table.

    :raises DataError: for one that cannot be used, or two that hold in one state on one day.
    """
    plans = tuple(_read_plan(number, table, states) for number, table in enumerate(tables, 1))
    _check_overlaps(plans)
    return plans
