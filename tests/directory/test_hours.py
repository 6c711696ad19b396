"""Hours in the days and times of a language."""

from datetime import time

import pytest

from portal.directory.hours import OpenDays, read_hours
from portal.directory.services import DAYS, Schedule
from portal.i18n.locales import Registry

WEEKDAYS = DAYS[:5]


def test_days_in_a_row_are_said_as_one(registry: Registry) -> None:
    hours = read_hours([Schedule(WEEKDAYS, time(8), time(17, 30))], registry["en"])
    assert hours == (OpenDays("Monday", "Friday", "8:00\u202fAM", "5:30\u202fPM"),)


def test_days_apart_are_said_apart(registry: Registry) -> None:
    hours = read_hours([Schedule(("SA", "MO", "TU"), time(8), time(17))], registry["en"])
    assert [(run.first, run.last) for run in hours] == [("Monday", "Tuesday"), ("Saturday", None)]


def test_all_days_are_every_day(registry: Registry) -> None:
    assert read_hours([Schedule(DAYS)], registry["en"]) == (OpenDays(None, None, None, None),)


@pytest.mark.parametrize(
    ("code", "day", "opens"),
    [("es", "lunes", "8:00 a.m."), ("ar", "الاثنين", "8:00 ص"), ("ko", "월요일", "AM 8:00")],
)
def test_days_and_times_are_those_of_the_language(registry: Registry, code: str, day: str, opens: str) -> None:
    (hours,) = read_hours([Schedule(WEEKDAYS, time(8), time(17))], registry[code])
    assert hours.first == day
    assert " ".join((hours.opens or "").split()) == opens


def test_every_language_can_say_hours(registry: Registry) -> None:
    for locale in registry:
        (hours,) = read_hours([Schedule(WEEKDAYS, time(8), time(17))], locale)
        assert hours.first != hours.last
        assert hours.opens != hours.closes
