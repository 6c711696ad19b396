"""Hours of an HSDS service: days of the week as a table, everything else as the words it came with."""

from collections.abc import Iterable
from datetime import time

from portal.directory.hsds.calling import Note
from portal.directory.hsds.vocabulary import Json
from portal.directory.services import DAYS, Schedule

#: Pacific time in winter and in summer; another offset is another clock.
_OFFSETS = {"", "-08:00", "-07:00", "-0800", "-0700"}


def read_schedules(found: Iterable[Json], note: Note) -> tuple[tuple[Schedule, ...], str | None]:
    """Read weekly hours.

    :return: the hours, and words about hours where there are no hours to say it.
    """
    schedules: list[Schedule] = []
    words: list[str] = []
    for item in found:
        schedule = _read(item)
        said = str(item.get("description", "")).strip()
        if schedule is not None:
            schedules.append(schedule)
        elif said:
            words.append(said)
        else:
            note("schedules", "Hours are not weekly, or not in Pacific time.")
    return tuple(dict.fromkeys(schedules)), " ".join(dict.fromkeys(words)) or None


def _read(item: Json) -> Schedule | None:
    named = {day.strip().upper() for day in str(item.get("byday", "")).split(",")}
    days = tuple(day for day in DAYS if day in named)
    weekly = item.get("freq", "WEEKLY") == "WEEKLY" and item.get("interval", 1) == 1
    opens, closes = _read_time(item.get("opens_at")), _read_time(item.get("closes_at"))
    if not weekly or len(days) != len(named) or opens is None or closes is None or "valid_to" in item:
        return None
    if (opens, closes) in {(time(0), time(23, 59)), (time(0), time(0))}:
        return Schedule(days)
    return Schedule(days, opens, closes)


def _read_time(text: str | None) -> time | None:
    if not text:
        return None
    clock = text[:5]
    offset = text[5:]
    if offset.startswith(":"):
        offset = offset[3:]
    return time.fromisoformat(clock) if offset in _OFFSETS else None
