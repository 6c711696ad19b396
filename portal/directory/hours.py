"""Hours as somebody says them: “Monday to Friday, 8:00 AM to 5:00 PM”.

Days and times come from Babel in the reader's language; the words between
them are the template's. Times are those on a clock in California.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from babel.dates import format_time, get_day_names

from portal.directory.services import DAYS, Schedule
from portal.i18n.locales import SiteLocale


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Days in a row with the same hours.

    :param first: name of the first day, or nothing where it is every day.
    :param last: name of the last day, or nothing for a single day.
    :param opens: with ``closes`` missing on both, all day.
    """

    first: str | None
    last: str | None
    opens: str | None
    closes: str | None


def read_hours(schedules: Iterable[Schedule], locale: SiteLocale) -> tuple[OpenDays, ...]:
    """Put schedules into the days and times of a language."""
    return tuple(_open_days(run, schedule, locale) for schedule in schedules for run in _split_runs(schedule.days))


def _split_runs(days: Iterable[str]) -> list[list[int]]:
    """Split days of the week into runs without a gap: ``MO TU TH`` is Monday to Tuesday, and Thursday."""
    runs: list[list[int]] = []
    for number in sorted(DAYS.index(day) for day in days):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _open_days(run: list[int], schedule: Schedule, locale: SiteLocale) -> OpenDays:
    names = get_day_names("wide", "stand-alone", locale=locale.cldr)
    every_day = len(run) == len(DAYS)
    return OpenDays(
        first=None if every_day else names[run[0]],
        last=names[run[-1]] if len(run) > 1 and not every_day else None,
        opens=_format(schedule.opens, locale),
        closes=_format(schedule.closes, locale),
    )


def _format(moment: time | None, locale: SiteLocale) -> str | None:
    return format_time(moment, "short", locale=locale.cldr) if moment else None
