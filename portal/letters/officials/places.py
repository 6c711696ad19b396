"""States, districts and chambers as addresses name them, and what readers must know of a state's lines.

Addresses write a state in small letters and a number without zeros in front:
``ca/13``. Each has one spelling, so that a page is kept and shared once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.states import SEATED, State

#: The state whose legislature has pages too.
HOME = "CA"

#: What addresses call the two chambers of California's legislature.
CHAMBERS = {"senate": "upper", "assembly": "lower"}

_GROUPS = {
    "state": "states",
    "delegate": "territories",
    "commissioner": "territories",
    "military": "military",
    "associated": "associated",
}

#: For how long readers are told that lines are new, once there is a ZIP table of them.
_NEW = timedelta(days=365)


def find_state(facts: Facts, name: str) -> State | None:
    """Find a state or territory that sends somebody to Congress by its name in addresses."""
    state = facts.states.get(name.upper()) if name.isascii() and name.islower() else None
    return state if state and state.kind in SEATED else None


def find_district(state: State, name: str) -> int | None:
    """Find one of a state's numbered districts; a seat at large has no page but its state's."""
    return next((district for district in state.districts if district and str(district) == name), None)


def find_seat(facts: Facts, chamber: str, name: str) -> int | None:
    """Find a district of California's legislature.

    :param chamber: a key of :data:`CHAMBERS`.
    """
    seats = range(1, facts.california.seats(CHAMBERS[chamber]) + 1)
    return next((district for district in seats if str(district) == name), None)


def group_states(facts: Facts) -> dict[str, list[State]]:
    """List by English name: ``home``, the other ``states``, ``territories``, and places without a member."""
    groups: dict[str, list[State]] = {name: [] for name in ("home", *dict.fromkeys(_GROUPS.values()))}
    for state in sorted(facts.states.values(), key=lambda state: state.name):
        groups["home" if state.code == HOME else _GROUPS[state.kind]].append(state)
    return groups


def iter_paths(facts: Facts) -> Iterator[str]:
    """Go through the pages made ahead of time: every state, and California's districts.

    Those of other states have pages as well, made when somebody asks.
    """
    yield "/officials/"
    for code, state in facts.states.items():
        if state.kind in SEATED:
            yield f"/officials/{code.lower()}"
    yield from (f"/officials/{HOME.lower()}/{district}" for district in facts.states[HOME].districts)


@dataclass(frozen=True, slots=True)
class Lines:
    """What readers are told of a state's lines for the U.S. House.

    :param changed_on: since when they are new, while that is news.
    :param changes_on: from when there will be new ones.
    :param has_table: whether ZIP codes can be looked up by those of today.
    """

    changed_on: date | None
    changes_on: date | None
    has_table: bool


def read_lines(officials: Officials, state: State, day: date) -> Lines:
    """Say what a state's lines are on a day."""
    plans = [plan for plan in officials.facts.plans if "cd" in plan.areas and state.code in plan.states]
    current = next((plan for plan in plans if plan.holds("cd", state.code, day)), None)
    if current is None or len(state.districts) < 2:
        return Lines(None, None, False)
    datasets = officials.facts.datasets
    loaded = {(datasets[name].area, datasets[name].plan) for name in officials.people().sources if name in datasets}
    has_table = ("cd", current.name) in loaded
    is_new = any(plan.ends == current.starts for plan in plans) and (day - current.starts < _NEW or not has_table)
    coming = [plan.starts for plan in plans if plan.starts > day and plan.name != current.name]
    return Lines(current.starts if is_new else None, min(coming, default=None), has_table)
