"""The states in the lawsuit, for the list and the map that say the same thing twice."""

from dataclasses import dataclass
from pathlib import Path

from portal.data import DataError, Entry, read_toml

#: Size of the tile map; a tile outside would not be seen.
COLUMNS, ROWS = 11, 8

PARTS = ("filed", "joined", "none")


@dataclass(frozen=True, slots=True)
class State:
    """One state or the District of Columbia.

    :param code: two letters, as the post writes them.
    :param name: its English name; data, not translated.
    :param part: ``filed`` the case, ``joined`` it later, or ``none`` known to us.
    :param column: its column in the tile map, from 0.
    :param row: its row in the tile map, from 0.
    """

    code: str
    name: str
    part: str
    column: int
    row: int


def _read_state(code: str, table: object) -> State:
    entry = Entry("states.toml", code, table)
    state = State(
        code=code,
        name=entry.text("name"),
        part=entry.choice("part", PARTS),
        column=entry.number("column"),
        row=entry.number("row"),
    )
    entry.finish()
    if not (0 <= state.column < COLUMNS and 0 <= state.row < ROWS):
        raise entry.error("Its tile is outside the map.", f"Write column 0 to {COLUMNS - 1} and row 0 to {ROWS - 1}.")
    return state


def load_states(folder: Path) -> list[State]:
    """Read ``states.toml``, by name.

    :raises DataError: for an entry that cannot be used or two states on one tile.
    """
    states = [_read_state(code, table) for code, table in read_toml(folder / "states.toml").items()]
    tiles: dict[tuple[int, int], State] = {}
    for state in states:
        other = tiles.setdefault((state.column, state.row), state)
        if other is not state:
            raise DataError("states.toml", state.code, f"It stands on {other.code}'s tile.", "Move one of them.")
    return sorted(states, key=lambda state: state.name)
