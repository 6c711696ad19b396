"""States and what counts as one in an address, and which of them a ZIP code's first digits name."""

import re
from dataclasses import dataclass

from portal.data import DataError, Entry

FILE = "officials.toml"

KINDS = ("state", "delegate", "commissioner", "military", "associated")

#: Kinds that send somebody to Congress.
SEATED = frozenset({"state", "delegate", "commissioner"})

HOUSE_SEATS = 435


@dataclass(frozen=True, slots=True)
class State:
    """One state, territory, military address or associated country.

    :param code: two letters, as the post writes them.
    :param name: its English name; data, not translated.
    :param kind: what it sends to Congress: ``state``, ``delegate``, ``commissioner``, or for
        ``military`` and ``associated`` nobody of its own.
    :param fips: the Census Bureau's two digits, or nothing where there is no seat.
    :param seats: how many members of the House.
    :param prefixes: its three-digit ZIP prefixes, first and last of each run.
    :param zips: ZIP codes that are in it against what their prefix says.
    """

    code: str
    name: str
    kind: str
    fips: str | None
    seats: int
    prefixes: tuple[tuple[str, str], ...]
    zips: tuple[str, ...]

    @property
    def districts(self) -> tuple[int, ...]:
        """List its House districts; one at large, or a delegate's, is 0."""
        if not self.seats:
            return ()
        return (0,) if self.seats == 1 else tuple(range(1, self.seats + 1))

    @property
    def has_senators(self) -> bool:
        """Say whether it has two U.S. senators."""
        return self.kind == "state"


def _read_prefixes(entry: Entry) -> tuple[tuple[str, str], ...]:
    runs = []
    for text in entry.texts("prefixes") if entry.has("prefixes") else ():
        if not re.fullmatch(r"[0-9]{3}(-[0-9]{3})?", text):
            raise entry.error(f"“{text}” is no run of prefixes.", "Write “350” or “350-369”.")
        first, _, last = text.partition("-")
        if last and last <= first:
            raise entry.error(f"“{text}” ends before it starts.", "Write the smaller prefix first.")
        runs.append((first, last or first))
    return tuple(runs)


def _read_state(code: str, table: object) -> State:
    entry = Entry(FILE, f"state.{code}", table)
    kind = entry.choice("kind", KINDS)
    seated = kind in SEATED
    state = State(
        code=code,
        name=entry.text("name"),
        kind=kind,
        fips=entry.text("fips") if seated else None,
        seats=entry.number("seats") if seated else 0,
        prefixes=_read_prefixes(entry),
        zips=entry.texts("zips") if entry.has("zips") else (),
    )
    entry.finish()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise entry.error("Its name is not two capital letters.", "Write it as the post does, like CA.")
    if state.fips is not None and not re.fullmatch(r"[0-9]{2}", state.fips):
        raise entry.error(f"“{state.fips}” is no FIPS number.", 'Write two digits, like fips = "06".')
    if seated and not 1 <= state.seats <= 99:
        raise entry.error(f"It cannot have {state.seats} seats.", "Write a number from 1 to 99.")
    if kind in {"delegate", "commissioner"} and state.seats != 1:
        raise entry.error("A territory has one seat.", "Write seats = 1.")
    for zip_code in state.zips:
        if not re.fullmatch(r"[0-9]{5}", zip_code):
            raise entry.error(f"“{zip_code}” is no ZIP code.", "Write five digits.")
    return state


def _check_together(states: dict[str, State]) -> None:
    """Refuse what two entries say differently."""
    seats = sum(state.seats for state in states.values() if state.has_senators)
    if seats != HOUSE_SEATS:
        raise DataError(FILE, "state", f"The states have {seats} seats, not {HOUSE_SEATS}.", "Correct their seats.")
    claimed: dict[str, str] = {}
    for state in states.values():
        for name in (*state.zips, *([f"FIPS number {state.fips}"] if state.fips else [])):
            if claimed.setdefault(name, state.code) != state.code:
                raise DataError(
                    FILE, f"state.{state.code}", f"{name} is {claimed[name]}'s too.", "Leave it to one of the two."
                )
    runs = sorted((first, last, state.code) for state in states.values() for first, last in state.prefixes)
    for (_, end, code), (start, _, other) in zip(runs, runs[1:], strict=False):
        if start <= end:
            raise DataError(FILE, f"state.{other}", f"Prefix {start} is {code}'s too.", "Leave it to one of the two.")


def read_states(tables: object) -> dict[str, State]:
    """Read every ``[state.XX]`` table.

    :raises DataError: for an entry that cannot be used, or two that contradict each other.
    """
    if not isinstance(tables, dict):
        raise DataError(FILE, "state", "It is not a table.", "Write [state.AL] and so on.")
    states = {code: _read_state(code, table) for code, table in tables.items()}
    _check_together(states)
    return states
