"""Whose name is shown on a day, and which districts a ZIP code has."""

import socket
import sqlite3
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import OFFICES, Officials, SeatReading, read_typed_zip
from portal.letters.officials.store import FILE
from portal.letters.officials.validity import Status
from tests.letters.officials import fictional

TODAY = date(2026, 11, 21)


def read_congress(officials: Officials, day: date) -> list[SeatReading]:
    states = officials.facts.states
    return [reading for state in states for reading in officials.senators(state, day) + officials.house(state, day)]


def read_california(officials: Officials, day: date) -> list[SeatReading]:
    return officials.chamber("upper", day) + officials.chamber("lower", day)


def count(readings: list[SeatReading]) -> dict[str, int]:
    return dict(Counter(reading.status.value for reading in readings))


BEFORE = {"shown": 535, "may-have-changed": 2, "vacant": 4}


@pytest.mark.parametrize(
    ("day", "congress", "california"),
    [
        ("2026-11-21", BEFORE, {"shown": 120}),
        ("2026-12-06", BEFORE, {"shown": 120}),
        ("2026-12-07", BEFORE, {"shown": 20, "changed": 100}),
        ("2026-12-08", BEFORE, {"shown": 20, "changed": 100}),
        ("2027-01-02", BEFORE, {"shown": 20, "changed": 100}),
        # Of 476 seats without a name, 472 have a record that ran out; the other four were vacant before the turnover.
        ("2027-01-03", {"shown": 65, "changed": 476}, {"shown": 20, "changed": 100}),
        ("2027-01-10", {"shown": 65, "changed": 476}, {"shown": 20, "changed": 100}),
    ],
)
def test_on_each_day_of_the_turnovers_as_many_names_are_shown_as_still_hold(
    real: Officials, day: str, congress: dict[str, int], california: dict[str, int]
) -> None:
    moment = date.fromisoformat(day)
    assert count(read_congress(real, moment)) == congress
    assert count(read_california(real, moment)) == california
    hidden = real.status(moment).counts.get(("us", Status.CHANGED), 0)
    assert hidden == (472 if moment >= date(2027, 1, 3) else 0)


@pytest.mark.parametrize("day", ["2026-11-21", "2026-12-08", "2027-01-02"])
def test_the_four_vacant_seats_are_named_and_the_two_doubtful_senators(real: Officials, day: str) -> None:
    readings = read_congress(real, date.fromisoformat(day))
    vacant = {(r.state, r.district) for r in readings if r.status is Status.VACANT}
    assert vacant == {("CA", 14), ("FL", 20), ("GA", 13), ("TX", 23)}
    doubtful = {(r.state, r.official.family) for r in readings if r.status is Status.MAY_HAVE_CHANGED and r.official}
    assert doubtful == {("OH", "Husted"), ("FL", "Moody")}
    assert {r.changed_on for r in readings if r.status is Status.MAY_HAVE_CHANGED} == {date(2026, 11, 3)}


def test_in_december_only_odd_seats_of_the_state_senate_have_a_name(real: Officials) -> None:
    readings = read_california(real, date(2026, 12, 7))
    shown = {(r.office, r.district) for r in readings if r.status is Status.SHOWN}
    assert shown == {("state-senator", district) for district in range(1, 40, 2)}
    assert {r.changed_on for r in readings if r.status is Status.CHANGED} == {date(2026, 12, 7)}


def test_from_january_nine_states_have_no_table_and_missouri_keeps_its_own(real: Officials, facts: Facts) -> None:
    before, after = date(2027, 1, 2), date(2027, 1, 3)
    redrawn = {"AL", "CA", "FL", "LA", "NC", "OH", "TN", "TX", "UT"}
    for code, state in facts.states.items():
        rows = real.rows("state = ? AND kind = 'cd'", (code,))
        if state.seats > 1:
            zip_code = rows[0].zip
            assert real.districts_for_zip(zip_code, code, before)
            assert bool(real.districts_for_zip(zip_code, code, after)) == (code not in redrawn), code


@pytest.mark.parametrize(
    ("zip_code", "answer"),
    [
        ("94110", {"CA": (11,)}),
        ("95814", {"CA": (7,)}),
        ("93706", {"CA": (13, 21)}),
        ("92101", {"CA": (50, 52)}),
        ("90011", {"CA": (37, 42)}),
        ("90210", {"CA": (30, 32, 36)}),
        ("11226", {"NY": (9,)}),
        ("78501", {"TX": (15,)}),
        ("60608", {"IL": (4, 7)}),
        ("02128", {"MA": (5, 7)}),
        ("42223", {"KY": (1,), "TN": (7,)}),
        ("20001", {"DC": (0,)}),
        ("00601", {"PR": (0,)}),
        ("96910", {"GU": (0,)}),
        ("96799", {"AS": (0,)}),
        ("00801", {"VI": (0,)}),
        ("06390", {"NY": (1,)}),
        # The table left these two out of their own state; the prefix knows better.
        ("81120", {"CO": (), "NM": (3,)}),
        ("57255", {"SD": (0,), "ND": (0,)}),
    ],
)
def test_a_zip_code_is_answered_as_the_reference_says(
    real: Officials, zip_code: str, answer: dict[str, tuple[int, ...]]
) -> None:
    states = real.states_for_zip(zip_code)
    assert {state: real.districts_for_zip(zip_code, state, TODAY) for state in states} == answer
    assert states[0] == next(iter(answer))


