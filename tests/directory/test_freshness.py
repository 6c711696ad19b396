"""How long a listing and a check hold, to the day."""

from datetime import date, timedelta

import pytest

from portal.directory.freshness import assured_until, is_due, is_shown, listed_until, phone_state
from portal.directory.services import Assurance, Listing, Service
from tests.directory.entries import make_service

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def listed(text: str, **changes: object) -> Service:
    return make_service(listing=Listing("A county list", None, text), **changes)


def checked(day: date, **changes: object) -> Service:
    return make_service(assurance=Assurance(day, "volunteer"), **changes)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2025-08-12", date(2028, 8, 12)),
        ("2025-08", date(2028, 8, 1)),
        ("2025", date(2028, 1, 1)),
        ("2024-02-29", date(2027, 2, 28)),
    ],
)
def test_a_listing_holds_three_years_from_its_first_possible_day(text: str, until: date) -> None:
    service = listed(text)
    assert listed_until(service) == until
    assert is_shown(service, until)
    assert not is_shown(service, until + DAY)


def test_a_check_keeps_an_old_listing_on_the_page() -> None:
    service = listed("2019", assurance=Assurance(TODAY, "volunteer"))
    assert is_shown(service, TODAY)
    assert is_shown(service, TODAY.replace(year=2031))


@pytest.mark.parametrize(
    ("need", "day", "last"),
    [
        ("legal-aid", date(2026, 3, 1), date(2027, 3, 1)),
        ("mental-health", date(2024, 2, 29), date(2025, 2, 28)),
        ("rapid-response", date(2026, 9, 23), date(2026, 11, 22)),
    ],
)
def test_a_number_folds_on_the_day_after_its_limit(need: str, day: date, last: date) -> None:
    service = checked(day, need=need)
    assert assured_until(service) == last
    assert phone_state(service, last) == "current"
    assert phone_state(service, last + DAY) == "folded"


def test_a_number_nobody_checked_is_unchecked_and_folds_when_its_listing_is_old() -> None:
    service = listed("2025-11", need="rapid-response")
    assert phone_state(service, TODAY) == "unchecked"
    assert phone_state(service, date(2028, 11, 1)) == "unchecked"
    assert phone_state(service, date(2028, 11, 2)) == "folded"


@pytest.mark.parametrize("key", ["emergency-911", "988-lifeline"])
def test_911_and_988_are_shown_whatever_the_dates_say(key: str) -> None:
    service = listed("1999", key=key, active=False)
    assert is_shown(service, TODAY)
    assert phone_state(service, TODAY) == "current"
    assert not is_due(service, TODAY, timedelta(days=9999))


def test_what_is_inactive_or_no_longer_recognized_is_not_shown() -> None:
    assert not is_shown(checked(TODAY, active=False), TODAY)
    recognized = checked(TODAY, recognized_until=TODAY)
    assert is_shown(recognized, TODAY)
    assert not is_shown(recognized, TODAY + DAY)


def test_a_check_falls_due_before_it_runs_out() -> None:
    service = checked(date(2026, 1, 10))
    assert not is_due(service, date(2026, 12, 10), timedelta(days=30))
    assert is_due(service, date(2026, 12, 11), timedelta(days=30))
    assert is_due(make_service(), TODAY, timedelta())
