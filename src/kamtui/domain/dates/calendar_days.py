"""Days of the calendar in figures and month names: 15/12, 1215, 12月15日, 15 Dec 2026."""

import re
from datetime import date

from kamtui.domain.dates.model import DateOrder, Frame, RefusedDateError
from kamtui.domain.dates.periods import written_year
from kamtui.domain.months import add_months, days_in_month

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = "|".join(_MONTHS)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"(?P<year>[0-9]{4})?(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_CHINESE = re.compile(
    r"(?:(?P<year>[0-9]{4}|[0-9]{2}|[今明后去前])年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?"
)
_TWO = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})")
_THREE = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_TAIL = r"(?:(?:, ?| |-)(?P<year>[0-9]{4}|[0-9]{2}))?"
_DAY_MONTH = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of )?[ -]?(?P<month>{_NAME})\.?{_TAIL}"
)
_MONTH_DAY = re.compile(rf"(?P<month>{_NAME})\.?[ -]?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?{_TAIL}")


def calendar_day(text: str, frame: Frame) -> date | None:
    """Read a day of the calendar, None when the text is none.

    Without a year it is the next one, the last one where something happened.  A part over 12 is
    the day; else a dash is month-day, and the frame's order decides the rest.

    Raises:
        RefusedDateError: No such day; with two readings; or over, and its next year's is offered.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        return _dated(int(match[1]), int(match[3]), int(match[4]), frame)
    if match := _COMPACT.fullmatch(text):
        year = int(match["year"]) if match["year"] else None
        return _dated(year, int(match["month"]), int(match["day"]), frame)
    if match := _CHINESE.fullmatch(text):
        year = written_year(match["year"], frame) if match["year"] else None
        return _dated(year, int(match["month"]), int(match["day"]), frame)
    if match := _TWO.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        month, day = _month_and_day(first, second, dash=match[2] == "-", order=frame.order)
        return _dated(None, month, day, frame)
    if match := _THREE.fullmatch(text):
        return _three_parts(match, frame)
    if match := _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text):
        year = written_year(match["year"], frame) if match["year"] else None
        return _dated(year, _MONTHS[match["month"]], int(match["day"]), frame)
    return None


def _month_and_day(first: int, second: int, *, dash: bool, order: DateOrder) -> tuple[int, int]:
    if first > 12:
        return second, first
    if second > 12 or dash or order is DateOrder.MDY:
        return first, second
    return second, first


def _three_parts(match: re.Match[str], frame: Frame) -> date:
    """Read a date with its year last, unless it could as well begin with the year."""
    first, second, last = int(match[1]), int(match[3]), match[4]
    dash = match[2] == "-"
    if dash and first <= 12 and second <= 12 and first != second:
        raise RefusedDateError("ambiguous")  # 5-12-2026 is December in Europe and May in America
    month, day = _month_and_day(first, second, dash=dash, order=frame.order)
    year_first = len(last) == 2 and second <= 12 and 1 <= int(last) <= 31
    if year_first and (frame.order is DateOrder.MDY or dash) and (first, last) != (day, match[1]):
        raise RefusedDateError("ambiguous")  # 26/12/15 is 2026 in China
    return _dated(written_year(last, frame), month, day, frame)


def _dated(year: int | None, month: int, day: int, frame: Frame) -> date:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise RefusedDateError("invalid")

    def in_year(number: int) -> date | None:
        return date(number, month, day) if day <= days_in_month(number, month) else None

    if year is None:
        if day > days_in_month(2000, month):
            raise RefusedDateError("invalid")
        return frame.nearest(frame.today.year, in_year)
    found = in_year(year)
    if found is None:
        raise RefusedDateError("invalid", add_months(date(year, 1, 31), month - 1))
    if (found > frame.today) if frame.past else (found < frame.today):
        nearest = frame.nearest(frame.today.year, in_year)
        raise RefusedDateError("future" if frame.past else "past", nearest)
    return found
