"""Reads a typed date: time of day, then the first rule that knows the text."""

import re
from datetime import date, datetime, time, timedelta

from kamtui.domain.dates.calendar_days import calendar_day
from kamtui.domain.dates.day_times import split_time
from kamtui.domain.dates.holidays import holiday_side
from kamtui.domain.dates.model import DateOrder, Frame, RefusedDateError, Rule, TypedDate
from kamtui.domain.dates.periods import period
from kamtui.domain.dates.relative import relative
from kamtui.domain.dates.text import normalise
from kamtui.domain.dates.weekdays import WEEKDAY, weekday, weekday_number
from kamtui.domain.errors import KamError
from kamtui.domain.workdays import WeekendCalendar, WorkCalendar

_RULES: tuple[Rule, ...] = (relative, weekday, period, calendar_day, holiday_side)
_CLEARS = frozenset({"never", "none", "无", "-"})
_NOW = frozenset({"now", "现在", "刚才", "刚刚"})
_LONGEST = 60
_WITH_WEEKDAY = re.compile(
    rf"(?:(?P<before>{WEEKDAY}),? ?)?(?P<day>[0-9a-z].*?[0-9a-z日号])"
    rf"(?:,? ?\(?(?P<after>{WEEKDAY})\)?)?"
)


def parse_date(
    text: str,
    *,
    today: date,
    now: datetime | None = None,
    order: DateOrder = DateOrder.DMY,
    past: bool = False,
    calendar: WorkCalendar | None = None,
) -> TypedDate:
    """Return how a typed date is understood; raises nothing whatever the text.

    Args:
        text: As typed, in English or Chinese (ux.md, Dates).
        today: The day that it is read against.
        now: The local time, for ``now`` and for what is later or earlier today; only its time of
            day counts, since ``--today`` may replace the date.
        order: Day or month first where the numbers leave it open.
        past: True where something happened: 周五 is the last Friday, a coming day is refused.
            False for plans, where a past day is refused.
        calendar: The working days and holidays that 节后 and 月底前 go by; weekends by default.
    """
    try:
        frame = Frame(today, order, past, calendar or WeekendCalendar())
        on, at, clears, half = _read(text, frame, now)
    except RefusedDateError as refused:
        return TypedDate(text, error=refused.code, suggestion=refused.suggestion)
    except (OverflowError, ValueError, KamError):
        return TypedDate(text, error="invalid")  # beyond the years or working days there are
    return TypedDate(text, on=on, at=at, clears=clears, half=half)


def _read(
    text: str, frame: Frame, now: datetime | None
) -> tuple[date | None, time | None, bool, str]:
    if len(text) > _LONGEST:
        raise RefusedDateError("unknown")
    even = normalise(text)
    if not even:
        raise RefusedDateError("unknown" if text.strip() else "empty")
    if even in _CLEARS and not frame.past:
        return None, None, True, ""
    words, at, half = split_time(even)
    if words:
        on = _day(words, frame)
        if words in _NOW and now is not None and at is None:
            at = now.time().replace(second=0, microsecond=0, tzinfo=None)
    else:
        on = frame.today
    _refuse_wrong_side(on, at, frame=frame, now=now, time_alone=not words)
    return on, at, False, half


def _day(words: str, frame: Frame) -> date:
    for rule in _RULES:
        day = rule(words, frame)
        if day is not None:
            return day
    match = _WITH_WEEKDAY.fullmatch(words)
    stated = match and (match["before"] or match["after"])
    if match and stated and not match["day"].isdecimal():
        for rule in (period, calendar_day):
            day = rule(match["day"], frame)
            if day is None:
                continue
            if day.weekday() != weekday_number(stated):
                raise RefusedDateError("invalid")
            return day
    raise RefusedDateError("unknown")


def _refuse_wrong_side(
    on: date, at: time | None, *, frame: Frame, now: datetime | None, time_alone: bool
) -> None:
    """Refuse a plan in the past and a happening in the future."""
    if frame.past:
        later = now is not None and on == frame.today and at is not None and at > now.time()
        if on > frame.today or later:
            raise RefusedDateError("future")
    elif on < frame.today:
        raise RefusedDateError("past")
    elif time_alone and now is not None and at is not None and at < now.time():
        raise RefusedDateError("past", frame.today + timedelta(days=1))
