"""The days on which offices change hands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.letters.officials.facts import Facts
from portal.letters.officials.terms import NAMES, next_third_of_january, term_name


@pytest.mark.parametrize(
    ("name", "day", "last", "following"),
    [
        ("assembly", "2026-08-05", "2024-12-02", "2026-12-07"),
        ("assembly", "2026-12-06", "2024-12-02", "2026-12-07"),
        ("assembly", "2026-12-07", "2026-12-07", "2028-12-04"),
        ("senate-even", "2026-08-05", "2022-12-05", "2026-12-07"),
        ("senate-odd", "2026-08-05", "2024-12-02", "2028-12-04"),
        ("congress", "2027-01-02", "2025-01-03", "2027-01-03"),
        ("congress", "2027-01-03", "2027-01-03", "2029-01-03"),
    ],
)
def test_a_turnover_is_on_its_day(facts: Facts, name: str, day: str, last: str, following: str) -> None:
    term = facts.terms[name]
    assert term.last(date.fromisoformat(day)) == date.fromisoformat(last)
    assert term.following(date.fromisoformat(day)) == date.fromisoformat(following)


@given(day=st.dates(date(20, 1, 1), date(9980, 1, 1)), name=st.sampled_from(NAMES))
def test_every_day_is_between_two_turnovers(facts: Facts, day: date, name: str) -> None:
    term = facts.terms[name]
    last, following = term.last(day), term.following(day)
    assert last <= day < following
    assert following.year - last.year == term.every
    assert term.last(following) == following
    if term.first_monday:
        assert (following.weekday(), following.month) == (0, 12)
        assert following.day <= 7


@given(day=st.sampled_from([date.min, date(1, 12, 31), date(9999, 1, 1), date.max]), name=st.sampled_from(NAMES))
def test_the_ends_of_the_calendar_break_nothing(facts: Facts, day: date, name: str) -> None:
    assert facts.terms[name].last(day) <= day <= facts.terms[name].following(day)
    assert next_third_of_january(day) >= day


@pytest.mark.parametrize(
    ("chamber", "district", "name"),
    [
        ("house", 1, "congress"),
        ("senate", None, "congress"),
        ("lower", 7, "assembly"),
        ("upper", 7, "senate-odd"),
        ("upper", 8, "senate-even"),
    ],
)
def test_a_seat_has_the_term_of_its_chamber(chamber: str, district: int | None, name: str) -> None:
    assert term_name(chamber, district) == name


@pytest.mark.parametrize(
    ("day", "january"), [("2026-11-03", "2027-01-03"), ("2027-01-03", "2027-01-03"), ("2027-01-04", "2028-01-03")]
)
def test_doubt_ends_on_the_next_third_of_january(day: str, january: str) -> None:
    assert next_third_of_january(date.fromisoformat(day)) == date.fromisoformat(january)
