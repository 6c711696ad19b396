"""The one clock: everything dated asks it what day it is.

The day is UTC's, so a claim expires up to eight hours early in California and
never late. ``PORTAL_TODAY`` stops the clock for previews.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime


def _utc_day() -> date:
    return datetime.now(UTC).date()


class Clock:
    """Tells the day.

    :param stopped_at: the day it always tells, or nothing for the real one.
    """

    def __init__(self, stopped_at: date | None = None, now: Callable[[], date] = _utc_day) -> None:
        self._stopped_at = stopped_at
        self._now = now

    def today(self) -> date:
        """Give the day it is for the whole site."""
        return self._stopped_at or self._now()
