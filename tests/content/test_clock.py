"""One clock for everything dated."""

from datetime import UTC, date, datetime, timedelta

from portal.content.clock import Clock


def test_a_stopped_clock_tells_its_day() -> None:
    clock = Clock(date(2026, 12, 20), now=lambda: date(2030, 1, 1))
    assert [clock.today(), clock.today()] == [date(2026, 12, 20), date(2026, 12, 20)]


def test_a_running_clock_is_asked_each_time() -> None:
    """A server runs for months: a day remembered at start would keep claims current for ever."""
    days = iter([date(2026, 12, 15), date(2026, 12, 16)])
    clock = Clock(now=lambda: next(days))
    assert [clock.today(), clock.today()] == [date(2026, 12, 15), date(2026, 12, 16)]


def test_the_real_day_is_that_of_utc() -> None:
    before = datetime.now(UTC).date()
    assert before <= Clock().today() <= before + timedelta(days=1)
