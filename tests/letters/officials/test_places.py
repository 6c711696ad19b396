"""What states and districts are called in addresses, and what is said of a state's lines."""

from datetime import date

import pytest

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.places import find_district, find_seat, find_state, group_states, iter_paths, read_lines

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", ["ca", "wy", "dc", "pr", "gu"])
def test_whoever_sends_somebody_to_congress_has_a_page(facts: Facts, name: str) -> None:
    state = find_state(facts, name)
    assert state is not None
    assert state.code == name.upper()


@pytest.mark.parametrize("name", ["CA", "Ca", "xx", "", "ae", "fm", "california", "ſc", "us"])
def test_nobody_else_has_one_nor_under_another_spelling(facts: Facts, name: str) -> None:
    assert find_state(facts, name) is None


@pytest.mark.parametrize("name", ["0", "53", "013", "+13", " 13", "1.0", "-1", "١٣", "１３", "", "senate"])
def test_a_district_has_one_spelling(facts: Facts, name: str) -> None:
    state = find_state(facts, "ca")
    assert state is not None
    assert find_district(state, "13") == 13
    assert find_district(state, name) is None


def test_a_seat_at_large_is_on_the_page_of_its_state(facts: Facts) -> None:
    for name in ("wy", "dc", "pr"):
        state = find_state(facts, name)
        assert state is not None
        assert [find_district(state, number) for number in ("0", "1")] == [None, None]


def test_the_legislature_has_forty_and_eighty_seats(facts: Facts) -> None:
    found = {
        chamber: [n for n in range(100) if find_seat(facts, chamber, str(n))] for chamber in ("senate", "assembly")
    }
    assert found == {"senate": list(range(1, 41)), "assembly": list(range(1, 81))}


def test_every_state_is_in_one_group_by_its_name(facts: Facts) -> None:
    groups = group_states(facts)
    assert {name: len(states) for name, states in groups.items()} == {
        "home": 1,
        "states": 49,
        "territories": 6,
        "military": 3,
        "associated": 3,
    }
    assert [state.code for state in groups["states"]][:3] == ["AL", "AK", "AZ"]


def test_states_and_the_districts_of_california_are_made_ahead(facts: Facts) -> None:
    paths = list(iter_paths(facts))
    assert len(paths) == len(set(paths)) == 1 + 56 + 52
    assert {"/officials/", "/officials/dc", "/officials/tx", "/officials/ca/52"} <= set(paths)


@pytest.mark.parametrize(
    ("day", "name", "changed_on", "changes_on", "has_table"),
    [
        ("2026-11-22", "ny", None, None, True),
        ("2026-11-22", "ca", None, date(2027, 1, 3), True),
        ("2027-01-02", "tx", None, date(2027, 1, 3), True),
        ("2027-01-03", "tx", date(2027, 1, 3), None, False),
        # Until there is a table the notice stays.
        ("2028-06-01", "tx", date(2027, 1, 3), None, False),
        ("2027-01-03", "mo", None, None, True),
        ("2026-11-22", "wy", None, None, False),
        ("2020-01-01", "ca", None, None, False),
    ],
)
def test_readers_are_told_of_new_lines_before_and_after(
    country: Officials, facts: Facts, day: str, name: str, changed_on: date, changes_on: date, has_table: bool
) -> None:
    state = find_state(facts, name)
    assert state is not None
    lines = read_lines(country, state, date.fromisoformat(day))
    assert (lines.changed_on, lines.changes_on, lines.has_table) == (changed_on, changes_on, has_table)


def test_without_a_store_no_zip_code_can_be_looked_up(facts: Facts) -> None:
    state = find_state(facts, "ny")
    assert state is not None
    assert not read_lines(Officials(None, facts), state, TODAY).has_table