def test_every_area_of_the_table_that_lacked_its_own_state_offers_it(real: Officials) -> None:
    dakota = "57255 57430 57638 57641 57642 57645 57648 57660 57717".split()
    assert all(real.states_for_zip(zip_code)[0] == "SD" for zip_code in dakota)
    assert all(real.states_for_zip(zip_code)[0] == "CO" for zip_code in ("81120", "81137", "81324"))


def test_without_a_store_the_prefix_answers_and_nothing_else_is_known(facts: Facts, tmp_path: Path) -> None:
    for officials in (Officials(None, facts), Officials(tmp_path / FILE, facts)):
        assert officials.states_for_zip("96910") == ("GU",)
        assert officials.districts_for_zip("94110", "CA", TODAY) == ()
        assert officials.status(TODAY).level == "none"
        assert {r.status for r in officials.seats("CA", 11, TODAY)} == {Status.NONE}
        assert officials.stamp() is None


def test_a_damaged_store_is_no_data_and_never_an_error(folder: Path, facts: Facts) -> None:
    officials = Officials(folder / FILE, facts)
    assert officials.status(TODAY).level != "none"
    whole = (folder / FILE).read_bytes()
    for body in (b"", b"SQLite format 3\x00", whole[:5000], whole[:100] + bytes(len(whole) - 100), b"<html>" * 1000):
        (folder / FILE).write_bytes(body)
        assert {r.status for r in officials.seats("CA", 11, TODAY)} == {Status.NONE}
        assert officials.districts_for_zip("94110", "CA", TODAY) == ()
        assert officials.status(TODAY).level == "none"
    (folder / FILE).unlink()
    assert {r.status for r in officials.california(1, 2, TODAY)} == {Status.NONE}


def test_a_value_nobody_wrote_is_no_data(folder: Path, facts: Facts) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("UPDATE official SET valid_until = 'forever' WHERE chamber = 'house'")
    connection.close()
    assert Officials(folder / FILE, facts).status(TODAY).level == "none"


def test_a_store_that_comes_while_the_portal_runs_is_read(folder: Path, facts: Facts) -> None:
    aside = folder / "aside"
    (folder / FILE).rename(aside)
    officials = Officials(folder / FILE, facts)
    assert officials.status(TODAY).level == "none"
    aside.rename(folder / FILE)
    assert officials.stamp() is not None
    assert officials.status(TODAY).level == "stale"


def test_nothing_is_asked_of_any_host_while_a_zip_code_is_answered(
    country: Officials, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("A socket was opened.")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    assert country.states_for_zip("94110") == ("CA",)
    country.districts_for_zip("94110", "CA", TODAY)
    assert country.seats("CA", 11, TODAY)
    assert country.california(1, 1, TODAY)


@pytest.mark.parametrize(
    ("state", "district", "offices"),
    [
        ("CA", 11, ["senator", "senator", "representative"]),
        ("CA", None, ["senator", "senator"]),
        ("CA", 99, ["senator", "senator"]),
        ("WY", None, ["senator", "senator", "representative"]),
        ("DC", None, ["delegate"]),
        ("PR", 0, ["resident-commissioner"]),
        ("AE", None, []),
        ("FM", 0, []),
        ("XX", 1, []),
    ],
)
def test_everybody_has_the_seats_of_their_state_and_district(
    country: Officials, state: str, district: int | None, offices: list[str]
) -> None:
    readings = country.seats(state, district, TODAY)
    assert [reading.office for reading in readings] == offices
    assert set(offices) <= set(OFFICES)


def test_a_reading_says_when_and_from_where(country: Officials, facts: Facts) -> None:
    for reading in (*country.seats("CA", 11, TODAY), *country.california(10, 20, TODAY)):
        assert reading.checked_on == fictional.DAY
        assert reading.source in {facts.datasets["congress"], facts.datasets["california"]}
        assert reading.official is not None


def test_the_larger_share_of_land_comes_first(country: Officials, facts: Facts) -> None:
    first = fictional.zips_of(facts, "CA")[0]
    last = fictional.zips_of(facts, "CA")[fictional.ZIPS_A_DISTRICT * 52 - 2]
    assert country.districts_for_zip(first, "CA", TODAY) == (1, 2)
    assert country.districts_for_zip(last, "CA", TODAY) == (52, 1)


def test_a_sliver_of_another_state_is_not_asked_about(folder: Path, facts: Facts) -> None:
    """30165 is in Georgia; a strip of it lies in Alabama."""
    with sqlite3.connect(folder / FILE) as connection:
        insert = "INSERT OR REPLACE INTO zip_district VALUES ('30165', ?, 'cd', 'cd119', ?, ?)"
        connection.executemany(insert, [("GA", 14, 0.995), ("AL", 3, 0.004), ("AL", 4, 0.001)])
        # A table made by tract knows no shares; what another table tells of the same state counts.
        connection.execute("INSERT OR REPLACE INTO zip_district VALUES ('30165', 'AL', 'cd', 'cd120', 3, NULL)")
        connection.execute("INSERT OR REPLACE INTO zip_district VALUES ('30166', 'AL', 'cd', 'cd119', 3, 0.01)")
    connection.close()
    officials = Officials(folder / FILE, facts)
    assert officials.states_for_zip("30165") == ("GA",)
    assert officials.states_for_zip("30166") == ("GA", "AL")
    assert "30165" not in officials.crossing()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("94110", "94110"),
        (" 94110 ", "94110"),
        ("94110-1234", "94110"),
        ("٩٤١١٠", "94110"),
        ("९४११०", "94110"),
        ("９４１１０", "94110"),
        ("02128", "02128"),
        ("9411", None),
        ("941100", None),
        ("94110-12", None),
        ("9411O", None),
        ("²²²²²", None),
        ("", None),
        ("-", None),
        ("94110' OR 1", None),
        ("9" * 5000, None),
    ],
)
def test_a_zip_code_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    assert read_typed_zip(typed) == read


