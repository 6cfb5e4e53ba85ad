"""Weekdays: fri, 周五, next fri, 下下周一, mon+1; weeks start on Monday."""

import re
from datetime import date, timedelta

from kamtui.domain.dates.model import Frame, RefusedDateError

_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
#: A weekday of a normalised text.
WEEKDAY = rf"(?:周[1-7]|{'|'.join(_NAMES)})"
_PATTERN = re.compile(
    rf"(?:(?P<english>next|last|this) |(?P<chinese>下+|上+|本|这)个?)?(?P<day>{WEEKDAY})"
    r"(?:\+(?P<weeks>[0-9]{1,2}))?"
)


def weekday_number(text: str) -> int:
    """Return 0 for Monday to 6 of what `WEEKDAY` matches."""
    return int(text[1]) - 1 if text.startswith("周") else _NAMES[text]


def weekday(text: str, frame: Frame) -> date | None:
    """Read a weekday, None when the text is none.

    Alone it is strictly after today, before today where something happened.  下周五 and next fri
    are in the next Monday to Sunday week, 上周五 in the last one; last fri is the latest Friday
    before today, as English speakers mean it.

    Raises:
        RefusedDateError: A day of this week that is over, in a plan; the same one a week on is
            offered.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    number, today = weekday_number(match["day"]), frame.today
    english, chinese = match["english"], match["chinese"]
    if english or chinese:
        if match["weeks"]:
            return None
        if english == "last":
            return _before(today, number)
        in_this_week = today + timedelta(days=number - today.weekday())
        weeks = _weeks(english, chinese)
        if weeks == 0 and in_this_week < today and not frame.past:
            raise RefusedDateError("past", in_this_week + timedelta(days=7))
        return in_this_week + timedelta(days=7 * weeks)
    if frame.past:
        return None if match["weeks"] else _before(today, number)
    ahead = (number - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead + 7 * int(match["weeks"] or 0))


def _weeks(english: str | None, chinese: str | None) -> int:
    if english:
        return 1 if english == "next" else 0
    words = chinese or ""
    return {"下": 1, "上": -1}.get(words[:1], 0) * len(words)


def _before(today: date, number: int) -> date:
    return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
