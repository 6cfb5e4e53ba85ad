"""Days beside holidays: 节后, 年后, 国庆前, 月底前, after the holiday, before national day."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kamtui.domain.dates.model import Frame, RefusedDateError
from kamtui.domain.dates.periods import period
from kamtui.domain.errors import KamError
from kamtui.domain.workdays import Break, is_weekend, last_working_day, next_working_day

_DAY = timedelta(days=1)
#: Days ahead and back that holidays are looked for in: each comes once a year, the moon shifts it.
_REACH = timedelta(days=430)

#: What people call the holidays of the calendars; the calendar's own names work too.
_NAMES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("春节", "年", "过年", "过完年", "新春", "农历新年", "大年",
         "spring festival", "chinese new year", "lunar new year", "cny"),
        ("spring festival", "chinese new year", "lunar new year", "korean new year"),
    ),
    **dict.fromkeys(
        ("国庆", "国庆节", "11", "十一", "national day", "golden week"), ("national day",)
    ),
    **dict.fromkeys(
        ("五一", "51", "5.1", "劳动节", "labour day", "labor day", "may day", "may holiday"),
        ("labour day", "labor day", "may day"),
    ),
    **dict.fromkeys(("元旦", "元旦节", "new year", "new year's day", "new years day", "new year's"),
                    ("new year's day", "new year")),
    **dict.fromkeys(("清明", "清明节", "tomb-sweeping day", "tomb sweeping day", "qingming"),
                    ("tomb-sweeping day",)),
    **dict.fromkeys(("端午", "端午节", "dragon boat festival", "dragon boat"),
                    ("dragon boat festival",)),
    **dict.fromkeys(("中秋", "中秋节", "mid-autumn festival", "mid-autumn", "mid autumn"),
                    ("mid-autumn festival",)),
    **dict.fromkeys(("圣诞", "圣诞节", "christmas", "xmas"), ("christmas",)),
}  # fmt: skip
_ANY = frozenset(
    ("节", "节日", "假", "假期", "长假", "放假", "休假", "小长假", "过节", "过完节",
     "holiday", "holidays", "break")
)  # fmt: skip
_CHINESE = re.compile(
    r"(?P<name>[^ ]{1,8}?)(?P<rest>(?:小?长假|假期|假)?)"
    r"(?:(?P<before>前|之前|以前)|(?P<after>过后|后|之后|以后))"
)
_ENGLISH = re.compile(
    r"(?:(?P<before>before)|(?P<after>after)) (?:the )?(?:next )?(?P<name>[a-z][a-z0-9' .-]{2,30})"
)
#: A name of a calendar that none of ours is must be typed as far as this.
_LEAST = 4
#: Ends of periods, which count as days before: 月底前 is the last working day of the month.
_END = re.compile(r".*(?:底|末)|(?:the )?(?:end of .*|.* end|eom|eoq|eoy)")


def holiday_side(text: str, frame: Frame) -> date | None:
    """Read the first working day after a holiday or the last one before it, else None.

    Raises:
        RefusedDateError: ``holiday``: the country's calendar has no holidays, or none of that
            name.
    """
    match = _ENGLISH.fullmatch(text) or _CHINESE.fullmatch(text)
    if match is None:
        return None
    name, before = match["name"].strip(), match["before"] is not None
    if not text.isascii() and name + match["rest"] in _ANY:
        name += match["rest"]
    if before and _END.fullmatch(name):
        return _before_end(name, frame)
    if name in _ANY:
        wanted: tuple[str, ...] | None = None
    elif name in _NAMES:
        wanted = _NAMES[name]
    elif text.isascii() and len(name) >= _LEAST:
        wanted = (name,)
    else:
        return None
    breaks = frame.calendar.breaks(frame.today - _REACH, frame.today + _REACH)
    if not breaks and frame.calendar.knows(frame.today):
        return None  # nobody said which country's
    days = _beside(frame, _chosen(breaks, wanted), before=before)
    if frame.past:
        over = [day for day in days if day <= frame.today]
        if over:
            return over[-1]
    for day in days:
        # The first day after a holiday is no longer ahead of somebody who works on it.
        if day > frame.today or (before and day == frame.today):
            return day
    if name in _ANY or name in _NAMES:
        raise RefusedDateError("holiday")
    return None


def _beside(frame: Frame, breaks: Sequence[Break], *, before: bool) -> list[date]:
    """Return the working day on that side of each of some holidays, in order."""
    calendar, found = frame.calendar, []
    for one in breaks:
        try:
            found.append(
                last_working_day(one.first - _DAY, calendar)
                if before
                else next_working_day(one.last + _DAY, calendar)
            )
        except KamError:  # a calendar in which nobody works has no such day
            continue
    return sorted(set(found))


def _chosen(breaks: Sequence[Break], wanted: tuple[str, ...] | None) -> list[Break]:
    """Return the breaks of a name; for any holiday those in which a working day is lost."""
    if wanted is None:
        return [one for one in breaks if _longer_than_a_weekend(one)]
    return [
        one
        for one in breaks
        if any(
            re.search(rf"\b{re.escape(part)}", name.casefold())
            for name in one.names
            for part in wanted
        )
    ]


def _longer_than_a_weekend(one: Break) -> bool:
    days = (one.last - one.first).days + 1
    return any(not is_weekend(one.first + timedelta(days=ahead)) for ahead in range(days))


def _before_end(name: str, frame: Frame) -> date | None:
    """Read 月底前, 季末前, 年底前: the last working day up to the end, of the next one if over."""
    end = period(name.removeprefix("the "), frame)
    for _twice in range(2):
        if end is None:
            return None
        day = last_working_day(end, frame.calendar)
        if frame.past or day >= frame.today:
            return day
        later = Frame(end + _DAY, frame.order, frame.past, frame.calendar)
        end = period(name.removeprefix("the "), later)
    return None
