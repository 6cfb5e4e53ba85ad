"""A day of the past to look back at: a typed date, or the end of a month, quarter or year."""

import re
from dataclasses import replace
from datetime import date, datetime

from kamtui.domain.dates.model import DateOrder, TypedDate
from kamtui.domain.dates.parse import parse_date
from kamtui.domain.dates.text import normalise
from kamtui.domain.months import month_end
from kamtui.domain.workdays import WorkCalendar

__all__ = ["parse_as_of"]

#: What somebody calls a period that is over -> its last day as the grammar knows it.
_ENDS = {
    **dict.fromkeys(("month", "个月", "月"), "上月底"),
    **dict.fromkeys(("quarter", "个季度", "季度", "个季", "季"), "上季末"),
    **dict.fromkeys(("year", "年", "一年"), "去年底"),
}
_LAST = re.compile(r"(?:(?:the )?end of )?(?:the )?(?:last|previous) (month|quarter|year)(?: end)?")
_LAST_ZH = re.compile(r"上(个月|月|个季度|季度|个季|季|年|一年)[底末]?")
_YEAR_ZH = re.compile(r"([去前])年")
_QUARTER = re.compile(
    r"(?:(?P<first>[0-9]{4})年?[ -]?)?(?:q(?P<en>[1-4])|第?(?P<zh>[1-4])季度?)[底末]?"
    r"(?: ?(?P<last>[0-9]{4}))?"
)
_MONTH = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})|"
                    r"(?:(?P<zh_year>[0-9]{4})年)?(?P<zh_month>[0-9]{1,2})月份?")  # fmt: skip


def parse_as_of(
    text: str,
    *,
    today: date,
    now: datetime | None = None,
    order: DateOrder = DateOrder.DMY,
    calendar: WorkCalendar | None = None,
) -> TypedDate:
    """Return the day of the past a text means; a period by its name is its last day.

    ``last quarter``, 上季度, ``2026Q2``, ``2026-06``, 6月 and 去年 are understood beside what
    `parse_date` reads of something that happened.

    Args:
        text: As typed.
        today: The day that it is read against.
        now: The local time, as for `parse_date`.
        order: Day or month first where the numbers leave it open.
        calendar: Working days and holidays, as for `parse_date`.
    """
    even = normalise(text) if len(text) <= 60 else ""
    end = _end(even, today)
    if end is not None:
        if end > today:
            return TypedDate(text, error="future")
        return TypedDate(text, on=end)
    found = parse_date(
        _named(even) or text, today=today, now=now, order=order, past=True, calendar=calendar
    )
    return replace(found, text=text)


def _named(text: str) -> str | None:
    """Return the end of a period that is over in the grammar's own words."""
    match = _LAST.fullmatch(text) or _LAST_ZH.fullmatch(text)
    if match is not None:
        return _ENDS[match[1]]
    match = _YEAR_ZH.fullmatch(text)
    return f"{match[1]}年底" if match is not None else None


def _end(text: str, today: date) -> date | None:
    """Return the last day of a quarter or month that is named; without a year the last one."""
    match = _QUARTER.fullmatch(text)
    if match is not None and not (match["first"] and match["last"]):
        month = 3 * int(match["en"] or match["zh"])
        return _last_day(match["first"] or match["last"], month, today)
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    return _last_day(match["year"] or match["zh_year"], int(match["month"] or match["zh_month"]),
                     today)  # fmt: skip


def _last_day(year: str | None, month: int, today: date) -> date | None:
    if not 1 <= month <= 12 or (year is not None and int(year) < 1):
        return None
    if year is not None:
        return month_end(date(int(year), month, 1))
    this = month_end(date(today.year, month, 1))
    return this if this <= today else month_end(date(today.year - 1, month, 1))
