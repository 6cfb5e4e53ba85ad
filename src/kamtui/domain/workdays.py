"""Working days: what a calendar of them answers, and the one that knows only weekends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from kamtui.domain.errors import KamError

#: Longer than any holiday: a calendar without a working day in it is broken.
_LONGEST_BREAK = 60
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Break:
    """Days off around a holiday, weekends that touch it included.

    Attributes:
        first: Its first day off.
        last: Its last one.
        names: The holidays in it, as the calendar calls them.
    """

    first: date
    last: date
    names: tuple[str, ...]


class WorkDays(Protocol):
    """Which days are worked."""

    def is_working(self, day: date) -> bool:
        """Return whether a day is a working day."""
        ...


class WorkCalendar(WorkDays, Protocol):
    """Which days are worked, and the holidays among those that are not."""

    def holiday(self, day: date) -> str | None:
        """Return the holiday a day off belongs to, or a make-up working day makes up for."""
        ...

    def knows(self, day: date) -> bool:
        """Return whether holidays are known for a day; else only weekends are taken off."""
        ...

    def breaks(self, first: date, last: date) -> Sequence[Break]:
        """Return the holidays that touch a span, in order."""
        ...


@dataclass(frozen=True, slots=True)
class WeekendCalendar:
    """Monday to Friday are worked; holidays are unknown.

    Attributes:
        known: Say nothing about holidays being unknown: nobody has asked for a country yet.
    """

    known: bool = True

    def is_working(self, day: date) -> bool:
        """Return whether a day is Monday to Friday."""
        return not is_weekend(day)

    def holiday(self, day: date) -> str | None:
        """Return None: no holiday is known."""
        return None

    def knows(self, day: date) -> bool:
        """Return `known`."""
        return self.known

    def breaks(self, first: date, last: date) -> Sequence[Break]:
        """Return none."""
        return ()


def is_weekend(day: date) -> bool:
    """Return whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def is_made_up(day: date, calendar: WorkCalendar) -> bool:
    """Return whether a day is worked to make up for a holiday (调休上班)."""
    return calendar.is_working(day) and is_weekend(day) and calendar.holiday(day) is not None


def next_working_day(day: date, calendar: WorkDays) -> date:
    """Return the day itself when it is worked, else the first worked one after it.

    Raises:
        KamError: ``calendar.no_working_day``: none within 60 days.
        OverflowError: Beyond the year 9999.
    """
    return _worked(day, calendar, _DAY)


def last_working_day(day: date, calendar: WorkDays) -> date:
    """Return the day itself when it is worked, else the last worked one before it.

    Raises:
        KamError: ``calendar.no_working_day``: none within 60 days.
        OverflowError: Before the year 1.
    """
    return _worked(day, calendar, -_DAY)


def add_working_days(day: date, count: int, calendar: WorkDays) -> date:
    """Return the working day so many after a day, before it where `count` is negative.

    0 is the day itself where it is worked, else the next one.

    Raises:
        KamError: ``calendar.no_working_day``.
        OverflowError: Beyond the years of the calendar.
    """
    if not count:
        return next_working_day(day, calendar)
    step = _DAY if count > 0 else -_DAY
    for _each in range(abs(count)):
        day = _worked(day + step, calendar, step)
    return day


def spread(wanted: Sequence[date], per_day: int, first: date, calendar: WorkDays) -> list[date]:
    """Return a working day for each wanted one: the day itself or the next with room.

    Args:
        wanted: The days asked for, the most important first.
        per_day: How many a day takes.
        first: The earliest day there is, a worked one.
        calendar: The days that are worked.

    Raises:
        KamError: ``calendar.no_working_day``.
        OverflowError: Beyond the years of the calendar.
    """
    taken: dict[date, int] = {}
    full: dict[date, date] = {}  # a full day and the next one to try, so that a crowd costs no more
    days = []
    for each in wanted:
        day = next_working_day(max(each, first), calendar)
        passed = []
        while taken.get(day, 0) >= per_day:
            passed.append(day)
            day = full.get(day) or _worked(day + _DAY, calendar, _DAY)
        full.update(dict.fromkeys(passed, day))
        taken[day] = taken.get(day, 0) + 1
        days.append(day)
    return days


def breaks_in(calendar: WorkCalendar, first: date, last: date) -> list[Break]:
    """Return the runs of days off that hold a holiday and touch a span, from day to day."""
    found: list[Break] = []
    day = first
    while not calendar.is_working(day) and (first - day).days < _LONGEST_BREAK:
        day -= _DAY
    while day <= last:
        if calendar.is_working(day):
            day += _DAY
            continue
        begin, names = day, dict[str, None]()
        while not calendar.is_working(day) and (day - begin).days < _LONGEST_BREAK:
            name = calendar.holiday(day)
            if name is not None:
                names[name] = None
            day += _DAY
        if names and day > first:
            found.append(Break(begin, day - _DAY, tuple(names)))
    return found


def _worked(day: date, calendar: WorkDays, step: timedelta) -> date:
    for ahead in range(_LONGEST_BREAK + 1):
        candidate = day + step * ahead
        if calendar.is_working(candidate):
            return candidate
    raise KamError("calendar.no_working_day", {"day": day})
