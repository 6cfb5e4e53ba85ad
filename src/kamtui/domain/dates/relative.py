"""Dates as distances from today: words, ``3d``, 两周后, 半个月后, a bare number of days."""

import re
from datetime import date, timedelta

from kamtui.domain.dates.model import Frame, RefusedDateError
from kamtui.domain.months import add_months

_WORDS = {
    "today": 0, "now": 0, "今天": 0, "今日": 0, "现在": 0, "刚才": 0, "刚刚": 0,
    "tomorrow": 1, "tom": 1, "tmr": 1, "tmrw": 1, "明天": 1, "明日": 1,
    "day after tomorrow": 2, "后天": 2, "大后天": 3,
    "yesterday": -1, "yest": -1, "昨天": -1, "昨日": -1,
    "day before yesterday": -2, "前天": -2, "大前天": -3,
}  # fmt: skip
_UNITS = {
    "d": "d", "day": "d", "days": "d", "天": "d", "日": "d",
    "w": "w", "wk": "w", "wks": "w", "week": "w", "weeks": "w",
    "周": "w", "星期": "w", "个星期": "w", "礼拜": "w", "个礼拜": "w",
    "m": "m", "mo": "m", "mos": "m", "month": "m", "months": "m", "个月": "m",
    "y": "y", "yr": "y", "yrs": "y", "year": "y", "years": "y", "年": "y",
}  # fmt: skip
_AFTER = "后|之后|以后|later|from now|from today"
_BEFORE = "前|之前|以前|ago"
_DISTANCE = re.compile(
    r"(?P<sign>[+-]|in )?(?P<count>[0-9]{1,3}) ?"
    r"(?P<unit>[a-z]+|个星期|个礼拜|星期|礼拜|个月|[天日周年])"
    rf"(?: ?(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE})))?"
)
_HALF = re.compile(
    rf"(?:(?P<months>[0-9]{{1,2}})个)?半个?(?P<unit>月|年)(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE}))?"
)
_DAYS = re.compile(r"(?P<sign>[+-])?(?P<count>[0-9]{1,3})")


def relative(text: str, frame: Frame) -> date | None:
    """Read a day as a distance from today, None when the text is nothing of the kind.

    Raises:
        RefusedDateError: A distance without direction where something happened; the day so long ago
            is offered.
    """
    if text in _WORDS:
        return frame.today + timedelta(days=_WORDS[text])
    if half := _HALF.fullmatch(text):
        return _half(half, frame)
    if days := _DAYS.fullmatch(text):
        return _placed(frame, days["sign"], "d", int(days["count"]), None)
    match = _DISTANCE.fullmatch(text)
    if match is None or match["unit"] not in _UNITS:
        return None
    directed = match["after"] or match["before"]
    if match["sign"] and directed:
        return None
    if match["unit"] in ("日", "年") and not (match["sign"] or directed):
        return None  # 15日 is a day of the month and 26年 may be a year
    sign = match["sign"] or ("-" if match["before"] else "+" if match["after"] else None)
    return _placed(frame, sign, _UNITS[match["unit"]], int(match["count"]), match)


def _placed(
    frame: Frame, sign: str | None, unit: str, count: int, match: re.Match[str] | None
) -> date:
    if frame.past and sign is None and count:
        raise RefusedDateError("future", _moved(frame.today, unit, -count))
    return _moved(frame.today, unit, -count if sign == "-" else count)


def _half(match: re.Match[str], frame: Frame) -> date | None:
    """Read 半个月 (15 days), 半年 (six months) and 一个半月."""
    if match["months"] and match["unit"] == "年":
        return None
    way = -1 if match["before"] else 1
    if frame.past and not (match["after"] or match["before"]):
        way = -1
    if match["unit"] == "年":
        day = add_months(frame.today, 6 * way)
    else:
        day = add_months(frame.today, int(match["months"] or 0) * way) + timedelta(days=15 * way)
    if frame.past and not (match["after"] or match["before"]):
        raise RefusedDateError("future", day)
    return day


def _moved(today: date, unit: str, count: int) -> date:
    if unit in "my":
        return add_months(today, count * (12 if unit == "y" else 1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))
