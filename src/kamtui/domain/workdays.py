"""Working days: what a calendar of them answers, and the one that knows only weekends."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from kamtui.domain.errors import KamError

#: Longer than any holiday: a calendar without a working day in it is broken.
_LONGEST_BREAK = 60
_SATURDAY = 5


class WorkCalendar(Protocol):
    """Which days are worked."""

    def is_working(self, day: date) -> bool:
        """Return whether a day is a working day."""
        ...


@dataclass(frozen=True, slots=True)
class WeekendCalendar:
    """Monday to Friday are worked; holidays are unknown."""

    def is_working(self, day: date) -> bool:
        """Return whether a day is Monday to Friday."""
        return day.weekday() < _SATURDAY


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """Return the day itself when it is worked, else the first worked one after it.

    Raises:
        KamError: ``calendar.no_working_day``: none within 60 days.
    """
    for ahead in range(_LONGEST_BREAK + 1):
        candidate = day + timedelta(days=ahead)
        if calendar.is_working(candidate):
            return candidate
    raise KamError("calendar.no_working_day", {"day": day})
