"""How fresh the officials' data is: for the operator's banner and the exit code of ``portal officials status``."""

from dataclasses import dataclass
from datetime import date

from portal.letters.officials.facts import Facts
from portal.letters.officials.store import People
from portal.letters.officials.validity import Status, judge

FRESH, STALE, NO_DATA = "fresh", "stale", "none"

#: What the two rosters are called in sentences.
_ROSTERS = {"congress": "Congress", "california": "California's legislature"}

#: Longer lists of seats are cut: a turnover would print hundreds.
_MOST_SEATS = 10


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state of the data on a day.

    :param level: ``fresh``, ``stale`` or ``none``.
    :param reasons: a sentence for each thing that makes it less than fresh.
    :param counts: how many records are in each :class:`Status`, by level of government and status.
    """

    level: str
    reasons: tuple[str, ...]
    counts: dict[tuple[str, Status], int]

    @property
    def exit_code(self) -> int:
        """Give what the command exits with."""
        return {FRESH: 0, STALE: 1, NO_DATA: 2}[self.level]


def _list_past(people: People, day: date, facts: Facts) -> str | None:
    past = sorted(
        " ".join(str(part) for part in official.seat if part is not None)
        for official in people.officials
        if judge(official, day, facts) in {Status.MAY_HAVE_CHANGED, Status.CHANGED}
    )
    if not past:
        return None
    more = f" and {len(past) - _MOST_SEATS} more" if len(past) > _MOST_SEATS else ""
    return f"{len(past)} seats are past the end of their term: {', '.join(past[:_MOST_SEATS])}{more}."


def _list_without_table(people: People, day: date, facts: Facts) -> list[str]:
    """Name the states whose lines of today are in no ZIP table we have."""
    loaded = {
        (facts.datasets[name].area, facts.datasets[name].plan) for name in people.sources if name in facts.datasets
    }
    found = []
    for area, words in (("cd", "U.S. House"), ("sldu", "state Senate"), ("sldl", "Assembly")):
        missing = [
            code
            for code, state in sorted(facts.states.items())
            if state.seats > 1 and (plan := facts.plan_for(area, code, day)) and (area, plan) not in loaded
        ]
        if missing:
            found.append(f"No ZIP table for today's {words} districts: {', '.join(missing)}.")
    return found


def assess(people: People, day: date, facts: Facts) -> Freshness:
    """Say how fresh the data is on a day, and why it is not fresher."""
    counts: dict[tuple[str, Status], int] = {}
    for official in people.officials:
        key = (official.level, judge(official, day, facts))
        counts[key] = counts.get(key, 0) + 1
    if not people.officials:
        return Freshness(NO_DATA, ("There is no officials' data.",), counts)
    reasons = []
    for name, words in _ROSTERS.items():
        source = people.sources.get(name)
        if source is None:
            reasons.append(f"There are no names of {words}.")
        elif (day - source.fetched_at).days > facts.bounds.stale_days:
            reasons.append(f"The names of {words} are of {source.fetched_at}.")
    past = _list_past(people, day, facts)
    reasons += [past] if past else []
    reasons += _list_without_table(people, day, facts)
    return Freshness(STALE if reasons else FRESH, tuple(reasons), counts)
