"""Beginnings, middles and ends of months, quarters and years; days of a month."""

import re
from datetime import date

from kamtui.domain.dates.model import Frame, RefusedDateError
from kamtui.domain.months import add_months, days_in_month, month_end

_ENGLISH = {
    "eom": "月底", "end of month": "月底", "end of the month": "月底", "month end": "月底",
    "end of next month": "下月底", "end of this month": "本月底",
    "eoq": "季末", "end of quarter": "季末", "end of the quarter": "季末", "quarter end": "季末",
    "eoy": "年底", "end of year": "年底", "end of the year": "年底", "year end": "年底",
}  # fmt: skip
_WHICH = r"(?P<which>本|这个?|下+个?|上+个?)"
_MONTH_PART = re.compile(rf"{_WHICH}?月(?P<part>底|末|初|中)")
_NAMED_MONTH_PART = re.compile(
    r"(?:(?P<year>[0-9]{4}|[今明后去前])年)?(?P<month>[0-9]{1,2})月(?:份)?(?P<part>底|末|初|中)"
)
_QUARTER = re.compile(r"(?P<which>[本这下上])?个?季度?(?:底|末)")
_YEAR = re.compile(r"(?P<which>[今明后去前])?年(?P<part>底|末|初)")
_DAY = re.compile(
    rf"(?:{_WHICH}月)?(?P<zh>[0-9]{{1,2}})[号日]|(?:the )?(?P<en>[0-9]{{1,2}})(?:st|nd|rd|th)"
)
_YEARS = {"今": 0, "明": 1, "后": 2, "去": -1, "前": -2}


def period(text: str, frame: Frame) -> date | None:
    """Read 月底, 下月初, 月中, 季末, 年底, eom, 12月底, 15号, 下个月5号, 15th; else None.

    Raises:
        RefusedDateError: The month has no such day; its last one is offered.
    """
    text = _ENGLISH.get(text, text)
    this_month = _index(frame.today)
    if match := _MONTH_PART.fullmatch(text):
        part = match["part"]
        if match["which"]:
            return _part(this_month + steps(match["which"]), part)
        return frame.nearest(this_month, lambda index: _part(index, part))
    if match := _NAMED_MONTH_PART.fullmatch(text):
        month, part = int(match["month"]), match["part"]
        if not 1 <= month <= 12:
            raise RefusedDateError("invalid")
        if match["year"]:
            return _part(written_year(match["year"], frame) * 12 + month - 1, part)
        return frame.nearest(frame.today.year, lambda year: _part(year * 12 + month - 1, part))
    if match := _QUARTER.fullmatch(text):
        quarter = (this_month // 3) * 3 + 2
        if match["which"]:
            return _part(quarter + 3 * steps(match["which"]), "底")
        return frame.nearest(0, lambda count: _part(quarter + 3 * count, "底"))
    if match := _YEAR.fullmatch(text):
        month = 0 if match["part"] == "初" else 11
        part = match["part"]
        if match["which"]:
            return _part(written_year(match["which"], frame) * 12 + month, part)
        return frame.nearest(frame.today.year, lambda year: _part(year * 12 + month, part))
    if match := _DAY.fullmatch(text):
        return _day_of_month(int(match["zh"] or match["en"]), match["which"], frame)
    return None


def steps(which: str) -> int:
    """Return how many periods on 本, 下个, 下下, 上 lie."""
    return which.count("下") - which.count("上")


def written_year(text: str, frame: Frame) -> int:
    """Return the year of ``2026``, ``26`` or 今, 明, 后, 去, 前."""
    if text in _YEARS:
        return frame.today.year + _YEARS[text]
    return int(text) + (2000 if len(text) == 2 else 0)


def _day_of_month(day: int, which: str | None, frame: Frame) -> date:
    if not 1 <= day <= 31:
        raise RefusedDateError("invalid")

    def in_month(index: int) -> date | None:
        first = _part(index, "初")
        return first.replace(day=day) if day <= month_end(first).day else None

    this_month = _index(frame.today)
    if which is None:
        return frame.nearest(this_month, in_month)
    index = this_month + steps(which)
    found = in_month(index)
    if found is None:
        raise RefusedDateError("invalid", _part(index, "底"))
    return found


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _part(index: int, part: str) -> date:
    """Return the first, 15th or last day of a month counted from year 0."""
    first = add_months(date(1, 1, 1), index - 12)
    if part == "中":
        return first.replace(day=15)
    return first if part == "初" else first.replace(day=days_in_month(first.year, first.month))