@pytest.mark.parametrize("zip_code", ["88888", "00401", "99999x", "", "٩"])
def test_a_zip_code_nobody_uses_is_in_no_state(country: Officials, zip_code: str) -> None:
    assert country.states_for_zip(zip_code) == ()


def check_reading(reading: SeatReading, day: date) -> None:
    """Hold one reading to what no page may ever break."""
    official = reading.official
    if reading.status is Status.SHOWN:
        assert official is not None
        assert (official.valid_from or day) <= day < official.valid_until
        assert reading.changed_on is None
    elif reading.status is Status.MAY_HAVE_CHANGED:
        assert official is not None
        assert official.end_type
        assert reading.changed_on is not None
        assert reading.changed_on <= day < reading.changed_on + timedelta(days=366)
    else:
        assert official is None
        assert (reading.changed_on is not None) == (reading.status is Status.CHANGED)
    if official is not None:
        assert (official.state, official.district) == (reading.state, reading.district)


DAYS = st.one_of(st.dates(), st.dates(date(2026, 1, 1), date(2031, 12, 31)))


@given(day=DAYS)
@settings(max_examples=25, deadline=None)
def test_on_no_day_at_all_a_name_is_shown_whose_term_does_not_hold(country: Officials, day: date) -> None:
    for reading in [*read_congress(country, day), *read_california(country, day)]:
        check_reading(reading, day)


@given(day=DAYS)
@settings(max_examples=20, deadline=None)
def test_on_no_day_at_all_a_real_name_is_shown_too_long(real: Officials, day: date) -> None:
    readings = [*read_congress(real, day), *read_california(real, day)]
    for reading in readings:
        check_reading(reading, day)
    # Whoever was elected for 2025 and 2026 is gone by 3 January 2027, whatever the clock says.
    if day >= date(2027, 1, 3):
        assert not [r for r in readings if r.official and r.office == "representative"]


@given(day=DAYS, typed=st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_on_whatever_day_is_answered(country: Officials, day: date, typed: str) -> None:
    for state in country.states_for_zip(typed):
        for area in ("cd", "sldu", "sldl"):
            districts = country.districts_for_zip(typed, state, day, area)
            assert set(districts) <= set(country.facts.districts(area, state)) if districts else True


def test_a_seat_whose_record_was_dropped_is_not_called_vacant(folder: Path, facts: Facts) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("DELETE FROM official WHERE chamber = 'house' AND state = 'NY' AND district IN (1, 2)")
        connection.execute("INSERT INTO gap VALUES ('congress', 'house', 'NY', 1)")
    connection.close()
    officials = Officials(folder / FILE, facts)
    assert officials.house_seat("NY", 1, TODAY).status is Status.NONE
    assert officials.house_seat("NY", 2, TODAY).status is Status.VACANT
    assert officials.house_seat("NY", 2, date(2027, 1, 3)).status is Status.CHANGED
    assert officials.house_seat("NY", 2, fictional.DAY - timedelta(days=1)).status is Status.NONE


def test_where_a_record_named_no_seat_nothing_is_called_vacant(folder: Path, facts: Facts) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("DELETE FROM official WHERE state = 'NY' AND district = 2")
        connection.execute("DELETE FROM official WHERE id = 'bioguide:SWY2'")
        connection.execute("INSERT INTO gap VALUES ('congress', NULL, NULL, NULL)")
    connection.close()
    officials = Officials(folder / FILE, facts)
    assert officials.house_seat("NY", 2, TODAY).status is Status.NONE
    assert {r.status for r in officials.senators("WY", TODAY)} == {Status.SHOWN, Status.NONE}
